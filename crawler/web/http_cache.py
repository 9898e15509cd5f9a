"""Answers kept on disk between runs: a file an address, whole or not there, shared by all processes that run beside.

A file is a line of JSON (what was answered, when, to what, and a digest) and then the body as it came. Nothing here
raises for what it finds on the disk: an entry that is torn, strange or too old is removed, and the site asked.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.web.http_cache_rules import DAY_S, Fields, Stored

logger = logging.getLogger(__name__)

MOST_BYTES = 536_870_912
MOST_ENTRY_BYTES = 8_388_608
_LOOKED_THROUGH_EVERY_S = 600.0
_TEMPORARY = "."  # begins the name of a file that is being written
_LEFT_BEHIND_S = 3_600.0
_STAMP = "looked-through"
_NUMBERS = itertools.count()


class _Head(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    url: str
    status: int
    headers: Fields
    varied: Fields
    asked_at: float
    received_at: float
    digest: str


class HttpCache:
    """The answers below one folder. Those that were confirmed longer than most_days ago are no longer there.

    With most_days 0 nothing is kept, and what was kept before is removed.
    """

    def __init__(
        self,
        folder: Path,
        most_days: float,
        *,
        most_bytes: int = MOST_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._most_age_s = most_days * DAY_S
        self._most_bytes = most_bytes
        self._clock = clock
        self._written = 0

    def get(self, url: str) -> Stored | None:
        """The answer that is kept for an address, fresh or not."""
        file = self._file(url)
        try:
            if file.stat().st_size > MOST_ENTRY_BYTES:
                raise ValueError("larger than anything that is kept")
            kept = _read(file.read_bytes())
            if kept.url != url or not 0 <= self._clock() - kept.received_at < self._most_age_s:
                raise ValueError("of another address, too old, or from a time to come")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            logger.debug("%s is removed: %s", file, error)
            _remove(file)
            return None
        return kept

    def put(self, kept: Stored) -> None:
        """Keep an answer in place of what was kept for its address. What the disk refuses is not kept."""
        data = _written(kept)
        if len(data) > MOST_ENTRY_BYTES or self._most_age_s <= 0:
            self.forget(kept.url)
            return
        try:
            self._write(self._file(kept.url), data, kept.received_at)
        except OSError as error:
            logger.warning("an answer could not be kept in %s: %s", self._folder, error)
            return
        self._written += len(data)
        if self._written > self._most_bytes / 16:
            self._written = 0
            self.tidy()

    def forget(self, url: str) -> None:
        _remove(self._file(url))

    def tidy_if_due(self) -> None:
        """Look through the folder, unless this or another process did so a few minutes ago."""
        stamp = self._folder / _STAMP
        with suppress(OSError):
            if self._most_age_s > 0 and 0 <= self._clock() - stamp.stat().st_mtime < _LOOKED_THROUGH_EVERY_S:
                return
        if self._folder.is_dir():
            with suppress(OSError):
                stamp.touch()
            self.tidy()

    def tidy(self) -> None:
        """Remove what is too old and what a killed process left, then the oldest until a tenth of the room is free."""
        now, size, stay = self._clock(), 0, list[tuple[float, int, Path]]()
        for file, at, size_bytes in self._entries():
            most_s = _LEFT_BEHIND_S if file.name.startswith(_TEMPORARY) else self._most_age_s
            if now - at >= most_s:
                _remove(file)
            else:
                stay.append((at, size_bytes, file))
                size += size_bytes
        if size <= self._most_bytes:
            return
        for _, size_bytes, file in sorted(stay):
            _remove(file)
            size -= size_bytes
            if size <= self._most_bytes * 0.9:
                return

    def _write(self, file: Path, data: bytes, received_at: float) -> None:
        """Write a whole file under another name, then rename it: readers see the old one or the new one."""
        if not file.parent.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.parent.mkdir(exist_ok=True, mode=0o700)
        temporary = file.with_name(f"{_TEMPORARY}{file.name}-{os.getpid()}-{next(_NUMBERS)}")
        try:
            with open(temporary, "xb", opener=_private) as stream:
                stream.write(data)
            os.utime(temporary, (received_at, received_at))
            os.replace(temporary, file)
        except OSError:
            _remove(temporary)
            raise

    def _entries(self) -> Iterator[tuple[Path, float, int]]:
        """(file, when its answer was received, its bytes) of all there is; others may remove some meanwhile."""
        for folder in _listed(self._folder):
            if len(folder.name) != 2:
                continue  # not one of ours
            for file in _listed(Path(folder.path)):
                with suppress(OSError):
                    about = file.stat(follow_symlinks=False)
                    yield Path(file.path), about.st_mtime, about.st_size

    def _file(self, url: str) -> Path:
        name = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / name


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _written(kept: Stored) -> bytes:
    about = _Head(
        url=kept.url,
        status=kept.status,
        headers=kept.headers,
        varied=kept.varied,
        asked_at=kept.asked_at,
        received_at=kept.received_at,
        digest="",
    )
    head = about.model_copy(update={"digest": _digest(about, kept.body)})
    return head.model_dump_json().encode() + b"\n" + kept.body


def _read(data: bytes) -> Stored:
    """Raises ValueError if it is not what was written."""
    line, _, body = data.partition(b"\n")
    try:
        head = _Head.model_validate_json(line)
    except ValidationError as error:
        raise ValueError("not an entry") from error
    if _digest(head, body) != head.digest:
        raise ValueError("torn")
    return Stored(head.url, head.status, head.headers, body, head.varied, head.asked_at, head.received_at)


def _digest(head: _Head, body: bytes) -> str:
    """Of everything but itself."""
    about = head.model_dump_json(exclude={"digest"}).encode()
    return hashlib.blake2b(about + b"\n" + body, digest_size=16).hexdigest()


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
