import pytest

from crawler.extract.page.page import Document, parse
from crawler.extract.words.others import (
    announces_event,
    is_carriers,
    is_for_the_event,
    others_in,
    tells_of_others,
    warns,
)


def page(html: str) -> Document:
    return parse(html.encode(), "text/html; charset=utf-8", "http://www.aozora.example/")


@pytest.mark.parametrize(
    "text",
    [
        "みのり警察署 TEL",
        "みのり市役所 商工課",
        "管理会社：",
        "ホームページ制作：夕焼工房 TEL ",
        "ハローワークみのり ",
        "消費生活センター(",
        "証券代行部 電話",
        "モール代表 ",
    ],
)
def test_a_body_named_at_the_number_is_told(text: str) -> None:
    assert others_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "市役所前バス停すぐ TEL",
        "保健所の許可・警察署の届出 TEL",
        "弁護士会所属 TEL",
        "ホームページ制作のご相談 TEL",
        "マンション管理会社の青空管理です TEL",
        "最寄り駅より徒歩3分 TEL",
        "運輸局認証工場 TEL",
        "お取引先様専用 TEL",
    ],
)
def test_what_is_said_of_a_body_names_nobody(text: str) -> None:
    assert others_in(text) == ""


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("グループ会社一覧", True),
        ("主要取引先", True),
        ("関連会社のご紹介", True),
        ("公的な相談窓口", True),
        ("パートナー企業募集", False),
        ("導入企業・取引先 200社", False),
        ("取引銀行：夕焼銀行", False),
        ("ホームページ制作", False),
        ("お問い合わせ", False),
    ],
)
def test_a_heading_tells_of_others_by_its_end(heading: str, told: bool) -> None:
    assert tells_of_others(heading) is told


@pytest.mark.parametrize(
    ("before", "row", "owner", "told"),
    [
        ("松江駅からは夕焼タクシー（", "", ["青空温泉"], True),
        ("夕焼汽船 予約センター TEL ", "", ["青空荘"], True),
        ("夕焼サービス（", "タクシー", ["青空温泉"], True),
        ("", "タクシー", ["青空タクシー"], False),
        ("貸切バスのご予約 TEL ", "", ["青空観光"], False),
        ("青空タクシー TEL ", "", ["青空タクシー"], False),
        ("交通 TEL ", "", ["青空温泉"], False),
    ],
)
def test_carriers_are_told_by_their_names_unless_the_owner_is_one(
    before: str, row: str, owner: list[str], told: bool
) -> None:
    assert is_carriers(before, row, owner) is told


def test_an_event_has_a_time_and_a_place() -> None:
    assert announces_event(page("<p>日時：5月1日</p><p>会場：青空ホール</p>"))
    assert not announces_event(page("<p>営業時間 9:00</p><p>会場：青空ホール</p>"))
    assert not announces_event(page("<p>日時：5月1日</p>"))


@pytest.mark.parametrize(
    ("line", "round_it", "told"),
    [
        ("主催：夏まつり実行委員会 ", [], True),
        ("TEL ", ["会場"], True),
        ("お申込み TEL ", ["会場"], False),
        ("申込先 当社事務局 ", [], False),
        ("TEL ", ["場所：青空ホール"], False),
    ],
)
def test_where_to_ask_is_not_for_the_event(line: str, round_it: list[str], told: bool) -> None:
    assert is_for_the_event(line, round_it) is told


def test_impostors_are_warned_of() -> None:
    assert warns("弊社の社員を名乗る電話") and warns("不審な電話（") and not warns("お電話ください")
