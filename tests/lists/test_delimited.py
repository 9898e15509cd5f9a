import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import ListError
from workbench.lists.delimited import guess_delimiter, read_sheet

PATH = Path("list.csv")
tables = st.lists(
    st.lists(st.text(alphabet='あ株a1 　"\r\n,;\t\x0b\x85\u2028', max_size=4), min_size=1, max_size=4),
    max_size=8,
)


def written(rows: list[list[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


@given(tables)
def test_cells_come_back_whatever_stands_in_them(rows):
    sheet = read_sheet(PATH, written([["a", "b"], *rows]))
    cells = sheet.body(1).to_numpy().tolist()
    width = max([len(row) for row in [["a", "b"], *rows[: len(cells)]]])
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    last = rows.index(filled[-1]) if filled else -1
    assert len(cells) >= last + 1
    assert all(
        [cell for cell in got if cell] == [cell for cell in row if cell]
        for got, row in zip(cells, rows, strict=False)
    )
    assert all(len(got) >= min(width, len(row)) for got, row in zip(cells, rows, strict=False))


@given(
    st.lists(
        st.tuples(st.text("あ株a1 ,\n", max_size=4), st.text("b2\n", min_size=1, max_size=3)), max_size=8
    )
)
def test_the_quick_and_the_patient_reader_give_the_same_cells(rows):
    """One record too long makes the whole sheet go to the reader that takes it record by record."""
    quick = read_sheet(PATH, written([["a", "b"], *map(list, rows)])).body(1)
    patient = read_sheet(PATH, written([["a", "b"], *map(list, rows), ["x", "y", "z"]])).body(1)
    assert patient.iloc[:-1, :2].to_numpy().tolist()[: len(quick)] == quick.to_numpy().tolist()


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("会社名,住所\n甲,東京\n", ","),
        ("会社名\t住所\n甲\t東京都港区1-1,2F\n", "\t"),
        ("会社名;住所\n甲;東京\n", ";"),
        ('会社名,備考\n甲,"a;b;c;d"\n', ","),
        ("会社名\n甲\n", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_what_stands_on_most_lines(text, delimiter):
    assert guess_delimiter(text, ".csv") == delimiter


def test_a_quote_that_is_never_closed_names_its_line():
    with pytest.raises(ListError) as raised:
        read_sheet(PATH, '会社名,備考\n甲,\n乙,"x\n丙,y\n')
    assert raised.value.details["line"] == 3


def test_a_lone_quote_inside_a_cell_is_a_character():
    assert read_sheet(PATH, '会社名,備考\n甲,5"管\n乙,\n').body(1).to_numpy().tolist() == [
        ["甲", '5"管'],
        ["乙", ""],
    ]
