"""The generated register has the shape of the real file, and the messy rows say what they are said to say."""

import csv
import random
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.registry import edinet
from tests.registry.evaluation import Figures, rows
from tests.registry.generated_register import companies, held_out, main
from tests.registry.given_places import Place, Where
from tests.registry.kin import kin_of
from tests.registry.messy_names import WAYS, Asked, messy
from tests.registry.places import place_of, towns
from tests.registry.records import FIELDS, Name, Registered, Town, write
from tests.registry.tellable import Register, comparable
from tests.registry.writing import Writing
from workbench.japan.corporate_numbers import is_valid

COUNT = 4_000
AKASHI = Town("28203", "兵庫県", "明石市", "本町", "6730892")
MINATO = Town("13103", "東京都", "港区", "芝", "1050014")
CHUO = Town("13102", "東京都", "中央区", "銀座", "1040061")


@pytest.fixture(scope="module")
def everybody() -> list[Registered]:
    return list(companies(COUNT))


@pytest.fixture(scope="module")
def lines(everybody: list[Registered], tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    path = tmp_path_factory.mktemp("register") / "00_zenkoku_all_20261127.csv"
    write(everybody, path)
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(zip(FIELDS, row, strict=True)) for row in csv.reader(file)]


def test_a_line_has_the_thirty_columns_in_the_register_s_order(lines: list[dict[str, str]]) -> None:
    assert len(FIELDS) == 30
    line = next(line for line in lines if line["latest"] == "1" and line["enName"] and line["furigana"])
    shapes = {
        "sequenceNumber": r"\d+",
        "corporateNumber": r"\d{13}",
        "process": r"01|11|12|21|71",
        "updateDate": r"\d{4}-\d\d-\d\d",
        "kind": r"30[1-5]|399",
        "prefectureName": r".+[都道府県]",
        "cityName": r".+[市区町村]",
        "prefectureCode": r"\d\d",
        "cityCode": r"\d{3}",
        "postCode": r"\d{7}",
        "latest": r"[01]",
        "furigana": r"[ァ-ヶー・　－]+",
        "hihyoji": r"[01]",
    }
    for one in (line, *lines):
        told = {field: one[field] for field in shapes if one[field] or field != "furigana"}
        wrong = {f: text for f, text in told.items() if f != "furigana" and not re.fullmatch(shapes[f], text)}
        assert wrong == {}
    assert re.fullmatch(shapes["furigana"], line["furigana"])


def test_a_file_s_quoting_is_the_register_s(tmp_path: Path) -> None:
    one = Registered(
        "7000012050002", Name("架空", "株式会社", "before", "カクウ"), MINATO, "芝１丁目１番１号"
    )
    write([one], tmp_path / "file.csv")
    assert (tmp_path / "file.csv").read_bytes().decode() == (
        '1,7000012050002,01,0,2015-10-05,2015-10-05,"株式会社架空",,301,"東京都","港区","芝１丁目１番１号",,13,103,'
        '1050014,,,,,,,2015-10-05,1,,,,,"カクウ",0\r\n'
    )


def test_numbers_are_valid_and_one_company_s(
    lines: list[dict[str, str]], everybody: list[Registered]
) -> None:
    latest = [line["corporateNumber"] for line in lines if line["latest"] == "1"]
    assert all(is_valid(number) for number in latest)
    assert len(latest) == len({*latest}) == COUNT == len(everybody)
    assert [int(line["sequenceNumber"]) for line in lines] == [*range(1, len(lines) + 1)]


def test_invented_numbers_are_of_no_registry_office(everybody: list[Registered]) -> None:
    real = {one.number for one in edinet.companies()}
    assert {one.number in real for one in everybody if one.is_real} == {True}
    assert {one.number[1] for one in everybody if not one.is_real} == {"9"}


def test_names_and_streets_are_in_full_width(lines: list[dict[str, str]]) -> None:
    narrow = [line["name"] for line in lines if re.search(r"[ -~ｦ-ﾟ]", line["name"] + line["streetNumber"])]
    assert narrow == []
    widths = Counter(unicodedata.east_asian_width(char) for line in lines for char in line["name"])
    assert {*widths} <= {"F", "W", "A", "N"}


def test_past_rows_stand_before_the_present_one_of_their_number(lines: list[dict[str, str]]) -> None:
    past = [place for place, line in enumerate(lines) if line["latest"] == "0"]
    assert len(past) > COUNT * 0.03
    for place in past:
        old, new = lines[place], lines[place + 1]
        assert old["corporateNumber"] == new["corporateNumber"]
        assert (old["name"], old["streetNumber"]) != (new["name"], new["streetNumber"])
        assert old["changeDate"] < new["changeDate"]


def test_a_merged_company_names_a_successor_that_is_there(lines: list[dict[str, str]]) -> None:
    closed = {line["corporateNumber"] for line in lines if line["closeDate"]}
    everybody = {line["corporateNumber"] for line in lines}
    merged = [line for line in lines if line["closeCause"] == "11"]
    assert len(merged) > 20
    assert all(line["successorCorporateNumber"] in everybody - closed for line in merged)
    assert all(not line["successorCorporateNumber"] for line in lines if line["closeCause"] != "11")


def test_the_same_seed_gives_the_same_file_and_another_one_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        main([str(tmp_path / name), "--companies", "500", "--seed", seed])
    texts = [(tmp_path / name).read_text(encoding="utf-8") for name in "abc"]
    assert texts[0] == texts[1] != texts[2]
    assert "500 corporations in" in capsys.readouterr().out


def test_no_held_out_company_is_in_the_register() -> None:
    out = {one.number for one in held_out()}
    assert len(out) > 500
    assert out.isdisjoint(one.number for one in companies(20_000))


def test_a_company_stands_among_all_kinds_of_kin() -> None:
    rng = random.Random(1)
    name = Name("高橋電機", "株式会社", "before", "タカハシデンキ")
    kin = [one for _ in range(400) for one in kin_of(name, AKASHI, rng)]
    assert len({one.kind for one in kin}) == 14
    for one in kin:
        where = (one.town.prefecture, one.town.city) == (AKASHI.prefecture, AKASHI.city)
        assert where == one.kind.endswith("in the city")
        assert (one.town.prefecture == AKASHI.prefecture) != one.kind.endswith("elsewhere")
        assert (one.name.full == name.full) == ("namesake" in one.kind)


def test_every_city_of_an_address_is_known_with_its_codes() -> None:
    assert len({town.code for town in towns()}) > 1_890
    assert place_of("霞が関") is None
    town, street = place_of("港区芝１丁目") or (None, "")
    assert (town, street) == (MINATO, "芝１丁目") or (town and town.code == "13103")
    assert [place_of("府中市１番", said) is None for said in ("東京都", "広島県", None)] == [
        False,
        False,
        True,
    ]
    assert len(edinet.companies()) > 7_200


def test_every_way_of_being_messy_occurs_and_keeps_what_is_expected(everybody: list[Registered]) -> None:
    register = Register(everybody)
    asked = [*rows(register, 6_000, seed=1)]
    kinds = Counter(one.kind for one in asked)
    assert {*kinds} == {*WAYS, "not registered", "no company"}
    assert len({one.place.kind for one in asked}) == 15
    assert all((one.expected is None) == (one.kind in ("not registered", "no company")) for one in asked)
    assert all(one.expected in register.by_number for one in asked if one.expected)
    assert not any(register.says_another(one) for one in asked)
    assert 0.6 < sum(register.tells(one) for one in asked) / sum(bool(one.expected) for one in asked) < 1
    again = [*rows(register, 6_000, seed=1)]
    assert [(one.name, one.place, one.expected) for one in again] == [
        (one.name, one.place, one.expected) for one in asked
    ]


def company(number: str, name: Name, town: Town = MINATO) -> Registered:
    return Registered(number, name, town, f"{town.name}１丁目１番１号")


BEFORE = Name("山田電機", "株式会社", "before", "ヤマダデンキ", "Yamada Denki Co., Ltd.")
AFTER, LIMITED = replace(BEFORE, position="after"), replace(BEFORE, form="有限会社")
NEAR = replace(BEFORE, core="山田電気", kana="", english="")


@pytest.mark.parametrize(
    ("others", "written", "where", "tells"),
    [
        pytest.param([], {}, Where(), True, id="alone"),
        pytest.param([company("2", BEFORE, AKASHI)], {}, Where(), False, id="namesake, no place"),
        pytest.param([company("2", BEFORE, AKASHI)], {}, Where("東京都"), True, id="namesake elsewhere"),
        pytest.param([company("2", BEFORE, CHUO)], {}, Where("東京都"), False, id="namesake nearby"),
        pytest.param([company("2", BEFORE, CHUO)], {}, Where("東京都", "港区"), True, id="by its city"),
        pytest.param([company("2", AFTER)], {}, Where("東京都"), True, id="by its position"),
        pytest.param([company("2", AFTER)], {"said_position": None}, Where(), False, id="position not said"),
        pytest.param([company("2", LIMITED)], {}, Where(), True, id="by its form"),
        pytest.param([company("2", LIMITED)], {"said_form": None}, Where(), False, id="form not said"),
        pytest.param([], {"said_form": "有限会社"}, Where("東京都"), False, id="wrong form, no city"),
        pytest.param([], {"said_form": "有限会社"}, Where(city="港区"), True, id="wrong form, city"),
        pytest.param([], {}, Where("兵庫県"), False, id="wrong place"),
        pytest.param([], {"core": "山田電幾", "has_slips": True}, Where("東京都"), True, id="slip"),
        pytest.param([company("2", NEAR)], {"core": "山田電幾", "has_slips": True}, Where(), False, id="as near"),
        pytest.param([company("2", NEAR)], {"core": "山田電気", "has_slips": True}, Where(), False, id="another's"),
        pytest.param([], {"core": "ﾔﾏﾀﾞデンキ", "reading": "kana"}, Where(), True, id="kana"),
        pytest.param([], {"core": "YAMADA DENKI", "reading": "english"}, Where(), True, id="English"),
    ],
)  # fmt: skip
def test_a_row_tells_its_company(
    others: list[Registered], written: dict[str, object], where: Where, tells: bool
) -> None:
    mine = company("1", BEFORE)
    writing = replace(Writing.of(mine), **written)  # type: ignore[arg-type]
    asked = Asked(writing.text, Place("any", where=where), "1", "any", writing)
    register = Register([mine, *others])
    assert register.tells(asked) is tells
    assert register.says_another(asked) is (written.get("core") == "山田電気")


def test_closed_companies_confuse_nobody() -> None:
    mine, closed = company("1", BEFORE), replace(company("2", BEFORE), closed_on="2020-01-01")
    asked = Asked("株式会社山田電機", Place("none", where=Where()), "1", "any", Writing.of(mine))
    assert Register([mine, closed]).tells(asked)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ｷﾔﾉﾝ", "キャノン", True),
        ("霞ヶ関ビル", "霞が関ビル", True),
        ("ヴィラ", "ビラ", True),
        ("渡邉ＨＤ", "渡辺 Holdings", True),
        ("サーバ", "サーバー", True),
        ("山田電機", "山田電気", False),
        ("山田", "山田ホールディングス", False),
    ],
)
def test_comparable_names_are_equal_where_only_the_writing_differs(one: str, other: str, same: bool) -> None:
    assert (comparable(one) == comparable(other)) is same


def test_each_way_changes_the_text_or_says_that_it_cannot() -> None:
    mine = company(
        "1", Name("髙橋ヴィラホールディングス", "株式会社", "before", "タカハシ", "Takahashi Inc.")
    )
    rng = random.Random(1)
    for kind, (way, _) in WAYS.items():
        writings = [Writing.of(mine) for _ in range(30)]
        changed = {one.text for one in writings if way(one, mine, rng)}
        assert (changed == {mine.name.full}) == (kind == "as registered") or kind in (
            "former name",
            "combined",
        )
    assert messy(mine, random.Random(2)) == messy(mine, random.Random(2))


def test_figures_of_no_rows_are_perfect() -> None:
    assert (Figures.of([]).precision, Figures.of([]).recall) == (1.0, 1.0)
