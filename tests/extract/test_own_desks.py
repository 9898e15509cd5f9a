"""A desk of one's own house is the owner's, whatever it is for, on a page about whatever."""

import itertools

import pytest

from tests.extract.layouts import number_on

TEL = "03-5550-1012"
PAGES = ["お問い合わせ", "アクセス", "よくあるご質問", "貸切バス", "スタッフ紹介", "プライバシーポリシー"]
DESKS = """
    ご予約 ご予約・お問い合わせ お申し込み お問合せ 受付 見学受付 TEL お電話 直通 担当 事務室 フロント 予約センター
    お客様センター 管理事務所 総務 工場 ショールーム 店舗 本館 受付窓口 電話受付 ご注文 相談窓口 予約専用 貸切バス係
    保育の相談 入園のお問い合わせ 急患 時間外 お見積り 修理受付 出張買取 査定 メンテナンス 配達 仕出し 宴会予約 婚礼課
    レストラン直通 スパ受付 団体予約 売店 園芸部 製茶工場 牛舎 直売所 事務所 営業時間外 留守番電話 番台 帳場 調理場
    保健室 図書室 職員室 社務所 寺務所 道場 スタジオ アトリエ 工房
""".split()  # noqa: SIM905 - a list of words reads better in lines
LAYOUTS = [
    "<p>{desk}　{tel}</p>",
    "<p>{desk}：{tel}</p>",
    "<p>{desk}<br>TEL {tel}</p>",
    "<h3>{desk}</h3><p>{tel}</p>",
    "<dl><dt>{desk}</dt><dd>{tel}</dd></dl>",
    "<table><tr><th>{desk}</th><td>{tel}</td></tr></table>",
    "<p>{desk}（{tel}）</p>",
    "<ul><li>{desk} TEL {tel}</li></ul>",
    "<p>詳しくは{desk}（{tel}）まで。</p>",
]


@pytest.mark.parametrize("desk", DESKS)
def test_a_desk_of_ones_own_is_the_owners(desk: str) -> None:
    for page, layout in itertools.product(PAGES, LAYOUTS):
        assert number_on(page, layout.format(desk=desk, tel=TEL)) == TEL
