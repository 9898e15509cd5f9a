import pytest

from crawler.extract.choice.page_kinds import Kind, kind_of
from crawler.extract.page.page import parse


def kind(html: str, title: str = "青空商事", url: str = "http://www.aozora.example/") -> Kind | None:
    return kind_of(parse(f"<title>{title}</title>{html}".encode(), "text/html; charset=utf-8", url))


@pytest.mark.parametrize(
    "html",
    [
        "<p>口コミ 23件</p><p>電話番号は会員登録後に表示されます</p><p>掲載をご希望の会社様</p>",
        "<p>全国100万社の企業データベース</p><p>この会社を見た人はこんな会社も見ています</p><p>修正依頼</p>",
        "<p>0078-6012-34507 転送サービスを利用しています</p><p>口コミ</p><p>オーナー様はこちら</p>",
    ],
)
def test_a_directory_is_known_by_what_it_says_of_its_entries(html: str) -> None:
    assert kind(html) is Kind.PORTAL


@pytest.mark.parametrize(
    "html",
    [
        "<p>店舗検索</p><p>お近くの店舗</p><p>口コミ</p><p>求人検索</p>",
        "<p>グループ会社一覧</p><p>店舗検索</p><p>口コミ</p><p>PR TIMES</p>",
        "<p>会社一覧</p><p>TEL 03-5550-1011</p>",
    ],
)
def test_a_chain_that_says_some_of_it_is_none(html: str) -> None:
    assert kind(html) is None


def test_boards_and_networks_are_nobodys_own() -> None:
    assert kind("<p>TEL 03-5550-1011</p>", title="青空の掲示板") is Kind.PORTAL
    assert kind("<p>フォロワー 1,024人</p>") is Kind.PORTAL
    assert kind("<p>x</p>", url="https://www.facebook.com/aozora") is Kind.PORTAL
    assert kind("<p>TEL 03-5550-1011</p>", title="電光掲示板の青空電機") is None


def test_a_parked_domain_says_little() -> None:
    assert kind("<p>このドメインは売り出し中です</p>") is Kind.PARKED
    assert kind(f"<p>ドメインの購入は当社へ</p><p>{'会社の説明。' * 600}</p>") is None
