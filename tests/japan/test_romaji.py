import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.japan.business_words import FOREIGN, READINGS
from workbench.japan.romaji import STYLES, by_style, romanised

KATAKANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨ"
    "ラリルレロワンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポャュョッー"
)
READ = {
    "ホシゾラ": ("hoshizora", "hoshizora", "hoshizora", "hosizora", "hosizora"),
    "しょうじ": ("shoji", "shouji", "shoji", "syozi", "syouzi"),
    "ジュウタク": ("jutaku", "juutaku", "jutaku", "zyutaku", "zyuutaku"),
    "シンバシ": ("shinbashi", "shinbashi", "shimbashi", "sinbasi", "sinbasi"),
    "オオタ": ("ota", "oota", "ota", "ota", "oota"),
    "マッチャ": ("matcha", "matcha", "matcha", "mattya", "mattya"),
    "ｷｯｻﾃﾝ": ("kissaten",) * 5,
    "センター": ("senta",) * 5,
    "ヴィラ": ("vira",) * 5,
    "ﾌｧｰﾏｼｰ": ("famashi", "famashi", "famashi", "famasi", "famasi"),
    "アオゾラ　デンキ": ("aozoradenki",) * 5,
}


@pytest.mark.parametrize(("kana", "spelled"), READ.items(), ids=READ.keys())
def test_a_reading_is_spelled_in_each_style(kana: str, spelled: tuple[str, ...]) -> None:
    assert by_style(kana) == spelled


@pytest.mark.parametrize("text", ["", "星空", "ホシ空", "abc", "ッ", "ーー", "ャ"])
def test_what_is_no_reading_is_not_spelled(text: str) -> None:
    assert by_style(text) == ()
    assert romanised(text) is None


@given(st.text(st.sampled_from(KATAKANA), min_size=1, max_size=20))
def test_a_spelling_is_of_small_latin_letters_and_every_style_has_one(kana: str) -> None:
    styles = by_style(kana)
    assert len(styles) in (0, STYLES)
    assert all(one.isascii() and one.isalpha() and one.islower() for one in styles)


@given(st.text(max_size=20))
def test_no_text_is_too_odd(text: str) -> None:
    assert len(by_style(text)) in (0, STYLES)


def test_every_word_that_names_are_made_of_can_be_spelled() -> None:
    assert [word for word, reading in READINGS.items() if not by_style(reading)] == []
    assert [word for word in FOREIGN if not by_style(word)] == []
    assert all(word.isascii() and word.isalpha() for word in FOREIGN.values())
