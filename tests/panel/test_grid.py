import threading

import pandas as pd
import pytest

from tests.frames.sample_results import sample_result
from workbench.panel.grid import Grid
from workbench.panel.paging import Page, Pages, Query
from workbench.panel.tables import named, result_pages


def shown(rows: int = 40) -> Grid:
    result = sample_result(rows)
    found = result[[name for name in result.columns if str(name).startswith("wb_")]]
    table = named(found, dict(enumerate(result["会社名"])))
    grid = Grid()
    grid.show(result_pages(table, None, "ja"), "結果", "ja")
    return grid


def test_a_query_of_the_browser_is_answered_with_one_page() -> None:
    grid = shown()
    assert [len(grid.rows), grid.place["words"], grid.place["page_words"]] == [
        15,
        "1–15 / 40行",
        "1 / 3ページ",
    ]
    grid.query = {"page": 2}
    assert [len(grid.rows), grid.place["words"]] == [10, "31–40 / 40行"]
    grid.query = {"page": 0, "state": "found"}
    assert {*grid.states_shown} == {"found"}
    assert ["found", f"取得済み ({grid.place['words'].split(' / ')[1].removesuffix('行')})"] in grid.choices


def test_the_same_rows_are_said_in_another_language_at_the_same_place() -> None:
    result = sample_result(40)
    grid = shown()
    grid.query = {"page": 1}
    table = named(result.filter(like="wb_"), dict(enumerate(result["会社名"])))
    grid.show(result_pages(table, None, "en"), "Result", "en")
    assert grid.place["page_words"] == "Page 2 of 3"
    assert [column["heading"] for column in grid.columns][:3] == ["Row", "Company", "Phone (found)"]


def test_a_page_that_is_turned_while_new_rows_come_stays_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = shown()
    old = grid._pages
    assert old is not None
    asked, turned = threading.Event(), threading.Event()

    class Noticing:
        """The grid's lock, which tells when somebody has to wait for it."""

        def __init__(self) -> None:
            self._lock = threading.RLock()

        def __enter__(self) -> None:
            if not self._lock.acquire(blocking=False):
                turned.set()
                self._lock.acquire()

        def __exit__(self, *_: object) -> None:
            self._lock.release()

    class New(Pages):
        """The rows of the follower's thread, made while somebody turns the page."""

        def page(self, query: Query) -> Page:
            if query.page == 0:
                asked.set()
                turned.wait()
            found = super().page(query)
            if query.page == 1:
                turned.set()
            return found

    monkeypatch.setattr(grid, "_turning", Noticing())
    new = New(**{name: getattr(old, name) for name in old.__dataclass_fields__})
    follower = threading.Thread(target=grid.show, args=(new, "結果", "ja"))
    follower.start()
    asked.wait()
    grid.query = {"page": 1}
    follower.join()

    assert grid.place["words"] == "16–30 / 40行"


def test_only_a_page_of_a_long_list_crosses_the_wire() -> None:
    grid = shown(5_000)
    sent = grid.get_state()
    assert len(str(sent)) < 40_000


def test_before_the_last_word_no_reason_is_given_for_what_nobody_looked_at() -> None:
    result = sample_result(3).assign(wb_state=pd.array(["found", "not_attempted", "found"], dtype="string"))
    table = named(result.filter(like="wb_"), dict(enumerate(result["会社名"])))
    reasons = result_pages(table, None, "en", final=False).texts["wb_reason"].tolist()
    assert reasons[1] == "Not looked at yet"
    assert reasons[0] != "Not looked at yet"
