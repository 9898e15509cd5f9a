"""Hosts that are never read as a company's own site: portals, directories, social networks, mail and map services.

The list is ours, begun from the kinds of sites that stand in lists of companies where a homepage should be (job boards,
encyclopaedias, social networks, company databases, maps, restaurant and shop guides, press-release services), whose
terms of use mostly forbid collecting. A host stands for everything below it. Hosts on which companies do have sites of
their own (jimdo, wix, ameblo, fc2 …) are not on it. Settings add to it (politeness.stop_hosts) and take from it
(politeness.allowed_hosts).
"""

from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlsplit

BUILT_IN: dict[str, str] = {
    "social networks and video": """
        facebook.com fb.com instagram.com threads.net twitter.com x.com linkedin.com youtube.com youtu.be tiktok.com
        line.me lin.ee pinterest.com pinterest.jp mixi.jp lit.link linktr.ee note.com wantedly.com eight.ne.jp
        """,
    "encyclopaedias and question sites": """
        wikipedia.org wikidata.org weblio.jp kotobank.jp chiebukuro.yahoo.co.jp oshiete.goo.ne.jp
        """,
    "search, maps and portals": """
        google.com google.co.jp goo.gl g.page yahoo.co.jp bing.com mapion.co.jp navitime.co.jp its-mo.com
        ekitan.com mapfan.com
        """,
    "directories of companies and shops": """
        itp.ne.jp ekiten.jp houjin.info houjin.jp houjin-bangou.nta.go.jp info.gbiz.go.jp baseconnect.in
        salesnow.jp alarmbox.jp cnavi.g-search.or.jp ipros.com ipros.jp metoree.com navi.tokyo jpnumber.com
        telnavi.jp tel-no.com townpage.jp companydata.tsujigawa.com biz-maps.com graffer.jp
        """,
    "job boards and reviews of employers": """
        indeed.com rikunabi.com mynavi.jp doda.jp en-japan.com employment.en-japan.com en-gage.net
        hellowork.mhlw.go.jp townwork.net baitoru.com openwork.jp vorkers.com en-hyouban.com jobtalk.jp
        tenshoku-kaigi.jp kyujinbox.com stanby.com type.jp green-japan.com bizreach.jp
        """,
    "guides to restaurants, shops, homes and travel": """
        tabelog.com gnavi.co.jp hotpepper.jp retty.me jalan.net travel.rakuten.co.jp tripadvisor.jp
        tripadvisor.com suumo.jp homes.co.jp athome.co.jp goo-net.com carsensor.net
        """,
    "agents and places of public notices": """
        nikkei.com jpx.co.jp edinet-fsa.go.jp release.tdnet.info pronexus.co.jp e-kansa.jp takara-print.co.jp wjps.jp
        premium-yutaiclub.jp userlocal.jp
        """,
    "market places": "amazon.co.jp amazon.com rakuten.co.jp rakuten.ne.jp shopping.yahoo.co.jp mercari.com",
    "press releases and finance": """
        prtimes.jp atpress.ne.jp dreamnews.jp value-press.com kabutan.jp minkabu.jp irbank.net ullet.com
        """,
}
_BUILT_IN = frozenset(host for hosts in BUILT_IN.values() for host in hosts.split())


class StopList:
    """The hosts of the built-in list, less `allowed`, and `more`; each stands for everything below it.

    International names are known in both their forms, and whatever the letters' width.

    >>> stopped = StopList(more=["portal.example", "ポータル.example"], allowed=["note.com"])
    >>> [stopped.holds(host) for host in ("www.facebook.com", "notfacebook.com", "a.portal.example", "note.com")]
    [True, False, True, False]
    >>> [stopped.holds(host) for host in ("xn--5ckzcybvd.example", "www.ポータル.example", "ｆacebook.com")]
    [True, True, True]
    """

    def __init__(self, more: Iterable[str] = (), allowed: Iterable[str] = ()) -> None:
        self._allowed = frozenset(map(_plain, allowed))
        self._stopped = (_BUILT_IN | frozenset(map(_plain, more))) - self._allowed

    def holds(self, host: str) -> bool:
        """Whether a host, or one above it, is stopped; the nearest entry decides."""
        name = _ascii(host)
        while name:
            if name in self._allowed:
                return False
            if name in self._stopped:
                return True
            name = name.partition(".")[2]
        return False

    def may_be_own(self, url: str) -> bool:
        """Whether an address that somebody else gave may be a company's own site: of the web, and of no stopped host.

        >>> [StopList().may_be_own(url) for url in ("https://a.example/x", "ftp://a.example/", "http://facebook.com/a")]
        [True, False, False]
        """
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname or "", parts.port
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and "." in host and not self.holds(host)


def _plain(entry: str) -> str:
    """The host of an entry, as people write them: an address, with its port, or `*.` before it.

    >>> _plain("https://www.portal.example:8080/list"), _plain("*.portal.example")
    ('portal.example', 'portal.example')
    """
    host = entry.strip().rpartition("//")[2].partition("/")[0].partition(":")[0]
    return _ascii(host).lstrip("*.").removeprefix("www.")


def _ascii(host: str) -> str:
    """A host as it stands in a request: an international name in its ASCII form (RFC 3490)."""
    if not host.isascii():
        with suppress(UnicodeError):
            host = host.encode("idna").decode()
    return host.lower().rstrip(".")
