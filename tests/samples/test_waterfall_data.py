"""The list of names, the world and the answers tell one story, and it is the one of waterfall.source.yaml."""

import csv
import importlib.util
import re
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import phonenumbers
import pytest

from tests.samples.test_sample_data import SAMPLES, check_digit, edinet_list, pages, sites
from workbench.contract.settings import load_settings
from workbench.contract.states import ListedPhone, RowState
from workbench.japan import names
from workbench.local.services.world import KnownCompany, load_world


def load_make_waterfall() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_waterfall", SAMPLES / "make_waterfall.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make_waterfall = load_make_waterfall()
ROWS: list[dict[str, Any]] = make_waterfall.source()["rows"]
ANSWERS: list[dict[str, Any]] = make_waterfall.answers()
WORLD = load_world(SAMPLES / "world.json")


def homepages(company: KnownCompany) -> list[str]:
    told = [company.gbizinfo.homepage] if company.gbizinfo else []
    told += company.wikidata.homepages if company.wikidata else ()
    told += [result.url for result in company.search]
    return [url for url in told if url]


def test_list_world_answers_and_readme_are_up_to_date(tmp_path: Path) -> None:
    make_waterfall.write_list(tmp_path / "made.xlsx")
    made, kept = (
        [list(row) for row in openpyxl.load_workbook(path)[make_waterfall.SHEET].iter_rows(values_only=True)]
        for path in (tmp_path / "made.xlsx", make_waterfall.LIST)
    )
    assert made == kept
    assert make_waterfall.world() == make_waterfall.WORLD.read_text(encoding="utf-8")
    assert make_waterfall.expected() == make_waterfall.EXPECTED.read_text(encoding="utf-8")
    assert make_waterfall.readme_with(make_waterfall.table()) == make_waterfall.README.read_text("utf-8")


def test_the_list_has_names_prefectures_and_some_numbers_only() -> None:
    sheet = openpyxl.load_workbook(make_waterfall.LIST)[make_waterfall.SHEET]
    header, *rows = sheet.iter_rows(min_row=2, values_only=True)
    assert header == ("No.", "会社名", "都道府県", "TEL")
    assert len(rows) == len(ROWS)
    assert all(row[2] for row in rows)
    assert 5 < sum(row[3] is not None for row in rows) < len(rows) / 2


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: str(answer["row_id"]))
def test_answers_use_the_closed_lists_and_sources_of_the_settings(answer: dict[str, Any]) -> None:
    settings = load_settings(SAMPLES / "settings" / "waterfall.yaml")
    assert RowState(answer["state"])
    assert answer["listed_phone"] is None or ListedPhone(answer["listed_phone"])
    assert set(answer["through"]) <= {source for stage in settings.stages for source in stage.sources}
    assert (answer["state"] == "found") is (answer["phone"] is not None)
    if answer["phone"]:
        assert (
            answer["source"] in answer["through"] or answer["by_threshold"] or answer["source"] == "homepage"
        )
        assert phonenumbers.is_valid_number(phonenumbers.parse(answer["phone"]))


def test_numbers_come_through_at_least_four_sources() -> None:
    assert len({answer["source"] for answer in ANSWERS if answer["source"]}) >= 4
    through = {source for answer in ANSWERS for source in answer["through"]}
    assert len(through) >= 7


def test_a_number_that_the_list_has_gets_a_verdict_and_only_such_a_one() -> None:
    for row, answer in zip(ROWS, ANSWERS, strict=True):
        assert ("tel" in row) is (answer["listed_phone"] is not None)
    verdicts = {answer["listed_phone"] for answer in ANSWERS}
    assert verdicts - {None} == set(ListedPhone)


def test_every_company_of_a_row_is_registered_under_a_name_that_fits() -> None:
    for row, answer in zip(ROWS, ANSWERS, strict=True):
        if answer["corporate_number"]:
            company = WORLD.by_number(answer["corporate_number"])
            assert company is not None
            assert names.core_key(row["name"]) == names.core_key(company.name), row["name"]


def test_the_worlds_corporate_numbers_are_valid_distinct_and_no_real_companys() -> None:
    numbers = [company.corporate_number for company in WORLD.companies]
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert number[1:7] == "999901" and int(number[0]) == check_digit(number[1:])
        assert number not in edinet_list()


def test_a_number_on_a_page_is_that_of_a_company_of_the_world_which_has_this_site() -> None:
    by_number = {company.corporate_number: company for company in WORLD.companies}
    seen = 0
    for url, text in pages():
        for number in set(re.findall(r"(?<!\d)\d999901\d{6}(?!\d)", text)) & set(by_number):
            hosts = {urlsplit(home).netloc for home in homepages(by_number[number])}
            assert urlsplit(url).netloc in hosts, (url, number)
            seen += 1
    assert seen >= 8


def test_the_worlds_homepages_are_sites_of_the_web() -> None:
    hosts = {urlsplit(url).netloc for company in WORLD.companies for url in homepages(company)}
    assert hosts <= set(sites())
    assert len(hosts) > 30


def test_what_fails_is_a_request_that_is_made_for_one_company() -> None:
    hosts = {failing.host for failing in WORLD.failing}
    assert hosts == {"gbizinfo.example", "searxng.example"}
    for failing in WORLD.failing:
        meant = [
            one
            for one in WORLD.companies
            if failing.asked in one.corporate_number or failing.asked in one.name
        ]
        assert len(meant) == 1


def test_registered_addresses_are_of_the_sites_prefecture() -> None:
    for company in WORLD.companies:
        assert company.postal_code[3] == "9"
        assert company.street == unicodedata.normalize("NFC", company.street)


def test_no_company_of_the_world_is_in_the_edinet_list() -> None:
    real = {
        names.core_key(line[6])
        for line in csv.reader(edinet_list().splitlines())
        if len(line) > 6 and line[6]
    }
    ours = {names.core_key(company.name) for company in WORLD.companies}
    ours |= {names.core_key(row["name"]) for row in ROWS if row["name"]}
    assert len(ours) > 40
    assert ours & real == set()


def test_the_projects_readme_tells_the_figures_of_the_answers() -> None:
    text = (SAMPLES.parents[1] / "README.md").read_text(encoding="utf-8")
    found = [answer for answer in ANSWERS if answer["state"] == "found"]
    assert f"begins with {len(ROWS)} names" in text
    assert f"{len(found)} rows end with a number" in text
    assert f"the other {len(ROWS) - len(found)} say why" in text
    assert len({answer["source"] for answer in found}) == 5
