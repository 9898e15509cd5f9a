"""The listing site: search by name and prefecture, pages of ten."""

import json
from pathlib import Path

import pytest

from workbench.local.services.sample_listing import Listing, ListingFile
from workbench.local.services.sample_site import Site


def entry(name: str, prefecture: str = "東京都", **more: str) -> dict[str, str]:
    return {"name": name, "prefecture": prefecture, "address": "千代田区一番町9", "business": "卸売", **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    host = tmp_path / "list.example"
    host.mkdir()
    (host / "site.json").write_text(json.dumps({"about": "a test", "listing": {"title": "名簿"}}))
    entries = [entry(f"第{number}商会") for number in range(12)]
    entries += [
        entry("ＡＢＣ<商会>", "大阪府", phone="06-6355-2099", homepage="http://a.example/?a&b"),
        entry("第一 商会", "大阪府"),
    ]
    (host / "entries.json").write_text(json.dumps(entries))
    return host


@pytest.mark.parametrize(
    ("name", "prefecture", "found"),
    [
        ("ABC", "", ["ＡＢＣ<商会>"]),
        ("abc", "大阪府", ["ＡＢＣ<商会>"]),
        ("abc", "東京都", []),
        ("第一商会", "", ["第一 商会"]),
        ("第11商会", "", ["第11商会"]),
        ("", "", []),
    ],
)
def test_a_name_is_found_by_any_part_of_it_in_any_width(
    folder: Path, name: str, prefecture: str, found: list[str]
) -> None:
    listing = Listing(folder, ListingFile(title="名簿"))
    assert [entry.name for entry in listing.found(name, prefecture)] == found


def test_ten_entries_a_page_with_a_link_to_the_next(folder: Path) -> None:
    site = Site(folder)
    first = site.answer("/search?q=商会&pref=東京都").body.decode()
    second = site.answer("/search?q=商会&pref=東京都&page=2").body.decode()
    assert (first.count('<li class="result">'), second.count('<li class="result">')) == (10, 2)
    assert ("page=2" in first, "次へ" in second) == (True, False)


def test_none_found_is_said_in_words(folder: Path) -> None:
    assert "該当なし" in Site(folder).answer("/search?q=どこにもない").body.decode()


def test_entries_and_queries_are_escaped(folder: Path) -> None:
    html = Site(folder).answer("/search?q=<商会>").body.decode()
    assert "<商会>" not in html
    assert 'href="http://a.example/?a&amp;b"' in html
