"""One row and the companies it may mean: accepted, for a person to choose, or none.

Points for the name and points for the place add up to 100 at best. A company is accepted that has enough of them and
no rival near it: the thresholds below were chosen on rows whose company is known (docs/registry.md shows the figures).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.registry.agreement import Agreement, Known, best_agreement
from workbench.registry.places import Nearness, Said, nearness
from workbench.registry.readings import Reading
from workbench.registry.records import Candidate, RegisteredCompany
from workbench.registry.slips import IsRare

PLACE_POINTS = {
    Nearness.SITE: 30,
    Nearness.TOWN: 25,
    Nearness.CITY: 22,
    Nearness.PREFECTURE: 16,
    Nearness.UNKNOWN: 8,
    Nearness.OTHER_TOWN: 0,
    Nearness.OTHER_CITY: -4,
    Nearness.OTHER_PREFECTURE: -25,
}
# A list of today means the company that lives, unless its place says otherwise.
CLOSED = 16
# What was its place once says a little less than what is now.
FORMER_PLACE = 4

ENOUGH = 68
# The register is complete: what nobody else is nearly called is a slip, though little or nothing is said of the place.
ENOUGH_FOR_SLIP = {Nearness.PREFECTURE: 66, Nearness.UNKNOWN: 64}
# A rival with nearly as many points could be meant as well, the more so where no place is said.
MARGIN, MARGIN_WITHOUT_PLACE = 4, 6
# Points of the name alone from which on a company is called so.
ALSO_ITS_NAME = 45
# Below this a company is not even worth a look.
WORTH_A_LOOK = 35
MOST_CANDIDATES = 10


_DIFFERS: dict[Nearness, tuple[str, ...]] = {
    Nearness.OTHER_PREFECTURE: ("prefecture",),
    Nearness.OTHER_CITY: ("city",),
    Nearness.OTHER_TOWN: ("street",),
}


@dataclass(frozen=True)
class Judged:
    """A company with its points and what speaks for and against it."""

    company: RegisteredCompany
    points: float
    agreement: Agreement
    place: Nearness
    differences: tuple[str, ...]

    @property
    def is_worth_a_look(self) -> bool:
        return self.points >= WORTH_A_LOOK or self.agreement.points >= ALSO_ITS_NAME

    @property
    def is_slip(self) -> bool:
        return self.agreement.code == "similar_name"

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.company, max(0.0, min(100.0, self.points)), self.differences)


@dataclass(frozen=True)
class Verdict:
    """The company that is accepted or None; all worth a look, the likeliest first.

    of_number: the company of the number that the row has, where it is called otherwise; unknown_number: a number that
    the row has and the register has not.
    """

    accepted: Judged | None
    judged: tuple[Judged, ...]
    of_number: Judged | None = None
    unknown_number: str | None = None


def judge(
    readings: Sequence[Reading], said: Said, companies: Iterable[Known], is_rare: IsRare | None = None
) -> Verdict:
    """Which of the companies a row means, by its name and place alone.

    is_rare: what tells a slip of typing from another name; without it, names with slips do not agree at all.
    """
    judged = [one for known in companies if (one := _judged(readings, said, known, is_rare)).is_worth_a_look]
    judged.sort(key=lambda one: (-one.points, one.company.corporate_number))
    accepted = judged[0] if judged and _is_enough(judged) else None
    return Verdict(accepted, tuple(judged))


def with_number(
    verdict: Verdict, number: str, readings: Sequence[Reading], said: Said, known: Known | None
) -> Verdict:
    """The verdict of a row that has a number, known: the company of it.

    The number decides where the name, too, is that company's, wherever it is; it vetoes where it is not.
    """
    if known is None:
        return replace(verdict, accepted=None, unknown_number=number)
    of_number = _judged(readings, said, known, is_rare=lambda _: True)
    others = tuple(one for one in verdict.judged if one.company != known.company)
    if of_number.agreement.points >= ALSO_ITS_NAME:
        agreement = replace(of_number.agreement, code="same_number")
        accepted = replace(of_number, points=100.0, agreement=agreement)
        return Verdict(accepted, (accepted, *others))
    return Verdict(None, (of_number, *others), of_number=of_number)


def _is_enough(judged: Sequence[Judged]) -> bool:
    """Whether the first is so likely, and so much likelier than the others, that nobody has to look."""
    best, *rivals = judged
    margin = MARGIN_WITHOUT_PLACE if best.place is Nearness.UNKNOWN else MARGIN
    enough = ENOUGH_FOR_SLIP.get(best.place, ENOUGH) if best.is_slip else ENOUGH
    if best.points < enough or any(best.points - rival.points < margin for rival in rivals[:1]):
        return False
    # A company may have moved to another street, and a slip may be one; not where another is called as is written.
    is_doubtful = best.place is Nearness.OTHER_TOWN or (best.is_slip and best.place is not Nearness.SITE)
    return not is_doubtful or all(rival.agreement.points < ALSO_ITS_NAME or rival.is_slip for rival in rivals)


def _judged(readings: Sequence[Reading], said: Said, known: Known, is_rare: IsRare | None) -> Judged:
    company = known.company
    agreement = best_agreement(readings, known, is_rare)
    if not agreement.points:
        return Judged(company, 0, agreement, Nearness.UNKNOWN, ())
    place, points, was_there = _place(said, company)
    differences = (*agreement.differences, *_of_place(place, was_there))
    points += agreement.points
    if company.closed_on:
        points -= CLOSED
        differences = (*differences, "closed")
    return Judged(company, points, agreement, place, differences)


def _place(said: Said, company: RegisteredCompany) -> tuple[Nearness, float, bool]:
    """The place that agrees best, its points, and whether it is a former one."""
    now = nearness(said, company.place)
    best = (now, float(PLACE_POINTS[now]), False)
    for former in company.former_places:
        then = nearness(said, former)
        if PLACE_POINTS[then] - FORMER_PLACE > best[1]:
            best = (then, PLACE_POINTS[then] - FORMER_PLACE, True)
    return best


def _of_place(place: Nearness, was_there: bool) -> tuple[str, ...]:
    if was_there:
        return ("former_place",)
    return _DIFFERS.get(place, ())
