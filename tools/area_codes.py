"""Write workbench/japan/area_codes.csv: which prefectures each area code of Japan serves.

Source: the geographic descriptions of `phonenumbers` (Apache-2.0, Google's metadata), whose English texts end with the
prefecture, and SUPPLEMENT for the codes that it has no English text for (from the published list of area codes).

    python tools/area_codes.py
"""

from collections import defaultdict
from pathlib import Path

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, geocoder

TARGET = Path(__file__).parents[1] / "workbench" / "japan" / "area_codes.csv"
NAMES = dict(
    pair.split(":")
    for pair in """
    Hokkaido:北海道 Aomori:青森県 Iwate:岩手県 Miyagi:宮城県 Akita:秋田県 Yamagata:山形県 Fukushima:福島県
    Ibaraki:茨城県 Tochigi:栃木県 Gunma:群馬県 Saitama:埼玉県 Chiba:千葉県 Tokyo:東京都 Kanagawa:神奈川県
    Niigata:新潟県 Toyama:富山県 Ishikawa:石川県 Fukui:福井県 Yamanashi:山梨県 Nagano:長野県 Gifu:岐阜県
    Shizuoka:静岡県 Aichi:愛知県 Mie:三重県 Shiga:滋賀県 Kyoto:京都府 Osaka:大阪府 Hyogo:兵庫県 Nara:奈良県
    Wakayama:和歌山県 Tottori:鳥取県 Shimane:島根県 Okayama:岡山県 Hiroshima:広島県 Yamaguchi:山口県
    Tokushima:徳島県 Kagawa:香川県 Ehime:愛媛県 Kochi:高知県 Fukuoka:福岡県 Saga:佐賀県 Nagasaki:長崎県
    Kumamoto:熊本県 Oita:大分県 Miyazaki:宮崎県 Kagoshima:鹿児島県 Okinawa:沖縄県
    """.split()  # noqa: SIM905 - a list of words reads better in lines
)
SUPPLEMENT = {
    "北海道": "0163 01456 01457 01648",
    "宮城県": "0220 0228 0229",
    "福島県": "0240",
    "茨城県": "0297",
    "東京都": "0422 04992 04994 04996",
    "新潟県": "0255",
    "長野県": "0264",
    "岐阜県": "0581",
    "静岡県": "0539",
    "愛知県": "0562",
    "島根県": "08512 08513 08514 08515 08516 08517 08518 08519",
    "山口県": "08389",
    "長崎県": "0920",
    "熊本県": "0964",
    "鹿児島県": "09912 09913 09969",
}


def area_codes() -> dict[str, set[str]]:
    """Area code -> the prefectures that numbers with it lie in."""
    found: dict[str, set[str]] = defaultdict(set)
    for head in range(10_000, 100_000):
        number = phonenumbers.parse(f"+81{head}0000")
        if phonenumbers.number_type(number) != PhoneNumberType.FIXED_LINE:
            continue
        code = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL).partition("-")[0]
        words = geocoder.description_for_number(number, "en").split(", ")[-1].split()
        prefecture = NAMES.get(words[-1]) if words else None
        if prefecture:
            found[code].add(prefecture)
        else:
            found.setdefault(code, set())
    for prefecture, codes in SUPPLEMENT.items():
        for code in codes.split():
            if not found[code]:
                found[code].add(prefecture)
    return {code: prefectures for code, prefectures in found.items() if prefectures}


if __name__ == "__main__":
    lines = [f"{code},{' '.join(sorted(prefectures))}" for code, prefectures in sorted(area_codes().items())]
    TARGET.write_text("area_code,prefectures\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} area codes -> {TARGET.name}")
