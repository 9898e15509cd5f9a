"""A registry to look things up in, whether a registry was given or the Tax Agency's file that it is made of."""

import hashlib
import logging
from pathlib import Path

from workbench.errors import RegistryError
from workbench.registry.build import build
from workbench.registry.store import FORMAT, is_registry

logger = logging.getLogger(__name__)

_KEPT = 3


def registry_of(file: Path, folder: Path) -> Path:
    """The registry itself, or the one made of a full-data file, kept in `folder` for the next time.

    Which file it was made of is known by path, size and time of change. A folder keeps the newest few.
    Raises RegistryError if it is neither.
    """
    if not file.is_file():
        raise RegistryError("error.registry_missing", file=str(file))
    if is_registry(file):
        return file
    kept = folder / f"{_print_of(file)}.sqlite"
    if not kept.is_file():
        report = build([file], kept)
        logger.info("Indexed %d companies of %s in %s", report.companies, file, kept)
        _forget_older(folder)
    return kept


def _print_of(file: Path) -> str:
    state = file.stat()
    told = f"{FORMAT} {file.resolve()} {state.st_size} {state.st_mtime_ns}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _forget_older(folder: Path) -> None:
    kept = sorted(folder.glob("*.sqlite"), key=lambda one: one.stat().st_mtime, reverse=True)
    for one in kept[_KEPT:]:
        one.unlink(missing_ok=True)
