"""What stands around a name in its cell: branches, departments, persons, and what belongs into other columns."""

import random

from tests.registry.records import Registered, Town

_BRANCHES = "支店 支社 営業所 出張所 事業所 工場 センター 事務所".split()  # noqa: SIM905 - words of a list
_CITIES = "大阪 名古屋 横浜 札幌 仙台 福岡 神戸 京都 広島 千葉 埼玉 新宿".split()  # noqa: SIM905
_HEAD_OFFICES = ("本社", "本店", "本部", "東京本社")
_DEPARTMENTS = "総務部 人事部 経理部 営業部 営業本部 購買課 情報システム部 法人営業部 総務課 管理部".split()  # noqa: SIM905
_PERSONS = "山田太郎 佐藤花子 架空一郎 例題次郎 田中".split()  # noqa: SIM905
_TITLES = ("代表取締役", "代表取締役社長", "社長", "部長", "課長", "代表")

ADDRESSEES = (
    "御中",
    " 御中",
    "　御中",
    " 様",
    "　様",
    "様",
    " 殿",
    "　各位",
    "　担当者様",
    " ご担当者様",
    "　宛",
)


def behind_it(town: Town, position: str, rng: random.Random) -> str:
    """A branch, a department, a person: apart by a space, or grown together where lists do so."""
    gap = rng.choice((" ", "　"))
    branch = rng.choice(_CITIES) + rng.choice(_BRANCHES)
    department, person = rng.choice(_DEPARTMENTS), rng.choice(_PERSONS)
    choices = (
        f"{gap}{branch}",
        branch if position == "after" else f"{gap}{branch}",
        f"{rng.choice(_CITIES)}支店",
        f"{gap}{town.prefecture[:-1]}営業所",
        f"{gap}{rng.choice(_HEAD_OFFICES)}",
        f"{gap}{department}",
        f"{gap}{department} 御中",
        f"{gap}{branch}{gap}{department}",
        f"{gap}{department}{gap}{person}様",
        f"{gap}{rng.choice(_TITLES)}{gap}{person}",
        f"{gap}{rng.choice(_TITLES)} {person} 様",
        f"（{branch}）",
        f"({rng.choice(_HEAD_OFFICES)})",
        f"{gap}担当：{person}",
    )
    return rng.choice(choices)


# What cells hold where no company is known; and what stands beside another one.
NO_NAMES = (
    *(
        "なし",
        "不明",
        "-",
        "―",
        "同上",
        "〃",
        "未定",
        "調査中",
        "株式会社",
        "㈱",
        "(有)",
        "東京支店",
        "本社",
        "個人",
    ),
    *(
        "山田太郎",
        "テスト",
        "123",
        "様",
        "御中",
        "合計",
        "TEL 03-5550-1000",
        "株式会社　御中",
        "その他",
        "各位",
    ),
)
NO_COMPANIES = ("株式会社架空例題商会", "㈱サンプル例題", "有限会社見本架空堂")


def around_it(company: Registered, rng: random.Random) -> tuple[str, str]:
    """(before the name, behind it): telephone, place, former name, reading, marks, numbers."""
    town, name = company.town, company.name
    phone = f"03-5550-10{rng.randrange(100):02}"
    choices = (
        ("", f" TEL:{phone}"),
        ("", f"　TEL {phone} FAX 03-5550-11{rng.randrange(100):02}"),
        ("", f"（TEL{phone}）"),
        ("", f" ℡{phone}"),
        ("", f"　{phone}"),
        ("", f"（{town.prefecture}）"),
        ("", f"({town.prefecture[:-1]})"),
        ("", f"【{town.prefecture}】"),
        ("", f"　{town.prefecture}{town.city}"),
        ("", f" 〒{town.postal_code[:3]}-{town.postal_code[3:]}"),
        (f"{town.prefecture} ", ""),
        (f"【{town.prefecture}】", ""),
        ("", "（旧：架空例題商会）"),
        ("", "(旧社名 株式会社架空例題)"),
        ("", "（旧社名：架空例題㈱）"),
        ("", f"（{name.kana}）" if name.kana else "（仮）"),
        ("", f"({name.english})" if name.english else "(仮)"),
        ("", "　※要確認"),
        ("", "（取引停止）"),
        ("", "【重要】"),
        ("", "（東証プライム）"),
        ("", "　http://www.kaku.example/"),
        ("", " 他"),
        ("", "（株主）"),
        ("", "\n"),
        ("", f"\n{rng.choice(_DEPARTMENTS)}"),
        ("※", ""),
        ("★", ""),
        ("・", ""),
        (f"{rng.randint(1, 300)}. ", ""),
        (f"No.{rng.randint(1, 300)} ", ""),
        ("「", "」"),
    )
    return rng.choice(choices)
