"""Of whom a page tells besides its owner: a customer, a client's house, a place on a trip."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from crawler.extract.owner.owners import CUSTOMER, is_more_than_page_words
from crawler.extract.owner.site_facts import HAS_FORM
from crawler.extract.owner.strange_names import is_street
from crawler.extract.owner.titles import TITLE_PARTS, title_parts
from crawler.extract.words.offices import office_in
from crawler.extract.words.old_and_new import age_of
from crawler.extract.words.profile_labels import profile_labels
from crawler.extract.words.words import names_line

_STORY = re.compile(
    r"ブログ|日記|レポート|だより|たより|コラム|体験記|紀行|旅行記|通信|ニュース|お知らせ|トピックス|行事|イベント|活動(?:報告|記録)|(?<![a-z])(?:blog|news|topics|report)(?![a-z])",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"(?:施工|設計|制作|製作|納入|納品|導入|設置|お客様)の?(?:事例|実績|例|声|紹介)"
    r"|(?<![a-z])(?:works|case stud(?:y|ies))(?![a-z])",
    re.IGNORECASE,
)
_LISTS_OTHERS = re.compile(
    r"(?:関連|お役立ち)?リンク集?$|links?$|(?:周辺|近隣|まわり|近く)(?:の|で)?(?:観光|ご?案内|情報|施設|スポット|マップ|名所|見どころ|お店|温泉|遊|立ち?寄り)"
    r"|おすすめの[^ ]{0,6}(?:店|所|先生)|[^ ]{0,6}ご?紹介先(?:について|のご案内|一覧)?$"
    r"|会員企業[^ ]{0,4}求人|求人[^ ]{0,4}会員企業"
    r"|(?:お?取り?扱い?|販売|代理|特約|加盟)店(?:一覧|紹介|の?ご?案内|リスト)?$|(?:主要|主な)?お?取引先(?:一覧|紹介)?$"
    r"|(?:契約)?(?:生産者|農家|作家|組合員|顧問先|関与先|仕入先)(?:さん|様|さま)?の?(?:ご?紹介|声|一覧|インタビュー)"
    r"|(?:販売|取扱)店さがし|(?:近隣|館外|お?隣)の(?!皆|みな|方)|推薦の声|取材・?撮影に|取引先の|お取引(?:先|様)の|届出先"
    r"|会員(?:紹介|名簿|一覧|企業)|協力会社|協賛(?:企業|店|団体|者)?(?:様|一覧|紹介|の(?:お願い|みなさま|皆様))?$|スポンサー",
    re.IGNORECASE,
)
_HEADLINE = re.compile(
    r"(?:お知らせ|レポート|コラム|使い方|方法|とは|について|まとめ|選び方|たら|とき(?:は|に)?|手続き|理由|ポイント|コツ|[?？!！])\s*$"
    r"|第 ?[0-9０-９]{1,3} ?回|(?:vol|no)[. ]{1,2}[0-9]{1,3}"
    r"|よくある|faq|q ?& ?a|プライバシー|個人情報|苦情|規約|約款|ご利用の前に|手引き|しおり|配送"
    r"|公演|演奏会|コンサート|フェア|まつり|祭り|セミナー|講座|展示会|キャンペーン|例会|山行|合宿|遠征|計画$",
    re.IGNORECASE,
)
_IS_SAID = re.compile(r"(?:ました|ます|です|ください|について|[をへ]|お知らせ|[?？!！])$")
_PORTRAYS_OTHERS = re.compile(r"当番医|休日診療|インタビュー|訪問記")
# お問い合わせ：みなと会館 names somebody else's.
_OWN_DESK = re.compile(r"合わ?せ(?:先|窓口)?(?![:：] ?[^\s0-9０-９:：]{2})|当[社店院館園校所]|弊社|代表|本社")
_INVITES = re.compile(
    r"\W{0,3}(?:(?:まずは|どうぞ)?お?気軽に.{0,8}(?:問い?合わ?せ|相談|連絡|電話)|お電話(?:で|から)の?(?:お?問い?合わ?せ|ご?相談|ご?予約|ご?注文|お申し?込み))"
    r"(?:ください|下さい|はこちら|どうぞ)?\W{0,3}"
)
# A name over an address: no digits, no label, no sentence.
_PLACE = re.compile(r"[^0-9０-９:：。、]{2,32}")
_NAMED_CUSTOMER = re.compile(
    r"(?<=[^\s、。・]{2})(?<!お客)(?<!皆)(?<!施主)(?<!者)(?<!オーナー)"
    r"(?:[ 　]?(?:様|さま)(?:$|[\s(（「の])|(?<=[」』])さん(?:$|[\s(（「の]))"
)
_QUOTED_CUSTOMER = re.compile(r"[「『][^「」『』\n]{2,24}[」』](?:様|さま)")
_CUSTOMER_REACH = 6  # lines
_REMARK = re.compile(r"\([^()]{1,30}\)$")
_MOST_HEADINGS = 6
_ALIKE = 0.7  # of a title's part stands in the heading
# A name and an address on one line: みなとサファリ園 愛知県蒲郡市…
_LEADS = re.compile(r"([^0-9０-９:：。、\s]{2,20})[ 　]{1,2}(?=〒|[^\s0-9]{2,3}[都道府県])")
_BODY = re.compile(r"財団|協会|機構|連合会|連盟|相談(?:室|センター|窓口)|ホットライン")
_NO_PLACE = re.compile(
    r"合わ?せ|連絡|所在|住所|場所|アクセス|時間|受付|事務局|窓口|担当|本社|弊社|当社|詳細|概要|新|旧"
)


def names_customer(title: str) -> bool:
    """Whether a page is about a customer of its owner.

    >>> names_customer("導入事例｜有限会社青空堂 様｜みなとシステム"), names_customer("お客様の声｜青空堂")
    (True, False)
    """
    works = tells_of_works(title)
    return any(
        CUSTOMER.search(part) and (works or HAS_FORM.search(part) or _NAMED_CUSTOMER.search(part))
        for part in TITLE_PARTS.split(title)
    )


def tells_of_works(title: str) -> bool:
    """Whether a page shows what was made for somebody.

    >>> tells_of_works("WORKS 027 坂の上の珈琲店"), tells_of_works("株式会社青空ワークス")
    (True, False)
    """
    return _WORKS.search(title) is not None


def subject_of(title: str, headings: Iterable[str]) -> str:
    """The part of a title that is what this one page is about: one of its headings too, beside the site's name; or "".

    >>> subject_of("引越しと水道｜みなと不動産", ["引越しと水道"]), subject_of("会社概要｜みなと不動産", ["会社概要"])
    ('引越しと水道', '')
    """
    parts = title_parts(title)
    if len(parts) == 1:
        return ""  # it may be the site's name
    parts = [
        part
        for part in parts
        if not HAS_FORM.search(part) and "。" not in part and is_more_than_page_words(part)
    ]
    over = [_pairs(heading) for heading in islice(headings, _MOST_HEADINGS)] if parts else []
    for part in parts:
        pairs = _pairs(_REMARK.sub("", part))
        if pairs and any(len(pairs & heading) >= _ALIKE * len(pairs) for heading in over):
            return part
    return ""


def _pairs(text: str) -> set[str]:
    letters = "".join(text.split())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def tells_a_story(title: str) -> bool:
    """Whether a page is one of many in a blog or among news, where others are told of.

    >>> tells_a_story("スタッフブログ｜株式会社青空通信"), tells_a_story("株式会社青空通信")
    (True, False)
    """
    return any(_STORY.search(part) and not HAS_FORM.search(part) for part in TITLE_PARTS.split(title))


def is_headline(title: str) -> bool:
    """Whether a part of a title is called as articles and events are.

    >>> is_headline("産後ケアの使い方 - みなと助産院"), is_headline("第47回演奏会｜青空楽団"), is_headline("会社概要")
    (True, True, False)
    """
    return any(_HEADLINE.search(part) and not HAS_FORM.search(part) for part in TITLE_PARTS.split(title))


def is_said(part: str) -> bool:
    """Whether a part of a title is said, as nobody is called: 朝市に出店します, 予約について."""
    return _IS_SAID.search(part) is not None


def without_headlines(title: str) -> str:
    """A title without its parts that are headlines, so that the site's name is left.

    >>> without_headlines("料理人をたずねて vol.14「バル・ピノソ」｜青空食品")
    '青空食品'
    """
    parts = TITLE_PARTS.split(title)
    names = [part for part in parts if HAS_FORM.search(part) or not _HEADLINE.search(part)]
    # 第14回 青空映画祭 is a site's name, too.
    return " | ".join(names) if any(map(is_more_than_page_words, names)) else title


def is_about_others(title: str) -> bool:
    """Whether a page lists or portrays others by what its title calls it: links, dealers, members, the neighbourhood.

    >>> is_about_others("リンク集｜有限会社青空測量"), is_about_others("周辺観光株式会社")
    (True, False)
    """
    parts = (part.strip(" 「」『』") for part in TITLE_PARTS.split(title))
    return any(
        (_LISTS_OTHERS.match(part) or _PORTRAYS_OTHERS.search(part)) and not HAS_FORM.search(part)
        for part in parts
    )


def asks_for_owner(own_line: Sequence[str]) -> bool:
    """Whether the words at a number say that it is the owner's own, though the page is about others."""
    return any(map(_OWN_DESK.search, own_line))


def invites(lines: Sequence[str]) -> bool:
    """Whether one of the lines over a number is the site's own call to ring it: お気軽にお問い合わせください."""
    return any(map(_INVITES.fullmatch, lines))


def place_in(text: str) -> str:
    """The name over an address, or of a body, in a block of a name and a number; "" if the block is none."""
    head, *rest = text.split("\n")
    if (led := _LEADS.match(head)) is not None:
        head, rest = led.group(1), [head[led.end(1) :]]
    is_name = _PLACE.fullmatch(head) and not _NO_PLACE.search(head)
    if not is_name or names_line(head) or office_in(head) or profile_labels(head) or age_of(head):
        return ""
    told = _BODY.search(head) or any(map(is_street, rest[:3]))
    return head if told else ""


def serves_customer(text: str) -> bool:
    """Whether a text names a customer in quotes: 「手打そば いちえもん」様."""
    return _QUOTED_CUSTOMER.search(text) is not None


def is_under_customer(lines: Sequence[str]) -> bool:
    """Whether one of the lines at and above a number names a customer, as works and their makers' voices do.

    >>> is_under_customer(["TEL", "手打そば処 いちえもん様"]), is_under_customer(["TEL", "お客様の声", "皆様"])
    (True, False)
    """
    return any(map(_NAMED_CUSTOMER.search, lines[:_CUSTOMER_REACH]))
