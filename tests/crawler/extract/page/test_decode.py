import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.page.decode import declared_charset, decode

WORDS = "㈱見本商事　電話番号①　髙﨑"
PLAIN = "株式会社見本商事　電話番号"


def html(charset: str, words: str = WORDS) -> str:
    return f'<html><head><meta charset="{charset}"><title>{words}</title></head></html>'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (WORDS.encode(), "text/html; charset=UTF-8"),
        (WORDS.encode(), ""),
        (WORDS.encode("utf-8-sig"), "text/html; charset=Shift_JIS"),
        (WORDS.encode("utf-16"), ""),
        (WORDS.encode(), "text/html; charset=Shift_JIS"),
        (WORDS.encode(), "text/html; charset=ISO-8859-1"),
        (WORDS.encode("cp932"), "text/html; charset=Shift_JIS"),
        (WORDS.encode("cp932"), 'text/html; charset="x-sjis"'),
        (WORDS.encode("cp932"), "text/html; charset=windows-31j"),
        (WORDS.encode("cp932"), ""),
        (WORDS.encode("cp932"), "text/html; charset=UTF-8"),
        (WORDS.encode("cp932"), "text/html; charset=iso-8859-1"),
        (WORDS.encode("cp932"), "text/html; charset=no-such-thing"),
    ],
)
def test_a_page_is_read_whatever_it_declares(body: bytes, content_type: str) -> None:
    assert decode(body, content_type) == WORDS


@pytest.mark.parametrize("content_type", ["text/html; charset=EUC-JP", "", "text/html; charset=utf-8"])
def test_euc_pages_are_read(content_type: str) -> None:
    assert decode(PLAIN.encode("euc_jp"), content_type) == PLAIN


def test_euc_with_its_row_of_company_signs_is_read() -> None:
    text = "㈱見本商事 電話"
    assert decode(text.encode("euc_jis_2004"), "text/html; charset=euc-jp") == text


def test_iso_2022_jp_is_read() -> None:
    assert decode(PLAIN.encode("iso2022_jp"), "text/html; charset=ISO-2022-JP") == PLAIN


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="shift_jis">',
        "<META http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>",
        '<meta name="x" content="y"><meta charset=sjis />',
    ],
)
def test_the_page_s_own_meta_counts_where_the_header_is_silent(meta: str) -> None:
    assert declared_charset(meta.encode(), "text/html") == "cp932"
    assert declared_charset(meta.encode(), "text/html; charset=euc-jp") == "euc_jp"


def test_a_meta_that_is_wrong_is_not_believed() -> None:
    page = html("utf-8")
    assert decode(page.encode("cp932")) == page


def test_one_broken_byte_does_not_spoil_the_page() -> None:
    assert decode(PLAIN.encode() + b"\xff", "text/html; charset=utf-8") == PLAIN + "\ufffd"


@given(
    st.binary(max_size=300), st.sampled_from(["", "text/html; charset=euc-jp", "charset=hex", "charset=idna"])
)
def test_any_bytes_give_a_text(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)
