"""Whose page it is by its own words, and which other companies stand beside the numbers on it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from crawler.extract.once import core_key
from crawler.extract.owner.portraits import portrait_of
from crawler.extract.owner.site_facts import HAS_FORM, SiteFacts, names_in
from crawler.extract.owner.strange_names import has_letters
from crawler.extract.owner.titles import TITLE_PARTS
from crawler.extract.page.headings import main_heading
from crawler.extract.page.json_ld import organisations
from crawler.extract.page.landmarks import Landmarks
from crawler.extract.page.page import Document
from crawler.extract.rules import Rule, holds
from crawler.extract.words.others import others_in, without_maker
from crawler.extract.words.profile_labels import profile_labels

COPYRIGHT = re.compile(r"copyright|©|\(c\)|ⓒ|all rights", re.IGNORECASE)
_PAGE_WORDS = re.compile(
    r"(?:法人|団体|財団|社団|組合|協会|学校|学園|病院|医院|協議会)の?ご?(?=概要|案内|情報|紹介)|概要|あらまし|案内|情報|お?問い?合わ?せ|アクセス|トップ|ホーム|ニュース|お?知らせ|採用|一覧|事例|実績|サービス|ページ|サイト|紹介|特定商取引|表記|プライバシー"
    r"|商品|製品|ブログ|会社|企業|店舗|店|拠点|支店|営業所|事業所|施設|事務所|スタッフ|マップ|地図|交通|フォーム|メニュー|料金|価格|よくある|質問|流れ"
    r"|規約|方針|ポリシー|個人|保護|法律?|基づく|ログイン|ダウンロード|カタログ|資料|請求|メッセージ|ご?挨拶|ごあいさつ|沿革|理念|求人|募集|要項|予約|プラン"
    r"|お客様の声|代表|施工|導入|取扱|事業|業務|内容|company|profile|contact|access|home|about|us|news|recruit|outline|index|privacy|policy"
    r"|products?|services?|welcome|map|top|page|information|info|overview|corporate|office|offices|locations?|blog|shop|ショップ|menu"
    r"|臨時|[夏冬]季|夏休み|年末年始|休業日?|休[診館園]日?|営業日?|改[定訂]|送料|値上げ|利用|各位|お客様|お願い|お?詫び|おわび|[お御]礼|依頼|見積|コラム|リンク集?|キャンペーン"
    r"|展示会|出展|開催|感謝祭|思い出|終了|開始|開設|移転|変更|統合|廃止|工場見学|第[0-9]{1,4}回|[0-9]{1,4}[年月日号]|台風|大雪|による|お試し|実施中|特集|物件|賃貸|売買|車両|製造|部品|相談|見学|体験|講座|診療|治療|検査|返品|交換|支払い?|配送|納期|試作|工法|技術|品質|環境|安全"
    r"|社会貢献|取り?組み?|研究|開発|投資家|株主|決算|電子公告|公告|免責(?:事項)?|著作権|ヘルプ|ガイド|(?:はじ|初)めて|ギャラリー|動画|写真|イベント|カレンダー|スケジュール|時間|苦情|対応"
    r"|無題|名称未設定|ドキュメント|新規|タイトル|untitled|document|title|new",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"[（(] ?以下[、,，]? ?[「『“\"｢]?[当弊本]"
    r"(?:社|店|院|館|園|校|行|所|会|組合|法人|協会|財団|機構|学園|事務所|クラブ|ホテル|旅館)"
)
_LONGEST_DEFINED = 60
_LONGEST_NAME = 24
_LITTLE = re.compile(r"[\s\d・&/,.()（）「」『』!！?？のごおをとへにで]+")
CUSTOMER = re.compile(r"(?:様|さま|御中)(?:$|[\s|｜:：)）」])")
_SITE = re.compile(
    r"(?:の)?(?:公式|オフィシャル)?(?:ホーム ?ページ|(?:web|ウェブ) ?サイト|サイト|hp|ブログ|(?<=.)公式)$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[「『]([^「」『』]{2,40})[」』]")
_SHORTEST = 3
_SHORTEST_SUBJECT = 4
_SHORTEST_QUOTED = 6
_LAST_BLOCKS = 12
_MOST_OF_FOOTER = 80  # blocks; a footer repeats the menu
LOGO = ",".join(
    (
        *("header img[alt]", "#header img[alt]", "h1 img[alt]"),
        *('[class*="logo" i] img[alt]', '[id*="logo" i] img[alt]', 'img[alt][class*="logo" i]'),
    )
)
OF_LOGO = re.compile(r"(?:の|様)?[ 　]?(?:ロゴ(?:マーク)?|logo)$", re.IGNORECASE)
_MOST_LABELLED = 2
_LITTLE_MORE = 1  # characters of a heading beside the name that it is: a blank, a full stop
_ASSOCIATION = re.compile(r"(?:社団|財団)法人.*(?:協会|機構|連合会|連盟|推進|センター)")


def own_names(document: Document, facts: SiteFacts, json_ld: Sequence[Any], known: str | None) -> set[str]:
    """The keys (workbench.japan.names.core_key) of the names that the page gives its owner; empty if none is sure.

    Sure are: the title, the copyright line and the organisation of JSON-LD, each with a legal form, a name under the
    label 会社名 where there are few, the one for which the text sets 当社, and the name that is `known` from
    elsewhere; where there is none of these, the only name in the footer, else the first heading or the logo.
    """
    parts = [part.strip() for part in TITLE_PARTS.split(document.title) if CUSTOMER.search(part)]
    portrait = portrait_of(document)
    parts += portrait.names
    customers = keys_of(name for part in parts for name in (CUSTOMER.sub("", part), *names_in(part)))
    found = [name for name in facts.titles if HAS_FORM.search(name) and not portrait.is_of(name)]
    for text in document.blocks.texts[-_LAST_BLOCKS:]:
        if COPYRIGHT.search(text):
            found += names_in_line(without_maker(text[:200]))
    for organisation in organisations(json_ld):
        name = organisation.get("legalName") or organisation.get("name")
        if isinstance(name, str) and HAS_FORM.search(unicodedata.normalize("NFKC", name)):
            found.append(name)
    if holds(Rule.DEFINED):
        found += _defined(document.words)
    # What stands beside such a label in the head of a table is another label.
    labelled = {name: None for name in facts.named if has_letters(name) and not profile_labels(name)}
    if len(labelled) <= _MOST_LABELLED:
        # A company that names an association tells where it belongs.
        found += [name for name in labelled if not (found and _ASSOCIATION.search(name))]
    own = keys_of([*found, *([known] if known else [])]) - customers
    own = _without_quoted(own, document.title)
    if own or not holds(Rule.NAME_IN_FRAME):
        return own
    return _in_footer(document) or _in_headline(document)


def _defined(text: str) -> list[str]:
    """The names that a text sets its own house's word for.

    >>> _defined("青空ナビを運営する株式会社青空商会（以下「当社」といいます。）は")
    ['株式会社青空商会']
    """
    found = _DEFINES.finditer(text) if "以下" in text else ()
    lines = (text[max(0, one.start() - _LONGEST_DEFINED) : one.start()].rpartition("\n")[2] for one in found)
    names = (
        [name for name in names_in_line(line) if line.find(name) >= len(line) - _LONGEST_NAME]
        for line in lines
    )
    return [min(of_line, key=len) for of_line in names if of_line]


def _without_quoted(own: set[str], title: str) -> set[str]:
    """The names of a title without those in quotes, if others are left: 会員紹介「有限会社青空堂」｜みなと振興会."""
    parts = _QUOTED.findall(title)
    quoted = keys_of(name for part in parts for name in names_in(part)) | {
        core_key(part) for part in parts if len(part) >= _SHORTEST_QUOTED
    }
    rest = {key for key in own if not any(name in key for name in quoted)}
    return rest or own


def _in_footer(document: Document) -> set[str]:
    landmarks = Landmarks(document.blocks)
    blocks = document.blocks[-_MOST_OF_FOOTER:]
    lines = [block.text for block in blocks if landmarks.of_node(block.node)[1] == "footer"]
    keys = keys_of(name for line in lines if not others_in(line) for name in names_in_line(line))
    longest = max(keys, key=len, default="")
    return keys if all(key in longest for key in keys) else set()  # else there are several companies


def _in_headline(document: Document) -> set[str]:
    """The name that is the page's first heading or its logo's, with its legal form, where the title names nobody."""
    if title_names(document.title):
        return set()
    logo = document.tree.css_first(LOGO)
    alt = " ".join((logo.attributes.get("alt") or "").split()) if logo else ""
    for line in (OF_LOGO.sub("", text) for text in (main_heading(document.blocks), alt)):
        found = names_in_line(line)
        if len(found) == 1 and len(line) <= len(found[0]) + _LITTLE_MORE:
            return keys_of(found)
    return set()


def strangers(mentioned: Iterable[str], own: frozenset[str]) -> frozenset[str]:
    """The names of others on a page as it goes on to call them: without their legal form; none if no owner is sure."""
    if not own:
        return frozenset()
    others = [name for name in mentioned if not keys_of([name]) & own]
    return frozenset(core for name in others if (core := without_form(name)) != name)


def title_names(title: str) -> list[str]:
    """The parts of a title that may be the owner's name or the office's: what any page is called is left out."""
    parts = TITLE_PARTS.split(unicodedata.normalize("NFKC", title)[:120])
    parts = [_SITE.sub("", part.strip()).strip() for part in parts]
    return [part for part in parts if len(part) >= _SHORTEST and _is_name(part)]


def _is_name(part: str) -> bool:
    if CUSTOMER.search(part):
        return False  # of whom the page tells
    return bool(HAS_FORM.search(part)) or len(_LITTLE.sub("", _PAGE_WORDS.sub("", part))) > 1


def is_more_than_page_words(part: str) -> bool:
    """Whether a part of a title says more than what any page is called: 会社概要, お問い合わせ."""
    return len(_LITTLE.sub("", _PAGE_WORDS.sub("", part))) >= _SHORTEST_SUBJECT


def without_form(name: str) -> str:
    """A name without its legal form, as pages call themselves in the text; the name itself if little is left."""
    core = HAS_FORM.sub("", name).strip()
    return core if len(core) >= _SHORTEST else name


def keys_of(found: Iterable[str]) -> set[str]:
    return {key for name in found if (key := core_key(name))}


def names_beside(lines: Iterable[str]) -> list[str]:
    """The names with a legal form in the nearest line that has any."""
    return next((list(found) for line in lines if (found := names_in_line(line))), [])


@lru_cache(maxsize=4_096)
def names_in_line(line: str) -> tuple[str, ...]:
    """The names on a line, none on one that is too long; the lines beside one number are beside the next one too."""
    return tuple(names_in(unicodedata.normalize("NFKC", line))) if len(line) <= 200 else ()
