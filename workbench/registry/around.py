"""What lists write around a name that is no part of it: numbers, telephones, places, persons, departments."""

import re
from collections.abc import Sequence

from workbench.japan.addresses import PREFECTURES
from workbench.japan.branches import PLACES, is_branch
from workbench.japan.business_words import READINGS
from workbench.japan.legal_forms import FORM
from workbench.japan.surnames import SURNAMES

_PREFECTURE = "|".join(PREFECTURES.values())
_SHORT_PREFECTURE = "|".join(name.rstrip("都府県") for name in PREFECTURES.values())
_OPEN, _CLOSE = r"[(\[【〔<《]", r"[)\]】〕>》]"
_BRACKET = re.compile(rf"({_OPEN})|({_CLOSE})")
_QUOTES = re.compile(r"[「『\"“」』”]")
_IN_FRONT = re.compile(
    r"^['\s]*(?:(?:no\.?\s*)?\d{1,4}\s*[.)、:_](?!\d)\s*|(?:no\.?\s*)?\d{1,4}(?:\s+|(?=(?:株式|有限|合同)会社|\())|[a-z]?\d{0,3}-?\d{1,4}\s+|(?:元|現|旧)\s*[:\s]\s*|"
    r"[※・*■□●○◎◆◇★☆▲▼→]+\s*|"
    # 東京 電機 is a name; 東京 ㈱電機 has its place in front.
    rf"(?:{_PREFECTURE})\s+|(?:{_SHORT_PREFECTURE})\s+(?={FORM.pattern}|[ -~]+$|.*(?:会社|\(株\))))+",
    re.I,
)
_NUMBER = r"(?:\+81[\s-]?|\(?0)\d{1,4}[)(\s-]{1,2}\d{1,4}[)(\s-]{1,2}\d{3,4}"
_TELEPHONE = re.compile(
    rf"[\s/,、]*\(?\s*(?:[☎☏✆📞📱?]|tel|fax|電話|\(?代(?:表)?\)|代表)?\s*[:.]?\s*{_NUMBER}.*$|"
    r"[\s/]*(?:tel|fax|電話)\s*[:.]?\s*[\d(+].*$",
    re.I,
)
_BEHIND = re.compile(
    r"\s*(?:https?://|www\.).*$|\s*〒\s*\d{3}-?\d{4}.*$|\s*※.*$|\s+\*+$|\s+(?:他|ほか|外)\d*(?:社|件|名)?$|"
    rf"\s*担当(?:者)?\s*[:].*$|\s+\S+@\S+$|\s+b?\d{1, 3}(?:階|f)$|"
    r"\s+(?:取引停止|取引中止|休業中?|休眠|廃業|閉店|閉鎖|倒産|解散|破産|移転|移転済み?|要確認|重複|新規)$|[\s,;、]+$|"
    r"\s+(?:\S+\s+)?(?:branch|head\s?office|headquarters)$|"
    rf"\s+旧(?:社名|名称|商号)?\s*:.*$|\s+(?:{_PREFECTURE})(?:\S*[市区町村].*)?$|"
    r"\s+(?:代表取締役|取締役|代表社員|代表理事|理事長|代表者|代表|社長|会長|専務|常務|部長|次長|課長|係長|支店長|所長|店長|院長|"
    r"ご?担当者?)\S*(?:\s.*)?$",
    re.I,
)
_ADDRESSED = re.compile(
    r"\s*(?:御中|各位)$|\s+(?:宛|行)$|\s*(?:ご?担当者?)?\s*(?:様|殿)$|\s*様?ご担当(?:者)?$"
)
_DEPARTMENT = re.compile(
    r"\S*(?:部|課|室|係|局|科|班|センター|工場|倉庫|店|支店|支社|営業所|出張所|事業所|事務所|本社|本店|本部|支部|所|館|校|院)"
    r"(?:採用)?(?:ご?担当者?)?|"
    r"(?:人事|総務|経理|財務|法務|購買|調達|企画|営業|広報|管理|情報|開発|技術|品質)\S*(?:グループ|チーム|ユニット|G)"
)
_PLACE = re.compile(
    rf"(?:{PLACES})|"
    r"(?:[^\s\d]*\d+-\d[\d-]*|[^\s\d]{1,4}郡[^\s\d]{1,5}[町村]|[^\s\d]{1,6}市(?:[^\s\d]{1,5}区)?|[^\s\d]{1,4}区)(?:\S*\d[\d-]*)?"
)
_JOINED_BRANCH = re.compile(
    rf"(?P<name>.{{2,}}?)(?:第[一二三]|(?:{PLACES})(?:第[一二三]|中央|統括|[東西南北])?)?"
    "(?:支店|支社|支部|支局|営業所|出張所|事業所|本社|営業部|物流センター|配送センター|工場|オフィス)"
)
_GIVEN_NAME = re.compile("[一-龥々ぁ-ゖァ-ヺー]{1,3}")
_LONGEST_SURNAME = max(map(len, SURNAMES))
_KANA = re.compile("[ァ-ヺー・ ]{2,}|[ぁ-ゖー・ ]{2,}")


def without_remarks(name: str) -> str:
    """The name without what is no name: telephone, place and remarks in brackets, numbers and marks before it."""
    text = _QUOTES.sub(" ", _without_brackets(_TELEPHONE.sub("", name) or name)).strip()
    while True:
        shorter = _ADDRESSED.sub("", _BEHIND.sub("", _IN_FRONT.sub("", text))).strip()
        if shorter == text or not shorter or FORM.fullmatch(shorter):
            return text
        text = shorter


def _without_brackets(name: str) -> str:
    """The name without what stands in brackets; a legal form in them stays, and so does a name that is all in them."""
    kept, depth, start, end = "", 0, 0, 0
    for found in _BRACKET.finditer(name):
        if found[1]:
            start = found.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                inside = name[start : found.end()]
                kept += name[end:start] + (inside if FORM.fullmatch(inside) else " ")
                end = found.end()
    kept += name[end:]
    return kept if kept.strip() else name


def is_no_name(words: Sequence[str]) -> bool:
    """Whether words behind a name are a branch, a department, persons or a place, rather than its last words.

    >>> is_no_name(["営業部", "佐藤"]), is_no_name(["鈴木", "花子"]), is_no_name(["港区"]), is_no_name(["電機"])
    (True, True, True, False)
    """
    if _is_department(words[0]) or _PLACE.fullmatch(words[0]):
        return True
    persons = _words_of_a_person(words)
    return persons > 0 and (len(words) == persons or is_no_name(words[persons:]))


def _is_department(word: str) -> bool:
    return is_branch(word) or _DEPARTMENT.fullmatch(word) is not None


def _words_of_a_person(words: Sequence[str]) -> int:
    """How many of the first words are a surname, perhaps with a given name."""
    word, *more = (_ADDRESSED.sub("", word) for word in words)
    if word in SURNAMES:
        return 2 if more and _GIVEN_NAME.fullmatch(more[0]) and more[0] not in READINGS else 1
    return any(
        word[:length] in SURNAMES
        and _GIVEN_NAME.fullmatch(given)
        and len(given) > 1
        and given not in READINGS
        for length in range(2, _LONGEST_SURNAME + 1)
        if (given := word[length:])
    )


def aloud(words: Sequence[str]) -> str | None:
    """What of the words behind a name may be its reading: kana throughout, of one kind; None if nothing may."""
    for count in range(len(words), 0, -1):
        text = " ".join(words[:count])
        if _KANA.fullmatch(text) and (count == len(words) or is_no_name(words[count:])):
            return text
    return None


def without_joined_branch(core: str) -> str | None:
    """The name before a branch that is written without a space, None if there is no such branch.

    >>> without_joined_branch("架空電機北関東営業部"), without_joined_branch("架空電機物流センター")
    ('架空電機', '架空電機')
    >>> without_joined_branch("架空商店") is None
    True
    """
    found = _JOINED_BRANCH.fullmatch(core)
    return found["name"] if found else None
