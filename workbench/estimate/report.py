"""An estimate in sentences, and beside what it came to in the end."""

from collections.abc import Mapping
from typing import Any

from workbench.contract.records import Summary
from workbench.contract.settings import Ceiling
from workbench.contract.states import Field, RowState
from workbench.estimate.forecast import Estimate
from workbench.estimate.ranges import Range
from workbench.messages import Language, Sentence, say
from workbench.settings.traits import traits


def estimate_lines(estimate: Estimate, language: Language | None = None) -> list[str]:
    """The estimate as a person reads it."""
    lines = [say("estimate.rows", language, rows=estimate.rows, companies=estimate.companies)]
    lines += [
        say("estimate.lacking", language, fact=Sentence(f"estimate.fact.{name}"), count=count)
        for name, count in estimate.lacking.items()
        if count
    ]
    for one in estimate.sources:
        basis = (
            Sentence("estimate.measured", count=one.measured)
            if one.measured
            else Sentence("estimate.assumed")
        )
        lines.append(
            say(
                "estimate.source",
                language,
                stage=one.stage,
                source=f"@source.{one.source}",
                asked=_told(one.asked),
                requests=_told(one.requests),
                basis=basis,
            )
        )
    dollars = estimate.aws_yen.each(lambda yen: yen / estimate.yen_per_dollar)
    return [
        *lines,
        say("estimate.requests", language, requests=_told(estimate.requests)),
        say("estimate.time", language, minutes=_told(estimate.seconds.each(lambda s: s / 60), 1)),
        say("estimate.aws", language, yen=_told(estimate.aws_yen, 1), dollars=_told(dollars, 2)),
        say("estimate.services", language, yen=_told(estimate.services_yen)),
        _found(estimate, language),
        say("estimate.legend", language),
    ]


def _found(estimate: Estimate, language: Language | None) -> str:
    """What is expected to be found, where earlier answers say something of it."""
    if not _is_found_known(estimate):
        return say("estimate.found_unknown", language)
    return say("estimate.found", language, share=_told(estimate.found.each(lambda p: 100 * p)))


def _is_found_known(estimate: Estimate) -> bool:
    """Whether each source that tells numbers was measured; without that, any share is as good as another."""
    return all(one.measured for one in estimate.sources if Field.PHONE in traits(one.source).gives)


def over_ceiling(estimate: Estimate, ceiling: Ceiling) -> Sentence | None:
    """What of the settings' ceiling the likely figures pass; None if it holds."""
    if ceiling.yen is not None and estimate.yen.likely > ceiling.yen:
        return Sentence("estimate.over_yen", likely=round(estimate.yen.likely), ceiling=ceiling.yen)
    if ceiling.requests is not None and estimate.requests.likely > ceiling.requests:
        likely = round(estimate.requests.likely)
        return Sentence("estimate.over_requests", likely=likely, ceiling=ceiling.requests)
    return None


def actual_lines(
    expected: Mapping[str, Any], summary: Summary, seconds: float, language: Language | None = None
) -> list[str]:
    """Each figure as it was estimated, and as it came to. expected: an estimate as `to_dict` made it."""

    def told(name: str, of_one: float = 1.0, digits: int = 0) -> str:
        return _told(Range(**expected[name]).each(lambda figure: figure / of_one), digits)

    used = summary.sources.values()
    found = summary.by_state.get(RowState.FOUND, 0) / max(1, summary.rows)
    pairs = (
        ("requests", told("requests"), f"{sum(one.requests for one in used):,}"),
        ("minutes", told("seconds", 60, 1), f"{seconds / 60:,.1f}"),
        ("found", told("found", 0.01) if expected["found"] else "?", f"{100 * found:.0f}"),
        ("services_yen", told("services_yen"), f"{sum(one.cost for one in used):,.0f}"),
    )
    return [
        say(
            "estimate.actual",
            language,
            what=Sentence(f"estimate.what.{what}"),
            estimated=estimated,
            actual=actual,
        )
        for what, estimated, actual in pairs
    ]


def to_dict(estimate: Estimate) -> dict[str, object]:
    """The estimate as plain values for JSON; ranges as {low, likely, high}."""

    def plain(value: object) -> object:
        return {k: round(v, 3) for k, v in value._asdict().items()} if isinstance(value, Range) else value

    return {
        **{name: plain(value) for name, value in vars(estimate).items() if name != "sources"},
        "yen": plain(estimate.yen),
        "found": plain(estimate.found) if _is_found_known(estimate) else None,
        "sources": [{name: plain(value) for name, value in vars(one).items()} for one in estimate.sources],
    }


def _told(figures: Range, digits: int = 0) -> str:
    """One figure where all are the same, else the likely one with its bounds.

    >>> _told(Range(1, 2, 3.4)), _told(Range(2, 2, 2))
    ('2 (1-3)', '2')
    """
    low, likely, high = (f"{one:,.{digits}f}" for one in figures)
    return likely if low == high else f"{likely} ({low}-{high})"
