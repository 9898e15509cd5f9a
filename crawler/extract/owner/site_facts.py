"""What a site says of itself: names, addresses and corporate numbers, line by line over its pages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from crawler.extract.once import parse_address
from crawler.extract.page.first_look import SALES
from crawler.extract.page.json_ld import organisations
from crawler.extract.page.page import Document
from crawler.extract.page.signs import END_OF_LABEL, HAS_FORM_SIGN, SIGNS
from crawler.extract.words.others import tells_of_others
from workbench.japan import addresses, corporate_numbers

_FORMS = (
    r"(?:株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(?:一般|公益)?(?:社団|財団)法人|(?:社会)?医療法人(?:社団|財団)?|社会福祉法人|学校法人|宗教法人"
    r"|特定非営利活動法人|NPO法人|(?:弁護士|税理士|監査|司法書士|行政書士|社会保険労務士|特許業務)法人|独立行政法人|国立研究開発法人"
    r"|協同組合|信用金庫|信用組合|\([株有同資名]\)|Co\., ?Ltd\.?|Inc\.|K\.K\.|LLC)"
)
HAS_FORM = re.compile(_FORMS)
# Forms that end a name, which is words with capitals then.
_LATIN_AFTER = frozenset({"Co.,Ltd.", "Co., Ltd.", "Co.,Ltd", "Co., Ltd", "Inc.", "LLC"})
_LATIN = _LATIN_AFTER | {"K.K."}
_LATIN_NAME_ENDS = re.compile(r"(?:\b(?!Copyright)[A-Z][\w&.'-]{0,20},? ?){1,5}$")
_NAME = r"[^\s、。,|/<>()\[\]【】「」『』:;©*=]{1,40}"
# A name's characters up to a form, and after it.
_NAME_ENDS = re.compile(rf"{_NAME}$")
_NAME_BEGINS = re.compile(rf" ?{_NAME}")
# What a sentence puts before a name: `東京の印刷なら見本商事株式会社`.
_LEAD_IN = re.compile(r"^.*(?:の|なら|は|を|で|へ|が|と)(?=[^ぁ-ん])")
_NAME_LABEL = re.compile(
    r"^(?:会社名|社名|商号|名称|法人名|企業名|事業者名?|販売業者名?|販売事業者名?|販売元|運営会社|運営者|運営事業者|運営法人|(?:運営|設置|経営|事業)主体|設置者|(?:設置|経営|開設)法人|経営母体|屋号|団体名|医院名|店名)$"
)
# The next field of a form, whose label 会社名 asks for the reader's.
_FIELD = re.compile(
    r"[*※]|[\[(【]?(?:必須|任意)|[(（]?例[)）:：]|(?:[おご]|貴)?(?:名前|氏名|担当者?名?|部署名?|役職名?|住所|電話(?:番号)?|連絡先|メール(?:アドレス)?|フリガナ|ふりがな|(?:会社|法人)名)"
    r"(?=$|[\s　*＊※（(【\[:：・])"
)
_ADDRESS_LABEL = re.compile(r"^(?:本社|本店|本部|主たる事務所)?(?:所在地|住所|在所)$|^(?:本社|本店|本部)$")
_LABEL_AND_VALUE = re.compile(r"^\s*([^\s:：]{2,12}|(?:\S ){1,6}\S)\s*[:： ]\s*(.{2,})$")
_TITLE_PARTS = re.compile(r"\s*[|｜/／:：»>【】（）()]\s*|\s+[-–—―~〜・]\s+|\s{2,}")
_SITE_WORDS = re.compile(
    r"(?:の)?(?:公式|オフィシャル)?(?:ホームページ|ウェブサイト|webサイト|webサイト|サイト|hp|トップページ|へようこそ|公式)$|^(?:公式|ようこそ)",
    re.IGNORECASE,
)
_CORPORATE_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[TtＴ]?\s?-?([0-9０-９](?:[-－ ]?[0-9０-９]){12})(?![0-9０-９])"
)
_NUMBER_WORDS = re.compile(r"法人番号|登録番号|インボイス|適格請求書|T\d{13}|Ｔ", re.IGNORECASE)
_POSTAL = re.compile(r"〒\s*([0-9０-９]{3}[-－‐−ー]?[0-9０-９]{4})")
_PREFECTURE = re.compile("|".join(addresses.PREFECTURES.values()))
_LONGEST_LINE = 200
_LONGEST_LABEL = 20
_LONGEST_NAME = 60
_LONGEST_PART = 40
_LONGEST_ADDRESS = 60
_DO_NOT_CALL = re.compile(
    r"(?:営業|セールス|勧誘|売り?込み)[^。\n]{0,12}(?:電話|お?電話|TEL|連絡)[^。\n]{0,24}?"
    r"(?:お断り|おことわり|ご遠慮|遠慮|控え|禁止|お受け(?:して|でき))",
)


@dataclass
class SiteFacts:
    """What a site says of itself, gathered over its pages. `named` are explicit names, `mentioned` any with a form."""

    named: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    postal_codes: list[str] = field(default_factory=list)
    corporate_numbers: list[str] = field(default_factory=list)

    def add(self, page: "SiteFacts") -> None:
        """Add what another page of the site says; each value is kept once, the earliest first."""
        for mine, theirs in (
            (self.named, page.named),
            (self.mentioned, page.mentioned),
            (self.titles, page.titles),
            (self.addresses, page.addresses),
            (self.postal_codes, page.postal_codes),
            (self.corporate_numbers, page.corporate_numbers),
        ):
            if theirs:
                mine[:] = dict.fromkeys((*mine, *theirs))


def gather(facts: SiteFacts, document: Document, json_ld: Sequence[Any]) -> None:
    """Add what one page says of its owner."""
    for organisation in organisations(json_ld):
        facts.named += [
            str(organisation[key]) for key in ("legalName", "name") if _is_text(organisation.get(key))
        ]
        _add_address(facts, _json_ld_address(organisation.get("address")))
    facts.titles += _title_names(document.title)
    for line, label, tells in _lines(document.words):
        if len(line) <= _LONGEST_LINE:
            told = _told_by(line, label, tells)
            facts.named += told.named
            facts.mentioned += told.mentioned
            facts.addresses += told.addresses
            facts.postal_codes += told.postal_codes
            facts.corporate_numbers += told.corporate_numbers
    for items in (
        facts.named,
        facts.mentioned,
        facts.titles,
        facts.addresses,
        facts.postal_codes,
        facts.corporate_numbers,
    ):
        items[:] = dict.fromkeys(items)


def do_not_call(document: Document) -> str | None:
    """The sentence by which a page asks not to be called for sales, None if it has none."""
    if document.first_look.isdisjoint(SALES) or not _DO_NOT_CALL.search(document.text):
        return None
    for block in document.blocks:
        if found := _DO_NOT_CALL.search(block.text):
            start, end = max(0, found.start() - 10), found.end() + 20
            return block.text[start:end].replace("\n", " ").strip()
    return None


def _lines(words: str) -> Iterator[tuple[str, str | None, bool]]:
    """(line, what the line before it announces, whether it holds a sign) of the lines that are worth a look."""
    told: set[int] = set()
    ends = [found.start() for found in END_OF_LABEL.finditer(words)]
    for found in SIGNS.finditer(words):
        at = found.start()
        ends.append(words.find("\n", at))
        if found.lastindex is None:
            told.add(words.rfind("\n", 0, at) + 1)
    announced = dict(_announced(words, ends))
    for start in sorted(told | announced.keys()):
        end = words.find("\n", start)
        yield words[start : end if end >= 0 else None], announced.get(start), start in told


def _announced(words: str, ends: Iterable[int]) -> Iterator[tuple[int, str]]:
    """(where the line below it begins, what it announces) of each label that is a line of its own and ends there."""
    for end in ends:
        start = words.rfind("\n", 0, end) + 1 if end > 0 else 0
        if 0 < end <= start + _LONGEST_LABEL and (kind := _label_kind(words[start:end])):
            if kind == "name" and tells_of_others(_line_before(words, start)):
                continue  # 派遣先の情報, 名称
            yield end + 1, kind


def _line_before(words: str, start: int) -> str:
    """The line above the one that begins at `start`."""
    return words[words.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]


@lru_cache(maxsize=4_096)
def _told_by(line: str, label: str | None, tells: bool) -> SiteFacts:
    """What one line says, not to be changed: a site's header and footer say it again on all its pages.

    label: what the line before it announces; tells: whether it holds a sign itself.
    """
    facts = SiteFacts()
    if label == "name" and len(line) <= _LONGEST_NAME and not _FIELD.match(line):
        facts.named.append(_before_remark(unicodedata.normalize("NFKC", line)))
    elif label == "address":
        _add_address(facts, _before_phone(line[:_LONGEST_ADDRESS]))
    if label == "number" or tells:
        _gather_telling_line(facts, line, label)
    return facts


def _gather_telling_line(facts: SiteFacts, line: str, label: str | None) -> None:
    """A line that holds a sign of a name, an address or a number; `label` is what the line before it announces."""
    if label != "address" and (_PREFECTURE.search(line) or "〒" in line):
        _add_address(facts, _address_in(line))
    text = unicodedata.normalize("NFKC", line)
    pair = _LABEL_AND_VALUE.match(text)
    if pair and _label_kind(pair.group(1)) == "name" and not _FIELD.match(pair.group(2)):
        facts.named.append(_before_remark(pair.group(2)))
    facts.mentioned += names_in(text)
    if label == "number" or _NUMBER_WORDS.search(text):
        for found in _CORPORATE_NUMBER.finditer(text):
            number = corporate_numbers.clean(found.group(1))
            if number:
                facts.corporate_numbers.append(number)


@lru_cache(maxsize=4_096)
def _label_kind(text: str) -> str | None:
    """What a label announces: "name", "address", "number", or nothing of these."""
    label = re.sub(r"\s+", "", text)
    if _NAME_LABEL.match(label):
        return "name"
    if _ADDRESS_LABEL.match(label):
        return "address"
    return "number" if _NUMBER_WORDS.search(label) else None


def _address_in(line: str) -> str:
    """The address within a line: from its 〒 or its prefecture on, up to where a telephone number begins."""
    at = [found.start() for found in (_POSTAL.search(line), _PREFECTURE.search(line)) if found]
    if not at:
        return ""
    return _before_phone(line[min(at) :][:_LONGEST_ADDRESS])


def _before_phone(text: str) -> str:
    return re.split(r"TEL|Tel|tel|電話|℡|☎|FAX|Fax|ＴＥＬ|ＦＡＸ", text)[0].strip()


def _add_address(facts: SiteFacts, text: str) -> None:
    if not text:
        return
    address = parse_address(text)
    if address.postal_code:
        facts.postal_codes.append(address.postal_code)
    if (address.prefecture and address.rest) or address.city:
        facts.addresses.append(text)


def _json_ld_address(value: Any) -> str:
    if _is_text(value):
        return str(value)
    if isinstance(value, list):
        return next((text for item in value if (text := _json_ld_address(item))), "")
    if not isinstance(value, dict):
        return ""
    post, *rest = (
        value[key] if _is_text(value.get(key)) else ""
        for key in ("postalCode", "addressRegion", "addressLocality", "streetAddress")
    )
    return f"〒{post} {''.join(rest)}" if post else "".join(rest)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 200


def _title_names(title: str) -> Iterator[str]:
    """The parts of a title that may be a name: `会社概要｜株式会社X 公式サイト` gives 会社概要 and 株式会社X."""
    for part in _TITLE_PARTS.split(unicodedata.normalize("NFKC", title)[:200]):
        yield from _names_of_part(part)


@lru_cache(maxsize=4_096)
def _names_of_part(part: str) -> tuple[str, ...]:
    pieces = (_SITE_WORDS.sub("", piece.strip()).strip() for piece in (part, *names_in(part)))
    return tuple(name for name in pieces if 1 < len(name) <= 40)


def names_in(text: str) -> list[str]:
    """The names with a legal form that stand in a text, each also without what a sentence puts before it."""
    if not HAS_FORM_SIGN.search(text):
        return []
    found: list[str] = []
    at = 0
    for form in HAS_FORM.finditer(text):
        lead = text[max(0, form.start() - _LONGEST_PART) : form.start()]
        latin = _LATIN_NAME_ENDS.search(lead) if form.group() in _LATIN else None
        before = latin or _NAME_ENDS.search(lead)
        ends_here = latin or form.group() in _LATIN_AFTER
        after = None if ends_here else _NAME_BEGINS.match(text, form.end())
        if after and form.start() >= at:
            found.append(text[form.start() : after.end()].strip())
            at = after.end()
        if before or not after:
            found.append((before.group() if before else "") + form.group())
    return [*found, *(_LEAD_IN.sub("", name) for name in found if _LEAD_IN.match(name))]


def _before_remark(text: str) -> str:
    """A name without what is said of it in brackets (its English name, its reading)."""
    return re.split(r"\s*[（(【](?![株有同資名][)）])", text, maxsplit=1)[0].strip() or text
