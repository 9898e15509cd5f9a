"""Objects on disk as they land, and there again after a restart.

moto keeps everything in memory. Here each object is also a file below `s3/<bucket>/`, written before the put is
answered, gone before the delete is. Content type, user metadata and a multipart ETag lie beside it where they
are not what S3 would say by itself; tags, access lists and a bucket's own settings are not kept. Nothing is
synced: objects outlive a killed process, not a power cut.
"""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import Any
from urllib.parse import unquote

LOCKS = 64
MAX_NAME_BYTES = 200
# None of these marks can come out of quoting a name, where `%` is always followed by two hexadecimal digits.
EMPTY = "%-"
CONTINUED = "%+"
BESIDE_FOLDER = "%o"
FACTS = "%facts"


@dataclass(frozen=True)
class StoredObject:
    """An object found on disk. facts: what was kept beside it."""

    bucket: str
    key: str
    path: Path
    size_bytes: int
    modified_at: float
    facts: dict[str, Any]


class ObjectFiles:
    """The objects of all buckets below one folder."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._unfinished = folder / ".unfinished"
        shutil.rmtree(self._unfinished, ignore_errors=True)
        self._unfinished.mkdir(parents=True)
        self._locks = [threading.RLock() for _ in range(LOCKS)]

    def lock(self, bucket: str, key: str) -> threading.RLock:
        """Whoever changes an object holds its lock, so that memory and disk change in the same order."""
        return self._locks[hash((bucket, key)) % LOCKS]

    def stage(self, content: bytes) -> Path:
        """The content in a file of its own, not yet an object. Raises OSError if the disk is full."""
        handle, name = mkstemp(dir=self._unfinished)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return Path(name)

    def publish(self, staged: Path, bucket: str, key: str) -> None:
        """Make a staged file the object, in one step; facts of an older one go."""
        path = self._path(bucket, key)
        _make_folders(path.parent, self._folder)
        if path.is_dir():
            path = _beside(path)
        _with_mark(path, FACTS).unlink(missing_ok=True)
        os.replace(staged, path)

    def keep_facts(self, bucket: str, key: str, facts: dict[str, Any]) -> None:
        """Keep what the file itself does not say of an object."""
        path = self._existing(bucket, key)
        if path is not None:
            os.replace(self.stage(json.dumps(facts).encode()), _with_mark(path, FACTS))

    def delete(self, bucket: str, key: str) -> None:
        """Remove an object and the folders that become empty; one that is not there is no error."""
        path = self._existing(bucket, key)
        if path is None:
            return
        path.unlink(missing_ok=True)
        _with_mark(path, FACTS).unlink(missing_ok=True)
        for parent in path.parents:
            if parent == self._folder / bucket or not _remove_if_empty(parent):
                return

    def make_bucket(self, bucket: str) -> None:
        (self._folder / bucket).mkdir(exist_ok=True)

    def delete_bucket(self, bucket: str) -> None:
        shutil.rmtree(self._folder / bucket, ignore_errors=True)

    def buckets(self) -> list[str]:
        return sorted(
            each.name for each in self._folder.iterdir() if each.is_dir() and each != self._unfinished
        )

    def objects(self, bucket: str) -> Iterator[StoredObject]:
        """Every object of a bucket, in no order. Files that are none of ours are passed over."""
        top = self._folder / bucket
        for folder, _, names in os.walk(top):
            parts = Path(folder).relative_to(top).parts
            facts = {name for name in names if name.endswith(FACTS)}
            for name in names:
                if name not in facts:
                    path = Path(folder, name)
                    status = path.stat()
                    beside = _with_mark(path, FACTS)
                    known = json.loads(beside.read_text()) if beside.name in facts else {}
                    yield StoredObject(
                        bucket, _key((*parts, name)), path, status.st_size, status.st_mtime, known
                    )

    def _path(self, bucket: str, key: str) -> Path:
        return self._folder.joinpath(bucket, *_parts(key))

    def _existing(self, bucket: str, key: str) -> Path | None:
        path = self._path(bucket, key)
        return next((each for each in (path, _beside(path)) if each.is_file()), None)


def _parts(key: str) -> list[str]:
    """The path of a key: its parts, readable, each a name that every file system takes.

    >>> _parts("runs/一覧.json"), _parts("a//.."), _parts("x" * 201)[0][-3:]
    (['runs', '一覧.json'], ['a', '%-', '%2E%2E'], 'x%+')
    """
    parts = []
    for part in key.split("/"):
        name = _quote(part) or EMPTY
        while len(name.encode()) > MAX_NAME_BYTES:
            head = name.encode()[:MAX_NAME_BYTES].decode(errors="ignore")
            head = head[: head.rindex("%")] if "%" in head[-2:] else head
            parts.append(head + CONTINUED)
            name = name[len(head) :]
        parts.append(name)
    return parts


def _key(parts: tuple[str, ...]) -> str:
    """The key of a path.

    >>> _key(tuple(_parts("a//../" + "長い" * 100))) == "a//../" + "長い" * 100
    True
    """
    joined = "/".join(parts).replace(CONTINUED + "/", "").removesuffix(BESIDE_FOLDER)
    return "/".join(
        "" if part == EMPTY else unquote(part, errors="surrogateescape") for part in joined.split("/")
    )


def _quote(part: str) -> str:
    dots = part.startswith(".")
    return "".join(
        f"%{ord(each):02X}" if each == "%" or ord(each) < 32 or (dots and each == ".") else each
        for each in part
    )


def _beside(path: Path) -> Path:
    """Where an object lies whose name is also a folder's: `a` when there is `a/b`."""
    return _with_mark(path, BESIDE_FOLDER)


def _with_mark(path: Path, mark: str) -> Path:
    return path.with_name(path.name + mark)


def _make_folders(folder: Path, top: Path) -> None:
    """Make the folders of an object; an object in the way steps beside."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        for parent in reversed([folder, *folder.relative_to(top).parents]):
            in_the_way = top / parent
            if in_the_way.is_file():
                facts = _with_mark(in_the_way, FACTS)
                if facts.is_file():
                    os.replace(facts, _with_mark(_beside(in_the_way), FACTS))
                os.replace(in_the_way, _beside(in_the_way))
        folder.mkdir(parents=True, exist_ok=True)


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
