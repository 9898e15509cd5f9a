"""The waterfall over groups of rows that have the same facts, thrice: as little, as likely and as much as it may be."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.contract.records import Company
from workbench.contract.settings import Settings, Stage
from workbench.contract.states import Field
from workbench.estimate.prices import TRANSITIONS_A_ROUND, TRANSITIONS_A_SHARD, Prices
from workbench.estimate.ranges import Range
from workbench.estimate.rates import SourceRates, assumed_rates
from workbench.planning import one_row_a_company
from workbench.planning.known import LEARNED
from workbench.settings.traits import traits

# Sites that one container reads side by side (crawler/spider.py).
LANES = 64
# Seconds from a container's start to its first request: Fargate's cold start was measured by others at 45 to 50 s.
START_S = {"fargate": Range(30, 50, 120), "lambda": Range(1, 3, 15)}

Facts = frozenset[str]


@dataclass(frozen=True)
class SourceEstimate:
    """One source within one stage: companies it is asked about, and requests."""

    stage: str
    source: str
    asked: Range
    requests: Range
    yen: Range
    measured: int


@dataclass(frozen=True)
class Estimate:
    """A whole run. rows, companies: to be asked; lacking: companies by what the list does not say of them.

    seconds: of the clock, from start to end; yen: AWS and services together; found: share of the companies (0 to 1).
    """

    rows: int
    companies: int
    lacking: dict[str, int]
    sources: tuple[SourceEstimate, ...]
    requests: Range
    seconds: Range
    container_hours: Range
    aws_yen: Range
    services_yen: Range
    found: Range
    yen_per_dollar: float

    @property
    def yen(self) -> Range:
        return Range(*(a + b for a, b in zip(self.aws_yen, self.services_yen, strict=True)))


def estimate(
    companies: Iterable[Company],
    settings: Settings,
    measured: Mapping[str, SourceRates] = {},
    prices: Prices = Prices(),  # noqa: B008  (frozen)
) -> Estimate:
    """What a run over these companies comes to. measured: rates of sources that earlier runs tell of."""
    rows = list(companies)
    asked = one_row_a_company(rows)
    named = dict.fromkeys(source for stage in settings.stages for source in stage.sources)
    rates = {source: measured.get(source) or assumed_rates(source, settings) for source in named}
    groups = Counter(_facts(company) for company in asked)
    runs = [_Pass(groups, settings, rates, prices, at).carried_out() for at in range(3)]
    few, likely, many = runs
    return Estimate(
        rows=len(rows),
        companies=len(asked),
        lacking={
            name: sum(count for facts, count in groups.items() if name not in facts)
            for name in ("prefecture", "address", "corporate_number", "homepage")
        },
        sources=tuple(
            SourceEstimate(
                *place,
                _range(one.asked[place] for one in runs),
                _range(one.requests[place] for one in runs),
                _range(one.yen[place] for one in runs),
                rates[place[1]].measured,
            )
            for place in likely.asked
        ),
        requests=_range(sum(one.requests.values()) for one in runs),
        seconds=_range(one.seconds for one in runs),
        container_hours=_range(one.container_s / 3600 for one in runs),
        aws_yen=_range(one.dollars * prices.yen_per_dollar for one in runs),
        services_yen=_range(sum(one.yen.values()) for one in runs),
        # The pass that costs most is the one that finds least.
        found=Range(*(one.found / max(1, len(asked)) for one in (many, likely, few))),
        yen_per_dollar=prices.yen_per_dollar,
    )


class _Pass:
    """One pass: `at` 0 where all succeeds at once and little is asked, 1 likely, 2 where nothing succeeds."""

    def __init__(
        self,
        groups: Mapping[Facts, int],
        settings: Settings,
        rates: Mapping[str, SourceRates],
        prices: Prices,
        at: int,
    ) -> None:
        self._open: dict[Facts, float] = {facts: float(count) for facts, count in groups.items()}
        self._settings = settings
        self._rates = rates
        self._prices = prices
        self._at = at
        self.asked: dict[tuple[str, str], float] = {}
        self.requests: dict[tuple[str, str], float] = {}
        self.yen: dict[tuple[str, str], float] = {}
        self.seconds = 0.0
        self.container_s = 0.0
        self.dollars = 0.0
        self.found = 0.0

    def carried_out(self) -> "_Pass":
        started: set[str] = set()
        for stage in self._settings.stages:
            rows = sum(count for facts, count in self._open.items() if self._can_ask(stage, facts))
            busy_s = 0.0
            for source in stage.sources:
                busy_s += self._ask(stage, source, source not in started)
                started.add(source)
            if rows > 0.5:
                self._containers(stage, rows, busy_s)
        return self

    def _ask(self, stage: Stage, source: str, first: bool) -> float:
        """Ask one source about all that it can still tell something of; seconds of one container alone."""
        rate, about = self._rates[source], traits(source)
        asked = 0.0
        after: dict[Facts, float] = {}
        for facts, count in self._open.items():
            if not _tells(source, facts):
                after[facts] = after.get(facts, 0.0) + count
                continue
            asked += count
            for told, part in self._told(rate, facts, count).items():
                after[told] = after.get(told, 0.0) + part
        self._open = after
        place = (stage.name, source)
        requests = asked * rate.requests[self._at] + (rate.at_start if first and asked else 0.0)
        self.asked[place] = asked
        self.requests[place] = requests
        self.yen[place] = requests * about.price_yen
        pause_s = self._pause_s(source)
        if about.one_host:
            return max(requests * pause_s, asked * rate.seconds[self._at] / LANES)
        # A site waits between its own pages; the sites stand side by side in lanes.
        of_one = rate.requests[self._at] * pause_s + rate.seconds[self._at]
        return asked * of_one / LANES

    def _told(self, rate: SourceRates, facts: Facts, count: float) -> dict[Facts, float]:
        """The group after the source answered: found rows leave, what was learned is known from then on."""
        finds = {field: share[2 - self._at] for field, share in rate.finds.items()}
        found = count * finds.get(Field.PHONE, 0.0)
        self.found += found
        parts = {facts: count - found}
        for field, name in LEARNED.items():
            learned = finds.get(field, 0.0)
            if name in facts or not learned:
                continue
            for known, part in list(parts.items()):
                parts[known] = part * (1 - learned)
                parts[known | {name}] = parts.get(known | {name}, 0.0) + part * learned
        return parts

    def _can_ask(self, stage: Stage, facts: Facts) -> bool:
        return any(_tells(source, facts) for source in stage.sources)

    def _containers(self, stage: Stage, rows: float, alone_s: float) -> None:
        one_host = any(traits(source).one_host for source in stage.sources)
        shards = 1 if one_host else math.ceil(rows / stage.rows_per_shard)
        side_by_side = min(shards, stage.concurrency)
        start_s = START_S[stage.runner][self._at]
        waves = math.ceil(shards / side_by_side)
        self.seconds += waves * start_s + alone_s / side_by_side
        container_s = shards * start_s + alone_s
        self.container_s += container_s
        self.dollars += container_s / 3600 * self._prices.container_hour(stage)
        transitions = shards * TRANSITIONS_A_SHARD + TRANSITIONS_A_ROUND
        self.dollars += transitions * self._prices.step_functions_transition

    def _pause_s(self, source: str) -> float:
        described = getattr(self._settings.sources, source, None)
        rate = getattr(described, "requests_per_s", None)
        return 1 / rate if rate else self._settings.politeness.delay_s


def _tells(source: str, facts: Facts) -> bool:
    """Whether a source can be asked about a company of which this is known, and may tell more."""
    about = traits(source)
    known = (LEARNED.get(field) in facts for field in about.gives)
    return about.needs <= facts and not (about.gives and all(known))


def _facts(company: Company) -> Facts:
    names = ("name", "prefecture", "address", "corporate_number", "homepage")
    return frozenset(name for name in names if getattr(company, name))


def _range(figures: Iterable[float]) -> Range:
    low, likely, high = figures
    return Range(min(low, likely), likely, max(likely, high))
