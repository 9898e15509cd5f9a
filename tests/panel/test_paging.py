import pandas as pd
import pytest

from workbench.panel.paging import Column, Kind, Page, Pages, Query


def pages_of(rows: int, page_rows: int = 10) -> Pages:
    numbers = range(rows)
    texts = pd.DataFrame(
        {
            "name": [f"株式会社{n}" for n in numbers],
            "share": ["" if n % 3 == 0 else f"{n}%" for n in numbers],
        }
    )
    shares = pd.Series([None if n % 3 == 0 else float(n) for n in numbers], dtype="float64")
    states = pd.Series(["found" if n % 2 else "timed_out" for n in numbers], dtype=object)
    columns = (Column("name", "会社名"), Column("share", "信頼度", Kind.NUMBER))
    return Pages(columns, texts, {"share": shares}, states, page_rows)


def names(page: Page) -> list[str]:
    return [row[0].removeprefix("株式会社") for row in page.rows]


def test_only_the_page_that_is_asked_for_is_sent() -> None:
    page = pages_of(25).page(Query(page=2))
    assert names(page) == ["20", "21", "22", "23", "24"]
    assert (page.number, page.pages, page.first, page.last, page.total) == (2, 3, 21, 25, 25)
    assert page.states == ["timed_out", "found", "timed_out", "found", "timed_out"]


def test_beyond_the_end_is_the_last_page() -> None:
    assert pages_of(25).page(Query(page=9)).number == 2


def test_rows_are_sorted_by_their_value_and_blanks_come_last_either_way() -> None:
    up = pages_of(12, page_rows=20).page(Query(sort="share"))
    down = pages_of(12, page_rows=20).page(Query(sort="share", descending=True))
    assert names(up) == ["1", "2", "4", "5", "7", "8", "10", "11", "0", "3", "6", "9"]
    assert names(down) == ["11", "10", "8", "7", "5", "4", "2", "1", "0", "3", "6", "9"]


def test_rows_are_filtered_by_state_and_by_text_of_any_width() -> None:
    pages = pages_of(25)
    assert names(pages.page(Query(state="found", text="２"))) == ["21", "23"]
    assert pages.counts == {"found": 12, "timed_out": 13}
    nothing = pages.page(Query(text="no such company"))
    assert (nothing.rows, nothing.pages, nothing.first, nothing.last, nothing.total) == ([], 1, 0, 0, 0)


def test_an_empty_table_has_one_empty_page() -> None:
    assert pages_of(0).page(Query(text="a", sort="name")).total == 0


@pytest.mark.parametrize("sent", [{}, {"page": -4, "sort": 7, "state": "", "text": None, "descending": 1}])
def test_what_is_no_query_asks_for_the_first_page(sent: dict[str, object]) -> None:
    assert Query.of(sent) == Query()


def test_a_query_of_the_browser_is_taken_as_it_is() -> None:
    sent = {"page": 2, "sort": "share", "descending": True, "state": "found", "text": "株"}
    assert Query.of(sent) == Query(2, "share", True, "found", "株")


def test_an_unknown_column_sorts_nothing() -> None:
    assert names(pages_of(3).page(Query(sort="no_such"))) == ["0", "1", "2"]
