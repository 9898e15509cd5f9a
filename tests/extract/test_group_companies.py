"""The numbers of companies that belong to the owner are not his, however the page says whose it is."""

import itertools

import pytest

from tests.extract.layouts import LAYOUTS, Layout, number_of, row_of_a_profile

OWN = "03-5550-1012"
OWNERS_NUMBER = {
    "in a profile": f"<dl><dt>商号</dt><dd>株式会社青空商会</dd><dt>電話番号</dt><dd>{OWN}</dd></dl>",
    "with his name": f"<p>株式会社青空商会<br>東京都港区芝9-9-9<br>TEL：{OWN}　FAX：03-5550-1099</p>",
    "without a name": f"<h3>アクセス</h3><p>東京都港区芝9-9-9<br>TEL：{OWN}</p>",
    "not shown": "<p>1984年の創業以来、地域とともに歩んできました。</p>",
}
WHOSE = {
    "title": ("会社概要 | 株式会社青空商会", "<h1>会社概要</h1>{}"),
    "first heading": ("会社概要", "<h1>株式会社青空商会</h1><h2>会社概要</h2>{}"),
    "copyright": ("団体情報", "<h1>団体情報</h1>{}<footer>&copy; 株式会社青空商会</footer>"),
    "logo": (
        "Company",
        '<header><a href="/"><img src=a.png alt="株式会社青空商会"></a></header><h1>Company</h1>{}',
    ),
}
HEADINGS = """
    関連会社 グループ会社 関連企業 グループ企業 子会社 関係会社 協力会社 パートナー企業 姉妹会社
    Group Group&nbsp;Company 青空グループ グループ各社 関連施設 主要取引先
""".split()  # noqa: SIM905 - a list of words reads better in lines
COMPANIES = [
    ("株式会社みなと運輸", "東京都江東区豊洲9-9-9", "03-5551-2011"),
    ("有限会社ひなた工業", "千葉県市川市八幡9-9-9", "047-351-2012"),
]
HEAD_OFFICES = [(name, f"本社 {where}", tel) for name, where, tel in COMPANIES]


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one is not row_of_a_profile])
@pytest.mark.parametrize("heading", HEADINGS)
def test_the_companies_of_a_group_have_numbers_of_their_own(heading: str, layout: Layout) -> None:
    for shown, (title, body), companies in itertools.product(
        OWNERS_NUMBER, WHOSE.values(), (COMPANIES, HEAD_OFFICES)
    ):
        page = body.format(f"{OWNERS_NUMBER[shown]}<h2>{heading}</h2>{layout(companies)}")
        assert number_of(title, page) == (None if shown == "not shown" else OWN)
