from typing import Any

import pytest

from crawler.sources import load, names
from crawler.web.fetch import FetchFailed
from tests.crawler.fake_fetch import ask, too_slow
from tests.makers import SELECTORS, company, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, Line, Role, RowState

TOP = "http://www.aozora.example/"
OURS = company(
    7,
    name="株式会社あおぞら",
    homepage=TOP,
    prefecture="東京都",
    address="東京都港区青空1-2-3",
    postal_code="1079901",
)
PROFILE = """<title>会社概要｜株式会社あおぞら</title><table><tr><th>会社名</th><td>株式会社あおぞら</td></tr>
<tr><th>所在地</th><td>〒107-9901 東京都港区青空1-2-3</td></tr>
<tr><th>電話番号</th><td>03-5550-1001</td></tr><tr><th>FAX番号</th><td>03-5550-1051</td></tr></table>"""


def look(pages: dict[str, Any], company: Company = OURS, **changes: Any) -> Any:
    return ask(load("homepage", settings(**changes)), company, pages)


def links(*pairs: tuple[str, str]) -> str:
    anchors = "".join(f'<a href="{href}">{words}</a>' for href, words in pairs)
    return f"<title>株式会社あおぞら</title>{anchors}"


def phones(answer: Any) -> list[tuple[str, Role]]:
    return [(seen.value, seen.role) for seen in answer.observations if seen.field is Field.PHONE]


def test_sources_are_found_by_their_file() -> None:
    assert {"homepage", "directory"} <= set(names())
    assert load("homepage", settings()).name == "homepage"
    with pytest.raises(ValueError, match="no source is named nowhere"):
        load("nowhere", settings())


def test_the_company_page_is_read_next_and_then_no_more() -> None:
    pages = {
        TOP: links(("/news.html", "ニュース"), ("/contact", "お問い合わせ"), ("/company.html", "会社概要")),
        TOP + "company.html": PROFILE,
    }
    answer, asked = look(pages)
    assert asked == [TOP, TOP + "company.html"]
    assert answer.result is AskResult.HIT
    assert phones(answer) == [("+81355501001", Role.MAIN), ("+81355501051", Role.FAX)]


def test_observations_carry_their_evidence() -> None:
    answer, _ = look({TOP: links(("/company.html", "会社概要")), TOP + "company.html": PROFILE})
    phone = next(seen for seen in answer.observations if seen.field is Field.PHONE)
    assert (phone.row_id, phone.url, phone.raw) == (7, TOP + "company.html", "03-5550-1001")
    assert (phone.line, phone.label, phone.place.value) == (Line.FIXED, "電話番号", "table")
    assert phone.snippet == "電話番号 03-5550-1001"
    assert phone.site_name == "株式会社あおぞら"
    assert phone.site_address == "〒107-9901 東京都港区青空1-2-3"
    values = {seen.field: seen.value for seen in answer.observations if seen.field is not Field.PHONE}
    assert values == {
        Field.HOMEPAGE: TOP,
        Field.NAME: "株式会社あおぞら",
        Field.ADDRESS: "〒107-9901 東京都港区青空1-2-3",
    }


def test_a_homepage_without_scheme_gets_one() -> None:
    _, asked = look({TOP: PROFILE}, OURS.model_copy(update={"homepage": "www.aozora.example"}))
    assert asked[0] == TOP


def test_pages_of_other_hosts_are_not_followed() -> None:
    elsewhere = "http://www.portal.example/company"
    _, asked = look({TOP: links((elsewhere, "会社概要"), ("http://aozora.example/about", "会社案内"))})
    assert elsewhere not in asked
    assert "http://aozora.example/about" in asked  # the same site without www


def test_a_site_that_moved_is_read_where_it_is_now() -> None:
    new = "http://www.aozora-new.example/"
    pages = {
        TOP: (new, links(("/company.html", "会社概要"))),
        new + "company.html": PROFILE,
    }
    answer, asked = look(pages)
    assert asked == [TOP, new + "company.html"]
    assert [seen.value for seen in answer.observations if seen.field is Field.HOMEPAGE] == [new]


def test_a_meta_refresh_is_followed() -> None:
    pages = {
        TOP: '<meta http-equiv="Refresh" content="0; URL=/j/">',
        TOP + "j/": links(("outline.html", "会社案内")),
        TOP + "j/outline.html": PROFILE,
    }
    answer, asked = look(pages)
    assert asked == [TOP, TOP + "j/", TOP + "j/outline.html"]
    assert phones(answer)[0] == ("+81355501001", Role.MAIN)


def test_pages_that_refresh_in_a_circle_come_to_an_end() -> None:
    other = TOP + "b"
    refresh = '<meta http-equiv="refresh" content="0;url={}">'
    _, asked = look({TOP: refresh.format(other), other: refresh.format(TOP)})
    assert asked == [TOP, other, TOP + "sitemap.xml"]


def test_no_more_than_max_pages_are_read() -> None:
    pages = {TOP: links(*((f"/company{n}", "会社概要") for n in range(20)))}
    pages |= {f"{TOP}company{n}": links() for n in range(20)}
    _, asked = look(pages, sources={"homepage": {"max_pages": 3}, "directory": SELECTORS})
    assert len(asked) == 3


def test_a_verified_site_without_a_number_says_not_published() -> None:
    answer, _ = look({TOP: links(("/company.html", "会社概要")), TOP + "company.html": links()})
    assert (answer.state, answer.result) == (RowState.NOT_PUBLISHED, AskResult.NONE)
    assert (answer.reason.code, answer.reason.parameters) == (ReasonCode.NO_NUMBER_ON_SITE, {"pages": 2})


def test_a_fax_alone_is_not_a_telephone_number() -> None:
    answer, _ = look({TOP: "<title>株式会社あおぞら</title><p>FAX 03-5550-1051</p>"})
    assert answer.state is RowState.NOT_PUBLISHED
    assert phones(answer) == [("+81355501051", Role.FAX)]


@pytest.mark.parametrize(("allowed", "state"), [(False, RowState.NOT_PUBLISHED), (True, None)])
def test_a_mobile_number_counts_only_if_the_settings_say_so(allowed: bool, state: RowState | None) -> None:
    pages = {TOP: "<title>株式会社あおぞら</title><p>電話 090-5550-1031</p>"}
    answer, _ = look(pages, allow_mobile=allowed)
    assert answer.state is state
    assert [seen.line for seen in answer.observations if seen.field is Field.PHONE] == [Line.MOBILE]


def test_a_site_of_another_company_gives_no_number() -> None:
    pages = {TOP: "<title>株式会社ゆうやけ</title><p>会社名：株式会社ゆうやけ</p><p>電話 06-6355-2001</p>"}
    answer, _ = look(pages)
    assert (answer.state, answer.observations) == (RowState.WRONG_COMPANY, ())
    assert answer.reason.code is ReasonCode.OTHER_COMPANY
    assert answer.reason.sentence("en") == (
        "The site belongs to 株式会社ゆうやけ, not to the company on the list (another name)"
    )


def test_a_site_that_nothing_ties_to_the_company_needs_a_person() -> None:
    answer, _ = look({TOP: "<title>ようこそ</title><p>電話 03-5550-1001</p>"})
    assert (answer.state, answer.reason.code) == (RowState.NEEDS_REVIEW, ReasonCode.SITE_NOT_VERIFIED)
    assert phones(answer) == [("+81355501001", Role.MAIN)]


def test_a_wish_not_to_be_called_is_seen() -> None:
    note = "<p>※営業電話は固くお断りしております。</p>"
    answer, _ = look({TOP: links(("/c.html", "会社概要")), TOP + "c.html": PROFILE + note})
    (seen,) = [seen for seen in answer.observations if seen.field is Field.DO_NOT_CALL]
    assert (seen.value, seen.url) == ("true", TOP + "c.html")
    assert "営業電話は固くお断り" in (seen.snippet or "")


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_top_page_with_an_error_status_is_unreachable(status: int) -> None:
    with pytest.raises(FetchFailed) as failed:
        look({TOP: (status, "sorry")})
    assert failed.value.state is RowState.SITE_UNREACHABLE
    assert failed.value.reason.parameters == {"host": "www.aozora.example", "status": status}


def test_a_site_whose_pages_fail_one_after_another_is_left_alone() -> None:
    """And since a page that may hold the number was not read, it is not said that there is none."""
    slow = {f"{TOP}company{n}": too_slow("www.aozora.example") for n in range(6)}
    answer, asked = look({TOP: links(*((f"/company{n}", "会社概要") for n in range(6))), **slow})
    assert len(asked) == 3
    assert (answer.result, answer.state) == (AskResult.ERROR, RowState.TIMED_OUT)


def test_a_page_that_fails_does_not_matter_once_the_number_is_found() -> None:
    pages = {TOP: links(("/a", "会社概要"), ("/b", "会社案内")), TOP + "a": (500, ""), TOP + "b": PROFILE}
    answer, asked = look(pages)
    assert (len(asked), answer.result, answer.state) == (3, AskResult.HIT, None)


def test_a_dead_link_is_no_sign_of_trouble() -> None:
    answer, _ = look({TOP: links(("/company", "会社概要"))})
    assert answer.state is RowState.NOT_PUBLISHED


SITEMAP = "".join(
    f"<url><loc>{TOP}{path}</loc></url>" for path in ("news/1", "recruit/", "company/", "contact/")
)


def test_a_site_without_links_is_read_by_its_sitemap() -> None:
    pages = {
        TOP: links(("/news.html", "ニュース")),
        TOP + "sitemap.xml": f"<urlset>{SITEMAP}</urlset>",
        TOP + "company/": PROFILE,
    }
    answer, asked = look(pages)
    assert asked == [TOP, TOP + "sitemap.xml", TOP + "company/"]
    assert answer.result is AskResult.HIT


def test_of_an_index_one_sitemap_is_read_and_no_more() -> None:
    pages = {
        TOP: links(),
        TOP + "sitemap.xml": f"<sitemapindex><sitemap><loc>{TOP}posts.xml</loc></sitemap><sitemap>"
        f"<loc>{TOP}pages.xml</loc></sitemap></sitemapindex>",
        TOP + "pages.xml": f"<urlset>{SITEMAP}</urlset>",
        TOP + "company/": PROFILE,
    }
    assert look(pages)[1] == [TOP, TOP + "sitemap.xml", TOP + "pages.xml", TOP + "company/"]
    circle = f"<sitemapindex><sitemap><loc>{TOP}sitemap.xml</loc></sitemap></sitemapindex>"
    assert look(pages | {TOP + "sitemap.xml": circle})[1] == [TOP, TOP + "sitemap.xml"]
    deeper = f"<sitemapindex><sitemap><loc>{TOP}more.xml</loc></sitemap></sitemapindex>"
    assert look(pages | {TOP + "pages.xml": deeper})[1] == [TOP, TOP + "sitemap.xml", TOP + "pages.xml"]


# The top page and what the sitemap does -> it is not asked, or changes nothing.
NO_HELP: dict[str, tuple[Any, Any, int]] = {
    "links are enough": (links(("/access", "アクセス")), f"<urlset>{SITEMAP}</urlset>", 2),
    "the number is there": (PROFILE, f"<urlset>{SITEMAP}</urlset>", 1),
    "there is none": (links(), (404, "Not Found"), 2),
    "it does not come": (links(), too_slow("www.aozora.example"), 2),
    "it is a page": (links(), PROFILE, 2),
    "it is on another host": (
        links(),
        ("http://www.other.example/sitemap.xml", f"<urlset>{SITEMAP}</urlset>"),
        2,
    ),
}


@pytest.mark.parametrize("case", NO_HELP)
def test_a_sitemap_that_does_not_help_changes_nothing(case: str) -> None:
    top, sitemap, times = NO_HELP[case]
    answer, asked = look({TOP: top, TOP + "sitemap.xml": sitemap})
    assert len(asked) == times
    assert answer.state in (None, RowState.NOT_PUBLISHED)


def test_a_sitemap_counts_as_a_page_and_a_shared_host_s_names_no_others_pages() -> None:
    pages = {TOP: links(), TOP + "sitemap.xml": f"<urlset>{SITEMAP}</urlset>", TOP + "company/": PROFILE}
    for most in (1, 2, 3):
        asked = look(pages, sources={"homepage": {"max_pages": most}, "directory": SELECTORS})[1]
        assert asked == [TOP, TOP + "sitemap.xml", TOP + "company/"][:most]
    ours = OURS.model_copy(update={"homepage": TOP + "~aozora/index.html"})
    own = f"<url><loc>{TOP}~aozora/company.html</loc></url>"
    pages |= {TOP + "~aozora/index.html": links(), TOP + "sitemap.xml": f"<urlset>{SITEMAP}{own}</urlset>"}
    assert look(pages, ours)[1][1:] == [TOP + "sitemap.xml", TOP + "~aozora/company.html"]


def test_without_a_homepage_it_is_skipped() -> None:
    skipped = load("homepage", settings()).skipped(company(1))
    assert skipped is not None
    assert (skipped.result, skipped.state) == (AskResult.SKIPPED, RowState.NO_WEBSITE)
    assert skipped.reason is not None
    assert skipped.reason.code is ReasonCode.NO_HOMEPAGE


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<title>aozora.example</title><p>このドメインは現在販売中です。TEL 03-5550-1052</p>", "parked"),
        (
            "<title>株式会社あおぞらの電話番号｜企業ナビ</title><p>東京都港区青空1-2-3</p><p>近くの会社</p>"
            "<p>掲載内容の修正依頼・オーナー様はこちら</p><p>会員登録すると電話番号が表示されます</p>",
            "portal",
        ),
    ],
)
def test_a_homepage_that_is_nobodys_own_is_left_with_all_its_pages(page: str, kind: str) -> None:
    answer, asked = look({TOP: page + links(("/company.html", "会社概要")), TOP + "company.html": PROFILE})
    assert asked == [TOP]
    assert (answer.result, answer.state, answer.observations) == (AskResult.NONE, RowState.NO_WEBSITE, ())
    assert answer.reason.code is ReasonCode.NOBODYS_OWN
    assert answer.reason.parameters["kind"] == f"@page_kind.{kind}"
    assert "www.aozora.example" in answer.reason.sentence("en")
