"""What a register says of a company, as the answer of the source that asked it."""

from datetime import datetime

from crawler.services.namesakes import Choice, Wanted, address_of, is_called, is_closed, words_of
from crawler.sources.base import Answer, Source
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company, Observation
from workbench.contract.states import AskResult, Field, Registration, RowState
from workbench.registry.records import RegisteredCompany

# What each register gives; some give more.
FACTS = frozenset({Field.CORPORATE_NUMBER, Field.NAME, Field.ADDRESS, Field.KANA, Field.STATUS})


def told(
    source: Source,
    company: Company,
    registered: RegisteredCompany,
    url: str | None,
    fetched_at: datetime,
    more: tuple[Observation, ...] = (),
) -> Answer:
    """The answer about the one company that is meant: its facts, and `more` that the source has beyond them.

    A closed company goes to a person, who decides what becomes of the row.
    """
    closed = is_closed(registered)
    facts = {
        Field.CORPORATE_NUMBER: registered.corporate_number,
        Field.NAME: registered.name,
        Field.ADDRESS: address_of(registered),
        Field.KANA: registered.kana,
        Field.STATUS: (Registration.CLOSED if closed else Registration.OPEN).value,
    }
    identity = identity_of(registered)
    observations = tuple(
        source.observed(company, field, value, fetched_at, url=url, **identity)
        for field, value in facts.items()
        if value
    )
    if closed:
        reason = Reason.of(
            ReasonCode.COMPANY_CLOSED,
            source=source.words,
            name=registered.name,
            number=registered.corporate_number,
            date=registered.closed_on,
            successor=f" (→ {registered.successor})" if registered.successor else "",
        )
        return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason, observations)
    return Answer(AskResult.HIT, observations=observations + more)


def undecided(source: Source, choice: Choice) -> Answer:
    """The answer when no single company is meant: none of the name, or candidates for a person."""
    code = choice.code or ReasonCode.NO_SUCH_COMPANY
    if not choice.candidates:
        return source.none(code)
    reason = Reason.of(
        code,
        source=source.words,
        count=len(choice.candidates),
        candidates=words_of(choice.candidates),
    )
    return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason)


def of_another(source: Source, company: Company, registered: RegisteredCompany) -> Answer | None:
    """The answer if the number that was asked for is that of a company of another name; None if it may be the list's.

    A number may have slipped by a row: what it leads to would be found, with much to speak for it, and be wrong.
    """
    if is_called(company.name, registered):
        return None
    if Wanted(company).choose([registered]).code is not ReasonCode.NO_SUCH_COMPANY:
        return None  # in another writing
    reason = Reason.of(
        ReasonCode.NUMBER_OF_ANOTHER,
        source=source.words,
        number=registered.corporate_number,
        name=registered.name,
    )
    return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason)


def too_many(source: Source) -> Answer:
    """The answer when a name fits so many companies that the register cannot list them."""
    reason = Reason.of(ReasonCode.TOO_MANY_COMPANIES, source=source.words)
    return Answer(AskResult.HIT, RowState.NEEDS_REVIEW, reason)


def identity_of(registered: RegisteredCompany) -> dict[str, str | None]:
    """What the register says of whose values these are, by the names of Observation's fields."""
    return {
        "site_name": registered.name,
        "site_address": address_of(registered) or None,
        "site_corporate_number": registered.corporate_number,
    }
