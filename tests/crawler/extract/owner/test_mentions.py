"""Numbers that a text mentions as somebody's."""

import pytest

from crawler.extract.owner.mentions import whose


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        ("お昼は隣のパン屋「こむぎ堂」さん（", "）のパンを", "こむぎ堂"),
        ("車は「くすの木パーキング」へ（満空の確認 ", "）。", "くすの木パーキング"),
        ("着付師の村上さん（ご自宅 ", "）と一緒に", "着付師の村上"),
        ("県内の配達は 豊の国青果さん ", " へ", "豊の国青果"),
        ("提携先の 遺贈寄付センター（一般財団法人、", "）で", "遺贈寄付センター"),
        ("制服は 橋本洋品店（", "）で採寸", "橋本洋品店"),
        ("駅前は 渋谷店（", "）へ", ""),  # a shop may be one's own
        ("採用のことは人事部（", "）へ", ""),
        ("お客様（", "）は", ""),
        ("会員様 ", "", ""),
        ("お問い合わせは下記まで（", "）。", ""),
        ("代表 青空太郎（", "）が", ""),
        ("青空ホテル（TEL ", "）に", ""),
        ("青空ホテル（", "）", ""),  # no sentence: it may be a heading
        ("TEL ", "", ""),
    ],
)
def test_a_name_in_a_sentence_has_the_number(left: str, right: str, name: str) -> None:
    assert whose(left, right) == name
