"""A number under a label by which somebody else has a part in it is not the owner's, in any layout."""

from collections.abc import Callable

import pytest

from crawler.extract.owner.parts import is_row_of_profile
from tests.extract.layouts import number_on

LABELS = """
    会場 開催場所 共催 後援 協力 協賛 施工 設計 施主 監修 取扱店 販売店 代理店 提携先 提携ホテル 委託先 紹介先
    宿泊先 お宿 タクシー レンタカー バス会社 運送会社 配送業者 保険会社 引受保険会社 取引銀行 顧問税理士
    顧問弁護士 監査法人 株主名簿管理人 決済代行会社 カード会社 プレイガイド 当番医 主治医 嘱託医 学校医
    協力医療機関 第三者委員 苦情解決機関 認定個人情報保護団体 派遣先 就業先 実習先 見学先 寄付先 斎場 式場 喪主
    著者 作家 出版社 発行元 製造元 生産者 大家 家主 導入企業 導入先 納入先 加盟団体 関連会社 グループ会社 子会社
    協力会社 姉妹店 運行会社 管理会社 電力会社 ガス会社 メーカー 発注者 元請 設計事務所 撮影協力 取材協力 掲載誌
    所轄警察署 消防署 市役所 保健所 ハローワーク
""".split()  # noqa: SIM905 - a list of words reads better in lines
NAMES = ["株式会社みなと企画", "ミナトシステムズ", "みなと会館", "みどりの森", "Minato Works", "港 太郎"]
TEL = "03-5550-1012"
LAYOUTS: list[Callable[[str, str], str]] = [
    lambda label, name: f"<p>{label}：{name}　TEL {TEL}</p>",
    lambda label, name: f"<p>{label}：{name}（{TEL}）</p>",
    lambda label, name: f"<p>{name}（{label}）　TEL {TEL}</p>",
    lambda label, name: f"<ul><li>{label}　{name}　{TEL}</li></ul>",
    lambda label, name: f"<h3>{label}</h3><p>{name}<br>TEL：{TEL}</p>",
    lambda label, name: f"<dl><dt>{label}</dt><dd>{name}　電話 {TEL}</dd></dl>",
    lambda label, name: f"<dl><dt>{label}</dt><dd>{name}</dd><dt>電話</dt><dd>{TEL}</dd></dl>",
    lambda label, name: f"<table><tr><th>{label}</th><td>{name}<br>TEL {TEL}</td></tr></table>",
    lambda label, name: (
        f"<table><tr><th>{label}</th><td>{name}</td></tr><tr><th>電話</th><td>{TEL}</td></tr></table>"
    ),
]


# Of LAYOUTS: where the rows of a profile that name partners say nothing of the next.
IN_ROWS_OF_THEIR_OWN = {6, 8}
CASES = [
    (layout, label)
    for layout in range(len(LAYOUTS))
    for label in LABELS
    if not (layout in IN_ROWS_OF_THEIR_OWN and is_row_of_profile(label))
]


@pytest.mark.parametrize(("layout", "label"), CASES)
def test_a_number_under_the_label_of_somebody_else_is_not_the_owners(layout: int, label: str) -> None:
    for name in NAMES:
        assert number_on("お知らせ", LAYOUTS[layout](label, name)) is None


@pytest.mark.parametrize("label", ["会場", "施工", "設計", "販売店", "作家", "主催"])
@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
@pytest.mark.parametrize("name", ["株式会社青空商会", "当社", "青空商会 本社"])
def test_it_is_the_owners_if_he_is_named_himself(layout: int, label: str, name: str) -> None:
    assert number_on("お知らせ", LAYOUTS[layout](label, name)) == TEL
