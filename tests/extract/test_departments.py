"""The main line goes before a department's or a customers' line, in any layout and order."""

import itertools
from collections.abc import Callable, Sequence

import pytest

from tests.extract.layouts import number_on

MAIN, DEPARTMENT, FREE = "03-5550-1012", "03-5550-2013", "0120-555-012"
Lines = Sequence[tuple[str, str]]
MAIN_LINES = """
    代表 代表電話 大代表 TEL（代） 電話番号（代表） 総合案内 本社代表 代表番号 総合受付 本社
    TEL 電話番号 会社代表 お電話
""".split()  # noqa: SIM905 - a list of words reads better in lines
DEPARTMENTS = """
    営業部 総務部 経理課 製造部 お客様相談室 採用担当 サービスセンター 配車センター 工場
    営業直通 業務課 技術部 人事部 購買課
""".split()  # noqa: SIM905
FREE_LINES = """
    フリーダイヤル お客様専用 ご注文専用 通話料無料 お電話でのお申し込み お問い合わせ ☎
""".split()  # noqa: SIM905


def _in_profile(cell: str) -> str:
    return (
        "<table><tr><th>会社名</th><td>株式会社青空商会</td></tr>"
        f"<tr><th>電話番号</th><td>{cell}</td></tr><tr><th>設立</th><td>昭和59年</td></tr></table>"
    )


LAYOUTS: list[Callable[[Lines], str]] = [
    lambda lines: f"<p>{'<br>'.join(f'{name}　{tel}' for name, tel in lines)}</p>",
    lambda lines: f"<p>{'<br>'.join(f'{name}：{tel}' for name, tel in lines)}</p>",
    lambda lines: f"<p>{'　／　'.join(f'{name} {tel}' for name, tel in lines)}</p>",
    lambda lines: f"<ul>{''.join(f'<li>{name} TEL {tel}</li>' for name, tel in lines)}</ul>",
    lambda lines: (
        f"<table>{''.join(f'<tr><th>{name}</th><td>{tel}</td></tr>' for name, tel in lines)}</table>"
    ),
    lambda lines: f"<dl>{''.join(f'<dt>{name}</dt><dd>{tel}</dd>' for name, tel in lines)}</dl>",
    lambda lines: "".join(f"<h3>{name}</h3><p>TEL: {tel}</p>" for name, tel in lines),
    lambda lines: _in_profile("<br>".join(f"{tel}（{name}）" for name, tel in lines)),
    lambda lines: _in_profile("<br>".join(f"{name}：{tel}" for name, tel in lines)),
]


@pytest.mark.parametrize("main", MAIN_LINES)
@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
def test_the_main_line_goes_before_others(layout: int, main: str) -> None:
    others = itertools.chain(
        ((name, DEPARTMENT) for name in DEPARTMENTS), ((name, FREE) for name in FREE_LINES)
    )
    for other in others:
        for lines in (((main, MAIN), other), (other, (main, MAIN))):
            assert number_on("会社概要", LAYOUTS[layout](lines)) == MAIN
