"""Whether a row's name and place tell its company from all others of the register: what recall is counted over.

A row tells its company if, of all active companies that the place does not rule out, it alone agrees best with the
name. Agreement is compared in this order: how far the written core is from the company's (edit distance over forms
that do not tell widths, spaces, marks, old kanji and small kana apart), whether the legal form is the written one,
whether its position is. A slip that makes the name another company's thus tells nothing; nor does a wrong place.
A legal form that is wrong says something that is not so: then the place has to name the city.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tests.registry import spellings
from tests.registry.messy_names import Asked
from tests.registry.records import Name, Registered, Town
from tests.registry.romaji import romaji
from tests.registry.ways import ENGLISH_FORM

_MARKS = re.compile(r"[\s・･.,'’&!?:;()\[\]「」『』【】<>/_‐–—―−~-]+")
_INVISIBLE = re.compile("[\u200b\U000e0100]")
_HOLDINGS = re.compile(r"(?:h\.?d\.?|holdings|ホールデイングス?)$")
_GA = re.compile("[ヶケがガ](?=[一-龥])")
# Agreement: (edit distance, the form differs, the position differs); less is better.
Agreement = tuple[int, bool, bool]
_NAME_AND_KANA = ("name", "kana")


def comparable(text: str) -> str:
    """A core without what writings of one name differ in.

    >>> comparable("ｷﾔﾉﾝ　ＨＤ") == comparable("キャノン・ホールディングス"), comparable("髙沢") == comparable("高澤")
    (True, True)
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    text = spellings.with_new_characters(text)
    text = "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in text)
    text = spellings.with_large_kana(spellings.without_v(text))
    text = _GA.sub("ケ", _HOLDINGS.sub("ホールデイングス", _MARKS.sub("", text)))
    return text.replace("ー", "") or text


def _readings(name: Name) -> Iterator[tuple[str, str]]:
    """(reading, comparable core) of everything that the register says of a name."""
    yield "name", comparable(name.core)
    if name.kana:
        yield "kana", comparable(name.kana)
        yield "romaji", comparable(romaji(spellings.narrow(name.kana)))
    if bare := ENGLISH_FORM.sub("", name.english):
        yield "english", comparable(bare)


class Register:
    """The active companies, by their comparable names and by prefecture; closed ones only where that is said."""

    def __init__(self, companies: Iterable[Registered]) -> None:
        everybody = list(companies)
        self.active = [one for one in everybody if one.is_active]
        self._closed = defaultdict(list)
        for one in everybody:
            if not one.is_active:
                self._closed[comparable(one.name.core)].append(one)
        self.by_number = {one.number: one for one in self.active}
        self._by_name: dict[tuple[str, str], list[tuple[Registered, Name]]] = defaultdict(list)
        # prefecture (None: all) and reading -> comparable names, and whose they are
        self._near: dict[tuple[str | None, str], tuple[list[str], list[Registered]]] = defaultdict(
            lambda: ([], [])
        )
        for one in self.active:
            for reading, core in _readings(one.name):
                self._by_name[reading, core].append((one, one.name))
                for prefecture in (None, one.town.prefecture):
                    cores, companies_there = self._near[prefecture, reading]
                    cores.append(core)
                    companies_there.append(one)
            if one.renamed_from:
                former = one.renamed_from.name
                self._by_name["former", comparable(former.core)].append((one, former))

    def tells(self, asked: Asked) -> bool:
        """Whether the row tells the company that is expected."""
        expected = self.by_number.get(asked.expected or "")
        where = asked.place.where
        if expected is None or where is None or not where.fits(expected):
            return False
        forms = (None, expected.name.form, _former_form(expected))
        return self._best(asked) == [expected] and (asked.writing.said_form in forms or where.is_close)

    def says_another(self, asked: Asked) -> bool:
        """Whether the row is the name and place of other companies, by a slip or because something in it is wrong."""
        best = self._best(asked) if asked.expected else []
        return bool(best) and all(one.number != asked.expected for one in best)

    def is_taken(self, asked: Asked, town: Town) -> bool:
        """Whether the row says a registered company as well as its own, which is in `town` and not registered.

        Then it would be asked unfairly: of one name in one city, another street is taken for a company that moved, and
        of a name that no company has, one character from the one in that city, nobody can know that it is no slip.
        """
        where, writing = asked.place.where, asked.writing
        assert where is not None
        core = comparable(writing.core)
        cores, companies = self._near[town.prefecture, "name"]
        slips = process.extract(core, cores, scorer=OSA.distance, score_cutoff=1, limit=None)
        nearly = [companies[place] for _, _, place in slips]
        if any(one.town.code == town.code for one in (*nearly, *self._closed.get(core, ()))):
            return True
        return any(
            (where.fits(one) or one.town.code == town.code)
            and (where.is_close or writing.said_form in (None, name.form))
            for reading in ("name", "kana", "english", "romaji", "former")
            for one, name in self._by_name.get((reading, core), ())
        )

    def _best(self, asked: Asked) -> list[Registered]:
        """The companies that agree best with the row."""
        found: dict[Agreement, dict[str, Registered]] = defaultdict(dict)
        for distance, one, name in self._nearest(asked):
            form, position = asked.writing.said_form, asked.writing.said_position
            agreement = (
                distance,
                form not in (None, name.form),
                position not in (None, name.position),
            )
            found[agreement][one.number] = one
        return list(found[min(found)].values()) if found else []

    def _nearest(self, asked: Asked) -> Iterator[tuple[int, Registered, Name]]:
        where, reading = asked.place.where, asked.writing.reading
        assert where is not None
        core = comparable(asked.writing.core)
        same = [
            (one, name)
            for kind in dict.fromkeys((reading, *_NAME_AND_KANA[: 1 if reading == "english" else 2]))
            for one, name in self._by_name.get((kind, core), ())
            if where.fits(one)
        ]
        if same or not asked.writing.has_slips:
            yield from ((0, one, name) for one, name in same)
            return
        cores, companies = self._near[where.prefecture, reading]
        for _, distance, place in _within_two(core, cores):
            if where.fits(companies[place]):
                yield int(distance), companies[place], companies[place].name


def _within_two(core: str, cores: Sequence[str]) -> list[tuple[str, float, int]]:
    """Two swapped characters are one edit; no row has more than two slips."""
    return process.extract(core, cores, scorer=OSA.distance, score_cutoff=2, limit=None)


def _former_form(one: Registered) -> str | None:
    return one.renamed_from.name.form if one.renamed_from else None
