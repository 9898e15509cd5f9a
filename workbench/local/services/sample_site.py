"""One host of the sample web: a folder of pages, and what its `site.json` says of the host's behaviour.

Pure: a request's path in, an `Answer` out. Sockets, clocks and logs are `sample_web`'s. The schema of
`site.json` is the `SiteFile` below; `data/samples/README.md` shows it with examples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from workbench.local.services.sample_listing import Listing, ListingFile

SITE_FILE = "site.json"
# Only these are pages: anything else in the folder (site.json, a listing's entries) is not for visitors.
CONTENT_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
}


class Rule(BaseModel):
    """What the host does instead of, or before, serving the file at `path` (a glob; first match holds)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = "*"
    status: int | None = None
    headers: dict[str, str] = {}
    body: str | None = None
    redirect: str | None = None
    delay_s: float = 0.0
    hang: bool = False
    refuse: bool = False


class SiteFile(BaseModel):
    """The whole of a `site.json`; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    charset: str | None = None
    rules: list[Rule] = []
    listing: ListingFile | None = None


@dataclass(frozen=True)
class Answer:
    """What to send for one request; `status` is null where nothing will be sent at all."""

    status: int | None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay_s: float = 0.0
    hang: bool = False


class Site:
    """A host of the sample web, read from its folder once (pages are read as they are asked for)."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError, naming the file, if `site.json` is missing or does not fit `SiteFile`."""
        self.host = folder.name
        self.folder = folder.resolve()
        self.about = _read_site_file(folder / SITE_FILE)
        self.listing = Listing(self.folder, self.about.listing) if self.about.listing else None

    def answer(self, target: str) -> Answer:
        """The answer to a GET of `target` (path with query, as in the request line).

        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp()) / "www.hello.example"
        >>> folder.mkdir()
        >>> about = '{"about": "x", "rules": [{"path": "/old", "redirect": "/"}]}'
        >>> _ = (folder / "site.json").write_text(about)
        >>> _ = (folder / "index.html").write_text("hello")
        >>> Site(folder).answer("/").body, Site(folder).answer("/old").headers["Location"]
        (b'hello', '/')
        """
        parts = urlsplit(target)
        path = unquote(parts.path) or "/"
        rule = next((rule for rule in self.about.rules if fnmatchcase(path, rule.path)), Rule())
        if rule.refuse or rule.hang:
            return Answer(None, delay_s=rule.delay_s, hang=rule.hang)
        plain = self._ruled(rule) or self._listed(path, parts.query) or self._page(path)
        return Answer(
            status=rule.status or plain.status,
            headers={**plain.headers, **rule.headers},
            body=plain.body,
            delay_s=rule.delay_s,
        )

    def _ruled(self, rule: Rule) -> Answer | None:
        if rule.redirect is not None:
            status = rule.status or HTTPStatus.MOVED_PERMANENTLY
            return Answer(status, {"Location": rule.redirect, **self._type(".html")})
        if rule.body is not None:
            return Answer(HTTPStatus.OK, self._type(".html"), rule.body.encode(self.about.charset or "utf-8"))
        return None

    def _listed(self, path: str, query: str) -> Answer | None:
        if self.listing is None or path != self.listing.path:
            return None
        wanted = {name: values[0] for name, values in parse_qs(query).items()}
        html = self.listing.page(wanted).encode(self.about.charset or "utf-8")
        return Answer(HTTPStatus.OK, self._type(".html"), html)

    def _page(self, path: str) -> Answer:
        file = (self.folder / path.lstrip("/")).resolve()
        if file.is_dir() and file.is_relative_to(self.folder):
            if not path.endswith("/"):
                return Answer(
                    HTTPStatus.MOVED_PERMANENTLY, {"Location": quote(path) + "/", **self._type(".html")}
                )
            file = file / "index.html"
        if not file.is_relative_to(self.folder) or file.suffix not in CONTENT_TYPES or not file.is_file():
            return Answer(HTTPStatus.NOT_FOUND, self._type(".html"), _NOT_FOUND)
        return Answer(HTTPStatus.OK, self._type(file.suffix), file.read_bytes())

    def _type(self, suffix: str) -> dict[str, str]:
        # Many small Japanese hosts send no charset, and the page's own meta (or nothing) must do.
        kind = CONTENT_TYPES[suffix]
        charset = (
            f"; charset={self.about.charset}" if self.about.charset and suffix in (".html", ".htm") else ""
        )
        return {"Content-Type": kind + charset}


# Latin letters only: these bytes are the same in every charset a host may declare.
_NOT_FOUND = b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>\n"


def load_sites(root: Path) -> dict[str, Site]:
    """The sites below `root` by host name: each folder that holds a `site.json`."""
    return {file.parent.name: Site(file.parent) for file in sorted(root.glob(f"*/{SITE_FILE}"))}


def _read_site_file(file: Path) -> SiteFile:
    try:
        return SiteFile.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise ValueError(f"{file}: {error}") from error
