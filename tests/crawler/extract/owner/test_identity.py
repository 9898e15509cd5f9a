from typing import Any

import pytest

from crawler.extract.owner.identity import Whose, judge, site_address, site_corporate_number, site_name
from crawler.extract.owner.site_facts import SiteFacts, do_not_call, gather
from crawler.extract.page.json_ld import json_ld_of
from crawler.extract.page.page import parse
from tests.makers import company
from workbench.contract.records import Company

OURS = company(
    name="株式会社あおぞら",
    prefecture="東京都",
    address="東京都港区青空1-2-3",
    postal_code="1079901",
    corporate_number="7000012050002",
)
NAME_ONLY = company(name="(株)あおぞら")


def facts_of(*pages: str) -> SiteFacts:
    facts = SiteFacts()
    for page in pages:
        document = parse(page.encode(), "text/html; charset=utf-8", "http://www.aozora.example/")
        gather(facts, document, json_ld_of(document))
    return facts


def verdict(page: str, ours: Company = OURS) -> tuple[Whose, tuple[str, ...], tuple[str, ...]]:
    found = judge(ours, facts_of(page))
    return found.whose, found.same, found.other


ROW = "<table><tr><th>{}<td>{}</table>"


@pytest.mark.parametrize(
    "page",
    [
        "<title>株式会社あおぞら</title>",
        "<title>会社概要｜㈱あおぞら</title>",
        "<title>あおぞら | 東京の印刷</title>",
        "<title>株式会社あおぞら 公式サイト</title>",
        "<title>株式会社あおぞら【公式】</title>",
        "<title>東京の印刷なら株式会社あおぞら</title>",
        ROW.format("会社名", "株式会社あおぞら"),
        ROW.format("商　号", "株式会社 あおぞら"),
        ROW.format("社名", "株式会社あおぞら（英文名 Aozora, Inc.）"),
        "<p>社名：株式会社あおぞら</p>",
        "<p>社　名　株式会社あおぞら</p>",
        "<footer>© 2026 株式会社あおぞら All Rights Reserved.</footer>",
        '<script type="application/ld+json">{"@type": "Organization", "name": "株式会社あおぞら"}</script>',
    ],
)
def test_a_site_with_the_company_s_name_is_theirs(page: str) -> None:
    assert verdict(page, NAME_ONLY) == (Whose.THEIRS, ("name",), ())


@pytest.mark.parametrize(
    ("page", "same"),
    [
        ("<p>法人番号 7000012050002</p>", ("corporate_number",)),
        (ROW.format("法人番号", "7000012050002"), ("corporate_number",)),
        ("<p>登録番号：T7000012050002</p>", ("corporate_number",)),
        ("<p>登録番号　Ｔ７００００１２０５０００２</p>", ("corporate_number",)),
        ("<p>〒107-9901 港区のどこか</p>", ("street",)),
        ("<p>〒１０７－９９０１</p>", ("street",)),
        ("<p>東京都港区青空一丁目2番3号</p>", ("street",)),
    ],
)
def test_a_fact_in_common_makes_the_site_theirs(page: str, same: tuple[str, ...]) -> None:
    assert verdict(page) == (Whose.THEIRS, same, ())


@pytest.mark.parametrize(
    ("page", "other"),
    [
        (ROW.format("会社名", "株式会社ゆうやけ"), ("name",)),
        ("<title>株式会社ゆうやけ</title>", ("name",)),
        ("<title>株式会社あおぞら</title><p>北海道札幌市北区青空28</p>", ("prefecture",)),
        ("<title>株式会社あおぞら</title><p>法人番号 1180301018771</p>", ("corporate_number",)),
    ],
)
def test_a_site_of_another_company_is_told(page: str, other: tuple[str, ...]) -> None:
    found = verdict(page)
    assert (found[0], found[2]) == (Whose.ANOTHERS, other)


def test_a_number_of_ours_outweighs_another_name() -> None:
    page = "<title>AOZORA BRAND</title>" + ROW.format("会社名", "アオゾラブランド") + "<p>T7000012050002</p>"
    assert verdict(page)[0] is Whose.THEIRS


def test_another_company_under_the_same_roof_is_for_a_person_to_judge() -> None:
    page = ROW.format("会社名", "株式会社ゆうやけ") + "<p>〒107-9901 東京都港区青空1-2-3</p>"
    assert verdict(page) == (Whose.UNKNOWN, ("street",), ("name",))


def test_a_branch_elsewhere_does_not_make_it_another_company() -> None:
    page = "<title>株式会社あおぞら</title><p>東京都港区海岸9-9</p><p>大阪府大阪市北区1-1</p>"
    assert verdict(page) == (Whose.THEIRS, ("name", "prefecture"), ())


def test_a_site_that_says_nothing_of_its_owner_is_unknown() -> None:
    assert verdict("<title>ようこそ</title><p>こんにちは</p>") == (Whose.UNKNOWN, (), ())


def test_a_company_that_is_merely_mentioned_does_not_own_the_site() -> None:
    page = "<title>ようこそ</title><p>主要取引先：株式会社ゆうやけ、株式会社かすみ銀行</p>"
    assert verdict(page) == (Whose.UNKNOWN, (), ())


def test_a_number_with_a_wrong_check_digit_is_no_corporate_number() -> None:
    assert facts_of("<p>法人番号 7000012050003</p>").corporate_numbers == []


def test_the_facts_that_fit_best_are_the_evidence() -> None:
    facts = facts_of(
        "<title>青空印刷の株式会社あおぞら</title><p>大阪府大阪市北区1-1</p>",
        ROW.format("本社", "〒107-9901 東京都港区青空1-2-3 TEL 03-5550-1001"),
    )
    assert site_name(OURS, facts) == "株式会社あおぞら"
    assert site_address(OURS, facts) == "〒107-9901 東京都港区青空1-2-3"
    assert site_corporate_number(OURS, facts) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("営業電話はお断りします。", True),
        ("※営業のお電話はご遠慮ください", True),
        ("セールス・勧誘のお電話は固くお断りしております", True),
        ("営業目的の電話はご遠慮願います", True),
        ("営業時間 9:00-18:00 電話 03-5550-1001", False),
        ("電話でのご予約はお断りしております", False),
    ],
)
def test_a_wish_not_to_be_called_for_sales(text: str, expected: Any) -> None:
    document = parse(f"<p>{text}</p>".encode(), "", "http://www.aozora.example/")
    assert (do_not_call(document) is not None) is expected
