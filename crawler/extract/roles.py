"""Whose telephone a number is, by the words beside it: main line, FAX, branch, recruiting, support."""

import re
import unicodedata
from dataclasses import dataclass

from workbench.contract.states import Role

NUMBER_MARK = "\ufffc"  # stands for an earlier number in the words before one

FAX = re.compile(
    r"(?:fax|ファッ?クス|ファックシミリ|ファクシミリ|ふぁっくす|facsimile|(?<![a-z])f(?=[.:)]|$))",
    re.IGNORECASE,
)
TEL = re.compile(
    r"(?:tel|phone|℡|☎|📞|電話|でんわ|デンワ|ダイヤル|ダイアル|フリーコール|連絡先|代表番号|(?<![a-z])t(?=[.:)]|$))",
    re.IGNORECASE,
)
# Words that say that a string of digits is something else, unless it is called a telephone number too.
NOT_PHONE = re.compile(
    r"(?:番号|許可|免許|認可|認証|届出|コード|code|品番|型番|注文|伝票|〒|isbn|issn|jan|第|no\.?|№|#|id|資本金)"
    r"[\s:.()第a-z-]*$",
    re.IGNORECASE,
)

_MAIN = re.compile(r"代表|本社|本店|本部|本館|大代|\(代|head ?office|headquarters|main", re.IGNORECASE)
_RECRUIT = re.compile(r"採用|求人|リクルート|応募|recruit|career", re.IGNORECASE)
_SUPPORT = re.compile(
    r"サポート|お?客[様さ]*(?:相談|センター|窓口)|カスタマー|コールセンター|ヘルプデスク|修理|保守|予約|ご注文|受注|通販"
    r"|製品に関する|相談窓口|support|reservation|help ?desk|customer",
    re.IGNORECASE,
)
_BRANCH = re.compile(
    r"支店|支社|営業所|出張所|工場|事業所|事務所(?!所在)|支部|分室|研究所|物流|配送|倉庫|ショールーム|店舗|センター|[^本商書]店(?=[\s:：)〕】]|$)"
    r"|オフィス|branch|factory|plant",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"IR室|広報|ダイヤルイン|直通|人事|総務|経理|夜間|緊急|警察|消防|市役所|労働局|公正|消費者センター|取材"
)
_SPACE = re.compile(r"\s+")
_TRIM = " \t\n:/・|,、-([【】〒★■●◆▼▲※()"

_ROLES = (
    (Role.RECRUIT, _RECRUIT),
    (Role.SUPPORT, _SUPPORT),
    (Role.MAIN, _MAIN),
    (Role.OTHER, _OTHER),
    (Role.BRANCH, _BRANCH),
)
_NAMES_LINE = re.compile(f"{TEL.pattern}|{FAX.pattern}", re.IGNORECASE)
_FAX_AFTER = re.compile(r"[ (]*(?:fax|ファッ?クス)(?!兼|共)[ )]", re.IGNORECASE)
_TOGETHER = re.compile(r"[・/&、,兼]")
_NUMBER = re.compile(f"[0-9{NUMBER_MARK}]")
_PARTS = re.compile(r"[\s。|/、,]+")
# `電 話` and `F A X`: words set wide by spaces between their letters.
_SET_WIDE = re.compile(r"(?<![^\W_])([^\W\d_](?: [^\W\d_])+)(?![^\W_])")

LABEL_LENGTH = 24


@dataclass(frozen=True)
class Words:
    """The words beside one number: before and after it in its line, of its row and column, of the heading above.

    In `before`, every earlier number of the line is one NUMBER_MARK.
    """

    before: str = ""
    after: str = ""
    row: str = ""
    column: str = ""
    heading: str = ""

    def tidied(self) -> "Words":
        return Words(
            *(_tidy(text) for text in (self.before, self.after, self.row, self.column, self.heading))
        )

    def nearest(self) -> str:
        """The words since the number before this one, or all of them if there are none in between."""
        since = self.before.rpartition(NUMBER_MARK)[2]
        return since if re.search(r"\w", since) else self.before


def _tidy(text: str) -> str:
    """One width of letters and spaces, and no spaces within words that are set wide."""
    return (
        _SET_WIDE.sub(lambda wide: wide.group().replace(" ", ""), unicodedata.normalize("NFKC", text))
        if text
        else ""
    )


def role_of(words: Words) -> tuple[Role, str | None]:
    """(role, label): the nearest words decide; the label is what a person would call the number, None if nothing does.

    >>> role_of(Words(before="TEL \ufffc FAX "))[0].value
    'fax'
    >>> role_of(Words(row="電話番号", heading="大阪支店"))
    (<Role.BRANCH: 'branch'>, '電話番号')
    """
    words = words.tidied()
    label = _label(words)
    if _is_fax(words):
        return Role.FAX, label
    for text in (f"{words.nearest()[-40:]} {words.after[:8]} {words.row}", words.heading):
        for role, pattern in _ROLES:
            if pattern.search(text):
                return role, label
    return (Role.MAIN if label else Role.OTHER), label


def is_something_else(words: Words) -> bool:
    """Whether the words say that the digits are a licence, an account, a code."""
    words = words.tidied()
    before = words.before[-16:]
    if _NAMES_LINE.search(before[-8:]):
        return False
    if NOT_PHONE.search(before):
        return True
    row = words.row or words.column
    return not before.strip() and bool(NOT_PHONE.search(row)) and not _NAMES_LINE.search(row)


def _is_fax(words: Words) -> bool:
    """Whether the nearest of the words TEL and FAX is FAX.

    `TEL/FAX` before two numbers names the second one; before one number, and as `兼FAX`, it names a telephone too.
    """
    if _FAX_AFTER.match(words.after) and not TEL.search(words.before):
        return True
    for text in (words.before, words.row, words.column):
        text = _SPACE.sub("", text)
        fax, tel = _last(FAX, text), _last(TEL, text)
        if fax < 0 and tel < 0:
            continue
        between = text[min(fax, tel) : max(fax, tel)]
        if fax >= 0 and tel >= 0 and _TOGETHER.search(between) and not _NUMBER.search(between):
            return "兼" not in text and NUMBER_MARK in words.before
        return fax > tel
    return False


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _label(words: Words) -> str | None:
    """The nearest words that name the number: at the end of what stands before it, else its row, else its column."""
    before = _PARTS.split(words.before.rpartition(NUMBER_MARK)[2].rstrip(_TRIM))[-1].strip(_TRIM)
    candidates = [_closed(text.strip(_TRIM)) for text in (before, words.row, words.column)]
    candidates = [text for text in candidates if len(text) <= LABEL_LENGTH]
    for pattern in (_NAMES_LINE, _MAIN):
        for text in candidates:
            if pattern.search(text):
                return text
    return next((text for text in candidates[:2] if text and not re.search(r"[0-9。]", text)), None)


def _closed(label: str) -> str:
    return f"{label})" if label.count("(") > label.count(")") else label
