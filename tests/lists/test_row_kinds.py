import pytest

from tests.lists.lists_on_disk import write_text
from workbench.lists import load_list

HEADER = "No,会社名,電話番号,売上\n"


def reasons(tmp_path, rows, above=""):
    companies = load_list(
        write_text(tmp_path / "list.csv", above + HEADER + rows + "9,最後の商事,,\n"), remembered=False
    )
    return {row: reason.code.value for row, reason in companies.invalid.items()}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",合計,,1200", "total_row"),
        (",合　計,,1200", "total_row"),
        ("合計,,,1200", "total_row"),
        (",小計(3社),,1200", "total_row"),
        (",東京都　小計,,1200", "total_row"),
        (",【総計】,12,1200", "total_row"),
        (",TOTAL,,1200", "total_row"),
        ("No,会社名,電話番号,売上", "repeated_header"),
        (",会社名,電話番号,", "repeated_header"),
        (",※電話は代表です,,", "note_row"),
        (",(注)未確認を含む,,", "note_row"),
        (",以上,,", "note_row"),
        (",3/12ページ,,", "note_row"),
        (",,,", "blank_name"),
        ("5,,03-5550-1001,", "blank_name"),
        (",－,,", "blank_name"),
        (",合計,03-5550-1001,", None),
        (",株式会社合計,,", None),
        (",設計,,", None),
        (",時計,,", None),
        (",トータルサービス,,", None),
        (",以上商店,,", None),
        (",※甲商事,03-5550-1001,", None),
        (",一二三計測,,", None),
    ],
)
def test_what_a_row_is(tmp_path, row, reason):
    assert reasons(tmp_path, f"1,甲商事,,\n{row}\n") == ({1: reason} if reason else {})


def test_title_and_date_of_the_next_page_are_no_companies(tmp_path):
    above = ",取引先一覧 1/2,,\n,2026年10月1日現在,,\n"
    again = above.replace("1/2", "2/2") + HEADER
    assert reasons(tmp_path, "1,甲商事,,\n" + again, above) == dict.fromkeys((1, 2, 3), "repeated_header")
