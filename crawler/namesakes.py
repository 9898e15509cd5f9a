"""Which of the companies that a register gives for a name is the one on the list: one, or none is chosen.

For registers that are asked over the net and answer with a handful. A wrong company is worse than none, so one is
chosen only if nothing known speaks for another; the others go to a person, with the candidates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.japan import addresses, names
from workbench.registry.records import Place, RegisteredCompany

_SAME, _UNKNOWN, _OTHER = 1, 0, -1


@dataclass(frozen=True)
class Choice:
    """One company, or the reason why there is none with those that may be meant (NO_SUCH_COMPANY: nobody)."""

    company: RegisteredCompany | None
    code: ReasonCode | None = None
    candidates: tuple[RegisteredCompany, ...] = ()


def choose(company: Company, registered: Sequence[RegisteredCompany]) -> Choice:
    """The company of the list among those that a register has; closed ones only where no open one may be meant.

    A company in another prefecture or city, or of another legal form, is no more than a candidate.
    """
    wanted = Wanted(company)
    known = {one.corporate_number: one for one in registered if wanted.has_name_of(one)}
    if not known:
        return Choice(None, ReasonCode.NO_SUCH_COMPANY)
    fitting = [one for one in known.values() if wanted.fits(one)]
    if not fitting:
        return Choice(None, ReasonCode.COMPANY_DIFFERS, tuple(known.values()))
    remaining = [one for one in fitting if not is_closed(one)] or fitting
    best = wanted.best_of(remaining)
    if best is not None:
        return Choice(best)
    return Choice(None, ReasonCode.SEVERAL_COMPANIES, tuple(remaining))


class Wanted:
    """The company as its list names and places it."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self.name = names.parse_name(company.name)
        self._key = names.key_of_core(self.name.core)
        self._parsed = addresses.parse_address(company.address or "")

    @cached_property
    def prefecture(self) -> str | None:
        return addresses.prefecture_name(self._company.prefecture or "") or self._parsed.prefecture

    @cached_property
    def prefecture_code(self) -> str | None:
        """JIS X 0401."""
        return next((code for code, name in addresses.PREFECTURES.items() if name == self.prefecture), None)

    @cached_property
    def city(self) -> str | None:
        return self._company.city or self._parsed.city

    @cached_property
    def postal_code(self) -> str | None:
        return addresses.postal_code(self._company.postal_code or "") or self._parsed.postal_code

    @cached_property
    def street(self) -> str | None:
        """Without prefecture and city, in a form that compares; None if no house number is told."""
        return _street(self._parsed.rest)

    def has_name_of(self, registered: RegisteredCompany) -> bool:
        """Whether the company is, or was, called so."""
        return bool(self._key) and any(
            names.core_key(name) == self._key for name in (registered.name, *registered.former_names)
        )

    def fits(self, registered: RegisteredCompany) -> bool:
        """Whether nothing that the list says of form and place speaks against it."""
        if self._form(registered) == _OTHER or self._prefecture(registered) == _OTHER:
            return False
        nearer = self._nearness(registered)
        if _SAME in nearer[:2]:
            return True
        return self._city(registered) != _OTHER and self._position(registered) != _OTHER

    def is_at(self, address: str) -> bool:
        """Whether an address is the list's, to the house number."""
        parsed = addresses.parse_address(address)
        there = RegisteredCompany("", "", prefecture=parsed.prefecture, city=parsed.city, street=parsed.rest)
        return self._street(there) == _SAME and _OTHER not in (self._prefecture(there), self._city(there))

    def best_of(self, registered: Sequence[RegisteredCompany]) -> RegisteredCompany | None:
        """The one that is in nothing farther than any other, and in something nearer than each; None if none is."""
        nearness = [self._nearness(one) for one in registered]
        for one, near in zip(registered, nearness, strict=True):
            others = [other for other in nearness if other is not near]
            if all(_is_nearer(near, other) for other in others):
                return one
        return None

    def _nearness(self, registered: RegisteredCompany) -> tuple[int, ...]:
        return (
            self._street(registered),
            self._postal_code(registered),
            self._city(registered),
            self._prefecture(registered),
            self._position(registered),
        )

    def _form(self, registered: RegisteredCompany) -> int:
        theirs = [names.parse_name(name).form for name in (registered.name, *registered.former_names)]
        return _held(self.name.form, theirs)

    def _position(self, registered: RegisteredCompany) -> int:
        theirs = [names.parse_name(name).position for name in (registered.name, *registered.former_names)]
        return _held(self.name.position, theirs)

    def _prefecture(self, registered: RegisteredCompany) -> int:
        return _held(self.prefecture, [place.prefecture for place in _places(registered)])

    def _city(self, registered: RegisteredCompany) -> int:
        cities = [place.city for place in _places(registered) if place.city]
        if not self.city or not cities:
            return _UNKNOWN
        return _SAME if any(_is_one_city(self.city, city) for city in cities) else _OTHER

    def _postal_code(self, registered: RegisteredCompany) -> int:
        # Another code says little: offices have codes of their own, and old lists old ones.
        codes = [place.postal_code for place in _places(registered)]
        return _SAME if self.postal_code and self.postal_code in codes else _UNKNOWN

    def _street(self, registered: RegisteredCompany) -> int:
        # Another street may be another office of the same company.
        streets = [_street(place.street or "") for place in _places(registered)]
        return _SAME if any(_is_one_street(self.street, street) for street in streets) else _UNKNOWN


def words_of(companies: Sequence[RegisteredCompany], most: int = 5) -> str:
    """Candidates as a person reads them: name, place and number of each, the first few."""
    told = [f"{one.name} {place_of(one)} {one.corporate_number}" for one in companies[:most]]
    return "; ".join([*told, "…"] if len(companies) > most else told)


def place_of(registered: RegisteredCompany) -> str:
    """The address in one piece, "" if none is known."""
    return "".join(part for part in (registered.prefecture, registered.city, registered.street) if part)


def is_closed(registered: RegisteredCompany) -> bool:
    """Whether its registration is closed; the date may not be known."""
    return registered.closed_on is not None or registered.close_cause is not None


def _places(registered: RegisteredCompany) -> tuple[Place, ...]:
    return (registered.place, *registered.former_places)


def _held(ours: str | None, theirs: Sequence[str | None]) -> int:
    told = [one for one in theirs if one]
    if not ours or not told:
        return _UNKNOWN
    return _SAME if ours in told else _OTHER


def _is_one_city(ours: str, theirs: str) -> bool:
    """Whether one names the other, perhaps without its county or its ward."""
    a, b = addresses.comparable(ours), addresses.comparable(theirs)
    return a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)


def _street(text: str) -> str | None:
    street = addresses.comparable(text)
    return street if any(map(str.isdigit, street)) else None


def _is_one_street(ours: str | None, theirs: str | None) -> bool:
    """Whether they are the same; one may be longer by a building, but not by another digit."""
    if not ours or not theirs:
        return False
    short, long = sorted((ours, theirs), key=len)
    return long.startswith(short) and not long[len(short) : len(short) + 1].isdigit()


def _is_nearer(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))
