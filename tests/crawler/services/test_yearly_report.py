"""A yearly report out of a zip that may be broken, hostile or somebody else's."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from crawler.services import yearly_report as reader
from crawler.services.yearly_report import NotAReport, YearlyReport, report_in

HEADING = "要素ID\t項目名\tコンテキストID\t値\r\n"
PHONE = "jpcrp_cor:TelephoneNumberAddressOfRegisteredHeadquarterCoverPage"
NOTICES = "jpcrp_cor:OverviewOfOperationalProceduresForSharesTextBlock"
REPORT = "XBRL_TO_CSV/jpcrp030000-asr-001_E99901.csv"


def packed(report: str | bytes, name: str = REPORT) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as members:
        members.writestr(name, report if isinstance(report, bytes) else report.encode("utf-16"))
    return data.getvalue()


def line(element: str, value: str) -> str:
    return f'"{element}"\t"電話番号"\t"FilingDateInstant"\t"{value}"\r\n'


GOOD = packed(HEADING + line(PHONE, "03-5550-1001"))


def test_a_report_s_elements_are_found_by_the_names_of_the_columns() -> None:
    assert report_in(GOOD) == YearlyReport(phone="03-5550-1001")


def test_of_an_element_that_comes_twice_the_first_counts() -> None:
    assert report_in(packed(HEADING + line(PHONE, "1") + line(PHONE, "2"))).phone == "1"


def test_the_chapter_on_public_notices_is_found_far_behind_the_cover() -> None:
    chapters = "".join(line(f"jpcrp_cor:Chapter{n}TextBlock", "章" * 15_000) for n in range(20))
    report = report_in(packed(HEADING + line(PHONE, "1") + chapters + line(NOTICES, "電子公告")))
    assert report == YearlyReport(phone="1", notices="電子公告")


def test_nothing_is_read_behind_the_last_that_is_wanted() -> None:
    report = report_in(packed(HEADING + line(NOTICES, "電子公告") + line(PHONE, "1")))
    assert report == YearlyReport(notices="電子公告")


def test_a_chapter_before_the_cover_does_not_hide_it() -> None:
    chapter = line("jpcrp_cor:BusinessRisksTextBlock", "章" * 50_000 + "CoverPage")
    assert report_in(packed(HEADING + chapter + line(PHONE, "03-5550-1001"))).phone == "03-5550-1001"


@pytest.mark.parametrize(
    "archive",
    [
        b"",
        b"PK\x03\x04",
        GOOD[:-30],
        packed("監査報告書", "XBRL_TO_CSV/jpaud-aar-cn-001_E99901.csv"),
        packed("別の列\t値\r\n"),
        packed(""),
        packed((HEADING + line(PHONE, "1")).encode("cp932")),
    ],
)
def test_what_is_no_report_is_told_so(archive: bytes) -> None:
    with pytest.raises(NotAReport):
        report_in(archive)


def test_a_zip_that_unfolds_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_UNFOLDED", 100_000)
    bomb = packed(HEADING + "\r\n" * 200_000 + line(PHONE, "03-5550-1001"))
    assert len(bomb) < 5_000
    with pytest.raises(NotAReport, match="without end"):
        report_in(bomb)


def test_what_was_found_before_a_zip_unfolds_without_end_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_UNFOLDED", 100_000)
    bomb = packed(HEADING + line(PHONE, "03-5550-1001") + "\r\n" * 200_000)
    assert report_in(bomb) == YearlyReport(phone="03-5550-1001")


@hypothesis_settings(max_examples=300)
@given(at=st.integers(0, len(GOOD) - 1), put=st.binary(max_size=6), cut=st.integers(0, 6))
def test_whatever_is_broken_is_a_report_or_none(at: int, put: bytes, cut: int) -> None:
    try:
        found = report_in(GOOD[:at] + put + GOOD[at + cut :])
    except NotAReport:
        return
    assert isinstance(found, YearlyReport)
