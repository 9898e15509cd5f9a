"""Of whom a page tells besides its owner."""

import pytest

from crawler.extract.owner import subjects


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("リンク集：有限会社青空測量", True),
        ("まわりで遊ぶ｜青空キャンプ", True),
        ("休診と当番医のお知らせ｜青空眼科", True),
        ("販売代理店一覧", False),
        ("代理店一覧｜青空計測", True),
        ("会員紹介｜青空協会", True),
        ("周辺観光株式会社", False),
        ("近くの町医者｜青空医院", False),
        ("会社概要｜株式会社青空", False),
    ],
)
def test_a_title_says_that_a_page_is_about_others(title: str, told: bool) -> None:
    assert subjects.is_about_others(title) is told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("そば処 みなとや\n長野市戸隠99-88\nTEL 026-255-5012", "そば処 みなとや"),
        ("みなと珈琲\n〒380-0001 長野県長野市1-1\nTEL 026-255-5012", "みなと珈琲"),
        ("大阪支店\n大阪市北区1-1\nTEL 06-6355-5012", ""),
        ("お問い合わせ\n長野市戸隠99-88\nTEL 026-255-5012", ""),
        ("みなと珈琲\nTEL 026-255-5012", ""),
    ],
)
def test_a_place_is_a_name_over_an_address(text: str, name: str) -> None:
    assert subjects.place_in(text) == name
