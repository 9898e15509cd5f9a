import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sites.guesses import LONGEST, SHORTEST, domains, labels
from tests.makers import company

ENDINGS = (".co.jp", ".jp", ".com")
LABELS = {
    "kana and a known word": (
        {"name": "㈱アオゾラ電機"},
        ["aozoradenki", "aozora-denki", "aozora"],
    ),
    "a reading for what cannot be read": (
        {"name": "星空電機㈱", "kana": "ホシゾラデンキ"},
        ["hoshizoradenki", "hoshizora-denki", "hosizoradenki", "hosizora-denki", "hoshizora", "hosizora"],
    ),
    "a word of foreign origin": (
        {"name": "株式会社アサギリシステムズ"},
        ["asagirisystems", "asagiri-systems", "asagiri"],
    ),
    "Latin letters": ({"name": "Hoshizora Denki Co., Ltd."}, ["hoshizoradenki", "hoshizora-denki", "hoshizora"]),
    "full-width letters before a word": ({"name": "ＡＢＣ企画"}, ["abckikaku", "abc-kikaku"]),
    "a word that only ends like a known one": ({"name": "メグミ"}, ["megumi"]),
    "a known word of which too little is left": ({"name": "オガス"}, ["ogasu"]),
    "its branch": ({"name": "メグミ㈱ 大阪支店"}, ["megumi"]),
    "kanji that nobody reads": ({"name": "星空電機㈱"}, []),
    "a reading with something else in it": ({"name": "星空㈱", "kana": "ホシ空"}, []),
    "one letter": ({"name": "株式会社A"}, []),
    "no letter": ({"name": "株式会社☆"}, []),
    "a name without end": ({"name": "ホ" * 30}, []),
}  # fmt: skip


@pytest.mark.parametrize(("known", "expected"), LABELS.values(), ids=LABELS.keys())
def test_a_name_is_spelled_as_addresses_have_it(known: dict[str, str], expected: list[str]) -> None:
    assert labels(company(1, **known)) == expected


def test_a_likelier_spelling_and_an_earlier_ending_both_count() -> None:
    assert domains(company(1, name="アオゾラ電機"), ENDINGS, 6) == [
        "aozoradenki.co.jp",
        "aozoradenki.jp",
        "aozora-denki.co.jp",
        "aozoradenki.com",
        "aozora-denki.jp",
        "aozora.co.jp",
    ]


@given(st.text(max_size=30), st.text(max_size=30), st.integers(0, 8))
def test_every_guess_is_a_name_that_the_net_can_have(name: str, kana: str, most: int) -> None:
    guessed = domains(company(1, name=name or "x", kana=kana), ENDINGS, most)
    assert len(guessed) == len(set(guessed)) <= most
    for domain in guessed:
        label = domain.partition(".")[0]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", label)
        assert SHORTEST <= len(label) <= LONGEST
