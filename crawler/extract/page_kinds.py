"""Pages that are nobody's own: parked domains, and portals that tell of other companies."""

import re
from enum import StrEnum

from crawler.extract.page import Document
from crawler.extract.rules import Rule, holds

_PARKED = re.compile(
    r"(?:this |the )?domain(?: name)? (?:may be|is|has been) (?:for sale|parked|expired"
    r"|registered)|buy this domain|このドメイン(?:名)?は"
    r"|ドメイン(?:名)?(?:の|を)?(?:販売|売り出|売却|購入|取得され)|parked (?:free|domain)|お名前\.com|ムームードメイン"
    r"|(?:default|coming soon) web ?page",
    re.IGNORECASE,
)
# What only a directory of other people's businesses says; one alone says nothing.
_PORTAL = (
    re.compile(r"口コミ|クチコミ|レビュー\d*件|投稿する"),
    re.compile(
        r"掲載(?:内容|情報)の(?:修正|削除|変更|訂正)|情報の(?:修正|削除)(?:依頼|を依頼)|掲載をご希望|無料掲載|掲載の?(?:お申し?込み|依頼)"
    ),
    re.compile(
        r"(?:企業|会社|法人)(?:一覧|検索|名鑑|データベース|をさがす|を探す)"
        r"|(?:お店|店舗|施設|医院|歯医者|求人)(?:さん)?(?:検索|をさがす|を探す|さがし)"
    ),
    re.compile(
        r"(?:近く|周辺|付近)の(?:企業|会社|お店|店舗|施設|医院)|この(?:企業|会社|お店|施設)の"
        r"(?:求人|口コミ|関連)|関連する(?:企業|会社)"
    ),
    re.compile(
        r"この(?:企業|会社|施設|店舗)(?:の)?(?:情報|オーナー)"
        r"|オーナー様|事業者様はこちら|PR TIMES|エキテン|iタウンページ|Baseconnect"
    ),
)
_SOCIAL = re.compile(
    r"https?://(?:[\w-]+\.)?(?:facebook|instagram|twitter|x|linkedin|youtube|ameblo|note"
    r"|line)\.(?:com|jp|me)(?:/|$)"
)
# Where visitors write: guest books, and pages within social networks.
_BOARD = re.compile(r"掲示板|ゲストブック|guest ?book|(?<![a-z])bbs(?![a-z])", re.IGNORECASE)
_FOLLOWERS = re.compile(r"フォロワー\s*[\d,]|[\d,]\s*(?:人の)?フォロワー|[\d,] followers", re.IGNORECASE)
_ENOUGH = 3
_SHORT_PAGE = 3_000  # characters: parked pages say little


class Kind(StrEnum):
    """Whose page it is, if it is nobody's own."""

    PARKED = "parked"
    PORTAL = "portal"


def kind_of(document: Document) -> Kind | None:
    """The kind of a page that shows no company's own number whatever is on it; None for ordinary pages."""
    if holds(Rule.PARKED) and _is_parked(document):
        return Kind.PARKED
    if holds(Rule.PORTAL) and _is_portal(document):
        return Kind.PORTAL
    return None


def _is_parked(document: Document) -> bool:
    size = sum(len(block.text) for block in document.blocks)
    return size <= _SHORT_PAGE and any(_PARKED.search(block.text) for block in document.blocks)


def _is_portal(document: Document) -> bool:
    if _SOCIAL.match(document.url):
        return True
    if _BOARD.search(document.title) or any(_FOLLOWERS.search(block.text) for block in document.blocks):
        return True
    texts = [document.title, *(block.text for block in document.blocks)]
    found = 0
    for at, pattern in enumerate(_PORTAL):
        found += any(pattern.search(text) for text in texts)
        if found + len(_PORTAL) - at - 1 < _ENOUGH:
            return False
    return found >= _ENOUGH
