"""One page read by all rules at once."""

from dataclasses import dataclass

from crawler.extract.candidates import PhoneSeen, phones_of
from crawler.extract.json_ld import json_ld_of
from crawler.extract.links import Link, ranked_links
from crawler.extract.page import parse
from crawler.extract.site_facts import SiteFacts, do_not_call, gather


@dataclass(frozen=True)
class PageRead:
    """What one page holds. `refresh` is where its meta refresh leads."""

    url: str
    phones: list[PhoneSeen]
    links: list[Link]
    refresh: str | None
    do_not_call: str | None
    content_hash: str


def read_page(body: bytes, content_type: str, url: str, facts: SiteFacts) -> PageRead:
    """Everything on a page; what it says of the site's owner is added to `facts`."""
    document = parse(body, content_type, url)
    json_ld = json_ld_of(document)
    gather(facts, document, json_ld)
    return PageRead(
        url=url,
        phones=phones_of(document, json_ld),
        links=ranked_links(document),
        refresh=document.refresh,
        do_not_call=do_not_call(document),
        content_hash=document.content_hash,
    )
