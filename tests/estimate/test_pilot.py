"""Which rows a pilot asks."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.makers import company
from workbench.contract.records import Company
from workbench.estimate import pilot_rows

ROWS = st.lists(
    st.tuples(st.integers(0, 30), st.booleans(), st.sampled_from(["東京都", "大阪府", None])), max_size=60
)


def made(rows: list[tuple[int, bool, str | None]]) -> list[Company]:
    return [
        company(row, company_id=f"c{who}", homepage="a.example" if site else None, prefecture=prefecture)
        for row, (who, site, prefecture) in enumerate(rows)
    ]


@given(ROWS, st.integers(1, 70))
def test_a_pilot_has_as_many_companies_as_asked_for_each_once_in_the_lists_order(
    rows: list[tuple[int, bool, str | None]], count: int
) -> None:
    listed = made(rows)
    chosen = pilot_rows(listed, count)
    ids = [one.company_id for one in chosen]
    assert len(chosen) == min(count, len({one.company_id for one in listed}))
    assert len(set(ids)) == len(ids)
    assert [one.row_id for one in chosen] == sorted(one.row_id for one in chosen)
    assert pilot_rows(listed, count) == chosen


def test_each_kind_of_row_has_its_share() -> None:
    listed = [company(row, homepage="a.example" if row % 4 == 0 else None) for row in range(400)]
    chosen = pilot_rows(listed, 40)
    assert Counter(one.homepage is not None for one in chosen) == {True: 10, False: 30}
