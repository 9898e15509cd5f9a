"""Those of whom a text speaks, in quotes or by さん: a number behind them is theirs, as a story goes on."""

import re
from collections.abc import Iterable, Iterator

from crawler.extract.once import numbers_in
from crawler.extract.owner.strange_names import has_letters

_QUOTED = re.compile(
    r"(?<!以下)(?<!以下[、,])[「『]([^「」『』\n！？!?]{2,24})[」』](?!と(?:思|言(?!い?ます)|お|書|表|記|いう(?:方|声|お?客|とき|場合)))"
)
_SAN = "さん"
_NO_SAN = re.compile(r"[ばぷがで]く|た|の|ちん?の|[ 　]?[0-9０-９]")  # たくさんの, はくさん5F
_LONGEST = 16  # characters before さん: a name, perhaps a bracket
_REMARK = re.compile(r"[(（][^()（）]{1,12}[)）]$")
_CALLED = re.compile(r"[^\s、。「」『』（）()・:：／/→]{1,12}$")
_LEADS = re.compile(r"(?<=[一-龥ァ-ヶー])[はをが](?=[^ぁ-ん]|[ぁ-ん]{2})")  # お弁当はみなと亭
# お客さん, じいさん, and what is quoted but is a word to say, or a line of one's own: 「おはようコール」.
_NOBODY = re.compile(
    r"^(?:[おご御][一-龥]|[当弊本][社店院館園校所会寺法組団協連])|(?:たい|です|ます|ください|した|ない|[かね])$"
    r"|(?:係|室|課|窓口|受付|デスク|でんわ|電話|コール|ライン|ダイ[ヤア]ル|寮|棟|の間|ルーム)$"
    r"|(?:客|皆|お子|者|会員|取引先|オーナー|会社|業者|お医者|施主|[じば]い|ばあ|奥|女将|おかみ|番頭|看護師|職人)$"
    # what texts on one's duties quote: 「第三者評価」, 「個人情報保護法」
    r"|(?:評価|向上|実現|制度|規程|規則|規約|基準|方針|理念|条例|法律?|支援|契約|報告|確認|原則|目的|データ|情報)$"
)
_OWN_LINE_BEHIND = ("コール", "ライン", "ダイヤル", "ダイアル")
# By these words the writer speaks of the own house again.
_OWN = re.compile(
    r"[弊小][社店]|当[社店院館園校所会寺法組事団協工教塾方]|当(?:ホテル|センター)|うち[のがにでま]|私(?:ども|たち)|わたし|本[校院館社店]"
    r"|いただけれ?ば|お迎え|お待ち|[院園店館校所社]長"
)
_ASKS = re.compile(r"問い?合わ?せ|予約|申し?込み?|相談|見積も?り?|注文|応募|用命|参加|資料請求")
_SENT_THERE = re.compile(r"(?:さん|様)?(?:へ|まで|に(?:直接|お))")  # what is asked is asked there
_ITEM = re.compile(r"[(（]?[0-9０-９]{1,2}[)）.．][^0-9０-９]|[\u2460-\u2473]")
_REACH = 200  # characters
_BULLETS = " 　・●○◆◇■□★☆※▼▶►「『"
_LABEL = " 　:：→／/（("


def spoken_of(before: str) -> str:
    """The last of whom the text before a number speaks; "" if it goes on to speak of itself, or tells their number.

    >>> spoken_of("免許は「みなと技能学院」で取りました。空きは電話で、"), spoken_of("「みなと便」のお申し込みは")
    ('みなと技能学院', '')
    """
    tail = before[-_REACH:]
    if _ITEM.match(line := tail.rpartition("\n")[2]):
        tail = line  # of a list that counts
    end, name = max(_called(tail), default=(0, ""))
    asks = _ASKS.search(tail, end) and not (_SENT_THERE.match(tail, end) or _is_in_brackets(tail[end:]))
    return "" if asks or _OWN.search(tail, end) or numbers_in(tail[end:]) else name


def all_spoken_of(text: str) -> tuple[str, ...]:
    """All of whom a text speaks, each once.

    >>> all_spoken_of("干物は魚庄さんへ。皆さんもどうぞ。「青果みなと」の苺も。")
    ('青果みなと', '魚庄')
    """
    return tuple(dict.fromkeys(name for _, name in _called(text)))


def called_at(line: str, names: Iterable[str]) -> str:
    """The name that a line begins with or is the end of (安全塾みなと道場, for short 道場); "" if none."""
    line = line.lstrip(_BULLETS).rstrip(_LABEL)
    return next(
        (name for name in names if line.startswith(name) or (len(line) > 1 and name.endswith(line))), ""
    )


def _called(text: str) -> Iterator[tuple[int, str]]:
    """(where it ends, the name) of all of whom a text speaks: first the quoted ones, then those called さん."""
    if "「" in text or "『" in text:
        for found in _QUOTED.finditer(text):
            name = found.group(1)
            is_own = text.startswith(_OWN_LINE_BEHIND, found.end()) or _NOBODY.search(name)
            if not is_own and has_letters(name):
                yield found.end(), name
    at = text.find(_SAN)
    while at >= 0:
        end = at + len(_SAN)
        called = _CALLED.search(_REMARK.sub("", text[max(0, at - _LONGEST) : at]))
        name = _LEADS.split(called.group())[-1] if called else ""
        if name and not _NO_SAN.match(text, end) and not _NOBODY.search(name):
            yield end, name
        at = text.find(_SAN, end)


def _is_in_brackets(text: str) -> bool:
    """Whether a bracket is open at the end of a text, in its first sentence: 「みなと共済」です（資料請求 03-…."""
    opened = max(text.rfind("("), text.rfind("（"))
    return opened > max(text.rfind(")"), text.rfind("）")) and "。" not in text[:opened]
