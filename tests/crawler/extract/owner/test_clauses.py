import pytest

from crawler.extract.owner.clauses import words_at_number


@pytest.mark.parametrize(
    ("line", "behind", "words"),
    [
        ("みなと商店 TEL ", "", ["みなと商店 TEL "]),
        # a label alone says nothing: what stands before it does
        ("みなと商店：TEL ", "", ["TEL ", "みなと商店"]),
        # only the last clause is beside the number
        ("青い屋根が目印です。お迎えは、または駅前食堂 ", "", ["駅前食堂 "]),
        ("ご予約は青空商店 ", "", ["青空商店 "]),
        # the brackets with the number, then what they belong to
        ("隣の「こむぎ堂」（電話 ", "）へ", ["電話 ", "「こむぎ堂」"]),
        # a house behind it, but no remark
        ("お問い合わせ：", "（みなと案内所）", ["みなと案内所", "お問い合わせ"]),
        ("お問い合わせ：", "（24時間受付）", ["お問い合わせ"]),
        # an address is where it is, not who
        ("いちょう会館：立川市曙町4-4 / ", "", ["立川市曙町4-4 / ", "いちょう会館"]),
    ],
)
def test_what_stands_right_at_a_number(line: str, behind: str, words: list[str]) -> None:
    told = list(words_at_number(line, behind))

    assert [text for text in told if text.strip()][: len(words)] == words
