"""Whoever made the page is named on it, at times with a number: it is not the owner's."""

import itertools

import pytest

from tests.extract.layouts import number_of

LABELS = [
    *("制作", "Web制作", "ホームページ制作", "サイト制作・管理", "制作会社", "HP制作"),
    *("保守", "予約システム", "システム提供", "Designed by", "Produced by", "Powered by", "web design"),
]
NAMES = ["合同会社ウェブのはたけ", "株式会社みなとデザイン", "みなとウェブ工房", "みなと印刷"]
PAGES = [
    "<p>{label}：{name}　{tel}</p><footer>&copy; {owner}</footer>",
    "<footer><p>&copy; {owner}</p><p>{label}<br>{name}<br>{tel}</p></footer>",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("page", PAGES)
def test_the_makers_number_is_not_the_owners(page: str, label: str) -> None:
    for name, owner in itertools.product(NAMES, ["株式会社青空商会", "青空食堂"]):
        body = page.format(label=label, name=name, tel="047-351-2012", owner=owner)
        assert number_of(f"お知らせ | {owner}", f"<h1>お知らせ</h1><p>本日は晴れです。</p>{body}") is None
