"""What the columns of a list mean: one table of the headers that people write, read and extended by hand."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from workbench.messages import headings

# Our field -> headers as people write them, in NFKC, small letters, without spaces and signs; the first is
# the surest.
_WORDS: dict[str, str] = {
    "name": (
        "会社名 企業名 法人名 社名 商号 商号又は名称 商号または名称 商号名称 会社名称 企業名称 法人名称 "
        "正式名称 正式社名 貴社名 御社名 お客様会社名 契約先名 取引先企業名 相手先 相手先名 "
        "取引先会社名 取引先名 取引先名称 得意先名 得意先名称 顧客名 顧客名称 お客様名 お客さま名 "
        "仕入先名 仕入先名称 販売先名 納入先名 納品先名 請求先名 発注先名 委託先名 提出者名 事業者名 "
        "事業者名称 団体名 組織名 勤務先名 店舗名 施設名 病院名 学校名 事業所名 会員名 メーカー名 "
        "代理店名 業者名 加盟店名 宛名 送付先名 契約者名 本社名 屋号 名称 取引先 得意先 顧客 仕入先 "
        "販売先 勤務先 会社 企業 法人 団体 社名屋号 氏名又は名称 氏名または名称 companyname legalname "
        "businessname corporatename accountname organizationname organisationname customername company "
        "organization organisation account"
    ),
    "corporate_number": (
        "法人番号 国税庁法人番号 提出者法人番号 法人番号13桁 13桁法人番号 法人no 法人マイナンバー "
        "登録番号 適格請求書発行事業者登録番号 適格請求書登録番号 インボイス登録番号 インボイス番号 "
        "t番号 corporatenumber corporateno houjinbangou"
    ),
    "phone": (
        "電話番号 電話 tel 代表電話番号 代表電話 代表tel 代表番号 会社電話番号 会社電話 会社tel "
        "本社電話番号 本社電話 お電話番号 御電話番号 電話番号1 電話1 tel1 telno tel番号 電話no 固定電話 "
        "固定電話番号 代表電話番号1 会社代表電話 会社代表番号 連絡先電話番号 連絡先tel 連絡先 "
        "phonenumber phone telephone telephonenumber companyphone mainphone"
    ),
    "homepage": (
        "ホームページ ホームページurl ホームページアドレス url hp hpurl hpアドレス 会社url 企業url "
        "会社hp 企業hp 公式サイト 公式hp 公式url webサイト webサイトurl ウェブサイト ウェブサイトurl "
        "web webページ webアドレス ウェブ リンク 会社サイト 企業サイト 会社ホームページ 自社サイト "
        "サイトurl サイト urlアドレス homepage homepageurl website websiteurl companyurl"
    ),
    "address": (
        "住所 所在地 本社所在地 本店所在地 本社住所 会社住所 会社所在地 企業所在地 登記住所 住所1 "
        "所在地1 現住所 ご住所 御住所 送付先住所 本店住所 登記上の住所 所在 事業所所在地 連絡先住所 "
        "所在地住所 住所地 address address1 companyaddress streetaddress street"
    ),
    "address_2": "住所2 所在地2 町名番地 町域番地 番地 丁目番地 以降の住所 address2",
    "address_3": "住所3 所在地3 建物名 建物 ビル名 ビル 建物名等 マンション名 address3 building",
    "prefecture": "都道府県 都道府県名 県名 県 所在都道府県 本社都道府県 都道府県コード prefecture state",
    "city": "市区町村 市区町村名 市町村 市町村名 市区郡 市区郡町村 市区 市区町村以降 市区町村以下 市区町村番地 city",
    "postal_code": (
        "郵便番号 〒 〒番号 郵便 郵便no 本社郵便番号 会社郵便番号 郵便番号1 〒no zip zipcode postalcode "
        "postcode"
    ),
}
SYNONYMS: dict[str, tuple[str, ...]] = {field: tuple(words.split()) for field, words in _WORDS.items()}
FIELDS = tuple(SYNONYMS)
_LONGEST_HEADER = 60
_RANK = {word: (field, rank) for field, words in SYNONYMS.items() for rank, word in enumerate(words)}

# How sure a header is that has one of the words only as a part: 会社名・屋号, 会社名(1行目).
_PART = 1_000
_SIGNS = re.compile(r"[\s_:*※＊★●■◆○◎#/・.,'\"-]+|\(?必須\)?|\(?任意\)?")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_PARTS = re.compile(r"[\n/・、,|＋+&]|または|又は|および|及び")
_NUMBERED = re.compile(r"^\s*(?:[①-⑳]|[(\uff08]?\d{1,2}[)\uff09]|\d{1,2}[.:．：]|[A-Za-z][.:)])\s*")
# A column beside the one that is meant: 会社名(カナ), 電話番号(FAX), 法人名(英字).
_ANOTHER = re.compile(
    r"カナ|かな|ヨミ|よみ|読み|フリガナ|ふりがな|英|ローマ|略|旧|前回|fax|ファックス|ファクス|ファクシミリ|携帯|担当|"
    r"個人|親会社|メール|mail",
    re.IGNORECASE,
)
# What a header that begins with a word of the list's own ends with, and beginnings that make it another thing.
_ENDS = {
    "name": (
        re.compile(r".{0,8}(?:会社名|企業名|社名|法人名|事業者名|団体名|業者名|クライアント名?)"),
        re.compile(r"親|子会社|株主|銀行|保険|紹介|関連|グループ|競合|前職|派遣|配送|運送|商品"),
    ),
    "phone": (
        re.compile(r".{0,6}(?:電話番号|電話|tel)|tel(?:会社|代表|本社)"),
        re.compile(r"自宅|緊急|夜間|直通|支店|営業所|工場|店舗|部門"),
    ),
    "homepage": (
        re.compile(r".{0,8}(?:url|ホームページ|サイト|hp)"),
        re.compile(
            r"採用|求人|sns|地図|map|ec|通販|問い?合|フォーム|画像|参考|比較|twitter|facebook|instagram"
        ),
    ),
    "address": (
        re.compile(r".{0,6}(?:住所|所在地)"),
        re.compile(r"メール|自宅|納品|納入|発送|工場|支店|営業所|店舗|倉庫"),
    ),
}
# One column for both: the number that is no FAX is looked for in the cell.
_PHONE_AND_FAX = re.compile(
    r"(?:tel|電話)(?:番号)?(?:[/・&+、,]|および|及び|と|\s)*fax(?:番号)?", re.IGNORECASE
)


def _plain(header: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", header).casefold())


_REPEATED = re.compile(r" \(\d+\)\Z")
# The columns of an earlier export of ours: the list's own now, and never what the list itself knows.
_HEADINGS = frozenset(_plain(word) for words in headings.CATALOGUE.values() for word in words)
_OURS = _HEADINGS - _RANK.keys()
# Ours only beside others of ours: State.
_PERHAPS_OURS = _HEADINGS & _RANK.keys()


@lru_cache(maxsize=20_000)
def is_ours(header: str) -> bool:
    """Whether a header is that of a column which an earlier export of ours has added.

    Also below another line of the header, and with the number that makes a name distinct.

    >>> is_ours("追加/電話番号(取得) (2)"), is_ours("wb_phone"), is_ours("電話番号(代表)")
    (True, True, False)
    """
    words = _REPEATED.sub("", header).rpartition("/")[2]
    return header.strip().startswith("wb_") or _plain(words) in _OURS


@lru_cache(maxsize=20_000)
def field_of(header: str) -> tuple[str, int] | None:
    """(our field, how sure: 0 is the surest) of a header, or None; remarks in brackets do not count.

    >>> field_of("会　社　名"), field_of("ＴＥＬ（代表）"), field_of("会社名（カナ）"), field_of("備考")
    (('name', 0), ('phone', 2), None, None)
    """
    if len(header) > _LONGEST_HEADER or is_ours(header):
        return None
    text = unicodedata.normalize("NFKC", _NUMBERED.sub("", header)).casefold()
    whole = _SIGNS.sub("", text)
    if whole in _RANK:
        return _RANK[whole]
    if _PHONE_AND_FAX.fullmatch(text.strip()):
        return "phone", _PART
    if _ANOTHER.search(text):
        return None
    plain = _SIGNS.sub("", _REMARK.sub("", text))
    return _RANK.get(plain) or _field_of_part(text) or _field_of_end(plain)


@lru_cache(maxsize=20_000)
def is_another(header: str) -> bool:
    """Whether a header says that its column is not the one its contents look like: FAX, カナ, 担当者, ours."""
    return is_ours(header) or _ANOTHER.search(unicodedata.normalize("NFKC", header)) is not None


def _field_of_part(text: str) -> tuple[str, int] | None:
    """Of 会社名・屋号 or 会社名<line break>Company name: the first part that is known."""
    parts = [part for part in _PARTS.split(_REMARK.sub("", text)) if part.strip()]
    for part in parts if len(parts) > 1 else []:
        known = _RANK.get(_SIGNS.sub("", part))
        if known is not None:
            return known[0], known[1] + _PART
    return None


def _field_of_end(plain: str) -> tuple[str, int] | None:
    """Of 出展企業名 or 総務部電話番号: what the last word says, unless the first make it another thing."""
    for field, (end, another) in _ENDS.items():
        if end.fullmatch(plain) and not another.search(plain):
            return field, 2 * _PART
    return None


def recognise(headers: Sequence[str]) -> dict[str, int]:
    """Our field -> position of the column that means it, in the order of FIELDS.

    Of several columns of one meaning the surest header is taken, then the leftmost.
    """
    exported = any(map(is_ours, headers))
    return surest([None if exported and _plain(one) in _PERHAPS_OURS else field_of(one) for one in headers])


def surest(meanings: Sequence[tuple[str, int] | None]) -> dict[str, int]:
    """As `recognise`, of what each header has been taken for."""
    best: dict[str, tuple[int, int]] = {}
    for position, known in enumerate(meanings):
        if known is not None:
            field, rank = known
            best[field] = min(best.get(field, (rank, position)), (rank, position))
    return {field: best[field][1] for field in FIELDS if field in best}


def placed(headers: Sequence[str], said: Mapping[str, str | None]) -> dict[str, int] | None:
    """Our field -> position of the header that somebody said it has; None if one of the headers is not there.

    Width, spaces and line breaks within a header do not count. A field said to be None, or "", has no column.
    """
    places: dict[str, int] = {}
    for position, header in enumerate(map(_compact, headers)):
        places.setdefault(header, position)
    wanted = {field: _compact(header) for field, header in said.items() if header}
    if not all(header in places for header in wanted.values()):
        return None
    return {field: places[header] for field, header in wanted.items()}


def _compact(header: str) -> str:
    return "".join(unicodedata.normalize("NFKC", header).split())
