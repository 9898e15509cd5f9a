"""What registers say of a company counts where its own list is silent."""

import pytest

from tests.makers import company, phone
from workbench.contract.records import Observation
from workbench.contract.states import Field, Place
from workbench.evidence.score import score
from workbench.evidence.taught import NOTHING_TAUGHT, Taught, taught_by

NUMBER, OTHER = "7000012050002", "4000012090001"


def told(source: str, field: Field, value: str) -> Observation:
    return phone(0, value, field=field, source=source, line=None, role=None, label=None, place=None)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param([], NOTHING_TAUGHT, id="nothing"),
        pytest.param(
            [told("nta_file", Field.CORPORATE_NUMBER, NUMBER), told("nta_file", Field.NAME, "株式会社あ")],
            Taught("株式会社あ", None, NUMBER),
            id="field by field",
        ),
        pytest.param(
            [
                told("gbizinfo", Field.CORPORATE_NUMBER, OTHER),
                told("nta_api", Field.CORPORATE_NUMBER, NUMBER),
            ],
            Taught(None, None, NUMBER),
            id="the register before what is made from it",
        ),
        pytest.param([told("homepage", Field.CORPORATE_NUMBER, NUMBER)], NOTHING_TAUGHT, id="a site"),
        pytest.param([told("edinet", Field.CORPORATE_NUMBER, NUMBER)], NOTHING_TAUGHT, id="tells numbers"),
    ],
)
def test_the_first_teacher_is_believed(seen: list[Observation], expected: Taught) -> None:
    assert taught_by(seen) == expected


def test_a_site_that_shows_the_registered_number_is_known_by_it() -> None:
    number = phone(0, site_name=None, site_corporate_number=NUMBER, place=Place.TEXT)
    (alone,) = score(company(0), [number], Field.PHONE)
    (taught,) = score(company(0), [number, told("nta_file", Field.CORPORATE_NUMBER, NUMBER)], Field.PHONE)
    (wrong,) = score(company(0), [number, told("nta_file", Field.CORPORATE_NUMBER, OTHER)], Field.PHONE)
    assert "not_verified" in alone.evidence
    assert "same_corporate_number" in taught.evidence
    assert "other_corporate_number" in wrong.evidence
    assert wrong.weight < alone.weight < taught.weight


def test_what_the_list_says_comes_before_the_registers() -> None:
    seen = [
        phone(0, site_corporate_number=NUMBER),
        told("nta_file", Field.CORPORATE_NUMBER, OTHER),
    ]
    (one,) = score(company(0, corporate_number=NUMBER), seen, Field.PHONE)
    assert "same_corporate_number" in one.evidence


def test_a_site_under_the_registered_name_is_the_company_s() -> None:
    seen = [phone(0, site_name="株式会社ブルースカイ"), told("nta_file", Field.NAME, "株式会社ブルースカイ")]
    (one,) = score(company(0, name="BLUE SKY Co., Ltd."), seen, Field.PHONE)
    assert "same_name" in one.evidence
