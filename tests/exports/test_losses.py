"""What a book would lose is named by looking into it: features that xlsxwriter writes, and parts put in by hand."""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.exports.analysts_book import analysts_book
from workbench.errors import ListError
from workbench.exports import Loss, losses, parts
from workbench.exports.losses import _ELEMENTS, _EXTENSIONS, _GRAPHICS, _PARTS
from workbench.messages import CATALOGUE

SHEET = "一覧"


def _picture() -> BytesIO:
    """A white PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    image = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
    return BytesIO(b"\x89PNG\r\n\x1a\n" + image)


def _chart(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={SHEET}!$A$2:$A$3"})
    sheet.insert_chart("D2", chart)


FEATURES: dict[str, tuple[Callable[[Any, Any], object], set[str]]] = {
    "text box": (lambda book, sheet: sheet.insert_textbox("D2", "注意"), {"shapes"}),
    "sparkline": (lambda book, sheet: sheet.add_sparkline("D2", {"range": "A2:C2"}), {"sparklines"}),
    "solid data bar": (
        lambda book, sheet: sheet.conditional_format("A1:A9", {"type": "data_bar", "bar_solid": True}),
        {"conditional_formats"},
    ),
    "gradient data bar of Excel 2007": (
        lambda book, sheet: sheet.conditional_format("A1:A9", {"type": "data_bar"}),
        set(),
    ),
    "spilling formula": (
        lambda book, sheet: sheet.write_dynamic_array_formula("D2", "=UNIQUE(A2:A9)"),
        {"dynamic_arrays"},
    ),
    "picture": (lambda book, sheet: sheet.insert_image("D2", "a.png", {"image_data": _picture()}), set()),
    "picture in a cell": (
        lambda book, sheet: sheet.embed_image("D2", "a.png", {"image_data": _picture()}),
        {"rich_values"},
    ),
    "background": (lambda book, sheet: sheet.set_background(_picture()), {"background"}),
    "header picture": (
        lambda book, sheet: sheet.set_header("&L&G", {"image_left": "a.png", "image_data_left": _picture()}),
        {"header_picture"},
    ),
    "chart": (_chart, {"chart_looks"}),
    "comment": (lambda book, sheet: sheet.write_comment("A2", "要確認"), {"comment_looks"}),
    "ignored errors": (
        lambda book, sheet: sheet.ignore_errors({"number_stored_as_text": "A1:A9"}),
        {"error_marks"},
    ),
    "drop-down list": (
        lambda book, sheet: sheet.data_validation("A2", {"validate": "list", "source": ["済", "未"]}),
        set(),
    ),
    "link, filter, frozen panes": (
        lambda book, sheet: (
            sheet.write_url("A2", "https://www.example.jp/"),
            sheet.autofilter("A1:B3"),
            sheet.freeze_panes(1, 0),
        ),
        set(),
    ),
    "protection": (lambda book, sheet: sheet.protect("secret"), set()),
    "editable range": (lambda book, sheet: sheet.unprotect_range("A1:A9"), {"protected_ranges"}),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_is_named_with_its_sheet_or_is_kept(tmp_path: Path, feature: str) -> None:
    add, codes = FEATURES[feature]
    with xlsxwriter.Workbook(str(tmp_path / "list.xlsx")) as book:
        book.add_worksheet("表紙")
        sheet = book.add_worksheet(SHEET)
        sheet.write_row("A1", ["会社名", "TEL"])
        add(book, sheet)
    found = losses(tmp_path / "list.xlsx")
    assert {loss.code for loss in found} == codes
    assert {loss.where for loss in found} <= {SHEET, ""}


def test_the_analysts_everyday_book_loses_nothing(tmp_path: Path) -> None:
    assert losses(analysts_book(tmp_path / "list.xlsx")) == []


PARTS = {
    "xl/pivotTables/pivotTable1.xml": "pivot",
    "xl/pivotCache/pivotCacheDefinition1.xml": "pivot",
    "xl/slicers/slicer1.xml": "slicer",
    "xl/timelines/timeline1.xml": "timeline",
    "xl/threadedComments/threadedComment1.xml": "threaded_comments",
    "xl/persons/person.xml": "threaded_comments",
    "xl/diagrams/data1.xml": "smart_art",
    "xl/embeddings/oleObject1.bin": "embedded",
    "xl/ctrlProps/ctrlProp1.xml": "controls",
    "xl/activeX/activeX1.xml": "controls",
    "xl/connections.xml": "data_connection",
    "xl/queryTables/queryTable1.xml": "data_connection",
    "xl/model/item.data": "data_connection",
    "xl/charts/chartEx1.xml": "new_charts",
    "xl/media/image1.emf": "picture_format",
    "xl/media/image2.svg": "picture_format",
    "xl/vbaProjectSignature.bin": "macro_signature",
    "xl/webextensions/webextension1.xml": "add_in",
    "customUI/customUI14.xml": "ribbon",
    "xl/macrosheets/sheet1.xml": "macro_sheets",
    "xl/featurePropertyBag/featurePropertyBag.xml": "other",
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_openpyxl_does_not_write_is_named(tmp_path: Path, part: str) -> None:
    path = analysts_book(tmp_path / "list.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, b"<x/>")
    detail = part if PARTS[part] == "other" else ""
    assert losses(path) == [Loss(PARTS[part], "", detail)]


def test_power_query_hides_in_a_part_that_is_harmless_otherwise(tmp_path: Path) -> None:
    path = analysts_book(tmp_path / "list.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item1.xml", "<p:properties/>")
    assert losses(path) == []
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item2.xml", "<DataMashup>…</DataMashup>".encode("utf-16"))
    assert losses(path) == [Loss("data_connection")]


def test_macros_are_lost_only_where_the_copy_is_no_xlsm(tmp_path: Path) -> None:
    path = analysts_book(tmp_path / "list.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    assert losses(path) == []
    assert losses(path, keep_macros=False) == [Loss("macros")]


def test_losses_of_content_come_before_those_of_looks() -> None:
    assert not Loss("sparklines").cosmetic
    assert Loss("comment_looks").cosmetic


def test_every_loss_has_words_in_both_languages() -> None:
    codes = {*_PARTS.values(), *_ELEMENTS.values(), *_EXTENSIONS.values(), *_GRAPHICS.values()}
    for code in codes | {"macros", "dynamic_arrays", "ink", "picture_edits", "other"}:
        assert f"loss.{code}" in CATALOGUE
        assert Loss(code, "一覧").sentence("ja").startswith("シート「一覧」の")
        assert Loss(code).sentence("en")


def test_a_file_that_means_harm_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = analysts_book(tmp_path / "list.xlsx")
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in contents.items():
            if name == "xl/worksheets/sheet1.xml":
                data = re.sub(rb"^(<\?xml[^>]*>)", rb"\1" + bomb, data)
            archive.writestr(name, data)
    with pytest.raises(ListError, match="DOCTYPE"):
        losses(path)
    monkeypatch.setattr(parts, "MOST_BYTES", 1000)
    with pytest.raises(ListError) as refused:
        losses(path)
    assert refused.value.code == "error.book_too_large"


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(ListError):
        losses(tmp_path / "list.xlsx")
