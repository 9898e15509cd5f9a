import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lists.ugly import make
from workbench.lists import layout
from workbench.lists.layout import NO_LAYOUT, Area, read_layout

BOOK = '<workbook><sheets><sheet name="A&amp;B" sheetId="1" r:id="rId7"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="rId7" Target="worksheets/one.xml"/></Relationships>'


def book_of(sheet: str, target: str = "worksheets/one.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.replace("worksheets/one.xml", target))
        archive.writestr("xl/worksheets/one.xml", sheet)
    return buffer.getvalue()


SHEET = (
    '<worksheet><cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols><sheetData>'
    '<row r="1"/><row r="5" hidden="1"><c r="A5"/></row><x:row hidden="true" r="6"/><row r="7" hidden="0"/>'
    '</sheetData><mergeCells count="2"><mergeCell ref="A2:A4"/><mergeCell ref="AA10:AB11"/></mergeCells></worksheet>'
)
WHAT_IT_SAYS = layout.Layout((Area(2, 0, 4, 0), Area(10, 26, 11, 27)), (5, 6), (1, 2))


def test_merged_cells_and_what_is_hidden_are_found():
    assert read_layout(book_of(SHEET), "A&B") == WHAT_IT_SAYS
    assert read_layout(book_of(SHEET, "/xl/worksheets/one.xml"), "A&B") == WHAT_IT_SAYS
    assert read_layout(book_of(SHEET), "C") == NO_LAYOUT


def test_tags_that_lie_across_two_pieces_of_the_stream_are_found(monkeypatch):
    data = book_of(SHEET)
    for size in (40, 41, 53, 64, 97):
        monkeypatch.setattr(layout, "_CHUNK_BYTES", size)
        monkeypatch.setattr(layout, "_text", lambda archive, name: archive.read(name).decode())
        assert read_layout(data, "A&B") == WHAT_IT_SAYS


def test_no_entity_is_ever_expanded_and_what_is_kept_is_bounded(monkeypatch):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + SHEET.replace(
        "<c ", "<c><v>&b;</v></c><c "
    )
    assert read_layout(book_of(bomb), "A&B") == WHAT_IT_SAYS
    monkeypatch.setattr(layout, "MOST_FACTS", 3)
    cut = read_layout(book_of(SHEET), "A&B")
    assert cut.cut and len(cut.merged) + len(cut.hidden_rows) <= 6


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: book_of(text)))
def test_whatever_the_bytes_are_there_is_an_answer(data):
    assert read_layout(data, "A&B") is not None


@pytest.mark.parametrize("name", ["merged_names", "hidden_rows", "hidden_columns"])
def test_the_layout_of_a_real_book_is_read(tmp_path, name):
    found = read_layout(make(1, [name]).write(tmp_path).read_bytes(), "取引先")
    assert found != NO_LAYOUT
