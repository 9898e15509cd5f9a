"""How well a reading of a name agrees with the names that a company has or had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from workbench.japan.names import CompanyName, key_of_core, parse_registered
from workbench.registry import keys, slips
from workbench.registry.readings import Reading, Trust
from workbench.registry.records import RegisteredCompany
from workbench.registry.slips import IsRare

# Points of a name that agrees; of 100, what is left is the place's.
SAME = 70
POINTS = {
    "same_name": SAME,
    "same_name_otherwise_written": 67,
    "same_former_name": 64,
    "same_reading": 65,
    "same_english_name": 66,
    "same_sound": 63,
}
# What is taken off.
OTHER_FORM, FORM_NOT_SAID = 22, 2
# Who writes a form in full mostly copies it; an abbreviation is put before or behind as the list has it.
OTHER_POSITION, OTHER_POSITION_OF_SHORT = 9, 5
DISTRUST = {Trust.WHOLE: 0, Trust.BRANCH: 1, Trust.REMARK: 1, Trust.TAIL: 35}


@dataclass(frozen=True)
class Agreement:
    """Points, the code of what agrees (messages: `agreement.<code>`), the codes of what does not."""

    points: float
    code: str
    differences: tuple[str, ...] = ()
    reading: Reading | None = None


NONE = Agreement(0, "no_agreement")


class Known:
    """A company's names, made comparable; what only some rows ask for, when it is first asked for."""

    def __init__(self, company: RegisteredCompany) -> None:
        self.company = company
        self.name: CompanyName = parse_registered(company.name)
        self.plain = keys.plain(self.name.core)
        self.loose = keys.shortened(self.plain)

    @cached_property
    def key(self) -> str:
        return key_of_core(self.name.core)

    @cached_property
    def reading(self) -> str:
        return keys.loose(keys.core_of_reading(self.company.kana)) if self.company.kana else ""

    @cached_property
    def sound(self) -> str:
        return keys.sound(self.reading)

    @cached_property
    def english(self) -> str:
        return keys.of_english(self.company.english_name) if self.company.english_name else ""

    @cached_property
    def former(self) -> list[CompanyName]:
        return [parse_registered(name) for name in self.company.former_names]


def best_agreement(readings: Sequence[Reading], known: Known, is_rare: IsRare | None = None) -> Agreement:
    """The best that any reading has with any of the company's names."""
    return max(
        (one for reading in readings for one in _agreements(reading, known, is_rare)),
        key=lambda one: one.points,
        default=NONE,
    )


def _agreements(reading: Reading, known: Known, is_rare: IsRare | None) -> Iterator[Agreement]:
    if reading.aloud and _is_reading_of(reading.aloud, known):
        reading = replace(reading, trust=Trust.REMARK, aloud=None)
    if reading.loose == known.loose:
        code = "same_name" if reading.key == known.key else "same_name_otherwise_written"
        yield _less_form(POINTS[code], code, reading, known.name)
    elif is_rare and (slip := _slip(reading, known, is_rare)):
        yield _less_form(slip, "similar_name", reading, known.name, "spelling")
    if reading.sound and known.reading:
        if reading.loose == known.reading:
            yield _less_form(POINTS["same_reading"], "same_reading", reading, known.name)
        elif reading.sound == known.sound:
            yield _less_form(POINTS["same_sound"], "same_sound", reading, known.name)
    if known.company.english_name and reading.english == known.english:
        # Where the Japanese form stands, an English name does not say.
        english = replace(reading, position=None)
        yield _less_form(POINTS["same_english_name"], "same_english_name", english, known.name)
    for former in known.former if known.company.former_names else ():
        if reading.loose == keys.loose(former.core):
            yield _less_form(POINTS["same_former_name"], "same_former_name", reading, former, "former_name")


def _is_reading_of(aloud: str, known: Known) -> bool:
    """Whether kana behind a name are how the company is read."""
    heard = keys.sound(keys.loose(keys.core_of_reading(aloud)))
    return heard in (known.sound, keys.sound(known.loose))


def _slip(reading: Reading, known: Known, is_rare: IsRare) -> float:
    """Points of nearly the same core. A ホールディングス that both have says nothing, and makes no name longer."""
    both_shortened = reading.loose != reading.plain and known.loose != known.plain
    if both_shortened and reading.loose[-2:] == known.loose[-2:]:
        return slips.points(reading.loose, known.loose, is_rare)
    return slips.points(reading.plain, known.plain, is_rare)


def _less_form(points: float, code: str, reading: Reading, name: CompanyName, *differences: str) -> Agreement:
    """The agreement of the cores, less what form, position and doubt about the reading take from it."""
    points -= DISTRUST[reading.trust]
    told = list(differences)
    if reading.form is None:
        points -= FORM_NOT_SAID if name.form else 0
    elif name.form is None or not (reading.form in name.form or name.form in reading.form):
        points -= OTHER_FORM
        told.append("legal_form")
    elif reading.position and name.position and reading.position != name.position:
        points -= OTHER_POSITION if reading.form_in_full else OTHER_POSITION_OF_SHORT
        told.append("form_position")
    return Agreement(points, code, tuple(told), reading)
