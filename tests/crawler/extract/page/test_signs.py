"""Words found by their ends are the same as words found by their beginnings."""

import re

from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.page.signs import HAS_FORM_SIGN, SIGNS, by_ends
from workbench.japan import addresses

WORDS = ("東京都", "京都府", "大阪府", "北海道", "神奈川県", "香川県", "株式会社", "有限会社", "士法人")
PIECES = st.sampled_from((*WORDS, *"東京都府県道川社法人会", "\n", " ", "の"))


@given(st.lists(PIECES, max_size=12).map("".join))
def test_by_ends_tells_the_lines_that_hold_a_word(text: str) -> None:
    pattern = re.compile(by_ends(WORDS))
    for line in text.split("\n"):
        assert bool(pattern.search(line)) == any(word in line for word in WORDS)


def test_every_prefecture_and_form_is_a_sign() -> None:
    assert all(SIGNS.search(f"〇{name}〇") for name in addresses.PREFECTURES.values())
    assert all(
        HAS_FORM_SIGN.search(form) for form in ("株式会社", "NPO法人", "税理士法人", "(株)", "（有）", "㈱")
    )
    assert not SIGNS.search("会社の人が府と県の道を行く")


def test_a_sign_of_a_number_s_label_is_told_from_a_sign_of_a_name_or_an_address() -> None:
    of_labels = ("番 号", "イ ン ボ イ ス", "請 求 書", "Ｔ", "t 1")
    assert [[found.lastindex is None for found in SIGNS.finditer(label)] for label in of_labels] == [
        [False]
    ] * 5
    assert [found.lastindex is None for found in SIGNS.finditer("法人番号 T1234567890123")] == [
        False,
        True,
        True,
    ]
