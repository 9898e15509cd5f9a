"""What a source does for one company: requests, seconds, and how often it tells what. Measured, or else assumed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.contract.records import SourceFigures
from workbench.contract.settings import Settings
from workbench.contract.states import Field
from workbench.estimate.ranges import Range, share
from workbench.settings.traits import Traits, traits

# What an estimate follows from row to row: by these later stages are decided.
FOLLOWED = (Field.PHONE, Field.HOMEPAGE, Field.CORPORATE_NUMBER)
# Fewer answers than these say little; the assumption stands.
ENOUGH = 5
NOBODY_KNOWS = Range(0.0, 0.5, 1.0)


@dataclass(frozen=True)
class SourceRates:
    """Per company asked: requests, seconds of its own (without waiting its turn), and shares that are told a field.

    finds[PHONE] is the share of companies whose number is found there, so that nobody else is asked. at_start:
    requests once for the whole run. measured: answers that the rates come from, 0 for an assumption.
    """

    requests: Range
    seconds: Range
    finds: Mapping[Field, Range] = field(default_factory=dict)
    at_start: float = 0.0
    measured: int = 0


def assumed_rates(source: str, settings: Settings) -> SourceRates:
    """The rates of a source that no earlier run tells of: requests as its file makes them, finds unknown."""
    about = traits(source)
    requests, at_start = _requests(source, settings)
    seconds = Range(0.2, 1.0, settings.politeness.timeout_s)
    return SourceRates(
        requests, seconds, {one: NOBODY_KNOWS for one in FOLLOWED if one in about.gives}, at_start
    )


def measured_rates(
    figures: Iterable[Mapping[str, SourceFigures]], settings: Settings
) -> dict[str, SourceRates]:
    """Rates by source from the figures of earlier runs, newest first: those of the newest that asked enough rows."""
    rates: dict[str, SourceRates] = {}
    for one in figures:
        for source, told in one.items():
            if told.asked >= ENOUGH and source not in rates:
                rates[source] = _measured(told, traits(source), _requests(source, settings)[1])
    return rates


def _measured(told: SourceFigures, about: Traits, at_start: float) -> SourceRates:
    answered = told.asked + told.cached
    finds = {
        one: share(min(told.finished if one is Field.PHONE else told.gave.get(one, 0), answered), answered)
        for one in FOLLOWED
        if one in about.gives
    }
    requests, seconds = max(0.0, told.requests - at_start) / told.asked, told.seconds / told.asked
    return SourceRates(
        Range(requests * 0.8, requests, requests * 1.25),
        Range(seconds * 0.7, seconds, seconds * 1.5),
        finds,
        at_start,
        told.asked,
    )


def _requests(source: str, settings: Settings) -> tuple[Range, float]:
    """(requests for one company, requests once for the whole run), by how the source asks."""
    sources = settings.sources
    match source:
        case "nta_file":
            return Range(0, 0, 0), 0.0
        case "homepage":  # robots.txt, the top page, and the pages about the company
            return Range(2, 3.5, 1 + sources.homepage.max_pages), 0.0
        case "directory" if sources.directory is not None:
            return Range(1, 1.5, sources.directory.max_pages), 0.0
        case "gbizinfo":  # a search, then the company itself; by number the latter alone
            return Range(1, 2, 4), 0.0
        case "nta_api":
            return Range(1, 2, 4), 0.0
        case "edinet":  # a list a day once, then one filing for those who file
            return Range(0, 0.2, 1), float(sources.edinet.days)
        case "wikidata":
            return Range(1 / sources.wikidata.batch, 2 / sources.wikidata.batch, 1), 0.0
        case "websearch" if sources.websearch is not None:  # the search, then each candidate's pages
            return Range(
                1, 1 + 2 * min(2, sources.websearch.candidates), 1 + 3 * sources.websearch.candidates
            ), 0.0
        case "guess":
            return Range(1, sources.guess.candidates / 2, 3 * sources.guess.candidates), 0.0
    return Range(1, 1, 3), 0.0
