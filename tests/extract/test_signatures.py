"""A page whose title names nobody is signed by its owner: a name with its legal form, an address, a number."""

import pytest

from tests.extract.layouts import number_of

TITLES = [
    *("夏季休業のお知らせ", "お客様各位 休業日のお知らせ", "価格改定について", "ホームページを開設しました"),
    *(
        "年末年始の営業",
        "台風による休業",
        "臨時休業のご案内",
        "送料改定のお願い",
        "お知らせ | 年末年始の営業",
    ),
    *(
        "スタッフブログ | 夏の思い出",
        "展示会に出展します",
        "本社移転のお知らせ",
        "ご利用規約",
        "第12回展示会",
    ),
    *("見積依頼の流れ", "キャンペーン実施中！", "秋の感謝祭", "よくあるご質問", "2026年8月のお知らせ", ""),
]
NAMES = [
    *("株式会社塩尻ガラス", "㈱塩尻ガラス", "塩尻ガラス(株)", "合同会社SHIOJIRI", "医療法人ひばり会"),
    *("ひばり農業協同組合", "一般社団法人ひばり協会"),
]
SIGNATURES = [
    "<p>{name}<br>長野県塩尻市広丘9-9<br>電話 {tel}</p>",
    "<p align=right>{name}</p><p align=right>長野県塩尻市広丘9-9</p><p align=right>TEL {tel}　FAX 0263-55-3099</p>",
    "<div class=sign>{name}<br>TEL：{tel}</div>",
    "<p>{name}　〒399-0702 長野県塩尻市広丘9-9　TEL {tel}</p>",
    "<h2>お問い合わせ先</h2><p>{name}　総務部<br>電話：{tel}</p>",
    "<table><tr><td>{name}</td><td>TEL {tel}</td></tr></table>",
    "<p>ご不明な点は{name}（電話 {tel}）までお問い合わせください。</p>",
    "<h3>{name}</h3><p>長野県塩尻市広丘9-9<br>TEL：{tel}</p>",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("signature", SIGNATURES)
def test_who_signs_a_page_that_its_title_gives_to_nobody_owns_it(signature: str, title: str) -> None:
    heading = f"<h1>{title.rpartition('|')[2].strip()}</h1>" if title else ""
    for name in NAMES:
        body = f"{heading}<p>誠に勝手ながら休ませていただきます。</p>{signature.format(name=name, tel='0263-55-3012')}"
        assert number_of(title, body) == "0263-55-3012"
