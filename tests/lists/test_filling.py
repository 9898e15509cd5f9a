import pandas as pd

from tests.lists.lists_on_disk import write_text
from workbench.lists import load_list
from workbench.lists.filling import fill
from workbench.lists.layout import Area

COLUMNS = {"name": "社", "phone": "電話"}


def frame(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["社", "電話"], dtype="str")


def test_a_merged_range_gives_its_text_to_all_its_rows_and_the_list_stays():
    cells = frame(("甲", "1"), ("", "2"), ("", ""), ("乙", "3"))
    before = cells.copy()
    filled = fill(cells, COLUMNS, [Area(5, 0, 7, 0)], first_row=5, without=())
    assert filled.cells["社"].tolist() == ["甲", "甲", "甲", "乙"]
    assert filled.by_us == {"社": frozenset({1, 2})}
    assert cells.equals(before)
    (said,) = filled.findings
    assert (said.code, said.row_id, said.parameters) == (
        "merged_cells",
        1,
        {"first": 5, "last": 7, "used": "甲"},
    )


def test_ranges_above_beside_and_beyond_the_rows_do_not_count():
    cells = frame(("甲", "1"), ("乙", "2"))
    areas = [Area(1, 0, 4, 0), Area(5, 1, 5, 3), Area(6, 0, 900, 0), Area(5, 7, 6, 7), Area(700, 0, 900, 0)]
    assert fill(cells, COLUMNS, areas, first_row=5, without=()).findings == ()


def test_ditto_marks_take_the_nearest_company_above():
    cells = frame(
        ("〃", "同上"),
        ("甲", "1"),
        ("合計", ""),
        ("", ""),
        ("〃", "同上"),
        ("　〃 ", "同"),
        ("乙", ""),
        ("乙2", "〃"),
    )
    filled = fill(cells, COLUMNS, (), first_row=2, without={2})
    assert filled.cells["社"].tolist() == ["〃", "甲", "合計", "", "甲", "甲", "乙", "乙2"]
    assert filled.cells["電話"].tolist() == ["同上", "1", "", "", "1", "1", "", ""]
    assert [(said.row_id, said.column, said.value) for said in filled.findings] == [
        (4, "社", "〃"),
        (5, "社", "　〃 "),
        (4, "電話", "同上"),
        (5, "電話", "同"),
        (7, "電話", "〃"),
    ]


def test_a_mark_in_the_first_row_means_nothing(tmp_path):
    companies = load_list(write_text(tmp_path / "list.csv", "会社名,電話\n〃,03-5550-1001\n甲商事,\n〃,〃\n"))
    assert list(companies.invalid) == [0]
    assert [company.name for company in companies.companies] == ["甲商事", "甲商事"]
    assert companies.frame["会社名"].tolist() == ["〃", "甲商事", "〃"]
