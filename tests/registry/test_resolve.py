import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registry.small_register import ROWS, number, row, write
from workbench.contract.reasons import ReasonCode
from workbench.registry import Query, RegisteredCompany, Registry, build, open_registry, resolve


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    folder: Path = tmp_path_factory.mktemp("registry")
    build([write(folder / "a.csv", ROWS)], folder / "a.registry")
    with open_registry(folder / "a.registry") as opened:
        yield opened


# query, the serial that is accepted
ACCEPTED = [
    # place decides between namesakes
    (Query("株式会社青空架空電機", "東京都"), 1),
    (Query("㈱青空架空電機", "大阪"), 2),
    (Query("（株）青空架空電機", None, "堺市堺区"), 3),
    (Query("青空架空電機", address="大阪市北区梅田1-1"), 2),
    (Query("青空架空電機", postal_code="105-0014"), 1),
    (Query("青空架空電機", "大阪府堺市"), 3),
    # where the place is the same, the position of a form that is written in full decides
    (Query("青空架空電機株式会社", "大阪府"), 3),
    (Query("株式会社青空架空電機", "大阪府"), 2),
    # one company of the name: no place is needed
    (Query("有限会社見本坂精機"), 4),
    (Query("見本坂精機㈲"), 4),
    (Query("見本坂精機(有) 御中"), 4),
    # HD and its like, English, kana
    (Query("例題HD㈱", "愛知県"), 5),
    (Query("Reidai Holdings Co., Ltd.", "愛知県"), 5),
    (Query("㈱例題", "愛知県"), 6),
    (Query("ﾐﾎﾝｻﾞｶｾｲｷ(ﾕ", "長野県"), 4),
    (Query("ミホンザカセイキ"), 4),
    (Query("mihonzaka seiki", "長野県"), 4),
    (Query("株式会社コンピュータ架空研究所"), 12),
    # what stands around a name
    (Query("見本坂精機有限会社 大阪支店 営業部 田中様", "長野県"), 4),
    (Query("12. 有限会社見本坂精機（長野県） TEL 026-555-1000"), 4),
    (Query("架空坂信用金庫　本店"), 7),
    (Query("「㈱うそなき運輸」 ※要確認", "新潟県"), 11),
    # slips of typing
    (Query("株式会社うそなき軍輸", "新潟県"), 11),
    (Query("株式会社うそきな運輸", "新潟県"), 11),
    (Query("株式会社うそなきき運輸", "新潟県"), 11),
    (Query("株式会社うそなきき運輸"), 11),
    (Query("株式会社うそきな運輸", postal_code="940-0062"), 11),
    (Query("株式会杜うそなき運輸／鈴木 花子"), 11),
    (Query("㈲見本坂精機 ﾐﾎﾝｻﾞｶｾｲｷ", "長野県"), 4),
    # former name, former place
    (Query("株式会社旧社名堂", "福岡県"), 10),
    (Query("株式会社新社名堂", address="福岡市博多区博多駅前1-1"), 10),
    # a number that is the company's, wherever the list says it is
    (Query("青空架空電機", "北海道", corporate_number=number(3)), 3),
]


@pytest.mark.parametrize(("query", "serial"), ACCEPTED, ids=lambda value: getattr(value, "name", ""))
def test_a_name_finds_its_company(registry: Registry, query: Query, serial: int) -> None:
    (told,) = resolve(registry, [query])
    assert told.accepted is not None, told
    assert told.accepted.corporate_number == number(serial)
    assert told.candidates[0].company == told.accepted
    assert told.reason.code is ReasonCode.REGISTERED_COMPANY


# query, why nobody is accepted, the serials of those who may be meant
LEFT_OPEN = [
    (Query("株式会社青空架空電機"), ReasonCode.REGISTERED_SEVERAL, {1, 2, 3}),
    (Query("青空架空電機", "大阪府"), ReasonCode.REGISTERED_SEVERAL, {1, 2, 3}),
    (Query("株式会社みどり架空", "広島県"), ReasonCode.REGISTERED_SEVERAL, {15, 16}),
    (Query("株式会社みどり架空", "広島県", "福山市"), ReasonCode.REGISTERED_SEVERAL, {15, 16}),
    (Query("有限会社見本坂精機", "沖縄県"), ReasonCode.REGISTERED_ELSEWHERE, {4}),
    (Query("有限会社見本坂精機", "長野県", "長野市"), ReasonCode.REGISTERED_ELSEWHERE, {4}),
    (Query("株式会社見本坂精機", "長野県"), ReasonCode.REGISTERED_OTHERWISE, {4}),
    (Query("株式会社東青空架空電機", "東京都"), ReasonCode.NOT_REGISTERED, set()),
    (Query("株式会社まるで別物", "東京都"), ReasonCode.NOT_REGISTERED, set()),
    (Query("見本坂精機有限会社、㈱例題", "長野県"), ReasonCode.REGISTERED_SIMILAR, {4}),
    (Query("株式会社隠れ堂", "東京都"), ReasonCode.NOT_REGISTERED, set()),
    (Query("有限会社解散屋"), ReasonCode.ONLY_CLOSED, {14}),
    (Query("株式会社例題", corporate_number=number(7)), ReasonCode.NUMBER_OF_ANOTHER_NAME, {7, 6}),
    (Query("株式会社例題", corporate_number=number(500)), ReasonCode.NUMBER_NOT_IN_REGISTER, {6}),
    (Query(""), ReasonCode.BLANK_NAME, set()),
    (Query("株式会社"), ReasonCode.NOT_REGISTERED, set()),
    (Query("－"), ReasonCode.BLANK_NAME, set()),
]


@pytest.mark.parametrize(
    ("query", "code", "serials"), LEFT_OPEN, ids=lambda value: getattr(value, "name", "")
)
def test_what_is_not_sure_is_left_to_a_person(
    registry: Registry, query: Query, code: ReasonCode, serials: set[int]
) -> None:
    (told,) = resolve(registry, [query])
    assert told.accepted is None
    found = {one.company.corporate_number for one in told.candidates}
    assert (told.reason.code, {number(serial) for serial in serials} <= found) == (code, True)
    assert all(told.reason.sentence(language) for language in ("ja", "en"))
    if not serials:
        assert found == set()


def test_a_closed_company_is_told_so_with_who_took_over(registry: Registry) -> None:
    merged, liquidated = resolve(
        registry,
        [
            Query("株式会社閉店堂", "北海道", "札幌市中央区"),
            Query("有限会社解散屋", "石川県"),
        ],
    )
    assert merged.accepted is not None and merged.reason.code is ReasonCode.REGISTERED_SUCCEEDED
    assert merged.reason.sentence("ja") == (
        "名称が一致、市区町村が一致。ただし2021-03-31に登記が閉鎖されています(合併による解散等)。"
        f"承継先は株式会社承継堂(法人番号{number(9)})です"
    )
    assert liquidated.accepted is not None and liquidated.reason.code is ReasonCode.REGISTERED_CLOSED
    assert "closed on 2019-12-01 (liquidated)" in liquidated.reason.sentence("en")


def test_of_two_the_one_that_is_not_closed_is_meant(tmp_path: Path) -> None:
    closed = row(1, "株式会社架空同名堂", process="21", closeDate="2020-01-01")
    build([write(tmp_path / "a.csv", [closed, row(2, "株式会社架空同名堂")])], tmp_path / "a.registry")
    with open_registry(tmp_path / "a.registry") as registry:
        (told,) = resolve(registry, [Query("株式会社架空同名堂", "東京都")])
    assert told.accepted is not None and told.accepted.corporate_number == number(2)
    assert [one.differences for one in told.candidates] == [(), ("closed",)]


@pytest.fixture(scope="module")
def companies(registry: Registry) -> list[RegisteredCompany]:
    found = registry.by_number([number(serial) for serial in range(1, 20)])
    return [one for one in found.values() if one.name != "株式会社隠れ堂"]


def test_each_finds_itself_by_its_own_name_and_place(
    registry: Registry, companies: list[RegisteredCompany]
) -> None:
    whole = [Query(one.name, one.prefecture, one.city, one.postal_code, one.street) for one in companies]
    in_one = [Query(one.name, address=f"{one.prefecture}{one.city}{one.street}") for one in companies]
    for queries in (whole, in_one):
        told = resolve(registry, queries)
        assert [one.accepted for one in told] == companies


NAMES = st.one_of(
    st.sampled_from([row[6] for row in ROWS]),
    st.text(max_size=15),
    st.text(alphabet="株式会社有限(㈱）㈲カ)青空架空電機見本 　支店大阪様御中ー-・Inc.「」、\n", max_size=25),
)
QUERIES = st.builds(
    Query,
    NAMES,
    st.one_of(st.none(), st.sampled_from(["東京都", "大阪", "長野県松本市", "13", "関東", ""])),
    st.one_of(st.none(), st.sampled_from(["港区", "大阪市", "福山市", ""])),
    st.one_of(st.none(), st.sampled_from(["105-0014", "〒5300001", "1"])),
    st.one_of(st.none(), st.text(max_size=10), st.sampled_from(["東京都港区芝1-2-3", "福山市今津町100"])),
    st.one_of(st.none(), st.sampled_from([number(1), number(99), "7", "abc"])),
)


@given(st.lists(QUERIES, max_size=6), st.randoms())
@settings(max_examples=150)
def test_each_row_has_its_answer_whatever_stands_beside_it(
    registry: Registry, queries: list[Query], rng: random.Random
) -> None:
    told = resolve(registry, queries)
    assert len(told) == len(queries)
    order = list(range(len(queries)))
    rng.shuffle(order)
    shuffled = resolve(registry, [queries[place] for place in order])
    assert shuffled == [told[place] for place in order]
    for one in told:
        assert (one.accepted is None) or one.accepted == one.candidates[0].company
        assert one.reason.sentence("ja") and one.reason.sentence("en")


def test_more_rows_than_are_worked_on_at_once_come_back_in_order(
    registry: Registry, companies: list[RegisteredCompany], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The package's function has the module's name.
    monkeypatch.setattr(sys.modules["workbench.registry.resolve"], "_ROWS_AT_ONCE", 3)
    told = resolve(
        registry, [Query(one.name, one.prefecture, one.city, address=one.street) for one in companies]
    )
    assert [one.accepted for one in told] == companies
