"""A verdict in a reason that a person can check: what agrees, what does not, what became of the company."""

from collections.abc import Mapping

from workbench.contract.reasons import Reason, ReasonCode
from workbench.registry.judging import ENOUGH, MARGIN, MARGIN_WITHOUT_PLACE, MOST_CANDIDATES, Judged, Verdict
from workbench.registry.places import Nearness
from workbench.registry.records import RegisteredCompany, Resolution

# Points of the name from which on a company is called so.
_CALLED_SO = 40
_CAUSES = frozenset({"01", "11", "21", "31"})

# number -> company, of those that took over others
Successors = Mapping[str, RegisteredCompany]


def resolution(verdict: Verdict, successors: Successors) -> Resolution:
    """What is told of a row."""
    candidates = tuple(one.candidate for one in verdict.judged[:MOST_CANDIDATES])
    if verdict.accepted is not None:
        return Resolution(verdict.accepted.company, candidates, _accepted(verdict.accepted, successors))
    return Resolution(None, candidates, _left_open(verdict, successors))


def _accepted(judged: Judged, successors: Successors) -> Reason:
    if judged.company.closed_on:
        return _closed(judged, successors, ReasonCode.REGISTERED_CLOSED, ReasonCode.REGISTERED_SUCCEEDED)
    return Reason.of(ReasonCode.REGISTERED_COMPANY, **_agreeing(judged))


def _left_open(verdict: Verdict, successors: Successors) -> Reason:
    if verdict.of_number is not None:
        numbered = verdict.of_number.company
        return Reason.of(
            ReasonCode.NUMBER_OF_ANOTHER_NAME, number=numbered.corporate_number, name=numbered.name
        )
    if verdict.unknown_number is not None:
        return Reason.of(ReasonCode.NUMBER_NOT_IN_REGISTER, number=verdict.unknown_number)
    if not verdict.judged:
        return Reason.of(ReasonCode.NOT_REGISTERED)
    best = verdict.judged[0]
    if best.agreement.points < _CALLED_SO or best.is_slip:
        return Reason.of(ReasonCode.REGISTERED_SIMILAR, name=best.company.name, place=_address(best.company))
    margin = MARGIN_WITHOUT_PLACE if best.place is Nearness.UNKNOWN else MARGIN
    level = [one for one in verdict.judged if best.points - one.points < margin]
    if len(level) > 1:
        likely = sum(one.points >= ENOUGH for one in verdict.judged)
        return Reason.of(ReasonCode.REGISTERED_SEVERAL, count=max(likely, len(level)))
    if best.company.closed_on:
        return _closed(best, successors, ReasonCode.ONLY_CLOSED, ReasonCode.ONLY_SUCCEEDED)
    if best.place in (Nearness.OTHER_PREFECTURE, Nearness.OTHER_CITY, Nearness.OTHER_TOWN):
        return Reason.of(ReasonCode.REGISTERED_ELSEWHERE, place=_address(best.company))
    return Reason.of(
        ReasonCode.REGISTERED_OTHERWISE,
        name=best.company.name,
        differences="@" + " ".join(f"difference.{code}" for code in best.differences or ("name_alone",)),
    )


def _agreeing(judged: Judged) -> dict[str, str]:
    place = "former_place" if "former_place" in judged.differences else judged.place.name.lower()
    return {"name": f"@agreement.{judged.agreement.code}", "place": f"@nearness.{place}"}


def _closed(judged: Judged, successors: Successors, code: ReasonCode, with_successor: ReasonCode) -> Reason:
    """That a company is closed, when and why, and who took over where that is known."""
    company = judged.company
    cause = company.close_cause if company.close_cause in _CAUSES else "other"
    told = {**_agreeing(judged), "closed_on": company.closed_on, "cause": f"@close_cause.{cause}"}
    if not company.successor:
        return Reason.of(code, **told)
    successor = successors.get(company.successor)
    return Reason.of(
        with_successor,
        **told,
        number=company.successor,
        successor=successor.name if successor else None,
    )


def _address(company: RegisteredCompany) -> str:
    return "".join(part for part in (company.prefecture, company.city, company.street) if part)
