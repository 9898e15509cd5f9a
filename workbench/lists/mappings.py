"""Which column means what, as a person has said it: in a small YAML beside the list, and for lists of the same form.

`<list>.columns.yaml` beside a list holds lines such as `name: 御社名` and `phone:` (no such column), and is read
whenever that list is. `remember_mapping` keeps the same for every later list with the same headers, in
`mappings/` of the workbench's home.
"""

import difflib
import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from workbench.errors import ListError
from workbench.lists.columns import FIELDS

if TYPE_CHECKING:
    from workbench.lists.company_list import CompanyList

Mapped = dict[str, str | None]
_CHECKOUT = Path(__file__).resolve().parents[2]
_LARGEST_BYTES = 100_000


def workbench_folder(home: Path | None = None) -> Path:
    """The given home, else WORKBENCH_HOME, else `.workbench/` in the checkout: where the workbench keeps things."""
    return (home or Path(os.environ.get("WORKBENCH_HOME") or _CHECKOUT / ".workbench")).expanduser()


def mappings_folder(home: Path | None = None) -> Path:
    """`mappings/` of the workbench's folder."""
    return workbench_folder(home) / "mappings"


def beside(path: Path) -> Path:
    """Where the mapping of one list stands: 取引先.xlsx -> 取引先.xlsx.columns.yaml."""
    return path.with_name(f"{path.name}.columns.yaml")


def read_beside(path: Path) -> Mapped:
    """What the YAML beside a list says: our field -> the list's column, or None for none; {} without one.

    Raises ListError with the file and the nearest right spelling.
    """
    file = beside(path)
    return _read(file) if file.is_file() else {}


def write_beside(companies: "CompanyList", columns: Mapping[str, str | None]) -> Path:
    """The YAML beside the list, written; it is read whenever that list is loaded."""
    return _write(beside(companies.path), _checked(columns, "columns"))


def remember_mapping(
    companies: "CompanyList", columns: Mapping[str, str | None] | None = None, *, home: Path | None = None
) -> Path:
    """The file in which it is kept which column means what, for every later list with the same headers.

    columns: our field -> the list's column, None for none; default all that this list was read with,
    and the fields that somebody said it has not.
    Raises ListError if the list has no header, by which a later list could be known.
    """
    names = companies.header
    if not any(name.strip() for name in names):
        raise ListError("error.list_nothing_to_remember", file=str(companies.path))
    if columns is None:
        columns = {
            **{field: None for field, header in companies.said.items() if not header},
            **companies.columns,
        }
    said = _checked(columns, "columns")
    return _write(mappings_folder(home) / f"{form_of(names)}.yaml", said, names)


def recall(home: Path | None = None) -> Callable[[Sequence[str]], Mapped | None] | None:
    """A look-up of what was remembered for given headers; None if nothing was ever remembered."""
    folder = mappings_folder(home)
    if not folder.is_dir():
        return None
    known = {file.stem: file for file in folder.glob("*.yaml")}

    def look_up(names: Sequence[str]) -> Mapped | None:
        file = known.get(form_of(names)) if known else None
        return _read(file) if file is not None else None

    return look_up if known else None


def form_of(names: Sequence[str]) -> str:
    """What lists of one form have in common: a hash (32 hex digits) of their headers in order.

    Width, spaces and blank columns at the right edge do not count.

    >>> form_of(["会社名", "ＴＥＬ", ""]) == form_of(["会 社 名", "TEL"])
    True
    """
    plain = ["".join(unicodedata.normalize("NFKC", name).split()) for name in names]
    while plain and not plain[-1]:
        plain.pop()
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:32]


def _read(file: Path) -> Mapped:
    try:
        if file.stat().st_size > _LARGEST_BYTES:
            raise ListError("error.list_mapping_unreadable", file=str(file), detail=f"> {_LARGEST_BYTES} B")
        said = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeError, yaml.YAMLError, RecursionError) as error:
        detail = str(error).replace("\n", " ")
        raise ListError("error.list_mapping_unreadable", file=str(file), detail=detail) from error
    if said is None:
        return {}
    if not isinstance(said, dict):
        raise ListError("error.list_mapping_unreadable", file=str(file), detail="name: 会社名")
    return _checked({str(key): value for key, value in said.items() if key != "headers"}, str(file))


def _checked(said: Mapping[str, object], where: str) -> Mapped:
    """The mapping, if all its fields are ours. Raises ListError."""
    for key in said:
        if key not in FIELDS:
            near = difflib.get_close_matches(key, FIELDS, 1, 0)
            raise ListError(
                "error.list_mapping_field", file=where, field=key, near=near[0], fields="、".join(FIELDS)
            )
    return {key: None if value in (None, "") else str(value) for key, value in said.items()}


def _write(file: Path, said: Mapped, headers: Sequence[str] = ()) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    content: dict[str, object] = dict(said)
    if headers:
        content["headers"] = list(headers)
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    partial.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    partial.replace(file)
    return file
