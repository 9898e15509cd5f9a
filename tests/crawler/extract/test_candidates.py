import pytest

from crawler.extract.candidates import phones_of
from crawler.extract.page.json_ld import json_ld_of
from crawler.extract.page.page import parse
from crawler.extract.seen import PhoneSeen
from workbench.contract.states import Line, Place, Role

A, B = "+81355501001", "+81663552001"
MAIN, FAX, BRANCH, OTHER = Role.MAIN, Role.FAX, Role.BRANCH, Role.OTHER
RECRUIT, SUPPORT = Role.RECRUIT, Role.SUPPORT
TABLE, TEXT, FOOTER, TEL_LINK = Place.TABLE, Place.TEXT, Place.FOOTER, Place.TEL_LINK


def phones(html: str) -> list[PhoneSeen]:
    document = parse(html.encode(), "text/html; charset=utf-8", "http://www.aozora.example/")
    return phones_of(document, json_ld_of(document))


def told(html: str) -> list[tuple[str, Role, str | None, Place]]:
    return [(one.e164, one.role, one.label, one.place) for one in phones(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # a table, its label in the row
        ("<table><tr><th>電話番号<td>03-5550-1001</table>", [(A, MAIN, "電話番号", TABLE)]),
        ("<table><tr><td>電　話<td>03-5550-1001</table>", [(A, MAIN, "電話", TABLE)]),
        ("<table><tr><td>Ｆ Ａ Ｘ<td>03-5550-1001</table>", [(A, FAX, "FAX", TABLE)]),
        ("<table><tr><th>代表電話<td>03-5550-1001</table>", [(A, MAIN, "代表電話", TABLE)]),
        # both in one cell
        (
            "<table><tr><th>連絡先<td>TEL：03-5550-1001<br>FAX：06-6355-2001</table>",
            [(A, MAIN, "TEL", TABLE), (B, FAX, "FAX", TABLE)],
        ),
        (
            "<table><tr><th>TEL/FAX<td>03-5550-1001 / 06-6355-2001</table>",
            [(A, MAIN, "TEL/FAX", TABLE), (B, FAX, "TEL/FAX", TABLE)],
        ),
        (
            "<table><tr><th>電話・FAX<td>03-5550-1001（兼用）</table>",
            [(A, MAIN, "電話・FAX", TABLE)],
        ),
        # a table, its labels in the header row
        (
            "<table><tr><th>拠点<th>TEL<th>FAX<tr><td>大阪支店<td>03-5550-1001<td>06-6355-2001</table>",
            [(A, BRANCH, "TEL", TABLE), (B, FAX, "FAX", TABLE)],
        ),
        (
            "<table><tr><th>拠点<th>TEL<tr><td>大阪支店<td>06-6355-2001<tr><td>本社<td>03-5550-1001</table>",
            [(B, BRANCH, "TEL", TABLE), (A, MAIN, "TEL", TABLE)],
        ),
        # a definition list, and columns made of div elements
        ("<dl><dt>でんわ<dd>03-5550-1001</dl>", [(A, MAIN, "でんわ", TABLE)]),
        ("<div><div>電話</div><div>03-5550-1001</div></div>", [(A, MAIN, "電話", TEXT)]),
        # running text
        ("<p>TEL03-5550-1001/FAX06-6355-2001</p>", [(A, MAIN, "TEL", TEXT), (B, FAX, "FAX", TEXT)]),
        ("<p>FAX:06-6355-2001　TEL:03-5550-1001</p>", [(B, FAX, "FAX", TEXT), (A, MAIN, "TEL", TEXT)]),
        ("<p>ＴＥＬ ０３－５５５０－１００１</p>", [(A, MAIN, "TEL", TEXT)]),
        ("<p>℡ 03-5550-1001</p>", [(A, MAIN, "TEL", TEXT)]),
        ("<p>東京都港区青空1-2-3　電話 03-5550-1001（代）</p>", [(A, MAIN, "電話", TEXT)]),
        ("<p>電話<br>03-5550-1001</p>", [(A, MAIN, "電話", TEXT)]),
        ("<p>03-5550-1001（代表）</p>", [(A, MAIN, None, TEXT)]),
        ("<p>ようこそ。いつもありがとうございます。03-5550-1001</p>", [(A, OTHER, None, TEXT)]),
        ("<p>Phone: +81-3-5550-1001</p>", [(A, MAIN, "Phone", TEXT)]),
        ("<p>T 03-<b>5550</b>-1001</p>", [(A, MAIN, "T", TEXT)]),
        # whose it is
        ("<p>採用専用ダイヤル 03-5550-1001</p>", [(A, RECRUIT, "採用専用ダイヤル", TEXT)]),
        ("<p>製品サポート 03-5550-1001</p>", [(A, SUPPORT, "製品サポート", TEXT)]),
        ("<p>ご予約専用 0120-555-014 ／ 代表電話 03-5550-1001</p>",
         [("+81120555014", SUPPORT, "ご予約専用", TEXT), (A, MAIN, "代表電話", TEXT)]),
        ("<h2>大阪営業所</h2><p>TEL 06-6355-2001</p>", [(B, BRANCH, "TEL", TEXT)]),
        ("<h2>大阪営業所</h2><p>06…</p><h2>本社</h2><p>TEL 03-5550-1001</p>", [(A, MAIN, "TEL", TEXT)]),
        # footers
        ("<footer>電話 03-5550-1001</footer>", [(A, MAIN, "電話", FOOTER)]),
        ('<div id="footer"><p>TEL 03-5550-1001</p></div>', [(A, MAIN, "TEL", FOOTER)]),
        # links
        ('<a href="tel:0355501001">お電話はこちら</a>', [(A, MAIN, "お電話はこちら", TEL_LINK)]),
        ('<a href="TEL:+81-3-5550-1001"><img src="t.png"></a>', [(A, MAIN, None, TEL_LINK)]),
        ('<a href="tel:0663552001">TEL 03-5550-1001</a>', [(A, MAIN, "TEL", TEXT)]),
    ],
)  # fmt: skip
def test_a_number_is_told_by_the_words_beside_it(
    html: str, expected: list[tuple[str, Role, str | None, Place]]
) -> None:
    assert told(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>法人番号 7000012050002</p>",
        "<p>登録番号 T7000012050002</p>",
        "<p>建設業許可 長野県知事（般-7）第26355号</p>",
        "<p>許可番号 0355501001</p>",
        "<p>会社コード 0355501001</p>",
        "<table><tr><th>口座番号<td>0355501001</table>",
        "<p>〒100-0001</p>",
        "<p>2026-11-24 10:00</p>",
        "<p>資本金 3,555,010,010円</p>",
        "<p>ISBN 978-4-06-519981-0</p>",
        "<p>品番 MS-0355-1001</p>",
        "<p>契約番号 0878-5510-21</p>",
        "<p>電話 03-1234-5678</p>",
        "<p>フリーダイヤル 0120-000-000</p>",
        '<input name="tel" placeholder="090-1234-5678">',
        "<script>var tel = '03-5550-1001'</script>",
        "<!-- 電話 03-5550-1001 -->",
        "<template><p>電話 03-5550-1001</p></template>",
        '<a href="tel:110">110</a>',
        '<a href="/03-5550-1001.html">地図</a>',
        "<p>+1 650-253-0000</p>",
    ],
)
def test_what_is_no_telephone_number_is_not_reported(html: str) -> None:
    assert told(html) == []


def test_json_ld_is_read_wherever_the_organisation_stands() -> None:
    html = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
      {"@type": ["LocalBusiness"], "name": "株式会社あおぞら", "telephone": "+81-3-5550-1001",
       "faxNumber": "03-5550-1051", "department": [{"@type": "Store", "telephone": "06-6355-2001"}]}]}</script>"""
    assert [(one.e164, one.role, one.place) for one in phones(html)] == [
        (A, Role.MAIN, Place.JSON_LD),
        ("+81355501051", Role.FAX, Place.JSON_LD),
        (B, Role.BRANCH, Place.JSON_LD),
    ]


def test_json_ld_with_a_comma_or_a_line_break_too_many_is_mended() -> None:
    html = (
        '<script type="application/ld+json">{"@type": "Corporation",\n"telephone": "03-5550-1001",}</script>'
    )
    assert [one.e164 for one in phones(html)] == [A]


def test_broken_json_ld_does_not_hide_the_rest() -> None:
    assert [
        one.e164 for one in phones('<script type="application/ld+json">{{{</script><p>TEL 03-5550-1001')
    ] == [A]


def test_the_line_and_the_writing_are_kept() -> None:
    (one,) = phones("<p>電話　０５０－５５５０－１０４４</p>")
    assert (one.line, one.raw) == (Line.IP, "０５０－５５５０－１０４４")


def test_the_snippet_is_what_stands_around_the_number() -> None:
    (one,) = phones(f"<p>{'あ' * 100}電話 03-5550-1001 {'い' * 100}</p>")
    assert one.snippet == "あ" * 37 + "電話 03-5550-1001 " + "い" * 39
