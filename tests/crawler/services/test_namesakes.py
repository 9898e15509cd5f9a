"""Which of a register's companies is the one on the list."""

from typing import Any

import pytest

from crawler.services.namesakes import Choice, Wanted, words_of
from tests.makers import company
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.registry.records import Place, RegisteredCompany


def registered(serial: int = 1, **more: Any) -> RegisteredCompany:
    usual: dict[str, Any] = {
        "name": "株式会社あおぞら",
        "prefecture": "東京都",
        "city": "港区",
        "street": "青空１丁目２－３",
        "postal_code": "1059901",
    }
    return RegisteredCompany(corporate_number=str(serial), **usual | more)


ONE = registered()


def choose(wanted: Company, entries: list[RegisteredCompany]) -> Choice:
    return Wanted(wanted).choose(entries)


SEVERAL, DIFFERS = ReasonCode.SEVERAL_COMPANIES, ReasonCode.COMPANY_DIFFERS
NONE = ReasonCode.NO_SUCH_COMPANY

CASES: dict[str, tuple[dict[str, Any], list[RegisteredCompany], str | ReasonCode]] = {
    "the only one of its name": ({}, [ONE], "1"),
    "its name in another writing": ({"name": "㈱ｱｵｿﾞﾗ"}, [registered(name="株式会社アオゾラ")], "1"),
    "nobody of the name": ({"name": "株式会社あおぞら不動産"}, [ONE], NONE),
    "a name without substance": ({"name": "－"}, [registered(name="－")], NONE),
    "nobody at all": ({}, [], NONE),
    "in another prefecture": ({"prefecture": "大阪府"}, [ONE], DIFFERS),
    "in another city": ({"prefecture": "東京都", "city": "大田区"}, [ONE], DIFFERS),
    "another city, but the very street": (
        {"address": "東京都大田区青空1-2-3"},
        [registered(city="大田区", street="青空1-2-3")],
        "1",
    ),
    "a branch behind the name": ({"name": "(株)あおぞら 大阪支店", "prefecture": "東京都"}, [ONE], "1"),
    "of another legal form": ({"name": "有限会社あおぞら"}, [ONE], DIFFERS),
    "without a form on the list": ({"name": "あおぞら"}, [ONE], "1"),
    "form behind the name, in the same street": (
        {"name": "あおぞら株式会社", "address": "東京都港区青空1-2-3"},
        [ONE],
        "1",
    ),
    "前株 and 後株 side by side": ({}, [ONE, registered(2, name="あおぞら株式会社")], "1"),
    "two in one prefecture": ({"prefecture": "東京都"}, [ONE, registered(2, city="大田区")], SEVERAL),
    "two, of which the city tells one": (
        {"prefecture": "東京都", "city": "大田区"},
        [ONE, registered(2, city="大田区", postal_code="1449902")],
        "2",
    ),
    "two, of which the postal code tells one": (
        {"prefecture": "東京都", "postal_code": "144-9902"},
        [ONE, registered(2, city="大田区", postal_code="1449902")],
        "2",
    ),
    "two in one street": ({"address": "東京都港区青空1-2-3"}, [ONE, registered(2)], SEVERAL),
    "a house number that only begins alike": (
        {"address": "東京都港区青空1-2-3"},
        [registered(street="青空１丁目２－３１"), registered(2)],
        "2",
    ),
    "a building behind the street": (
        {"address": "東京都港区青空1-2-3 空ビル5F"},
        [ONE, registered(2, street="9")],
        "1",
    ),
    "a designated city without its ward": (
        {"prefecture": "大阪府", "city": "大阪市"},
        [registered(prefecture="大阪府", city="大阪市北区")],
        "1",
    ),
    "a closed one beside an open one": ({}, [registered(2, closed_on="2020-01-01"), ONE], "1"),
    "only a closed one": ({}, [registered(closed_on="2020-01-01")], "1"),
    "closed on a day that is not told": ({}, [registered(2, close_cause="閉鎖"), ONE], "1"),
    "an open one elsewhere does not hide the closed one here": (
        {"prefecture": "東京都"},
        [registered(closed_on="2020-01-01"), registered(2, prefecture="大阪府")],
        "1",
    ),
    "under its former name": (
        {},
        [registered(name="株式会社よぞら", former_names=("株式会社あおぞら",))],
        "1",
    ),
    "at its former place": (
        {"prefecture": "大阪府"},
        [registered(former_places=(Place("大阪府", "大阪市北区", "１番"),))],
        "1",
    ),
    "one company told twice": ({}, [ONE, ONE], "1"),
}


@pytest.mark.parametrize(("known", "entries", "expected"), CASES.values(), ids=CASES.keys())
def test_one_is_chosen_only_if_nothing_speaks_for_another(
    known: dict[str, Any], entries: list[RegisteredCompany], expected: str | ReasonCode
) -> None:
    choice = choose(company(**{"name": "株式会社あおぞら"} | known), entries)
    assert (choice.company.corporate_number if choice.company else choice.code) == expected
    assert bool(choice.candidates) == (expected in (SEVERAL, DIFFERS))


@pytest.mark.parametrize(
    ("place", "code", "has_street"),
    [
        ({}, None, False),
        ({"prefecture": "東京"}, "13", False),
        ({"address": "〒105-9901 東京都港区青空1-2-3"}, "13", True),
        ({"address": "東京都港区"}, "13", False),
        ({"prefecture": "関東"}, None, False),
    ],
)
def test_what_the_list_says_of_the_place(place: dict[str, str], code: str | None, has_street: bool) -> None:
    wanted = Wanted(company(**place))
    assert (wanted.prefecture_code, wanted.has_street) == (code, has_street)


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("株式会社髙島キャノン計器", "ノン計器"),
        ("見本ＨＤ", "見本"),
        ("株式会社見本ホールディングス", "見本"),
        ("見本グループ", "見本"),
        ("ABC 商事", "ABC"),
        ("株式会社見本計器", None),
        ("㈱見本計器 大阪支店", None),
        ("㈱見本計器 大阪支店 購買課", "見本計器"),
        ("「株式会社見本計器」", "見本計器"),
        ("見本計器(株) 代表取締役社長 佐藤花子", "見本計器"),
        ("見本計器㈱（神戸出張所）", "見本計器"),
        ("株式会社高山", None),
        ("ケーヒン", None),
        ("－", None),
    ],
)
def test_what_else_to_search_for(name: str, piece: str | None) -> None:
    assert Wanted(company(name=name)).other_piece == piece


@pytest.mark.parametrize(
    ("address", "theirs", "same"),
    [
        ("東京都港区青空1-2-3 空ビル", "東京都港区青空一丁目２番３号", True),
        ("港区青空1-2-3", "東京都港区青空一丁目２番３号", True),
        ("東京都港区青空1-2-3", "東京都港区青空一丁目２番３１号", False),
        ("東京都港区青空1-2-3", "東京都大田区青空一丁目２番３号", False),
        ("東京都港区", "東京都港区", False),
        ("東京都港区青空1-2-3", "", False),
    ],
)
def test_an_address_is_the_same_to_the_house_number_only(address: str, theirs: str, same: bool) -> None:
    assert Wanted(company(address=address)).is_at(theirs) is same


def test_the_order_of_the_register_does_not_matter() -> None:
    entries = [ONE, registered(2, city="大田区"), registered(3, name="あおぞら株式会社")]
    wanted = company(name="株式会社あおぞら", address="東京都港区青空1-2-3")
    assert choose(wanted, entries).company == choose(wanted, entries[::-1]).company == ONE


def test_candidates_are_told_with_name_place_and_number_and_not_without_end() -> None:
    assert words_of([ONE]) == "株式会社あおぞら 東京都港区青空１丁目２－３ 1"
    assert words_of([registered(n) for n in range(9)], most=2).endswith(" 1; …")
