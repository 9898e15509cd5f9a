"""The addresses at which a company's site might be, by the way its name is spelled in Latin letters."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from workbench.contract.records import Company
from workbench.japan import names
from workbench.japan.business_words import FOREIGN, READINGS
from workbench.japan.romaji import STYLES, by_style

# Letters of a label: shorter ones are somebody else's, longer ones nobody types.
SHORTEST, LONGEST = 3, 40
_SHORTEST_ALONE = 4  # the first word alone, which others share
_SHORTEST_HEAD = 2  # what must be left of a word before a known one, or メグミ would end in 組
_RUN = re.compile(r"[ァ-ヺー]+|[ぁ-ゖー]+|[a-z0-9]+|[^\sァ-ヺーぁ-ゖa-z0-9・.,'’&/()_-]+")
_LATIN = re.compile(r"[a-z0-9]+")
_KNOWN_IN_A_NAME = {**READINGS, **FOREIGN}
_KNOWN_IN_A_READING = {
    **{reading: reading for reading in READINGS.values() if len(reading) > _SHORTEST_HEAD},
    **FOREIGN,
}


def domains(company: Company, endings: Sequence[str], most: int) -> list[str]:
    """The likeliest domains, best first, at most so many; [] if nobody knows how the name is spelled.

    A likelier spelling and an earlier ending both count: the second spelling with the first ending comes before the
    first spelling with the third.
    """
    ranked = [
        (at_label + at_ending, at_label, f"{label}{ending}")
        for at_label, label in enumerate(labels(company))
        for at_ending, ending in enumerate(endings)
    ]
    return [domain for *_, domain in sorted(ranked)][:most]


def labels(company: Company) -> list[str]:
    """The name as one label of a domain, likeliest first: in one word, with hyphens, its first word alone.

    >>> labels(Company(row_id=0, company_id="c", name="株式会社アオゾラ電機"))
    ['aozoradenki', 'aozora-denki', 'aozora']
    """
    spelled = _spelled(company)
    whole = [mark.join(words) for words in spelled for mark in ("", "-")]
    alone = [words[0] for words in spelled if len(words[0]) >= _SHORTEST_ALONE]
    return [label for label in dict.fromkeys([*whole, *alone]) if SHORTEST <= len(label) <= LONGEST]


def _spelled(company: Company) -> list[tuple[str, ...]]:
    """The name's words in Latin letters, in each style; [] if there is a word that nobody can read."""
    core = names.parse_name(company.name).core
    for text, known in ((core, _KNOWN_IN_A_NAME), (company.kana or "", _KNOWN_IN_A_READING)):
        words = [_styles(word, known) for word in _words(text, known)]
        if words and all(words):
            return list(zip(*words, strict=True))
    return []


def _words(text: str, known: Mapping[str, str]) -> Iterator[str]:
    """The words of a name: runs of one script, of which known words at the end are cut off."""
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        yield from _cut(run, known)


def _cut(run: str, known: Mapping[str, str]) -> list[str]:
    if run in known:
        return [run]
    tails = [word for word in known if run.endswith(word) and len(run) - len(word) >= _SHORTEST_HEAD]
    if not tails:
        return [run]
    tail = max(tails, key=len)
    return [*_cut(run[: -len(tail)], known), tail]


def _styles(word: str, known: Mapping[str, str]) -> tuple[str, ...]:
    told = known.get(word, word)
    return (told,) * STYLES if _LATIN.fullmatch(told) else by_style(told)
