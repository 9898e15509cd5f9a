from crawler.extract.choice.representative import beside_the_main_one, of_site
from crawler.extract.choice.whys import Why
from crawler.extract.owner.site_facts import SiteFacts
from crawler.extract.read import PageRead, page_number, read_page
from workbench.contract.states import Role

URL = "http://www.aozora.example/"
TITLE = "<title>株式会社青空商事</title>"
MAIN, BRANCH = "+81355501011", "+81455551011"


def read(html: str) -> PageRead:
    return read_page((TITLE + html).encode(), "text/html; charset=utf-8", URL, SiteFacts())


def test_the_company_page_outranks_a_header_with_another_number() -> None:
    top = read("<header>TEL 045-555-1011</header>")
    company = read(
        "<table><tr><th>会社名<td>株式会社青空商事<tr><th>設立<td>1990年<tr><th>電話<td>03-5550-1011</table>"
    )
    chosen = of_site([(0, top.phones), (100, company.phones)])
    assert chosen is not None and chosen.e164 == MAIN
    (other,) = top.phones
    assert beside_the_main_one(other, chosen).role is Role.OTHER
    assert beside_the_main_one(chosen, chosen).role is Role.MAIN


def test_a_site_of_branches_has_no_number_of_its_own() -> None:
    shops = read("<p>渋谷店 TEL 03-5550-1011</p><p>横浜店 TEL 045-555-1011</p>")
    assert of_site([(30, shops.phones)]) is None


def test_numbers_of_others_are_not_reported() -> None:
    page = read("<p>TEL 03-5550-1011</p><p>株式会社夕焼運輸 TEL 045-555-1011</p><p>旧 TEL 06-6355-2011</p>")
    assert [one.e164 for one in page.phones] == [MAIN]
    assert len(page.considered) == 3


def test_the_reason_is_told() -> None:
    choice, _ = page_number((TITLE + "<p>FAX 03-5550-1011</p>").encode(), "text/html", URL)
    assert (choice.phone, choice.why) == (None, Why.ONLY_FAX)
