"""Extraction without a crawl: pages from files, one JSON object a page."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crawler.extract.choice.representative import Choice
from crawler.extract.choice.whys import why_lost
from crawler.extract.owner.owners_numbers import owners_numbers
from crawler.extract.read import page_number
from crawler.extract.seen import PhoneSeen
from crawler.web.markup import unfolds
from workbench.errors import PagesError
from workbench.messages import say

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".txt"})
HEADERS = ".headers.json"
_URL = "http://page.example/"
_MOST_BYTES = 16 << 20


@dataclass(frozen=True)
class Extracted:
    """How many pages were read, how many have a number, how many could not be read."""

    pages: int = 0
    found: int = 0
    unreadable: int = 0


def extract_to(
    sources: Sequence[Path], out: Path, url_prefix: str | None = None, company: str | None = None
) -> Extracted:
    """Write one JSON line a page of files and folders, in their order and that of the paths. Raises PagesError."""
    for source in sources:
        if not pages(source):
            raise PagesError("error.extract_no_pages", path=str(source))
    counted = Counter[str]()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with out.open("w", encoding="utf-8", newline="\n") as written:
            for told in chain.from_iterable(extract(source, url_prefix, company) for source in sources):
                written.write(json.dumps(told, ensure_ascii=False) + "\n")
                counted.update(pages=1, found=int(bool(told["phone"])), unreadable=int("error" in told))
    except OSError as error:
        raise PagesError("error.extract_unwritable", path=str(out), detail=error.strerror or "") from error
    return Extracted(**counted)


def pages(source: Path) -> list[tuple[str, Path]]:
    """(id, file) of each page of a folder, in the order of their paths; of one file, its name is the id."""
    if not source.is_dir():
        return [(source.stem, source)] if source.is_file() else []
    found = (path for path in source.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    return [(path.relative_to(source).with_suffix("").as_posix(), path) for path in sorted(found)]


def extract(
    source: Path, url_prefix: str | None = None, company: str | None = None
) -> Iterator[dict[str, Any]]:
    """One answer a page: id, phone (E.164 or None), line, role, reason, candidates.

    A file that cannot be read has `error` besides.
    """
    for name, path in pages(source):
        try:
            with path.open("rb") as opened:
                body = opened.read(_MOST_BYTES)
        except OSError as error:
            yield unread(name, error.strerror or type(error).__name__)
            continue
        if unfolds(body):
            yield unread(name, "markup that unfolds without end")
            continue
        kind = content_type_of(path)
        url = f"{url_prefix or _URL}{quote(path.relative_to(source).as_posix() if source.is_dir() else path.name)}"
        choice, considered = page_number(body, kind, url, company)
        yield {"id": name} | answer(choice, considered)


def unread(name: str, detail: str) -> dict[str, Any]:
    """What is told of a page that could not be read; `error` beside the rest."""
    reason = say("extract.unreadable", detail=detail)
    nothing = dict.fromkeys(("phone", "line", "role"))
    return {"id": name} | nothing | {"reason": reason, "candidates": [], "error": detail}


def content_type_of(path: Path) -> str:
    """The Content-Type that a page came with: of `<id>.headers.json` beside it; "" if that is not known."""
    try:
        headers = json.loads(path.with_name(path.stem + HEADERS).read_text(encoding="utf-8"))
        kind = {str(key).lower(): value for key, value in headers.items()}.get("content-type", "")
        kind = kind[0] if isinstance(kind, list) and kind else kind
        return kind if isinstance(kind, str) else ""
    except (OSError, ValueError, AttributeError):
        return "text/plain" if path.suffix.lower() == ".txt" else ""


def answer(choice: Choice, considered: list[PhoneSeen]) -> dict[str, Any]:
    """What is told of one page."""
    phone = choice.phone
    owners = owners_numbers(considered)
    words = {"number": phone.raw, "label": phone.label or "", "beside": phone.beside} if phone else {}
    return {
        "phone": phone.e164 if phone else None,
        "line": phone.line.value if phone else None,
        "role": phone.role.value if phone else None,
        "reason": say(f"extract.why.{choice.why.value}", **words),
        "candidates": [
            {
                "phone": one.e164,
                "raw": one.raw,
                "line": one.line.value,
                "role": one.role.value,
                "label": one.label,
                "place": one.place.value,
                "why": say(f"extract.lost.{why_lost(one, phone, one in owners)}"),
            }
            for one in considered
        ],
    }
