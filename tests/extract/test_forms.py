"""The fields of a form ask for the reader's company: they name nobody whose number the page shows."""

import itertools
from collections.abc import Callable, Sequence

import pytest

from tests.extract.layouts import number_of

TEL = "03-5550-1012"
FIELDS = [
    ("会社名", "お名前"),
    ("貴社名", "ご担当者名"),
    ("御社名", "氏名"),
    ("法人名・団体名", "お名前（必須）"),
    ("会社名 ※必須", "お名前 ※必須"),
    ("会社名 *", "お名前 *"),
    ("Company", "Name"),
    ("会社名（任意）", "部署名"),
    ("貴社名 必須", "フリガナ"),
    ("店名", "お名前"),
    ("会社名/団体名", "ご住所"),
]
FORMS: list[Callable[[Sequence[str]], str]] = [
    lambda fields: "".join(f"<div><label>{one}</label><input></div>" for one in fields),
    lambda fields: f"<dl>{''.join(f'<dt>{one}</dt><dd><input></dd>' for one in fields)}</dl>",
    lambda fields: f"<table>{''.join(f'<tr><th>{one}</th><td><input></td></tr>' for one in fields)}</table>",
    lambda fields: "".join(f"<p>{one}<br><input></p>" for one in fields),
    lambda fields: "".join(f"<p>{one}<br><input><br>例）株式会社サンプル</p>" for one in fields),
]
NUMBERS = [
    f"<p>お電話でのお問い合わせ<br>TEL {TEL}<br>受付 9:00〜17:00</p>",
    f'<div><a href="tel:0355501012">{TEL}</a><span>平日9:00-17:00</span></div>',
    f"<p>株式会社青空商会 お客様窓口　電話：{TEL}</p>",
    f"<address>東京都港区芝9-9-9 TEL:{TEL}</address>",
]
PAGES = [
    ("お問い合わせ | 株式会社青空商会", ""),
    ("お問い合わせ | 青空食堂", ""),
    ("お問い合わせ", ""),
    ("Contact", "<h1>株式会社青空商会</h1>"),
]


@pytest.mark.parametrize("fields", FIELDS, ids=lambda fields: fields[0])
@pytest.mark.parametrize("form", range(len(FORMS)))
def test_a_form_names_nobody(form: int, fields: tuple[str, str]) -> None:
    asked = FORMS[form]([*fields, "メールアドレス", "電話番号", "お問い合わせ内容"])
    for number, (title, heading) in itertools.product(NUMBERS, PAGES):
        for parts in ((number, f"<form>{asked}</form>"), (f"<form>{asked}</form>", number)):
            assert number_of(title, f"{heading}<h2>お問い合わせ</h2>{''.join(parts)}") == TEL
