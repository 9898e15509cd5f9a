"""On a page about personal data the desk that answers is the page's owner's, not those who hear complaints of all."""

import itertools

import pytest

from tests.extract.layouts import number_of

TITLES = [
    *("プライバシーポリシー", "個人情報保護方針 | 株式会社青空商会", "プライバシーポリシー｜青空ナビ", ""),
    *("個人情報の取り扱いについて - 青空商会", "プライバシーポリシー（個人情報保護方針）"),
    *(
        "青空商会｜個人情報保護基本方針",
        "PRIVACY POLICY プライバシーポリシー",
        "プライバシーポリシ｜フリーランス青空",
    ),
]
PREAMBLES = [
    "<p>株式会社青空商会（以下「当社」といいます。）は、お客様の個人情報を次のとおり取り扱います。</p>",
    "<p>本ポリシーにおいて「個人情報」とは、個人情報の保護に関する法律に定める「個人情報」をいいます。</p>",
    "<p>青空ナビ（以下「本サービス」）を運営する株式会社青空商会は、法令を守ります。</p>",
    "<p>制定日 2015年4月1日<br>株式会社青空商会　代表取締役 青空 太郎</p>",
]
DESKS = [
    "<h3>お問い合わせ窓口</h3><ul><li>a）責任者：個人情報保護管理者 青空 花子</li>"
    "<li>b）住所：〒105-0014 東京都港区芝9-9-9</li><li>c）電話番号：{tel}</li></ul>",
    "<h3>苦情及び相談への対応</h3><p>＜個人情報の取り扱いに関する苦情相談窓口＞<br>責任者：青空 花子<br>"
    "郵便：〒105-0014 東京都港区芝9-9-9 青空ビル5階<br>電話番号：{tel}</p>",
    "<h3>第9条 お問い合わせ窓口</h3><p>株式会社青空商会 個人情報保護担当（芝事務所）<br>"
    "〒105-0014 東京都港区芝9-9-9<br>TEL：{tel} ／ MAIL：info@aozora.example</p>",
    "<h2>開示等の請求先</h2><table><tr><th>事業者の名称</th><td>株式会社青空商会</td></tr>"
    "<tr><th>管理者</th><td>管理部長 青空 花子</td></tr><tr><th>連絡先</th><td>TEL {tel}</td></tr></table>",
    "<p>個人情報に関するお問い合わせは、当社個人情報相談窓口（電話：{tel}）までご連絡ください。</p>",
    "<p>【お問い合わせ先】</p><p>個人情報保護管理責任者　総務部　青空太郎</p><p>Tel: {tel}</p>",
    "<p>個人情報の管理責任者<br>職名：取締役管理本部長<br>連絡先：{tel}</p>",
    "<h3>当社の窓口</h3><p>株式会社青空商会 個人情報お客様相談窓口<br>電話：{tel}</p>"
    "<h3>当社の加入する認定個人情報保護団体</h3><p>一般財団法人日本情報経済社会推進協会 個人情報保護苦情相談室<br>"
    "電話 03-5860-7565　0120-700-779<br>※当社の商品・サービスに関する問い合わせ先ではございません。</p>",
    "<h3>認定個人情報保護団体の名称及び苦情の解決の申出先</h3><p>名称：一般財団法人日本情報経済社会推進協会<br>"
    "申出先：個人情報保護苦情相談室<br>電話：03-5860-7565</p><h3>お問合せ先</h3>"
    "<p>〒105-0014 東京都港区芝9-9-9<br>個人情報保護管理者 総務部長<br>TEL.{tel}</p>",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("desk", DESKS)
def test_the_desk_for_personal_data_is_the_owners(desk: str, title: str) -> None:
    heading = title.partition("|")[0].partition("｜")[0].strip() or "プライバシーポリシー"
    for preamble, frame in itertools.product(PREAMBLES, ["", "<footer>&copy; 株式会社青空商会</footer>"]):
        body = f"<h1>{heading}</h1>{preamble}{desk.format(tel='03-5550-1012')}{frame}"
        assert number_of(title, body) == "03-5550-1012"
