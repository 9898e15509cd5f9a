"""Whatever title, header and footer a site has: its own number is told from a client's, a carrier's or a body's."""

import itertools

import pytest

from tests.extract.layouts import number_of

OWN, THEIRS = "03-5550-1012", "047-351-2012"
FIRMS = [
    *(
        ("株式会社青空商会", "AOZORA SHOKAI"),
        ("青空工務店", "AOZORA KOUMUTEN"),
        ("カフェひばり", "Cafe Hibari"),
    ),
    *(
        ("社会福祉法人ひばり会", "HIBARIKAI"),
        ("ひばり税理士事務所", "HIBARI TAX"),
        ("旅館あおぞら", "RYOKAN AOZORA"),
    ),
]
PAGES = ["会社概要", "アクセス", "お問い合わせ", "お知らせ", "採用情報", "料金案内", "スタッフ紹介"]
TITLES = ["{page} | {firm}", "{page}", "{firm}", "", "{firm}｜地域に根ざして50年", "{page} - {latin}"]
HEADERS = [
    '<header><a href="/">{firm}</a></header>',
    '<header><a href="/"><img src=l.png alt="{firm}"></a></header>',
    '<header><a href="/" class=logo><img src=l.png alt="{latin}"></a></header>',
    "",
]
FOOTERS = [
    "<footer>&copy; 2024 {firm}</footer>",
    "<footer>Copyright &copy; {latin} All Rights Reserved.</footer>",
    "",
]
OWN_NUMBERS = [
    f"<table><tr><th>住所</th><td>東京都港区芝9-9-9</td></tr><tr><th>TEL</th><td>{OWN}</td></tr></table>",
    f"<p>お気軽にお電話ください。</p><p>{OWN}</p>",
    f"<p>お問い合わせは電話 {OWN} までどうぞ。</p>",
]
OTHERS = [
    f"<p>駅からは湊谷第一タクシー（電話 {THEIRS}）が便利です。</p>",
    f"<h3>つむぎ珈琲 様</h3><p>千葉県市川市八幡9-9-9<br>TEL {THEIRS}</p>",
    f"<p>くわしくは市川市消費生活センター（{THEIRS}）へ。</p>",
    f"<p>お届けの日時は みなと急便 市川営業所 {THEIRS} へお問い合わせください。</p>",
    f"<p>主催：市川ものづくり協会<br>TEL：{THEIRS}</p>",
    f"<p>設計：株式会社みなと設計　TEL {THEIRS}</p>",
]


def number_on_site(firm: tuple[str, str], page: str, frame: tuple[str, str, str], body: str) -> str | None:
    title, header, footer = (part.format(page=page, firm=firm[0], latin=firm[1]) for part in frame)
    return number_of(title, f"{header}<h1>{page}</h1><p>いつもありがとうございます。</p>{body}{footer}")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("other", OTHERS)
def test_anothers_number_is_not_the_sites(other: str, page: str) -> None:
    frames = [frame for frame in itertools.product(TITLES, HEADERS, FOOTERS) if "firm" in "".join(frame)]
    for firm, frame in itertools.product(FIRMS, frames):
        assert number_on_site(firm, page, frame, other) is None


@pytest.mark.parametrize("page", [page for page in PAGES if page != "お知らせ"])
@pytest.mark.parametrize("own", OWN_NUMBERS)
def test_the_sites_own_number_is_found_beside_anothers(own: str, page: str) -> None:
    # what follows a client's card without a heading may be the client's
    others = [other for other in OTHERS if "様" not in other]
    for firm, frame in itertools.product(FIRMS, itertools.product(TITLES, HEADERS, FOOTERS)):
        for other in ["", *others]:
            assert number_on_site(firm, page, frame, other + own) == OWN
