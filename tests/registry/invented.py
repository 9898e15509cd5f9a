"""Names of companies that do not exist, of words as real ones are made of, with their kana and romanised names."""

import random
import string
from collections.abc import Sequence

from tests.registry import words
from tests.registry.records import Name
from tests.registry.romaji import romaji

_FULL_WIDTH = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, range(0x21, 0x7F))} | {0x20: 0x3000}

# form, position, share per 1,000
_FORMS = (
    ("株式会社", "before", 400),
    ("株式会社", "after", 270),
    ("有限会社", "before", 140),
    ("有限会社", "after", 65),
    ("合同会社", "before", 50),
    ("合同会社", "after", 12),
    ("合資会社", "before", 6),
    ("合名会社", "before", 2),
    ("一般社団法人", "before", 15),
    ("医療法人社団", "before", 9),
    ("医療法人", "before", 9),
    ("社会福祉法人", "before", 7),
    ("特定非営利活動法人", "before", 9),
    ("学校法人", "before", 3),
    ("公益財団法人", "before", 3),
)
FORMS = [(form, position) for form, position, _ in _FORMS]
SHARES_OF_FORMS = [share for _, _, share in _FORMS]

# written, kana, English
Word = tuple[str, str, str]


def full_width(text: str) -> str:
    return text.translate(_FULL_WIDTH)


def _words(text: str) -> list[Word]:
    pairs = (word.split(":") for word in text.split())
    return [(written, kana, romaji(kana)) for written, kana in pairs]


SURNAMES, PLACES, AUSPICIOUS, TRADES = map(
    _words, (words.SURNAMES, words.PLACES, words.AUSPICIOUS, words.TRADES)
)
LOAN_WORDS: list[Word] = [
    (kana, kana, english) for kana, english in (word.split(":") for word in words.LOAN_WORDS.split())
]
SYLLABLES, ENDS = words.SYLLABLES.split(), words.ENDS.split()
LETTERS = dict(zip(string.ascii_uppercase, words.LETTERS_ALOUD.split(), strict=True))


def invented_name(rng: random.Random) -> Name:
    """A name of one of the ways that companies are called; one in eight tells its English name."""
    written, kana, english = rng.choices(_WAYS, _SHARES_OF_WAYS)[0](rng)
    form, position = rng.choices(FORMS, SHARES_OF_FORMS)[0]
    ends = ("Co., Ltd.", "Inc.", "CO.,LTD.", "Corporation") if form == "株式会社" else ("LLC",)
    told = f"{english} {rng.choice(ends)}" if rng.random() < 0.125 and form.endswith("会社") else ""
    return Name(full_width(written), form, position, kana if rng.random() < 0.8 else "", told)


def _joined(parts: Sequence[Word]) -> Word:
    return (
        "".join(part[0] for part in parts),
        "".join(part[1] for part in parts),
        " ".join(part[2] for part in parts),
    )


def _house(rng: random.Random) -> Word:
    return _joined((rng.choice(SURNAMES), rng.choice(TRADES)))


def _of_a_place(rng: random.Random) -> Word:
    return _joined(
        (rng.choice(PLACES), rng.choice((AUSPICIOUS, SURNAMES))[rng.randrange(60)], rng.choice(TRADES))
    )


def _auspicious(rng: random.Random) -> Word:
    head = _joined(rng.sample(AUSPICIOUS, 2))
    return _joined(((head[0], head[1], romaji(head[1])), rng.choice(TRADES)))


def _coined(rng: random.Random) -> Word:
    kana = "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))) + rng.choice(ENDS)
    return kana, kana, romaji(kana)


def _coined_and_loan(rng: random.Random) -> Word:
    coined, loan = _coined(rng), rng.choice(LOAN_WORDS)
    dot = rng.choice(("", "", "・", "　"))
    return f"{coined[0]}{dot}{loan[0]}", coined[1] + loan[1], f"{coined[2]} {loan[2]}"


def _loans(rng: random.Random) -> Word:
    return _joined((rng.choice(SURNAMES + PLACES), *rng.sample(LOAN_WORDS, 2)))


def _latin(rng: random.Random) -> Word:
    letters = "".join(rng.choices("ABCDEFGHIJKLMNOPRSTUVWXY", k=rng.randint(2, 4)))
    kana, loan = "".join(LETTERS[letter] for letter in letters), rng.choice(LOAN_WORDS)
    return _joined(((letters, kana, letters), loan))


def _latin_words(rng: random.Random) -> Word:
    """Romanised and English words, as Smart Sora Design."""
    coined, loan = _coined(rng), rng.choice(LOAN_WORDS)
    english = f"{coined[2]} {loan[2]}"
    return english, coined[1] + loan[1], english


_WAYS = (_house, _of_a_place, _auspicious, _coined, _coined_and_loan, _loans, _latin, _latin_words)
_SHARES_OF_WAYS = (14, 16, 24, 12, 14, 6, 8, 6)
