import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.japan.encodings import decode

LIST = "会社名,電話番号\r\n㈱みらい商会,03-5550-1001\r\n髙橋①工業,06-6355-2001\r\n"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp932", "cp932"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_a_list_is_read_in_the_encoding_it_was_written_in(written, read):
    decoded = decode(LIST.encode(written))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (LIST, read, 0)


@pytest.mark.parametrize(
    "text",
    [
        "株式会社みらい",
        "会社名,電話番号\n山田商事,03-5550-1001\n",
        "㈱みらい、①番館",
        "有限会社佐藤建設　電話０３－５５５０－１００１",
    ],
)
def test_euc_is_told_from_cp932(text):
    data = text.encode("euc_jis_2004")
    assert decode(data).text == text
    assert decode(text.encode("cp932")).text == text


def test_iso_2022_is_read():
    assert decode("株式会社みらい".encode("iso2022_jp")).text == "株式会社みらい"


def test_half_width_kana_stay_cp932():
    text = "ｶ)ﾐﾗｲ,ﾆﾎﾝｾｲｻｸ(ｶ\n"
    assert decode(text.encode("cp932")) == decode(text.encode("cp932"))
    assert decode(text.encode("cp932")).text == text


def test_an_euc_page_with_its_kana_is_read():
    page = "<html><title>みらい商会</title><p>電話番号は03-5550-1001です。ｶﾅも少し</p>"
    assert decode(page.encode("euc_jp")).text == page


def test_bytes_of_no_encoding_are_counted_not_refused():
    decoded = decode(LIST.encode("utf-8") + b"\xff\xfe\x80")
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(LIST)
    assert decoded.replaced == 3


@given(st.binary())
def test_no_bytes_raise(data):
    decode(data)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\x1b\ufeff")))
def test_utf_8_always_comes_back(text):
    assert decode(text.encode()).text == text


@given(st.text(alphabet="㈱髙山田商会みらいカタカナ〒①ABC,\n", min_size=4))
def test_cp932_of_everyday_words_comes_back(text):
    assert decode(text.encode("cp932")).text == text
