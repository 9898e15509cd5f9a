import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.page.hints import HINT, blocks_with_hints
from crawler.extract.page.page import parse
from workbench.japan import phones

# White space of all kinds is one space by the time that a page is blocks.
BETWEEN = [letter for letter in map(chr, range(0x10000)) if phones.fold(letter) in " \n-.()・~"]
BETWEEN = [letter for letter in BETWEEN if letter in " \n" or not letter.isspace()]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
HEADS = ("03", "06", "0465", "0120", "050", "090", "+81 3", "81-3", "0081-3", "010-81-3")


@given(
    st.sampled_from(HEADS),
    st.lists(st.tuples(st.sampled_from("0123456789"), st.text(BETWEEN, max_size=3)), min_size=6, max_size=9),
    st.sampled_from(("", "TEL", "(", "〒123-4567", "1,", "ご予約 ")),
    st.booleans(),
)
def test_every_number_that_is_found_is_hinted(
    head: str, digits: list[tuple[str, str]], before: str, wide: bool
) -> None:
    text = before + head + "".join(digit + between for digit, between in digits)
    text = text.translate(WIDE) if wide else text
    assert HINT.search(text) or not phones.find(text)


@given(st.sampled_from(BETWEEN), st.sampled_from(("03", "0465")))
def test_every_separator_leaves_a_number_hinted(between: str, area: str) -> None:
    assert HINT.search(f"{area}{between}5550{between}{'1001' if area == '03' else '10'}")


def blocks_read(html: str) -> list[str]:
    document = parse(f"<title>x</title>{html}".encode(), "text/html; charset=utf-8", "http://a.example/")
    return [document.blocks[at].text for at in blocks_with_hints(document)]


def test_only_blocks_with_hints_are_read() -> None:
    html = (
        "<p>2026.03.04</p><p>03-5550-1001</p><p>90,000円</p><p>〇三-五五五〇-一〇〇一</p>"
        "<p>KS-00123</p><p>TEL ０６（６３５５）２００１<br>FAX 06-6355-2002</p><p>〒1234567031</p>"
    )
    assert blocks_read(html) == [
        "03-5550-1001",
        "〇三-五五五〇-一〇〇一",
        "TEL ０６（６３５５）２００１\nFAX 06-6355-2002",
        "〒1234567031",
    ]


@pytest.mark.parametrize("label", ["電話(03)", "電話（０３）", "市外局番 03"])
def test_a_number_without_its_area_code_is_read_where_one_stands_by_itself(label: str) -> None:
    assert blocks_read(f"<p>{label}</p><p>5550-1001</p>") == ["5550-1001"]
    assert blocks_read("<p>電話</p><p>5550-1001</p>") == []
