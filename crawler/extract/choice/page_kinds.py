"""Pages that are nobody's own: parked domains, and portals that tell of other companies."""

import re
from dataclasses import dataclass
from enum import StrEnum

from crawler.extract.page import first_look
from crawler.extract.page.page import Document
from crawler.extract.rules import Rule, holds


@dataclass(frozen=True)
class _Sign:
    """Words that tell of a kind of page; each match holds one of `parts`, by which most pages are passed over fast."""

    parts: tuple[str, ...]
    words: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        return any(part in text for part in self.parts) and self.words.search(text) is not None


# Texts are in small letters when they are searched.
_PARKED = _Sign(
    ("ドメイン", "domain", "parked", "お名前.com", "web page", "webpage"),
    re.compile(
        r"(?:this |the )?domain(?: name)? (?:may be|is|has been) (?:for sale|parked|expired|registered)"
        r"|buy this domain|このドメイン(?:名)?は|ドメイン(?:名)?(?:の|を)?(?:販売|売り出|売却|購入|取得され)"
        r"|parked (?:free|domain)|お名前\.com|ムームードメイン|(?:default|coming soon) web ?page"
    ),
)
_LISTED = r"(?<!グループ..)(?<!関連..)(?<!関係..)(?:一覧|検索|名鑑|(?:情報)?データベース|をさがす|を探す)"
# What a directory of other people's businesses says of its entries and its members, and of its own service.
_DIRECTORY = (
    _Sign(
        first_look.ENTRIES,
        re.compile(
            r"掲載(?:内容|情報|企業|店舗)?の?(?:修正|削除|変更|訂正|誤り)|掲載内容に誤り|情報の(?:修正|削除)(?:依頼|を依頼)"
            r"|修正依頼|掲載(?:をご?希望|をご検討|希望)|無料掲載|掲載の?(?:お申し?込み|依頼)|広告掲載"
        ),
    ),
    _Sign(
        first_look.LISTS,
        re.compile(
            # What must not stand before is looked at after: `re` finds a pattern fast by the letter it begins with.
            rf"企業{_LISTED}|会社{_LISTED}|法人{_LISTED}|社の(?:企業|会社)(?:情報|データ)"
        ),
    ),
    _Sign(
        first_look.VISITORS,
        re.compile(
            r"この(?:企業|会社|施設|店舗|お店)(?:の)?(?:情報|オーナー|関係者)|オーナー様(?:ですか|はこちら|専用|向け)|事業者様はこちら"
            r"|この(?:企業|会社)を(?:見た|みた|チェックした)|こんな(?:企業|会社|お店)も"
        ),
    ),
    _Sign(
        first_look.MEMBERS,
        re.compile(
            r"(?:会員登録|ログイン)(?:後|すると|して|で)[^。\n]{0,8}(?:表示|閲覧|確認|見る|ご覧)"
            r"|(?:電話番号|連絡先)[^。\n]{0,12}会員限定|会員限定(?:で|情報|公開)"
        ),
    ),
)
_SERVICE = _Sign(
    ("転送", "0037", "0078", "0077", "当サイトを見", "を見たと"),
    re.compile(
        r"転送(?:サービス|電話)|(?<![0-9])00(?:37-?6|78-?6|77-?7)[0-9-]{5}|当サイトを見て|を見たと(?:お伝え|言)"
    ),
)
# What such pages say of the places round about; chains of shops say it of their own.
_ENTRY = (
    _Sign(("コミ", "レビュー", "投稿する"), re.compile(r"口コミ|クチコミ|レビュー\d*件|投稿する")),
    _Sign(
        ("検索", "さがす", "探す", "さがし"),
        re.compile(r"(?:お店|店舗|施設|医院|歯医者|求人)(?:さん)?(?:一覧|検索|をさがす|を探す|さがし)"),
    ),
    _Sign(
        ("近く", "周辺", "付近", "この", "関連", "ほか", "他"),
        re.compile(
            r"(?:近く|周辺|付近)の(?:企業|会社|お店|店舗|施設|医院)|この(?:企業|会社|お店|施設)の(?:求人|口コミ|関連)"
            r"|関連する(?:企業|会社)|(?:ほか|他)の[^\s。、]{0,8}(?:会社|企業|業者|お店|医院)"
        ),
    ),
)
_SOCIAL = re.compile(
    r"https?://(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|linkedin|youtube|ameblo|note"
    r"|line)\.(?:com|jp|me)(?:/|$)"
)
# Directories by their names, in the title: in the text others link to them.
_NAMED = re.compile(
    r"pr times|エキテン|iタウンページ|baseconnect|navitime|mapion|houjin\.info|」の検索結果", re.IGNORECASE
)
# Where visitors write: guest books, and pages within social networks.
_BOARD = re.compile(
    r"(?<!電光)(?<!屋外)(?<!案内)掲示板(?=$|[\s|｜(（-])|ゲストブック|guest ?book|(?<![a-z])bbs(?![a-z])",
    re.IGNORECASE,
)
_FOLLOWERS = _Sign(
    first_look.FOLLOWERS,
    re.compile(r"フォロワー\s*[\d,]|[\d,]\s*(?:人の)?フォロワー|[\d,] followers"),
)
_ENOUGH = 3
_SHORT_PAGE = 3_000  # characters: parked pages say little


class Kind(StrEnum):
    """Whose page it is, if it is nobody's own."""

    PARKED = "parked"
    PORTAL = "portal"


def kind_of(document: Document) -> Kind | None:
    """The kind of a page that shows no company's own number whatever is on it; None for ordinary pages."""
    if holds(Rule.PARKED) and len(document.words) <= _SHORT_PAGE and _PARKED.is_in(document.small):
        return Kind.PARKED
    if holds(Rule.PORTAL) and (_is_by_name(document) or _is_directory(document)):
        return Kind.PORTAL
    return None


def _is_by_name(document: Document) -> bool:
    title = document.title
    if _SOCIAL.match(document.url) or _NAMED.search(title) or _BOARD.search(title):
        return True
    told = document.first_look
    return not told.isdisjoint(_FOLLOWERS.parts) and _FOLLOWERS.words.search(document.small) is not None


def _is_directory(document: Document) -> bool:
    """Whether enough is said that a directory says, and two things that its entries' owners would not say."""
    told = document.first_look
    signs = [sign.words for sign in _DIRECTORY if not told.isdisjoint(sign.parts)]
    if not signs:
        return False
    text = document.small
    if "物件" in text:  # estate agencies: the owners of houses are their customers
        text = text.replace("オーナー様", "")
    sure = sum(words.search(text) is not None for words in signs)
    if not sure:
        return False
    sure += _SERVICE.is_in(text)
    return sure > 1 and sure + sum(sign.is_in(text) for sign in _ENTRY) >= _ENOUGH
