"""The labels of a company's profile: the rows of the table that tells who they are."""

import re
import unicodedata
from functools import lru_cache

# Rows that a company's profile has, besides its telephone.
_PROFILE = re.compile(
    r"^(?:会社名|社名|商号|名称|法人名|企業名|屋号|団体名|病院名|医院名|店名|所在地|本社(?:所在地|住所)?|住所|本店(?:所在地)?|代表者?(?:名"
    r"|氏名)?|代表取締役(?:社長)?|院長|設立(?:年月日?)?|創業|創立|資本金"
    r"|従業員数?|社員数|事業内容|業務内容|事業案内|業種|年商|売上高|取引銀行|販売業者名?|販売事業者名?|運営会社|運営統括責任者|運営責任者|責任者"
    r"|事業者名|法人番号|沿革|役員|company(?: ?name)?|name"
    r"|address|head ?office|established?|founded|capital|employees|business|representative"
    r"|ceo|president|location)$",
    re.IGNORECASE,
)
_PROFILE_STARTS = frozenset(
    "会社商名法企屋団病医店所本住代院設創資従事業年売取販運責沿役cnahefbrplCNAHEFBRPL■●◆【】[]・:："
)
_LONGEST_LABEL = 14
_LONGEST_TEXT = 30
# （５）所在地　　長野県…: a number and the label, set apart by spaces.
_SET_APART = re.compile(r"^\s{0,4}[（(]?(?:[0-9０-９]{1,2}|[①-⑳])[)）.．、]?\s{0,4}(\S{2,14})\s")
_NONE = frozenset[str]()
_TRADE = re.compile(r"\W{0,8}(?:事業|業務|営業|取扱|サービス)(?:内容|品目|種目|案内|商品|目的)\s{0,4}[:：]")
# Rows of a profile whose values are others' names, and never those of the row below.
_ROW_OF_PARTNERS = re.compile(
    r"^\W*(?:主要|主な|大)?(?:お?取引(?:先|銀行)|(?:仕入|納入|納品|販売|得意)先|顧客|株主|親会社|(?:加盟|加入|所属|関係)団体"
    r"|監査法人|会計監査人|顧問(?:弁護士|税理士|会計士|先)?|(?:引受)?保険会社)(?:名|一覧)?(?=$|[\s:])"
)


def profile_labels(text: str) -> frozenset[str]:
    """The labels of a company's profile that a block is, or that its lines begin with."""
    has_colon = "：" in text or ":" in text
    if not has_colon and "\n" not in text and (len(text) > _LONGEST_TEXT or text[0] not in _PROFILE_STARTS):
        return _NONE
    labels = {"".join(text.split())} if len(text) <= _LONGEST_TEXT else set()
    if has_colon:
        labels |= {"".join(line.partition("：")[0].partition(":")[0].split()) for line in text.split("\n")}
    if "\n" in text:
        labels |= {found.group(1) for line in text.split("\n") if (found := _SET_APART.match(line))}
    return frozenset(
        label
        for label in labels
        if len(label) <= _LONGEST_LABEL and _PROFILE.match(label.strip("■●◆【】[]・:："))
    )


def tells_trade(line: str) -> bool:
    """Whether a line is a profile's row of what the company does, which is no label of the row below.

    >>> tells_trade("事業内容：機械の製造、修理・保守"), tells_trade("修理・保守")
    (True, False)
    """
    return _TRADE.match(line) is not None


def names_partners(line: str) -> bool:
    """Whether a line is, or begins with, a label under which a profile names others: its bank, its customers.

    >>> names_partners("主要取引先：東西建設株式会社"), names_partners("取引銀行"), names_partners("取引先の皆様へ")
    (True, True, False)
    """
    return _begins_with_partners(line[:24])


@lru_cache(maxsize=4_096)
def _begins_with_partners(line: str) -> bool:
    return _ROW_OF_PARTNERS.match(unicodedata.normalize("NFKC", line)) is not None
