"""The prefectures that a postal code leaves."""

import pytest

from workbench.japan.addresses import PREFECTURES
from workbench.japan.postal_codes import prefectures_of


def test_every_prefecture_has_codes() -> None:
    found = {prefecture for two in range(100) for prefecture in prefectures_of(f"{two:02}00000")}
    assert found == set(PREFECTURES.values())


@pytest.mark.parametrize(
    ("code", "prefectures"),
    [
        ("0600001", {"北海道"}),
        ("4980000", {"愛知県", "三重県"}),
        ("8111201", {"福岡県", "長崎県"}),
        ("", set()),
    ],
)
def test_codes_at_a_border_leave_both_sides(code: str, prefectures: set[str]) -> None:
    assert prefectures_of(code) == prefectures
