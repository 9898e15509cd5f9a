import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from workbench.contract.states import Line
from workbench.japan import phones
from workbench.japan.phones import find, fold, is_placeholder, parse, parse_cell

FIXED = "+81355501000"


@pytest.mark.parametrize(
    "written",
    [
        "03-5550-1000",
        "０３－５５５０－１０００",
        "03ー5550ー1000",
        "03‐5550‐1000",
        "03−5550−1000",
        "03–5550—1000",
        "03 - 5550 - 1000",
        "03 5550 1000",
        "03　5550　1000",
        "03.5550.1000",
        "03·5550·1000",
        "03〜5550〜1000",
        "03・5550・1000",
        "(03)5550-1000",
        "（03）5550-1000",
        "03(5550)1000",
        "03（5550）1000",
        "0355501000",
        "03-55501000",
        "+81 3 5550 1000",
        "+81-(0)3-5550-1000",
        "+81355501000",
        "0081-3-5550-1000",
        "010-81-3-5550-1000",
        "TEL:03-5550-1000",
        "TEL03-5550-1000",
        "ＴＥＬ０３－５５５０－１０００",
        "Tel.03-5550-1000",
        "T 03-5550-1000",
        "℡03-5550-1000",
        "☎ 03-5550-1000",
        "電話０３－５５５０－１０００",
        "03-5550-1000(代)",
        "03-5550-1000（代表）",
        "03-5550-1000 内線123",
        "03-5550-1000（内123）",
        "03-5550-1000 ext.123",
        "03-\n5550-1000",
        "03\u200b-5550\u00ad-1000",
    ],
)
def test_all_ways_of_writing_a_number_give_one_number(written: str) -> None:
    phone = parse(written)
    assert phone is not None
    assert (phone.e164, phone.line, phone.national) == (FIXED, Line.FIXED, "03-5550-1000")


@pytest.mark.parametrize(
    ("written", "e164", "line"),
    [
        ("0422-51-1234", "+81422511234", Line.FIXED),
        ("04992-2-1234", "+81499221234", Line.FIXED),
        ("0120-555-001", "+81120555001", Line.TOLL_FREE),
        ("0120-55-50-01", "+81120555001", Line.TOLL_FREE),
        ("0800-555-0101", "+818005550101", Line.TOLL_FREE),
        ("0570-055-044", "+81570055044", Line.NAVI),
        ("050-5550-1044", "+815055501044", Line.IP),
        ("060-5550-1031", "+816055501031", Line.MOBILE),
        ("070-5550-1031", "+817055501031", Line.MOBILE),
        ("080-5550-1031", "+818055501031", Line.MOBILE),
        ("090-5550-1031", "+819055501031", Line.MOBILE),
    ],
)
def test_the_line_follows_the_numbering_plan(written: str, e164: str, line: Line) -> None:
    phone = parse(written)
    assert phone is not None
    assert (phone.e164, phone.line) == (e164, line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "なし",
        "110",
        "#7119",
        "011-123-4567",
        "03-0234-5678",
        "0120-1234-567",
        "0990-512-345",
        "020-1234-5678",
        "〒100-0001",
        "060-0001",
        "2024-01-15",
        "2024.01.15 10:00",
        "9:00-18:00",
        "7000012050002",
        "T1180301018771",
        "192.168.0.1",
        "+1 650-253-0000",
        "0120-00-ABCD",
        "ISBN 978-4-06-519981-0",
        "AB0355501000",
        "0355501000123",
        "1203-5550-1000",
        "10,155,500,000円",
        "03-5550-1000-22",
    ],
)
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    assert parse(text) is None
    assert find(text) == []


def test_several_numbers_are_no_single_one() -> None:
    assert parse("03-5550-1000 / 06-6355-2000") is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("TEL03-5550-1000/FAX03-5550-1001", ["+81355501000", "+81355501001"]),
        ("03 5550 1000 06 6355 2000", ["+81355501000", "+81663552000"]),
        ("〒060-0001 札幌市 011-222-3333", ["+81112223333"]),
        ("〒060-0001 011-222-3333", ["+81112223333"]),
        ("03-5550-1000～9", ["+81355501000"]),
        ("03-5550-1000・1001", ["+81355501000"]),
        ("03-5550-1000-5", ["+81355501000"]),
        ("03-5550-1000/03-5550-1001", ["+81355501000", "+81355501001"]),
        ("0120-555-0129:00～18:00", ["+81120555012"]),
        ("03-5550-100010時から", ["+81355501000"]),
        ("〒100-000103-5550-1000", ["+81355501000"]),
        ("Tel: 81-3-5550-1000", ["+81355501000"]),
        ("受付 9:00-18:00 03-5550-1000 9:00", ["+81355501000"]),
        ("千代田1-2-3電話０３（５５５０）１０００", ["+81355501000"]),
        ("法人番号 7000012050002 電話 03-5550-1000", ["+81355501000"]),
    ],
)
def test_numbers_are_found_among_other_digits(text: str, numbers: list[str]) -> None:
    assert [found.phone.e164 for found in find(text)] == numbers


def test_offsets_point_at_the_number_as_it_stands() -> None:
    text = "電話　０３（５５５０）１０００（代表）"
    (found,) = find(text)
    assert text[found.start : found.end] == found.phone.raw == "０３（５５５０）１０００"


@pytest.mark.parametrize(
    ("cell", "e164"),
    [
        ("355501036", "+81355501036"),
        ("355501036.0", "+81355501036"),
        ("9055501031", "+819055501031"),
        ("120555001", "+81120555001"),
        ("8005550101", "+818005550101"),
        ("422511234", "+81422511234"),
        ("03-5550-1000 / 090-5550-1031", "+81355501000"),
        ("FAX 03-5550-1001 TEL 03-5550-1000", "+81355501000"),
        ("０４５－５５５－１００６", "+81455551006"),
        ("調査中", None),
        ("-", None),
        ("12345", None),
    ],
)
def test_a_cell_gives_its_number_with_excels_lost_zero(cell: str, e164: str | None) -> None:
    phone = parse_cell(cell)
    assert (phone and phone.e164) == e164


def test_only_a_telephone_column_gets_its_lost_zero_back() -> None:
    assert parse("355501036") is None


@pytest.mark.parametrize(
    "e164",
    [
        "+81312345678",
        "+81120123456",
        "+81120000000",
        "+818001234567",
        "+81570012345",
        "+819012345678",
        "+819011112222",
        "+819010000000",
        "+818000000000",
        "+81123456789",
        "+81451234567",
        "+81333333333",
    ],
)
def test_numbers_of_templates_are_placeholders(e164: str) -> None:
    assert is_placeholder(e164)


@pytest.mark.parametrize(
    "e164", ["+81355501000", "+81335000000", "+81120555001", "+81120333333", "+819055501031", "+81663552000"]
)
def test_ordinary_numbers_are_no_placeholders(e164: str) -> None:
    assert not is_placeholder(e164)


@given(st.text(alphabet="0123456789０３９-－ー()（）. 　+TELFAX電話\n・", max_size=200))
def test_finding_never_fails_and_keeps_its_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)
    last = 0
    for found in find(text):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.phone.raw
        last = found.end


@hypothesis_settings(max_examples=500)
@given(
    st.one_of(
        st.from_regex(r"0[1-9][0-9]{8,9}", fullmatch=True),
        # Blocks that exist are rare among all that can be written.
        st.tuples(
            st.sampled_from(
                ["03", "045", "0422", "01267", "0120", "0570", "0800", "050", "090", "020", "0990"]
            ),
            st.from_regex("[0-9]{9}", fullmatch=True),
        ).map("".join),
    ),
    st.integers(10, 11),
)
def test_a_block_of_numbers_is_judged_as_each_of_them(digits: str, length: int) -> None:
    digits = digits[:length]
    assert phones._resolve(digits) == phones._judged(digits)


@given(st.one_of(st.from_regex(r"\+81[0-9]{8,11}", fullmatch=True), st.text(max_size=14)))
def test_e164_is_written_as_reading_it_would(e164: str) -> None:
    if e164.startswith("+81") and e164[3:].isascii() and e164[3:].isdigit():
        read = parse(e164) if e164[3] != "0" else None
        assert phones.national(e164) == (read.national if read else None)
    else:
        assert phones.national(e164) is None


@given(st.from_regex(r"0[1-9][0-9]{0,3}-[0-9]{1,4}-[0-9]{3,4}", fullmatch=True))
def test_a_plain_cell_is_read_as_it_would_be_found_in_a_text(cell: str) -> None:
    found = [each.phone for each in find(cell)]
    assert parse_cell(cell) == (found[0] if found else None)
    if phones._plain(cell):
        assert [phones._plain(cell)] == found
