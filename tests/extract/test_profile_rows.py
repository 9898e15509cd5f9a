"""The telephone of a company's profile is found whichever rows stand round it, in any order and layout."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.read import page_number

Rows = Sequence[tuple[str, str]]

TELEPHONE = st.tuples(
    st.sampled_from(["TEL", "電話番号", "代表電話", "お電話", "Tel."]),
    st.sampled_from(["03-5550-1012", "０３－５５５０－１０１２", "03-5550-1012（代）", "(03)5550-1012"]),
)
# What a profile says of the company, and of those it works with: none of it tells whose the next row's telephone is.
OTHER_ROWS = (
    ("代表者", "代表取締役 青空 太郎"),
    ("設立", "1998年4月1日"),
    ("資本金", "1,000万円"),
    ("従業員数", "32名"),
    ("事業内容", "機械部品の製造・販売、修理・保守サービス"),
    ("取引銀行", "山手信用金庫 本店営業部<br>みずなら銀行 銀座支店"),
    ("主要取引先", "東西建設株式会社"),
    ("仕入先", "東西建設株式会社<br>南北工業株式会社<br>株式会社山手"),
    ("加盟団体", "一般社団法人日本部品連合会"),
    ("親会社", "東西ホールディングス株式会社"),
    ("主要株主", "東西商事株式会社"),
    ("顧問", "青葉法律事務所"),
    ("監査法人", "山手監査法人"),
    ("保険会社", "山手損害保険株式会社"),
    ("FAX", "03-5550-1013"),
    ("許認可", "建設業許可 東京都知事（般-3）第123456号"),
    ("法人番号", "7010001099999"),
    ("沿革", "1998年 設立<br>2005年 大阪営業所開設"),
)
FIRST = (("会社名", "株式会社青空商事"), ("所在地", "東京都中央区銀座9-9-9 青空ビル3F"))


def in_elements(row: str, around: str = "{}") -> Callable[[Rows], str]:
    return lambda rows: around.format("".join(row.format(*pair) for pair in rows))


LAYOUTS = {
    "table": in_elements("<tr><th>{}</th><td>{}</td></tr>", "<table>{}</table>"),
    "table of plain cells": in_elements("<tr><td>{}</td><td>{}</td></tr>", "<table>{}</table>"),
    "one list": in_elements("<dt>{}</dt><dd>{}</dd>", "<dl>{}</dl>"),
    "a list a row": in_elements("<dl><dt>{}</dt><dd>{}</dd></dl>"),
    "boxes": in_elements('<div class="row"><div>{}</div><div>{}</div></div>'),
    "cards": in_elements('<div class="card"><h3>{}</h3><p>{}</p></div>'),
    "headings": in_elements("<h4>{}</h4><p>{}</p>"),
    "paragraphs in pairs": in_elements("<p>{}</p><p>{}</p>"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(telephone=TELEPHONE, rows=st.permutations(OTHER_ROWS), count=st.integers(2, 12), data=st.data())
def test_rows_of_a_profile_keep_to_themselves(
    layout: str, telephone: tuple[str, str], rows: list[tuple[str, str]], count: int, data: st.DataObject
) -> None:
    shown = [*FIRST, *rows[:count]]
    shown.insert(data.draw(st.integers(1, len(shown)), label="place of the telephone"), telephone)
    html = (
        "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>会社概要 | 株式会社青空商事</title>"
        f"<body><h1>会社概要</h1>{LAYOUTS[layout](shown)}</body></html>"
    )
    choice, considered = page_number(html.encode(), "text/html; charset=utf-8", "http://aozora.example/")
    assert choice.phone is not None, considered
    assert (choice.phone.e164, choice.phone.role.value) == ("+81355501012", "main"), considered
