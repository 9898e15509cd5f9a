"""A page that tells of a removal gives the new number, whatever the addresses are called and however they are set."""

import itertools
from collections.abc import Callable

import pytest

from crawler.extract.read import page_number

FORMER, NEW = "03-5550-1012", "03-5550-2013"
CALLED = [
    ("旧", "新"),
    ("旧事務所", "新事務所"),
    ("旧オフィス", "新オフィス"),
    ("旧社屋", "新社屋"),
    ("旧本社", "新本社"),
    ("旧店舗", "新店舗"),
    ("旧住所", "新住所"),
    ("現住所", "新住所"),
    ("旧電話番号", "新電話番号"),
    ("旧連絡先", "新連絡先"),
    ("■旧所在地", "■新所在地"),
    ("【旧】", "【新】"),
    ("（旧）", "（新）"),
    ("旧 （10月31日まで）", "新 （11月1日から）"),
    ("移転前", "移転後"),
    ("移転前の住所", "移転後の住所"),
    ("移転元", "移転先"),
    ("変更前", "変更後"),
    ("これまで", "これから"),
    ("OLD", "NEW"),
]
Place = tuple[str, str, str]  # what it is called, its address, its number


def _headings(places: list[Place]) -> str:
    return "".join(f"<h3>{name}</h3><p>{where}<br>TEL {tel}</p>" for name, where, tel in places)


def _headed_tables(places: list[Place]) -> str:
    return "".join(
        f"<h3>{name}</h3><table><tr><th>住所</th><td>{where}</td></tr><tr><th>TEL</th><td>{tel}</td></tr></table>"
        for name, where, tel in places
    )


def _paragraphs(places: list[Place]) -> str:
    return "".join(f"<p>{name}<br>〒105-0014 {where}<br>電話：{tel}</p>" for name, where, tel in places)


def _boxes(places: list[Place]) -> str:
    return "".join(
        f"<div><p><strong>{name}</strong></p><p>{where}</p><p>TEL:{tel}</p></div>"
        for name, where, tel in places
    )


def _terms(places: list[Place]) -> str:
    return (
        f"<dl>{''.join(f'<dt>{name}</dt><dd>{where}<br>TEL {tel}</dd>' for name, where, tel in places)}</dl>"
    )


def _rows(places: list[Place]) -> str:
    rows = "".join(f"<tr><th>{name}</th><td>{where} TEL {tel}</td></tr>" for name, where, tel in places)
    return f"<table>{rows}</table>"


def _columns(places: list[Place], head: str = "th") -> str:
    cells = [
        "".join(f"<{head}>{name}</{head}>" for name, _, _ in places),
        "".join(f"<td>{where}</td>" for _, where, _ in places),
        "".join(f"<td>{tel}</td>" for _, _, tel in places),
    ]
    labels = ("", "住所", "電話番号")
    rows = "".join(
        f"<tr><{head}>{label}</{head}>{row}</tr>" for label, row in zip(labels, cells, strict=True)
    )
    return f"<table>{rows}</table>"


def _columns_without_heads(places: list[Place]) -> str:
    return _columns(places, "td")


def _spanned_rows(places: list[Place]) -> str:
    rows = "".join(
        f"<tr><th rowspan=2>{name}</th><td>住所</td><td>{where}</td></tr><tr><td>電話</td><td>{tel}</td></tr>"
        for name, where, tel in places
    )
    return f"<table>{rows}</table>"


def _lines(places: list[Place]) -> str:
    return f"<p>{'<br>'.join(f'{name}：{where}　TEL {tel}' for name, where, tel in places)}</p>"


LAYOUTS = [
    _headings,
    _headed_tables,
    _paragraphs,
    _boxes,
    _terms,
    _rows,
    _columns,
    _columns_without_heads,
    _spanned_rows,
    _lines,
]


@pytest.mark.parametrize(("former", "new"), CALLED)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__.strip("_"))
def test_the_new_number_stands_for_the_page(
    layout: Callable[[list[Place]], str], former: str, new: str
) -> None:
    places = [(former, "東京都港区芝9-9-9", FORMER), (new, "東京都品川区大崎9-9-9", NEW)]
    for ordered in itertools.permutations(places):
        html = (
            "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>移転のお知らせ | 株式会社青空商会</title><body>"
            f"<h1>移転のお知らせ</h1><p>このたび下記のとおり移転いたしました。</p>{layout(list(ordered))}<p>株式会社青空商会</p>"
        )
        choice, _ = page_number(html.encode(), "text/html; charset=utf-8", "https://aozora.example/news/")
        assert choice.phone is not None
        assert choice.phone.e164 == "+81" + NEW.replace("-", "")[1:]
