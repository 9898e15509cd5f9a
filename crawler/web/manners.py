"""How the hosts of a shard are treated: what each was asked, how long it is left in peace, when it is left alone.

One object for the whole shard, used from the crawl's own thread; only `traffic` may be called from another.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scrapy.exceptions import IgnoreRequest

from crawler.web.stop_list import StopList
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import HostTraffic
from workbench.contract.settings import Settings
from workbench.contract.states import RowState
from workbench.settings.contact import is_reachable, is_reserved

LONGEST_DELAY_S = 60.0
JITTER = 0.25  # pauses vary by so much of their length, so that shards do not fall into step
_MOST_HOSTS_TOLD = 2_000


class Refused(IgnoreRequest):
    """A request that our own rules hold back; `state` and `reason` are the row's if this is all there is."""

    def __init__(self, state: RowState, reason: Reason) -> None:
        super().__init__(reason.sentence("en"))
        self.state = state
        self.reason = reason

    @classmethod
    def of(cls, state: RowState, code: ReasonCode, host: str, **parameters: str | float) -> "Refused":
        return cls(state, Reason.of(code, host=host, **parameters))


@dataclass
class Host:
    """One site's traffic and pace. floor_s: the least pause between requests; not_before: by the clock of Manners."""

    name: str
    floor_s: float
    requests: int = 0
    bytes: int = 0
    from_cache: int = 0
    not_modified: int = 0
    seconds: float = 0.0
    waited_s: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)
    not_before: float = 0.0
    busy_answers: int = 0

    def pause_after(self, pause_s: float, latency_s: float, status: int) -> float:
        """The pause that follows an answer: as long as the answer took, at once; shorter again only by halves.

        An error is answered fast, which is no sign that more can be asked.
        """
        wanted = max(latency_s, (pause_s + latency_s) / 2)
        wanted = min(max(wanted, self.floor_s), max(LONGEST_DELAY_S, self.floor_s))
        return max(wanted, pause_s) if status != 200 else wanted


class Manners:
    """What politeness asks of a shard, and what it has come to."""

    def __init__(
        self,
        settings: Settings,
        asked_on_purpose: Mapping[str, float] = {},
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """asked_on_purpose: hosts of services and listings, which have a row's worth of requests for every row, with
        the seconds between two requests."""
        polite = settings.politeness
        self.politeness = polite
        self.has_contact = is_reachable(polite.contact)
        self.waiting = 0  # requests that wait because a host asked for it
        self._clock = clock
        self._hosts: dict[str, Host] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.asked_on_purpose = {site_of(host): pause_s for host, pause_s in asked_on_purpose.items()}
        self._stopped = StopList(polite.stop_hosts, [*polite.allowed_hosts, *self.asked_on_purpose])

    def host(self, hostname: str) -> Host:
        site = site_of(hostname)
        known = self._hosts.get(site)
        if known is None:
            pause_s = self.asked_on_purpose.get(site, self.politeness.delay_s)
            known = self._hosts[site] = Host(site, pause_s)
        return known

    def turn(self, hostname: str) -> asyncio.Lock:
        """What a request holds while it is on its way to a site: the next one comes to the guard after it."""
        return self._turns[site_of(hostname)]

    def check(self, hostname: str, *, is_sample: bool) -> Host:
        """The host, if it may be asked now. Raises Refused."""
        # A name that nobody can own is no real site: it goes on, and is found not to exist.
        if not is_sample and not self.has_contact and not is_reserved(hostname):
            raise Refused.of(RowState.NOT_ATTEMPTED, ReasonCode.NEEDS_CONTACT, hostname)
        if self._stopped.holds(hostname):
            raise Refused.of(RowState.NO_WEBSITE, ReasonCode.STOP_LISTED, hostname)
        host = self.host(hostname)
        if spent := self._spent(host):
            raise Refused.of(
                RowState.NOT_ATTEMPTED, ReasonCode.BUDGET_SPENT, hostname, what=f"@budget.{spent}"
            )
        return host

    async def wait(self, host: Host, hostname: str) -> None:
        """Let the time pass for which a host asked to be left in peace. Raises Refused if that is too long."""
        while (wait_s := self.wait_s(host)) > 0:
            if wait_s > self.politeness.max_wait_s:
                raise Refused.of(
                    RowState.SITE_UNREACHABLE, ReasonCode.SITE_BUSY, hostname, seconds=round(wait_s)
                )
            host.waited_s += wait_s
            self.waiting += 1
            try:
                await asyncio.sleep(wait_s)
            finally:
                self.waiting -= 1

    def wait_s(self, host: Host) -> float:
        """Seconds for which a host asked to be left in peace; 0 if it did not."""
        return max(0.0, host.not_before - self._clock()) if host.not_before else 0.0

    def leave_in_peace(self, host: Host, asked_s: float | None) -> None:
        """Do not ask a busy host for as long as it says, else longer each time (and never less than it says)."""
        host.busy_answers += 1
        pause_s = self.politeness.delay_s * 2 ** min(host.busy_answers + 1, 10)
        wait_s = pause_s if asked_s is None else max(asked_s, min(pause_s, self.politeness.max_wait_s))
        host.not_before = max(host.not_before, self._clock() + wait_s)

    def slow_down(self, hostname: str, crawl_delay_s: float) -> None:
        """Keep the pause that robots.txt asks for; no jitter makes it shorter."""
        host = self.host(hostname)
        host.floor_s = max(host.floor_s, crawl_delay_s / (1 - JITTER))

    def note_refusal(self, reason: Reason) -> None:
        host = reason.parameters.get("host")
        if isinstance(host, str):
            self.host(host).refused[reason.code.value] += 1

    def traffic(self) -> tuple[HostTraffic, ...]:
        """The ledger so far, the hosts that were asked most first. Of very many, only those are told."""
        hosts = sorted(self._hosts.values(), key=lambda host: (-host.requests, host.name))
        return tuple(
            HostTraffic(
                host=host.name,
                requests=host.requests,
                bytes=host.bytes,
                from_cache=host.from_cache,
                not_modified=host.not_modified,
                seconds=round(host.seconds, 3),
                waited_s=round(host.waited_s, 3),
                refused=dict(host.refused),
            )
            for host in hosts[:_MOST_HOSTS_TOLD]
        )

    def _spent(self, host: Host) -> str | None:
        polite = self.politeness
        if host.name in self.asked_on_purpose:
            return None
        if host.requests >= polite.host_max_requests:
            return "requests"
        if host.bytes >= polite.host_max_bytes:
            return "bytes"
        return "seconds" if host.seconds >= polite.host_max_s else None


def site_of(hostname: str) -> str:
    """The name by which a site is known: with and without www. it is one.

    >>> site_of("WWW.Aozora.example."), site_of("shop.aozora.example")
    ('aozora.example', 'shop.aozora.example')
    """
    return hostname.lower().rstrip(".").removeprefix("www.")
