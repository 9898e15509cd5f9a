"""Which of the companies that a service gives for a name is the one on the list: one, or none is chosen.

For registers that are asked over the net and answer with a handful; judged as the registry on disk judges. A wrong
company is worse than none: where none is sure, a person is shown the candidates.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Company
from workbench.japan import addresses
from workbench.japan.characters import fold_variants
from workbench.japan.names import CompanyName, core_key, parse_name
from workbench.registry.agreement import Known
from workbench.registry.judging import ENOUGH, Verdict, judge
from workbench.registry.places import Cities, Nearness, Said, nearness, said_by
from workbench.registry.readings import Trust, readings
from workbench.registry.records import Place, Query, RegisteredCompany

_GROUP = re.compile(r"(?:HD|FG|holdings?|ホールディングス?|フィナンシャルグループ|グループ)$", re.IGNORECASE)
_KANA = re.compile("[ぁ-ヺー]*")


def _variants() -> str:
    """All letters that have another writing, and those that this other writing is in."""
    written = map(chr, (*range(0x3041, 0x30FB), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)))
    pairs = [(char, folded) for char in written if (folded := fold_variants(char)) != char]
    return "".join({char for pair in pairs for char in "".join(pair)})


_UNSTEADY = re.compile(rf"[\W_ー々{_variants()}]+")


@dataclass(frozen=True)
class Choice:
    """One company, or the reason why there is none with those that may be meant (NO_SUCH_COMPANY: nobody)."""

    company: RegisteredCompany | None
    code: ReasonCode | None = None
    candidates: tuple[RegisteredCompany, ...] = ()


class Wanted:
    """The company as its list names and places it."""

    def __init__(self, company: Company) -> None:
        self._query = Query(
            name=company.name,
            prefecture=company.prefecture,
            city=company.city,
            postal_code=company.postal_code,
            address=company.address,
        )
        self.name: CompanyName = parse_name(company.name)

    @property
    def prefecture_code(self) -> str | None:
        """JIS X 0401, None if the list does not say in which one it is."""
        named = self._said({}).prefectures
        return next((code for code, name in addresses.PREFECTURES.items() if named == {name}), None)

    @property
    def other_piece(self) -> str | None:
        """What else to search for where the name is not found: the name itself, less what surely need not be in it.

        That is what lists write around names, HD, and letters that have another writing (髙 and 高, ャ and ヤ), since
        the services fold nothing. None if nothing is left out, or so much that everybody is called so.
        """
        trusted = [one.core for one in readings(self._query.name) if one.trust <= Trust.REMARK]
        core = min(trusted, key=len, default=self.name.core)
        longest = max(_UNSTEADY.split(_GROUP.sub("", core)), key=len)
        piece = longest if _says_something(longest) else core
        return piece if piece != self.name.core and _says_something(piece) else None

    @property
    def has_street(self) -> bool:
        """Whether the list tells a house number: a city has many companies of a name."""
        return any(map(str.isdigit, self._said({}).street))

    def is_at(self, address: str) -> bool:
        """Whether an address is the list's, to the house number."""
        there = place_at(address)
        cities = _cities([there])
        return nearness(self._said(cities), there) is Nearness.SITE

    def choose(self, registered: Iterable[RegisteredCompany]) -> Choice:
        """The company of the list among those that a register has, a closed one only where no other is likelier."""
        known = {one.corporate_number: one for one in registered}
        verdict = self._verdict([_with_its_end(one) for one in known.values()])
        if verdict.accepted is None:
            verdict = self._of_the_closed(list(known.values()), verdict)
        if verdict.accepted is not None:
            return Choice(known[verdict.accepted.company.corporate_number])
        if not verdict.judged:
            return Choice(None, ReasonCode.NO_SUCH_COMPANY)
        likely = [one for one in verdict.judged if one.points >= ENOUGH]
        code = ReasonCode.SEVERAL_COMPANIES if len(likely) > 1 else ReasonCode.COMPANY_DIFFERS
        shown = likely if len(likely) > 1 else verdict.judged
        return Choice(None, code, tuple(known[one.company.corporate_number] for one in shown))

    def _of_the_closed(self, known: Sequence[RegisteredCompany], verdict: Verdict) -> Verdict:
        """The closed company that would be the one if it were open; otherwise the verdict as it was."""
        as_open = [replace(one, closed_on=None) for one in known]
        then = self._verdict(as_open)
        closed = {one.corporate_number for one in known if is_closed(one)}
        if then.accepted is not None and then.accepted.company.corporate_number in closed:
            return then
        return verdict

    def _verdict(self, companies: Sequence[RegisteredCompany]) -> Verdict:
        said = self._said(_cities([one.place for one in companies]))
        return judge(readings(self._query.name), said, [Known(one) for one in companies])

    def _said(self, cities: Cities) -> Said:
        return said_by(self._query, cities)


def words_of(companies: Sequence[RegisteredCompany], most: int = 5) -> str:
    """Candidates as a person reads them: name, place and number of each, the first few."""
    told = [f"{one.name} {address_of(one)} {one.corporate_number}" for one in companies[:most]]
    return "; ".join([*told, "…"] if len(companies) > most else told)


def address_of(registered: RegisteredCompany) -> str:
    """The address in one piece, "" if none is known."""
    return "".join(part for part in (registered.prefecture, registered.city, registered.street) if part)


def place_at(address: str, postal_code: str | None = None) -> Place:
    """An address as the register parts it."""
    parsed = addresses.parse_address(address)
    return Place(parsed.prefecture, parsed.city, parsed.rest or None, postal_code or parsed.postal_code)


def registered_at(corporate_number: str, name: str, address: str) -> RegisteredCompany:
    """A company as one that writes its address in one piece knows it."""
    place = place_at(address)
    return RegisteredCompany(
        corporate_number,
        name,
        prefecture=place.prefecture,
        city=place.city,
        street=place.street,
        postal_code=place.postal_code,
    )


def is_called(name: str, registered: RegisteredCompany) -> bool:
    """Whether a company has, or had, this name in whatever writing, form and branch aside."""
    return any(core_key(name) == core_key(one) for one in (registered.name, *registered.former_names))


def is_closed(registered: RegisteredCompany) -> bool:
    """Whether its registration is closed; the date may not be known."""
    return registered.closed_on is not None or registered.close_cause is not None


def _with_its_end(registered: RegisteredCompany) -> RegisteredCompany:
    """The judgement goes by the date, whatever it is."""
    return replace(registered, closed_on=registered.closed_on or registered.close_cause)


def _says_something(piece: str) -> bool:
    """Whether not all too many names hold it."""
    return len(piece) >= (3 if _KANA.fullmatch(piece) else 2)


def _cities(places: Iterable[Place]) -> Cities:
    """The cities that addresses without a prefecture may begin with: those of the candidates."""
    cities: defaultdict[str, set[str]] = defaultdict(set)
    for place in places:
        if place.city and place.prefecture:
            cities[addresses.comparable(place.city)].add(place.prefecture)
    return {city: frozenset(prefectures) for city, prefectures in cities.items()}
