"""Whoever is named in a sentence with a number is whose it is, if he is called otherwise than the owner."""

import itertools

import pytest

from tests.extract.layouts import number_of

TEL = "047-351-2012"
PAGES = [("お知らせ", "株式会社青空商会"), ("院長コラム", "青空歯科医院"), ("イベント情報", "青空工務店")]
NAMES = """
    喫茶ミナト みなと会館 株式会社みなと運輸 まちの本屋さん NPO法人ひなた みなと市文化ホール みなと中央病院
    みなと観光協会
""".split()  # noqa: SIM905 - a list of words reads better in lines
SENTENCES = [
    "昼食は「{}」（{}）でいただきました。",
    "昼食は{}（{}）でいただきました。",
    "会場は{}（{}）です。",
    "お申し込みは{}（{}）までお願いします。",
    "詳しくは{}へお問い合わせください（TEL {}）。",
    "詳しくは{}（電話 {}）にお問い合わせください。",
    "写真は{}さん（{}）に撮っていただきました。",
    "ご予約は{} {} へ直接お電話ください。",
    "{}（TEL {}）さんの協力で開催しました。",
    "お土産は{}で買えます。電話 {}",
    "当日は{}さんが出店します（お問い合わせ：{}）。",
    "{}様（{}）の工事を担当しました。",
    "修理は製造元の{}（{}）が承ります。",
    "チケットは{}（{}）でお求めください。",
    "近くの{}（{}）もおすすめです。",
    "お弁当は{}さんにお願いしました。{}",
    "この企画は{}（{}）との共催です。",
    "緊急の場合は{}（{}）へ。",
    "保険のことは{}（{}）がご相談に応じます。",
    "撮影協力：{} {}",
    "送迎は{}（{}）に委託しています。",
    "資料の送付先は{}（TEL {}）です。",
    "【お店データ】{}　{}　営業 11:00〜22:00",
]
OWN_NAMES = "株式会社青空商会 青空商会 本社 当社 お客様相談室 総務部 事務局 フロント".split()  # noqa: SIM905
TO_ASK = [
    "お申し込みは{}（{}）までお願いします。",
    "詳しくは{}へお問い合わせください（TEL {}）。",
    "詳しくは{}（電話 {}）にお問い合わせください。",
    "ご予約は{} {} へ直接お電話ください。",
    "緊急の場合は{}（{}）へ。",
    "8時までに{}へお電話ください（{}）。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("name", NAMES)
def test_a_number_told_with_anothers_name_is_his(name: str, sentence: str) -> None:
    said = sentence.format(name, TEL)
    texts = (
        f"<p>{said}</p>",
        f"<p>とても楽しい一日でした。{said}また行きたいと思います。</p>",
        f"<ul><li>とても楽しい一日でした。</li><li>{said}</li></ul>",
        f"<div><h2>楽しい一日</h2>{said}</div>",
    )
    for (page, owner), text in itertools.product(PAGES, texts):
        assert number_of(f"{page} | {owner}", f"<h1>{page}</h1>{text}<footer>&copy; {owner}</footer>") is None


@pytest.mark.parametrize("sentence", TO_ASK)
@pytest.mark.parametrize("name", OWN_NAMES)
def test_one_asks_the_owner_or_his_desk(name: str, sentence: str) -> None:
    text = f"<h1>お知らせ</h1><p>{sentence.format(name, TEL)}</p><footer>&copy; 株式会社青空商会</footer>"
    assert number_of("お知らせ | 株式会社青空商会", text) == TEL
