"""Digits in the shape of a telephone number are none under the label of something else, however both are set."""

from collections.abc import Callable

import pytest

from tests.extract.layouts import number_on

LABELS = [
    "製造番号",
    "図番",
    "図面",
    "図面番号",
    "仕様書",
    "取扱説明書",
    "規格",
    "適合証",
    "文書",
    "様式",
    "特願",
    "地番",
    "ロット",
    "Lot.",
    "Rev.",
    "SKU",
    "CAS",
    "品番",
    "型番",
    "型式",
    "機番",
    "部品番号",
    "商品コード",
    "ロット番号",
    "シリアル",
    "シリアルNo",
    "S/N",
    "カタログNo.",
    "JANコード",
    "ISBN",
    "Part No.",
    "Model",
    "Order No.",
    "Code",
    "ID",
    "管理番号",
    "整理番号",
    "受付番号",
    "注文番号",
    "伝票番号",
    "追跡番号",
    "予約番号",
    "会員番号",
    "お客様番号",
    "契約番号",
    "証券番号",
    "口座番号",
    "振替口座",
    "郵便振替",
    "店番",
    "登録番号",
    "許可番号",
    "免許番号",
    "届出番号",
    "認定番号",
    "承認番号",
    "特許番号",
    "法人番号",
    "事業所番号",
    "保険者番号",
    "医療機関コード",
    "学校コード",
    "求人番号",
    "物件番号",
    "工事番号",
    "図書番号",
    "請求記号",
    "記号番号",
    "番号",
    "コード",
]
DIGITS = ["0312-08-5041", "0422-51-3064", "0312085041", "050-1208-5041"]
LAYOUTS: list[Callable[[str, str], str]] = [
    lambda label, digits: f"<p>{label}：{digits}</p>",
    lambda label, digits: f"<p>{label} {digits}</p>",
    lambda label, digits: f"<p>部品A（{label}{digits}）</p>",
    lambda label, digits: f"<p><span>{label}</span><span>{digits}</span></p>",
    lambda label, digits: f"<h3>{label}</h3><p>{digits}</p>",
    lambda label, digits: f"<div><div>{label}</div><div>{digits}</div></div>",
    lambda label, digits: f"<dl><dt>{label}</dt><dd>{digits}</dd></dl>",
    lambda label, digits: (
        f"<table><tr><th>名称</th><td>部品</td></tr><tr><th>{label}</th><td>{digits}</td></tr></table>"
    ),
    lambda label, digits: (
        f"<table><tr><td>名称</td><td>部品</td></tr><tr><td>{label}</td><td>{digits}</td></tr></table>"
    ),
    lambda label, digits: (
        f"<table><tr><th>名称</th><th>{label}</th></tr><tr><td>部品</td><td>{digits}</td></tr></table>"
    ),
    lambda label, digits: (
        f"<table><tr><td>名称</td><td>{label}</td></tr><tr><td>部品</td><td>{digits}</td></tr></table>"
    ),
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
def test_digits_under_the_label_of_a_code_are_no_telephone_number(layout: int, label: str) -> None:
    for digits in DIGITS:
        assert number_on("製品情報", LAYOUTS[layout](label, digits)) is None


GOODS = [
    "<p><a href='/dl/{0}.pdf'>{0}.pdf</a>（1.2MB）</p>",
    "<p><a href='/dl/a.dxf'>図面 {0}（DXF）</a></p>",
    "<p>六角ボルト {0} をカートに入れる</p>",
    "<figure><img src=a.jpg><figcaption>写真 {0}</figcaption></figure>",
    "<ul><li>六角ボルト {0} 4,620円（税込）</li></ul>",
    "<p>セット内容 {0}×2</p>",
    "<p>旧品 {0} の後継品です。</p>",
    "<p>{0}（廃番）</p>",
    "<p>検索結果：{0} に一致する商品は3件です。</p>",
    "<table><tr><th>品名</th><th>サイズ</th></tr><tr><td>{0}</td><td>M8</td></tr></table>",
]


@pytest.mark.parametrize("goods", GOODS)
def test_the_code_of_goods_is_no_telephone_number(goods: str) -> None:
    for digits in DIGITS:
        assert number_on("製品情報", goods.format(digits)) is None
