"""Legal forms as they are mistyped, cut short or left open, put right: 株式会杜, 株 式 会 社, (株.

Only what no name holds by itself is put right. The name as written is read as well, so that a form found where there
is none costs nothing but a look.
"""

import re

_COMPANY = r"\s?[会會曾曽合]\s?[社杜者車祉]"
_OTHERWISE_WRITTEN = (
    (
        re.compile(rf"株\s?[式武弍]{_COMPANY}|株式\s?(?:[かカ][いイ]|[がガ][いイ])\s?[しシ][ゃャやヤ]"),
        "株式会社",
    ),
    (re.compile(rf"有\s?[限眼]{_COMPANY}"), "有限会社"),
    (re.compile(rf"合\s?[同伺]{_COMPANY}"), "合同会社"),
    (re.compile("かぶしき[がか]いしゃ|カブシキ[ガカ]イシ[ャヤ]"), "株式会社"),
    (re.compile("ゆうげん[がか]いしゃ|ユウゲン[ガカ]イシ[ャヤ]"), "有限会社"),
    (re.compile("ごうどう[がか]いしゃ|ゴウドウ[ガカ]イシ[ャヤ]"), "合同会社"),
    # 株式会社社 at the end; in front it may be 株式会社 + 社会…
    (re.compile(r"(?<=[式限同]会社)社(?=$|[\s(\[]|御中|様|殿)"), ""),
    # A character is missing.
    (
        re.compile(
            r"^(?:株式社|株会社|株式会(?!社))|(?<=\S)(?:株式社|株会社|株式会)(?=$|[\s(\[]|御中|様|殿)"
        ),
        "株式会社",
    ),
    (re.compile(r"^(?:有限社|有限会(?!社))|(?<=\S)(?:有限社|有限会)(?=$|[\s(\[]|御中|様|殿)"), "有限会社"),
    # English forms in front, and behind with a hyphen
    (re.compile(r"^(?:kabushiki[\s-]*[kg]aisha|k\.?k\.?)\s+", re.I), "(株)"),
    (re.compile(r"^(?:yugen[\s-]*[kg]aisha|y\.?k\.?)\s+", re.I), "(有)"),
    (re.compile(r"^(?:godo[\s-]*[kg]aisha|g\.?k\.?)\s+", re.I), "(同)"),
    # (株 and 合) with a bracket missing, a bare 株 that stands apart
    (re.compile(r"\s?\((?:株|カ)(?=$|[\s(\[【])|^株\s+|\s株$"), "(株)"),
    (re.compile(r"\s?\((?:有|ユ)(?=$|[\s(\[【])|^有\s+|\s有$"), "(有)"),
    (re.compile(r"\s?\((?:同|ド|合)(?=$|[\s(\[【])|^合\)"), "(同)"),
)


def mended(text: str) -> str:
    """The text (in NFKC) with its legal forms put right.

    >>> mended("株式会杜山田"), mended("山田 株 式 会 社"), mended("山田(株(旧 鈴木商店)")
    ('株式会社山田', '山田 株式会社', '山田(株)(旧 鈴木商店)')
    """
    for pattern, form in _OTHERWISE_WRITTEN:
        text = pattern.sub(form, text)
    return text
