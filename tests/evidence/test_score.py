import pytest

from tests.makers import company, phone, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.states import Field, Line, Place, Role, RowState
from workbench.evidence import weights
from workbench.evidence.score import decide, is_finished, score
from workbench.messages import CATALOGUE

TOKYO = "東京都千代田区霞が関3-1-1"


def test_a_main_number_in_a_table_of_their_own_site_is_found() -> None:
    verdict = decide(company(0), [phone(0)], settings())
    assert verdict.state is RowState.FOUND
    assert verdict.best is not None
    assert verdict.best.value == "+81355501001"
    assert verdict.best.confidence > 0.95
    assert verdict.reason is not None
    assert verdict.reason.sentence("en") == (
        "Shown in a table of the company's homepage as 'TEL' (evidence: same name, labelled as a telephone number)"
    )


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        ({"role": Role.FAX}, None),
        ({"role": Role.BRANCH}, RowState.NEEDS_REVIEW),
        ({"role": Role.RECRUIT}, RowState.NEEDS_REVIEW),
        ({"role": Role.OTHER, "place": Place.TEXT, "label": None}, RowState.FOUND),
        ({"role": Role.OTHER, "site_name": None}, RowState.NEEDS_REVIEW),
        ({"site_name": "株式会社みなと水産"}, RowState.NEEDS_REVIEW),
        ({"line": Line.MOBILE}, None),
    ],
)
def test_what_was_seen_decides_the_state(seen: dict[str, object], state: RowState | None) -> None:
    assert decide(company(0), [phone(0, **seen)], settings()).state is state


def test_a_mobile_number_counts_only_where_the_settings_allow_it() -> None:
    seen = [phone(0, "+819055501001", line=Line.MOBILE)]
    assert decide(company(0), seen, settings(allow_mobile=True)).state is RowState.FOUND


def test_an_entry_of_a_listing_is_believed_only_where_name_and_prefecture_agree() -> None:
    entry = phone(0, source="directory", label=None, site_address=TOKYO)
    known, unknown = company(0, prefecture="東京都"), company(0)
    assert decide(known, [entry], settings()).state is RowState.FOUND
    assert decide(unknown, [entry], settings()).state is RowState.NEEDS_REVIEW
    elsewhere = company(0, prefecture="大阪府")
    assert decide(elsewhere, [entry], settings()).state is not RowState.FOUND


def test_two_sources_are_two_witnesses_and_two_pages_of_one_source_are_one() -> None:
    one = score(company(0), [phone(0)], Field.PHONE)[0]
    pages = score(company(0), [phone(0), phone(0, url="http://www.aozora.example/")], Field.PHONE)[0]
    both = score(
        company(0, prefecture="東京都"),
        [phone(0), phone(0, source="directory", site_address=TOKYO)],
        Field.PHONE,
    )[0]
    assert (pages.weight, pages.sources) == (one.weight, 1)
    assert both.weight > one.weight
    assert both.sources == 2


def test_the_listed_number_is_one_more_witness() -> None:
    plain = score(company(0), [phone(0)], Field.PHONE)[0]
    listed = score(company(0, listed_phone="03-5550-1001"), [phone(0)], Field.PHONE)[0]
    assert listed.weight > plain.weight
    assert "same_as_listed" in listed.evidence


def test_two_numbers_that_weigh_the_same_are_left_to_a_person() -> None:
    verdict = decide(company(0), [phone(0), phone(0, "+81355501002")], settings())
    assert verdict.state is RowState.NEEDS_REVIEW
    assert verdict.reason is not None
    assert verdict.reason.code is ReasonCode.SEVERAL_CANDIDATES


def test_another_corporate_number_outweighs_the_same_name() -> None:
    ours = company(0, corporate_number="7000012050002")
    theirs = phone(0, site_corporate_number="4000012090001")
    assert decide(ours, [theirs], settings()).state is not RowState.FOUND


def test_a_row_is_finished_when_every_field_that_the_settings_want_is_found() -> None:
    both = settings(finished={"fields": ["phone", "homepage"]})
    assert is_finished(company(0), [phone(0)], settings())
    assert not is_finished(company(0), [phone(0)], both)


def test_weights_add_up_without_a_remainder_and_each_code_has_its_words() -> None:
    tables = (weights.PLACE, weights.ROLE, weights.LINE, weights.SOURCE, weights.EVIDENCE)
    figures = [weights.PRIOR, *(figure for table in tables for figure in table.values())]
    assert all((figure / weights.STEP).is_integer() for figure in figures)
    told = {code for pair in weights.COMPARED.values() for code in pair if code}
    assert told < set(weights.EVIDENCE)
    assert {f"evidence.{code}" for code in weights.EVIDENCE} <= set(CATALOGUE)
