"""A number in a part of the page that introduces others is not the owner's, in any layout."""

import itertools

import pytest

from tests.extract.layouts import LAYOUTS, Layout, number_of, row_of_a_profile

PAGES = [("お知らせ", "株式会社青空商会"), ("スタッフブログ", "青空食堂"), ("アクセス", "ホテル青空")]
NAMES = [
    "喫茶ミナト",
    "Minato Works",
    "呑み処 港",
    "みどりの森",
    "港クリニック",
    "まちの本屋さん",
    "みなと市文化ホール",
    "NPO法人ひなた",
]
HEADINGS = """
    当日の会場 懇親会の会場 お世話になったお店 近くのおすすめスポット 周辺の施設 ご近所のお店 おすすめのお宿
    取材にご協力いただいたお店 協力店のご案内 参加店舗 出展企業のご紹介 協賛企業 提携先のご案内 宿泊先のご案内
    お弁当の手配先 販売店のご案内 お取り扱い店 取扱店一覧 食べられるお店 生産者のご紹介 講師のご紹介
    今回ご紹介するお客様 お客様の声 導入企業の声 施工先のご紹介 お取引先のご紹介
""".split()  # noqa: SIM905 - a list of words reads better in lines
TEL, OWN = "047-351-2012", "03-5550-1012"


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one is not row_of_a_profile])
@pytest.mark.parametrize("heading", HEADINGS)
def test_those_whom_a_heading_introduces_have_numbers_of_their_own(heading: str, layout: Layout) -> None:
    for (page, owner), name in itertools.product(PAGES, NAMES):
        entry = layout([(name, "千葉県市川市八幡9-9-9", TEL)])
        body = f"<h1>{page}</h1><p>先日のことをお伝えします。</p><h2>{heading}</h2>{entry}"
        assert number_of(f"{page} | {owner}", f"{body}<footer>&copy; {owner}</footer>") is None


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("name", ["株式会社青空商会", "青空商会", "青空商会 本社", "当社営業部"])
def test_the_owner_may_be_one_of_them(heading: str, name: str) -> None:
    for entry in (
        f"<p>{name}<br>TEL：{OWN}</p>",
        f"<h3>{name}</h3><p>TEL {OWN}</p>",
        f"<p>{name}　{OWN}</p>",
    ):
        body = f"<h1>お知らせ</h1><h2>{heading}</h2>{entry}<footer>&copy; 株式会社青空商会</footer>"
        assert number_of("お知らせ | 株式会社青空商会", body) == OWN


CALLS = [
    f"<p>お問い合わせ TEL {OWN}</p>",
    f"<p>お申し込み・お問い合わせ<br>{OWN}</p>",
    f"<div><p>お気軽にお問い合わせください</p><p>{OWN}</p></div>",
    f"<h2>お問い合わせ</h2><p>TEL {OWN}</p>",
    f"<dl><dt>お問い合わせ</dt><dd>{OWN}</dd></dl>",
    f"<table><tr><th>お電話でのお問い合わせ</th><td>{OWN}</td></tr></table>",
]
TEXTS = [
    "<p>佐藤 花子</p><p>東京の音楽大学を卒業。</p>",
    "<div><strong>佐藤 花子</strong><p>音楽の楽しさを伝えたい。</p></div>",
    "<p>A様（40代・女性）</p><p>とても親切にしていただきました。</p>",
    "<ul><li>みなと運輸様</li><li>ひなた工業様</li></ul>",
]


@pytest.mark.parametrize(
    "heading",
    ["講師紹介", "お客様の声", "導入事例", "参加企業", "協力店のご案内", "ゲストのご紹介", "当日の会場"],
)
@pytest.mark.parametrize("text", TEXTS)
def test_below_them_the_writer_may_say_where_to_ask(text: str, heading: str) -> None:
    for call in CALLS:
        body = f"<h1>教室のご案内</h1><h2>{heading}</h2>{text}{call}<footer>&copy; 青空音楽教室</footer>"
        assert number_of("教室のご案内 | 青空音楽教室", body) == OWN
