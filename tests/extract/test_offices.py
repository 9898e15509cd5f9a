"""Offices set side by side: none of them stands for the company, but the entry that bears its own name does."""

import itertools

import pytest

from tests.extract.layouts import number_of

Office = tuple[str, str, str]
TITLES = [
    "営業所一覧 | 株式会社青空商会",
    "会社概要 | 株式会社青空商会",
    "アクセス",
    "店舗一覧 - 青空グループ",
]
KINDS = [
    *("営業所", "支店", "オフィス", "センター", "営業部", "営業課", "工場", "ステーション", "ショールーム"),
    *(
        "校",
        "店",
        "院",
        "エリア",
        "ベース",
        "ターミナル",
        "車庫",
        "薬局",
        "クリニック",
        "園",
        "施設",
        "展示場",
    ),
]
CITIES = [
    ("仙台", "宮城県仙台市青葉区一番町9-9", "022-251-2011"),
    ("名古屋", "愛知県名古屋市中区錦9-9", "052-251-2012"),
    ("大阪", "大阪府大阪市北区梅田9-9", "06-6355-2013"),
    ("福岡", "福岡県福岡市博多区博多駅前9-9", "092-451-2014"),
]
COMPANY = ("株式会社青空商会", "東京都港区芝9-9-9", "03-5550-1012")
# An office in each layout; {fax}: what its number becomes with another last digit.
ENTRIES = [
    "<table><tr><th>{name}</th><td>〒900-0000<br>{where}<br>TEL {tel}</td></tr></table>",
    "<table><tr><th>{name}</th><td>{where}<br><a href='#'>MAP</a><div><span>{tel}</span></div></td></tr></table>",
    "<h3>{name}</h3><p>{where}<br>TEL：{tel} FAX：{fax}</p>",
    "<dl><dt>{name}</dt><dd>{where}</dd><dd>TEL {tel}</dd></dl>",
    "<p>{name}<br>{where}<br>電話 {tel}</p>",
    "<div class=card><div>{name}</div><div>{where}</div><div><a href='tel:{tel}'>{tel}</a></div></div>",
    "<p>{name}　{where}　TEL:{tel}</p>",
    "<ul><li>{name} {tel}</li></ul>",
]


def listed(entry: str, offices: list[Office]) -> str:
    """The offices in one layout, in one table or list where it is one."""
    html = "".join(
        entry.format(name=name, where=where, tel=tel, fax=tel[:-1] + "9") for name, where, tel in offices
    )
    for tag in ("table", "dl", "ul"):
        html = html.replace(f"</{tag}><{tag}>", "")
    return html


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_one_of_several_offices_does_not_stand_for_the_company(entry: str, kind: str) -> None:
    offices = [(city + kind, where, tel) for city, where, tel in CITIES]
    for title, frame in itertools.product(TITLES, ["", "<footer>&copy; 株式会社青空商会</footer>"]):
        assert number_of(title, f"<h1>拠点のご案内</h1>{listed(entry, offices)}{frame}") is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_the_entry_that_bears_the_companys_name_does(entry: str, kind: str) -> None:
    for title, at in itertools.product(TITLES, [0, 2]):
        offices = [(city + kind, where, tel) for city, where, tel in CITIES]
        offices.insert(at, COMPANY)
        body = f"<h1>拠点のご案内</h1>{listed(entry, offices)}<footer>&copy; 株式会社青空商会</footer>"
        assert number_of(title, body) == "03-5550-1012"
