"""The legal forms of Japanese organisations and the ways they are abbreviated: one table to read and extend.

Words such as 信用金庫, 商工会議所 or 生活協同組合 are not here: without them no name is left that anybody
would use. Sources: 会社法, the registry's 法人種別, 全銀協 formats (bank kana).
"""

import re

# form: abbreviations that stand in brackets, in NFKC
BRACKETED: dict[str, tuple[str, ...]] = {
    "株式会社": ("株", "KK"),
    "有限会社": ("有",),
    "合同会社": ("同",),
    "合資会社": ("資",),
    "合名会社": ("名",),
    "相互会社": ("相",),
    "一般社団法人": ("一社",),
    "一般財団法人": ("一財",),
    "公益社団法人": ("公社",),
    "公益財団法人": ("公財",),
    "社団法人": ("社",),
    "財団法人": ("財",),
    "医療法人": ("医",),
    "医療法人社団": ("医社",),
    "医療法人財団": ("医財",),
    "社会医療法人": ("社医",),
    "社会福祉法人": ("社福", "福"),
    "学校法人": ("学",),
    "宗教法人": ("宗",),
    "特定非営利活動法人": ("特非", "NPO"),
    "独立行政法人": ("独",),
    "地方独立行政法人": ("地独",),
    "国立大学法人": ("大",),
    "弁護士法人": ("弁",),
    "税理士法人": ("税",),
    "農事組合法人": ("農",),
    "協同組合": ("協",),
}

# forms written in full only, beside the keys above, and what each is called for short without brackets
SPELLED: dict[str, str] = {
    **{form: form for form in BRACKETED if form != "協同組合"},
    "特例有限会社": "有限会社",
    "株式會社": "株式会社",
    "有限會社": "有限会社",
    "特定目的会社": "特定目的会社",
    "投資法人": "投資法人",
    "特定医療法人": "特定医療法人",
    "準学校法人": "準学校法人",
    "公立大学法人": "公立大学法人",
    "大学共同利用機関法人": "大学共同利用機関法人",
    "認定特定非営利活動法人": "認定特定非営利活動法人",
    "認定NPO法人": "認定特定非営利活動法人",
    "NPO法人": "特定非営利活動法人",
    "監査法人": "監査法人",
    "司法書士法人": "司法書士法人",
    "行政書士法人": "行政書士法人",
    "社会保険労務士法人": "社会保険労務士法人",
    "特許業務法人": "特許業務法人",
    "弁理士法人": "弁理士法人",
    "土地家屋調査士法人": "土地家屋調査士法人",
    "国立研究開発法人": "国立研究開発法人",
    "更生保護法人": "更生保護法人",
    "有限責任事業組合": "有限責任事業組合",
    "社会医療法人財団": "社会医療法人財団",
    "社会医療法人社団": "社会医療法人社団",
}

# forms written as they sound, before or behind a name that is written so too
READ_ALOUD: dict[str, str] = {
    f"{kana}{company}": form
    for kana, companies, form in (
        ("カブシキ", ("ガイシャ", "カイシャ", "ガイシヤ", "カイシヤ"), "株式会社"),
        ("ユウゲン", ("ガイシャ", "カイシャ", "ガイシヤ", "カイシヤ"), "有限会社"),
        ("ゴウドウ", ("ガイシャ", "カイシャ", "ガイシヤ", "カイシヤ"), "合同会社"),
        ("かぶしき", ("がいしゃ", "かいしゃ"), "株式会社"),
        ("ゆうげん", ("がいしゃ", "かいしゃ"), "有限会社"),
        ("ごうどう", ("がいしゃ", "かいしゃ"), "合同会社"),
    )
    for company in companies
}

# bank kana: カ) before the name, (カ after it, (カ) between it and its branch; small kana are written large
BANK_KANA: dict[str, str] = {
    "カ": "株式会社",
    "ユ": "有限会社",
    "メ": "合名会社",
    "シ": "合資会社",
    "ド": "合同会社",
    "イ": "医療法人",
    "ザイ": "財団法人",
    "シヤ": "社団法人",
    "シユウ": "宗教法人",
    "ガク": "学校法人",
    "フク": "社会福祉法人",
    "ソ": "相互会社",
    "トクヒ": "特定非営利活動法人",
    "ドク": "独立行政法人",
    "チドク": "地方独立行政法人",
    "ベン": "弁護士法人",
    "ギヨ": "行政書士法人",
    "シホウ": "司法書士法人",
    "ゼイ": "税理士法人",
    "ロウム": "社会保険労務士法人",
    "ダイ": "国立大学法人",
    "ノウ": "農事組合法人",
    "カンリ": "管理組合法人",
    "ホゴ": "更生保護法人",
}

# English forms stand at the end and do not tell where the Japanese one stands
_ENGLISH: tuple[tuple[str, str], ...] = (
    (r"co\.?\s*,?\s*ltd\.?", "株式会社"),
    (r"company\s*,?\s*limited", "株式会社"),
    (r"k\.\s?k\.|kabushiki\s+(?:kaisha|gaisha)", "株式会社"),
    (r"inc\.?|incorporated|corp\.?|corporation|limited|ltd\.?", "株式会社"),
    (r"g\.\s?k\.|godo\s+kaisha|l\.?l\.?c\.?", "合同会社"),
    (r"y\.\s?k\.|yugen\s+kaisha", "有限会社"),
)


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


FORM_OF: dict[str, str] = {
    **SPELLED,
    **{short: form for form, shorts in BRACKETED.items() for short in shorts},
}
_OPEN, _CLOSE = r"[(\[〔【<{《]\s*", r"\s*[)\]〕】>}》]"
_SHORTS = _any_of([short for shorts in BRACKETED.values() for short in shorts])
# One form wherever it stands: spelled out, or short in brackets; the group that matched names it.
FORM = re.compile(
    f"(?P<spelled>{_any_of([*SPELLED])})|"
    # The bracket that opens is often lost at the head of a cell: 株)山田
    f"(?:{_OPEN}|^)(?:(?P<short>{_SHORTS})|(?P<boxed>{_any_of([*SPELLED])})){_CLOSE}",
)
_KANA = _any_of([*BANK_KANA])
READ_ALOUD_BEFORE = re.compile(rf"({_any_of([*READ_ALOUD])})\s*(?=\S)")
READ_ALOUD_AFTER = re.compile(rf"(?<=\S)\s*({_any_of([*READ_ALOUD])})$")
KANA_BEFORE = re.compile(rf"({_KANA})\)\s*(?=\S)")
KANA_AFTER = re.compile(rf"(?<=\S)\s*\(({_KANA})(?:\)(?P<branch>.*))?$")
ENGLISH_FORMS = tuple(
    (re.compile(rf"(?<=[\w.)])[\s,]+(?:{pattern})$", re.IGNORECASE), form) for pattern, form in _ENGLISH
)
