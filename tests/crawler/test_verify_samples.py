"""Every company of the sample list against every site of the sample web: each is given its own alone."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.sites.verify import Proof, check
from crawler.sites.visit import with_scheme
from crawler.web.manners import site_of
from tests.crawler.service_fetch import ServiceFetch
from workbench.lists import load_list
from workbench.local.services.sample_site import Site, load_sites

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
# Sites that the list does not name, and are their companies' own all the same.
BETTER_THAN_THE_LIST = {
    ("引越前倉庫株式会社", "hikkoshimae-soko.example"),  # where the old site leads
    ("株式会社二つ名商会", "futatsuna-osaka.example"),  # the list names its namesake's
    ("株式会社名簿経由製作所", "meibo-keiyu.example"),  # only the directory names it
}
# Sites that the list names, and that do not prove to be the company's.
NOT_PROVEN = {
    "gentousha-seika.example": Proof.SAME_NAME,  # no address in words
    "mukashibanashi-jouzou.example": Proof.SAME_NAME,  # an address on neither of two pages
    "denwa-nigate.example": Proof.SAME_NAME,  # no address
    "hikkoshimae-old.example": Proof.NOT_READ,  # moved, and what asks here is not led on
    "futatsuna-shokai.example": Proof.NOT_THEIRS,  # a namesake in another prefecture
    "shoushitsuten.example": Proof.NOT_READ,  # gone
    "inai-shouten.example": Proof.NOT_READ,  # gone
    "machibouke-densan.example": Proof.NOT_READ,  # hangs
}


@pytest.fixture(scope="module")
def sites() -> dict[str, Site]:
    return load_sites(SAMPLES / "web")


def test_no_company_is_given_another_s_site(sites: dict[str, Site]) -> None:
    companies = load_list(SAMPLES / "companies.xlsx", remembered=False).companies
    own = {(one.name, _site(one.homepage)) for one in companies if one.homepage}
    proofs: dict[tuple[str, str], Proof] = {}

    async def check_all() -> None:
        for company in companies:
            for host in sites:
                found = await check(company, f"http://{host}/", ServiceFetch(sites=sites))
                proofs[company.name, site_of(host)] = found.proof

    asyncio.run(check_all())
    theirs = {pair for pair, proof in proofs.items() if proof is Proof.THEIRS}
    assert theirs - own == BETTER_THAN_THE_LIST
    not_proven = {pair[1]: proofs.get(pair, Proof.NOT_READ) for pair in own - theirs}
    assert not_proven == NOT_PROVEN


def _site(homepage: str) -> str:
    return site_of(urlsplit(with_scheme(homepage)).hostname or "")
