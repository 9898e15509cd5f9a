"""What is known of each row: its observations and outcomes, and the company as later stages are told of it."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company, Observation, Outcome
from workbench.contract.states import AskResult, Field, RowState
from workbench.evidence.score import score
from workbench.japan.addresses import parse_address

# What a later source is told that an earlier one learned, by the column of Company that it fills.
LEARNED = {
    Field.HOMEPAGE: "homepage",
    Field.CORPORATE_NUMBER: "corporate_number",
    Field.ADDRESS: "address",
    Field.KANA: "kana",
}
# Ends after which another homepage of the company is worth a look, and this one is not.
_NOT_THEIRS = frozenset({RowState.WRONG_COMPANY, RowState.SITE_UNREACHABLE, RowState.NO_WEBSITE})
_UNDECIDED = frozenset({ReasonCode.SEVERAL_COMPANIES, ReasonCode.COMPANY_CLOSED})
_READ = frozenset({AskResult.HIT, AskResult.NONE, AskResult.CACHED})


def one_row_a_company(companies: Iterable[Company]) -> list[Company]:
    """The first row of each company: the one that is asked about."""
    first: dict[str, Company] = {}
    for company in companies:
        first.setdefault(company.company_id, company)
    return list(first.values())


def observations_by_row(observations: Iterable[Observation]) -> dict[int, list[Observation]]:
    """Observations of each row; one that was written twice counts once."""
    by_row: dict[int, dict[tuple[object, ...], Observation]] = {}
    for seen in observations:
        by_row.setdefault(seen.row_id, {})[seen.identity] = seen
    return {row: list(unique.values()) for row, unique in by_row.items()}


def outcomes_by_row(outcomes: Iterable[Outcome]) -> dict[int, list[Outcome]]:
    by_row: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        by_row.setdefault(outcome.row_id, []).append(outcome)
    return by_row


def informed(
    company: Company, observations: Sequence[Observation], outcomes: Sequence[Outcome] = ()
) -> Company:
    """The company with what earlier stages learned of it, where the list itself says nothing.

    A homepage that turned out to be another's, or that nobody answers at, is not given again: the next likeliest is.
    """
    learned: dict[str, str | None] = {}
    for field, name in LEARNED.items():
        if field is not Field.HOMEPAGE and getattr(company, name) is None:
            scored = score(company, observations, field)
            if scored:
                learned[name] = scored[0].value
    homepage = _homepage(company, observations, outcomes)
    if homepage != company.homepage:
        learned["homepage"] = homepage
    return company.model_copy(update=learned) if learned else company


def answered(outcomes: Iterable[Outcome]) -> frozenset[tuple[str, str | None]]:
    """(source, homepage) for each site that a source has read, or that its robots.txt closes: asked once a run."""
    return frozenset(
        (asked.source, asked.homepage)
        for outcome in outcomes
        for asked in outcome.trail
        if asked.result in _READ or asked.state is RowState.ROBOTS_DENIED
    )


def is_left_to_a_person(company: Company, outcomes: Iterable[Outcome]) -> bool:
    """Whether a register has several companies of the name, or a closed one, and the list says no more of it.

    Whatever is then found by name and prefecture may be the other company's: it would be a guess.
    """
    place = parse_address(company.address or "")
    if company.homepage or company.corporate_number or company.city or place.city or place.rest:
        return False
    told = (asked.reason for outcome in outcomes for asked in outcome.trail)
    return any(reason is not None and reason.code in _UNDECIDED for reason in told)


def host_of(homepage: str | None) -> str:
    """Host of a homepage without `www.`, "" without one."""
    url = homepage or ""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").netloc.lower()
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _homepage(
    company: Company, observations: Sequence[Observation], outcomes: Sequence[Outcome]
) -> str | None:
    failed = {
        host_of(asked.homepage)
        for outcome in outcomes
        if outcome.state in _NOT_THEIRS
        for asked in outcome.trail
        if asked.homepage
    }
    if company.homepage and host_of(company.homepage) not in failed:
        return company.homepage
    for one in score(company, observations, Field.HOMEPAGE):
        if host_of(one.value) not in failed:
            return one.value
    return None
