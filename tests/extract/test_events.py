"""Whoever is named with a number in the rows of an announcement is whose it is: お問い合わせ：みなと観光協会."""

import itertools
from collections.abc import Callable, Sequence

import pytest

from tests.extract.layouts import number_on

TEL = "047-351-2012"
Rows = Sequence[tuple[str, str]]
LABELS = """
    お問い合わせ お問い合わせ先 申込先 お申し込み 予約先 連絡先 主催 事務局 チケット取扱 集合場所 会場 ご予約
    申込・問い合わせ 参加申込 共催 受付
""".split()  # noqa: SIM905 - a list of words reads better in lines
VALUES = [
    "{} {}",
    "{}（{}）",
    "{}　TEL {}",
    "{}<br>TEL：{}",
    "{}<br>千葉県市川市八幡9-9-9<br>電話 {}",
    "{}（担当：佐藤）電話{}",
    "{} TEL {} FAX 047-351-2099",
]
NAMES = [
    "喫茶ミナト",
    "みなと会館",
    "株式会社みなと運輸",
    "みなと観光協会",
    "みなと祭実行委員会",
    "ミナトシステムズ",
]
LAYOUTS: list[Callable[[Rows], str]] = [
    lambda rows: (
        f"<table>{''.join(f'<tr><th>{label}</th><td>{value}</td></tr>' for label, value in rows)}</table>"
    ),
    lambda rows: f"<dl>{''.join(f'<dt>{label}</dt><dd>{value}</dd>' for label, value in rows)}</dl>",
    lambda rows: "".join(f"<h3>{label}</h3><p>{value}</p>" for label, value in rows),
    lambda rows: "".join(f"<p>{label}：{value}</p>" for label, value in rows),
    lambda rows: f"<p>{'<br>'.join(f'【{label}】{value}' for label, value in rows)}</p>",
    lambda rows: f"<ul>{''.join(f'<li>■{label}　{value}</li>' for label, value in rows)}</ul>",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
def test_others_are_asked_about_their_own_event(layout: int, label: str) -> None:
    for value, name in itertools.product(VALUES, NAMES):
        rows = [
            ("日時", "11月3日（祝）10:00〜16:00"),
            ("内容", "木工の体験"),
            (label, value.format(name, TEL)),
        ]
        assert number_on("まつりに参加します", LAYOUTS[layout](rows)) is None
