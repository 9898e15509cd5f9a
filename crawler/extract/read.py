"""One page read by all rules at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.extract.candidates import candidates_of
from crawler.extract.choice.page_kinds import Kind, kind_of
from crawler.extract.choice.representative import Choice, choose
from crawler.extract.links import Link, ranked_links
from crawler.extract.once import parse_address
from crawler.extract.owner.owners import own_names, strangers
from crawler.extract.owner.owners_numbers import of_owner
from crawler.extract.owner.site_facts import SiteFacts, do_not_call, gather
from crawler.extract.page.json_ld import json_ld_of
from crawler.extract.page.page import Document, parse
from crawler.extract.seen import PhoneSeen

_MOST_ADDRESSES = 3


@dataclass(frozen=True)
class PageRead:
    """What one page holds. `phones` may be its owner's, `considered` are all; `refresh`: where it leads.

    kind: what the page is if it is nobody's own.
    """

    url: str
    phones: list[PhoneSeen]
    links: list[Link]
    refresh: str | None
    do_not_call: str | None
    content_hash: str
    considered: list[PhoneSeen] = field(default_factory=list)
    kind: Kind | None = None


def read_page(
    body: bytes, content_type: str, url: str, facts: SiteFacts, known: str | None = None
) -> PageRead:
    """Everything on a page; what it says of the site's owner is added to `facts`. `known`: the owner's name."""
    document = parse(body, content_type, url)
    considered = _numbers(document, facts, known)
    kind = kind_of(document)
    return PageRead(
        url=url,
        phones=[] if kind else of_owner([one for one in considered if one.no_number is None]),
        links=ranked_links(document),
        refresh=document.refresh,
        do_not_call=do_not_call(document),
        content_hash=document.content_hash,
        considered=considered,
        kind=kind,
    )


def page_number(
    body: bytes, content_type: str, url: str, known: str | None = None
) -> tuple[Choice, list[PhoneSeen]]:
    """(the number that stands for one page alone and why, all that was considered)."""
    facts = SiteFacts()
    document = parse(body, content_type, url)
    considered = _numbers(document, facts, known)
    return choose(considered, _prefectures(facts.addresses), kind_of(document)), considered


def _numbers(document: Document, facts: SiteFacts, known: str | None) -> list[PhoneSeen]:
    json_ld = json_ld_of(document)
    of_page = SiteFacts()
    gather(of_page, document, json_ld)
    facts.add(of_page)
    own = frozenset(own_names(document, of_page, json_ld, known))
    return candidates_of(document, json_ld, own, strangers(of_page.mentioned, own))


def _prefectures(texts: Sequence[str]) -> list[str]:
    found = (parse_address(text).prefecture for text in texts[:_MOST_ADDRESSES])
    return [prefecture for prefecture in found if prefecture]
