"""Lines of the full-data file written one by one, and a register of a few fictional companies for tables of cases."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from tests.registry.records import FIELDS, with_check_digit

Row = list[str]


def number(serial: int) -> str:
    """A number that no office gives, with its check digit.

    >>> number(1)
    '8990000000001'
    """
    return with_check_digit(f"99{serial:010}")


def row(serial: int, name: str, place: str = "東京都/港区/芝１丁目１番１号/1050014", **fields: str) -> Row:
    """One line: place is prefecture/city/street/postal code, other columns by their names."""
    prefecture, city, street, code = place.split("/")
    told = {
        "sequenceNumber": str(serial),
        "corporateNumber": number(serial),
        "process": "01",
        "updateDate": "2020-04-01",
        "name": name,
        "kind": "301",
        "prefectureName": prefecture,
        "cityName": city,
        "streetNumber": street,
        "postCode": code,
        "latest": "1",
        "hihyoji": "0",
    }
    return [{**told, **fields}.get(field, "") for field in FIELDS]


def text(rows: Iterable[Row], quoting: int = csv.QUOTE_ALL) -> str:
    file = io.StringIO()
    csv.writer(file, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


def write(path: Path, rows: Iterable[Row], encoding: str = "utf-8") -> Path:
    path.write_bytes(text(rows).encode(encoding))
    return path


# Nobody of these exists. Where two lines have one serial, the later one is newer.
ROWS = [
    row(1, "株式会社青空架空電機", "東京都/港区/芝１丁目２番３号/1050014", furigana="アオゾラカクウデンキ"),
    row(2, "株式会社青空架空電機", "大阪府/大阪市北区/梅田１丁目１番/5300001"),
    row(3, "青空架空電機株式会社", "大阪府/堺市堺区/翁橋町１丁目１番１号/5900028"),
    row(4, "有限会社見本坂精機", "長野県/松本市/大手３丁目８番１３号/3900874", furigana="ミホンザカセイキ"),
    row(5, "株式会社例題ホールディングス", "愛知県/名古屋市中区/栄２丁目１番１号/4600008",
        enName="Reidai Holdings, Inc."),
    row(6, "株式会社例題", "愛知県/名古屋市中区/栄２丁目１番１号/4600008"),
    row(7, "架空坂信用金庫", "静岡県/浜松市中央区/元城町１番地/4328691"),
    row(8, "株式会社閉店堂", "北海道/札幌市中央区/北一条西２丁目/0600001", process="71", closeDate="2021-03-31",
        closeCause="11", successorCorporateNumber=number(9)),
    row(9, "株式会社承継堂", "北海道/札幌市中央区/北二条西３丁目/0600002"),
    row(10, "株式会社旧社名堂", "福岡県/福岡市博多区/博多駅前１丁目１番/8120011", latest="0", updateDate="2016-01-01"),
    row(10, "株式会社新社名堂", "福岡県/久留米市/城南町１５番地３/8300022", process="11"),
    row(11, "株式会社うそなき運輸", "新潟県/長岡市/大手通１丁目４番地１０/9400062", furigana="ウソナキウンユ"),
    row(12, "株式会社コンピューター架空研究所", "東京都/千代田区/丸の内１丁目１番/1000005"),
    row(13, "株式会社隠れ堂", hihyoji="1"),
    row(14, "有限会社解散屋", "石川県/金沢市/広坂１丁目１番１号/9208577", process="21", closeDate="2019-12-01",
        closeCause="01"),
    row(15, "株式会社みどり架空", "広島県/福山市/東桜町３番５号/7208501"),
    row(16, "株式会社みどり架空", "広島県/福山市/今津町１００番地/7290111"),
]  # fmt: skip
