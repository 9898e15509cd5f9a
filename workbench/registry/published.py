"""The registry in a bucket: put there once, fetched by every container that resolves names.

registry/<name>/companies.sqlite   what `build` has written; the name is the day on which it was put there
registry/<name>/about.json         its size and print, by which a copy on a disk is known
registry/latest.json               the same of the newest
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pydantic import AwareDatetime

from workbench.contract.records import Record
from workbench.errors import RegistryError
from workbench.registry.store import open_registry
from workbench.storage import (
    LATEST_REGISTRY,
    SAMPLE_REGISTRY,
    Bucket,
    registry_about_key,
    registry_key,
)

_CHUNK_BYTES = 8 << 20
_DAY_S = 86_400


class Published(Record):
    """A registry that lies in a bucket: its name there, and what a copy of it must be."""

    name: str
    key: str
    sha256: str
    size_bytes: int
    companies: int
    published_at: AwareDatetime


def publish(bucket: Bucket, file: Path, name: str, now: datetime) -> Published:
    """What was put into the bucket under this name: a registry's file, then what tells of it.

    Raises RegistryError if the file is no registry.
    """
    with open_registry(file) as registry:
        companies = registry.count
    about = Published(
        name=name,
        key=registry_key(name),
        sha256=_print_of(file),
        size_bytes=file.stat().st_size,
        companies=companies,
        published_at=now,
    )
    bucket.client.upload_file(str(file), bucket.name, about.key)
    bucket.put_record(registry_about_key(name), about)
    if name != SAMPLE_REGISTRY:
        bucket.put_record(registry_about_key(LATEST_REGISTRY), about)
    return about


def published(bucket: Bucket, name: str) -> Published | None:
    """What is known of the registry of that name, or of the newest; None if there is none."""
    return bucket.get_record(Published, registry_about_key(name))


def on_disk(
    bucket: Bucket, about: Published, folder: Path, progress: Callable[[], object] = lambda: None
) -> Path:
    """A registry's file on this disk: the one that lies in the folder, else fetched into it whole or not at all.

    progress is called now and then. Files of other registries make room first, but for those of the last day: another
    container may be about to open one.
    Raises RegistryError if what came is not what was published.
    """
    path = folder / f"{about.sha256[:16]}.sqlite"
    if path.is_file() and path.stat().st_size == about.size_bytes:
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
        _make_room(folder, Path(part.name).stat().st_mtime)
        try:
            came = _copied(
                bucket.client.get_object(Bucket=bucket.name, Key=about.key)["Body"], part, progress
            )
            if came != about.sha256:
                raise RegistryError("error.registry_not_as_published", name=about.name, key=about.key)
            part.close()
            os.replace(part.name, path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    return path


def _make_room(folder: Path, now_s: float) -> None:
    for other in folder.glob("*.sqlite"):
        with suppress(OSError):  # another container has just done the same
            if now_s - other.stat().st_mtime > _DAY_S:
                other.unlink()


def _copied(body: Any, part: Any, progress: Callable[[], object]) -> str:
    """The print of what was copied."""
    print_ = hashlib.sha256()
    for chunk in body.iter_chunks(_CHUNK_BYTES):
        print_.update(chunk)
        part.write(chunk)
        progress()
    return print_.hexdigest()


def _print_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
