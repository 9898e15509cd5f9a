"""Names over a number that are not the owner's."""

import pytest

from crawler.extract.owner.strange_names import name_over

OWNER = "あさぎり観光バス"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["TEL", "長野市戸隠99-88", "そば処 くるま屋"], "そば処 くるま屋"),
        (["電話", "月・水・金 17時から21時", "はたらく人のこころの相談室"], "はたらく人のこころの相談室"),
        (["お問い合わせ：竹の工芸館"], "お問い合わせ：竹の工芸館"),
        (["", "電話", "高須塗装店", "重防食塗装"], "高須塗装店"),
        (["はやぶさ急便"], "はやぶさ急便"),  # は is no particle here
        (["TEL", "白浜調剤 あさぎり店"], "白浜調剤 あさぎり店"),  # a place that both are called by
        (["TEL", "あさぎり観光 駅前店"], ""),
        (["電話", "観光バスあさぎり"], ""),
        (["電話", "ご予約", "そば処 くるま屋"], ""),  # what the number is for comes first
        (["お気軽にお電話ください", "そば処 くるま屋"], ""),
        (["本社", "そば処 くるま屋"], ""),
        (["営業企画部 山田", "総務課"], ""),
        (["園主 三ツ橋 恭平", "運営統括責任者：東澤 壮晃"], ""),
        (["毎週木曜休館", "平日 9:30〜23:00", "従業員数 492名"], ""),
        (["テレビで紹介されました。", "今日も朝から雨です"], ""),
        (["English"], ""),
        (["当館フロント", "そば処 くるま屋"], ""),  # its writer's own
        (["弊社の代理店「みなみ観光企画」"], "弊社の代理店「みなみ観光企画」"),
        (["一般社団法人青空協会 振興センター内"], ""),  # whose house it sits in
        (["ブドウ狩り受付", "施術のおたずね", "渚のお席の予約は"], ""),
        (["ニチアイ電工 修理受付"], "ニチアイ電工 修理受付"),  # a firm before its desk
        (["ひばり病院 総務課"], "ひばり病院 総務課"),
        (["市役所前バス停すぐ", "一宮市架空本町"], ""),
        ([], ""),
    ],
)
def test_the_nearest_name_that_shares_nothing_with_the_owners_is_anothers(
    lines: list[str], name: str
) -> None:
    assert name_over(lines, OWNER) == name


def test_a_name_in_latin_letters_may_be_the_owners() -> None:
    assert name_over(["TEL", "Brunner Fluidtech Japan"], "ブルンナー") == ""
    assert name_over(["TEL", "Brunner Fluidtech Japan"], "Asagiri Bus") == "Brunner Fluidtech Japan"


def test_the_subject_of_a_page_must_be_met_by_three_letters() -> None:
    assert (
        name_over(["電話", "架空水道料金センター"], "みなと不動産", subject="ガスと水道")
        == "架空水道料金センター"
    )
    assert name_over(["電話", "坂の上の珈琲店"], "みなと設計", subject="坂の上の珈琲店") == ""
