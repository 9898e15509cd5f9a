import csv
import zipfile
from pathlib import Path

import pytest

from tests.registry.small_register import number, row, text
from workbench.errors import RegistryError
from workbench.registry.full_data import Record, Skipped, read

ROWS = [row(1, "株式会社髙島架空"), row(2, "有限会社みほん", "京都府/京都市中京区/寺町通御池上る/6048571")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
@pytest.mark.parametrize("zipped", [False, True])
def test_every_encoding_and_quoting_is_read_alike(
    tmp_path: Path, encoding: str, quoting: int, zipped: bool
) -> None:
    data = text(ROWS, quoting).encode(encoding)
    file = tmp_path / ("13_tokyo_all_20260130.zip" if zipped else "13_tokyo_all_20260130.csv")
    if zipped:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("13_tokyo_all_20260130.csv", data)
            archive.writestr("13_tokyo_all_20260130.csv.asc", b"a signature")
    else:
        file.write_bytes(data)
    first, second = read(file)
    assert isinstance(first, Record) and isinstance(second, Record)
    assert (first.number, first.name, first.prefecture, first.latest) == (
        number(1),
        "株式会社髙島架空",
        "東京都",
        "1",
    )
    assert (second.city, second.street, second.postal_code) == ("京都市中京区", "寺町通御池上る", "6048571")


def test_the_parts_of_a_zip_are_read_one_after_the_other(tmp_path: Path) -> None:
    file = tmp_path / "13.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for part, one in enumerate(ROWS, start=1):
            archive.writestr(f"13_tokyo_all_20260130_0{part}.csv", text([one]))
    assert [one.number for one in read(file) if isinstance(one, Record)] == [number(1), number(2)]


def test_a_heading_and_the_counts_of_an_answer_are_no_companies(tmp_path: Path) -> None:
    headed = tmp_path / "headed.csv"
    headed.write_text("2026-03-11,1,1,1\r\n" + text(ROWS), encoding="utf-8")
    assert len(list(read(headed))) == 2
    named = tmp_path / "named.csv"
    named.write_text(
        text([[f"column{chr(97 + place % 26)}" for place in range(30)], *ROWS]), encoding="utf-8"
    )
    assert len(list(read(named))) == 2


SKIPPED = [
    (ROWS[0][:-1], "columns"),
    ([*ROWS[0], "more"], "columns"),
    (row(1, "株式会社架空", corporateNumber="123"), "number"),
    (row(1, "株式会社架空", corporateNumber="X990000000001"), "number"),
    (row(1, ""), "no_name"),
]


@pytest.mark.parametrize(("bad", "code"), SKIPPED)
def test_a_line_that_is_none_is_told_with_its_place_and_the_rest_is_read(
    tmp_path: Path, bad: list[str], code: str
) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text([ROWS[0], bad, ROWS[1]]), encoding="utf-8")
    first, skipped, second = read(file)
    assert isinstance(first, Record) and isinstance(second, Record)
    assert isinstance(skipped, Skipped)
    assert (skipped.file, skipped.line, skipped.code) == ("x.csv", 2, code)


def test_a_name_with_broken_characters_is_skipped(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    data = text([ROWS[1], ROWS[0]]).encode()
    file.write_bytes(data.replace("髙島".encode(), "髙島".encode()[:-1]))
    assert [type(one) for one in read(file)] == [Record, Skipped]


def test_a_company_that_is_deleted_needs_no_name(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text([row(1, "", process="99")]), encoding="utf-8")
    (one,) = read(file)
    assert isinstance(one, Record) and one.is_deleted


def _zip(path: Path, *members: str) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, text(ROWS))
    return path.read_bytes()


def test_what_cannot_be_such_a_file_is_refused_with_its_reason(tmp_path: Path) -> None:
    good = _zip(tmp_path / "good.zip", "a.csv")
    files = {
        "empty.csv": (b"", "error.registry_file_empty"),
        "page.zip": (b"<html>maintenance</html>", "error.registry_not_a_zip"),
        "cut.zip": (good[:30] + b"\0" * 60 + good[90:], "error.registry_broken_zip"),
        "without.zip": (_zip(tmp_path / "x.zip", "a.xml"), "error.registry_zip_without_csv"),
        "other.csv": ("会社名,住所\r\n架空,東京都\r\n".encode() * 30, "error.registry_other_columns"),
        "quote.csv": ((text(ROWS) + '"1,"' + "x" * 200_000).encode(), "error.registry_not_csv"),
        "utf16.csv": (text(ROWS).encode("utf-16"), "error.registry_encoding"),
        "euc.csv": (text(ROWS * 20).replace("髙", "高").encode("euc_jp"), "error.registry_encoding"),
    }
    for name, (data, code) in files.items():
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(RegistryError) as caught:
            list(read(file))
        assert caught.value.code == code, name
        assert name in str(caught.value)
    with pytest.raises(RegistryError, match=r"missing\.csv"):
        list(read(tmp_path / "missing.csv"))
