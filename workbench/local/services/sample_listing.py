"""A listing site of the sample web: companies from a JSON file, searched by name and prefecture, in pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, TypeAdapter


class ListingFile(BaseModel):
    """The `listing` part of a `site.json`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    entries: str = "entries.json"
    path: str = "/search"
    page_size: int = 10


class Entry(BaseModel):
    """One company of the listing; what is null is not shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    prefecture: str
    address: str
    business: str
    phone: str | None = None
    homepage: str | None = None


class Listing:
    """The entries of one listing site, and the pages it makes of them."""

    def __init__(self, folder: Path, about: ListingFile) -> None:
        self.path = about.path
        self.title = about.title
        self.page_size = about.page_size
        self.entries = TypeAdapter(list[Entry]).validate_json((folder / about.entries).read_bytes())

    def found(self, name: str, prefecture: str) -> list[Entry]:
        """The entries whose name contains `name`, in any width of letters, in `prefecture` ("": any)."""
        wanted = _folded(name)
        return [
            entry
            for entry in self.entries
            if wanted and wanted in _folded(entry.name) and prefecture in ("", entry.prefecture)
        ]

    def page(self, query: Mapping[str, str]) -> str:
        """The HTML page for `q` (part of a name), `pref` (a prefecture) and `page` (from 1)."""
        name, prefecture = query.get("q", ""), query.get("pref", "")
        number = int(query["page"]) if query.get("page", "").isdecimal() else 1
        found = self.found(name, prefecture)
        shown = found[(number - 1) * self.page_size : number * self.page_size]
        more = len(found) > number * self.page_size
        following = self._link({"q": name, "pref": prefecture, "page": str(number + 1)}) if more else ""
        return _PAGE.format(
            title=escape(self.title),
            query=escape(name),
            path=escape(self.path),
            results=_results(shown, len(found)) if shown else _NONE,
            following=following,
        )

    def _link(self, query: dict[str, str]) -> str:
        href = escape(f"{self.path}?{urlencode(query)}")
        return f'<p class="pager"><a class="pager__next" href="{href}">次へ</a></p>'


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _results(shown: list[Entry], count: int) -> str:
    items = "\n".join(_item(entry) for entry in shown)
    return f'<p class="result-count">{count}件見つかりました</p>\n<ul class="result-list">\n{items}\n</ul>'


def _item(entry: Entry) -> str:
    lines = [
        f'<h2 class="result__name">{escape(entry.name)}</h2>',
        f'<p class="result__business">{escape(entry.business)}</p>',
        f'<p class="result__address"><span class="result__pref">{escape(entry.prefecture)}</span>'
        f"{escape(entry.address)}</p>",
    ]
    if entry.phone:
        lines.append(f'<p class="result__tel">TEL <span class="tel">{escape(entry.phone)}</span></p>')
    if entry.homepage:
        lines.append(
            f'<p class="result__link"><a class="homepage" href="{escape(entry.homepage)}">'
            "ホームページ</a></p>"
        )
    return '<li class="result">\n' + "\n".join(lines) + "\n</li>"


_NONE = '<p class="no-result">該当なし：条件に合う会社は見つかりませんでした。</p>'

_PAGE = """<!DOCTYPE html>
<html lang="ja">
<head><meta charset="UTF-8"><title>「{query}」の検索結果｜{title}</title></head>
<body>
<header class="site-header"><a href="/">{title}</a></header>
<form class="search-form" action="{path}" method="get">
<input type="text" name="q" value="{query}"> <button type="submit">検索</button>
</form>
<main class="results">
{results}
{following}
</main>
<footer class="site-footer"><a href="/about.html">この名簿について</a></footer>
</body>
</html>
"""
