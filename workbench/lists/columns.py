"""What the columns of a list mean: one table of the headers that people write, read and extended by hand."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

# Our field -> headers as people write them, in NFKC, small letters, without spaces and signs; the first is
# the surest.
_WORDS: dict[str, str] = {
    "name": (
        "会社名 企業名 法人名 社名 商号 商号又は名称 商号または名称 商号名称 会社名称 企業名称 法人名称 "
        "正式名称 正式社名 貴社名 御社名 取引先会社名 取引先名 取引先名称 得意先名 得意先名称 顧客名 "
        "顧客名称 お客様名 お客さま名 仕入先名 仕入先名称 販売先名 納入先名 納品先名 請求先名 発注先名 "
        "委託先名 提出者名 事業者名 事業者名称 団体名 組織名 勤務先名 屋号 名称 取引先 得意先 顧客 仕入先 "
        "販売先 勤務先 会社 企業 法人 companyname corporatename accountname organizationname "
        "organisationname customername company organization organisation account"
    ),
    "corporate_number": (
        "法人番号 国税庁法人番号 提出者法人番号 法人番号13桁 13桁法人番号 法人no 法人マイナンバー 登録番号 "
        "適格請求書発行事業者登録番号 適格請求書登録番号 インボイス登録番号 インボイス番号 t番号 "
        "corporatenumber corporateno houjinbangou"
    ),
    "phone": (
        "電話番号 電話 tel 代表電話番号 代表電話 代表tel 代表番号 会社電話番号 会社電話 会社tel "
        "本社電話番号 本社電話 お電話番号 御電話番号 電話番号1 電話1 tel1 telno tel番号 電話no 固定電話 "
        "固定電話番号 連絡先電話番号 連絡先tel 連絡先 phonenumber phone telephone telephonenumber "
        "companyphone mainphone"
    ),
    "homepage": (
        "ホームページ ホームページurl ホームページアドレス url hp hpurl hpアドレス 会社url 企業url 会社hp "
        "企業hp 公式サイト 公式hp 公式url webサイト webサイトurl ウェブサイト ウェブサイトurl web "
        "webページ サイトurl サイト urlアドレス homepage homepageurl website websiteurl companyurl"
    ),
    "address": (
        "住所 所在地 本社所在地 本店所在地 本社住所 会社住所 会社所在地 企業所在地 登記住所 住所1 所在地1 "
        "現住所 ご住所 連絡先住所 所在地住所 住所地 address address1 companyaddress streetaddress street"
    ),
    "address_2": "住所2 所在地2 町名番地 町域番地 番地 丁目番地 以降の住所 address2",
    "address_3": "住所3 所在地3 建物名 建物 ビル名 ビル 建物名等 マンション名 address3 building",
    "prefecture": "都道府県 都道府県名 県名 県 所在都道府県 本社都道府県 prefecture state",
    "city": "市区町村 市区町村名 市町村 市町村名 市区郡 市区郡町村 市区 city",
    "postal_code": "郵便番号 〒 〒番号 郵便 郵便no 本社郵便番号 zip zipcode postalcode postcode",
}
SYNONYMS: dict[str, tuple[str, ...]] = {field: tuple(words.split()) for field, words in _WORDS.items()}
FIELDS = tuple(SYNONYMS)
_RANK = {word: (field, rank) for field, words in SYNONYMS.items() for rank, word in enumerate(words)}

_SIGNS = re.compile(r"[\s_:*※＊★●■◆○◎#/・.,'\"-]+|\(?必須\)?|\(?任意\)?")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
# A column beside the one that is meant: 会社名(カナ), 電話番号(FAX), 法人名(英字).
_ANOTHER = re.compile(
    r"カナ|かな|ヨミ|よみ|読み|フリガナ|ふりがな|英|ローマ|略|旧|前回|fax|携帯|担当", re.IGNORECASE
)


def field_of(header: str) -> tuple[str, int] | None:
    """(our field, how sure: 0 is the surest) of a header, or None; remarks in brackets do not count.

    >>> field_of("会　社　名"), field_of("ＴＥＬ（代表）"), field_of("会社名（カナ）"), field_of("備考")
    (('name', 0), ('phone', 2), None, None)
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    whole = _SIGNS.sub("", text)
    if whole in _RANK:
        return _RANK[whole]
    if _ANOTHER.search(text):
        return None
    return _RANK.get(_SIGNS.sub("", _REMARK.sub("", text)))


def recognise(headers: Sequence[str], said: Mapping[str, str] | None = None) -> dict[str, int]:
    """Our field -> position of the column that means it, in the order of FIELDS.

    said: our field -> header, by the analyst's word; it wins over what is recognised. Of several columns
    of one meaning the surest header is taken, then the leftmost.
    """
    said = said or {}
    best: dict[str, tuple[int, int]] = {}
    for position, header in enumerate(headers):
        known = field_of(header) if header not in said.values() else None
        if known is not None and known[0] not in said:
            field, rank = known
            best[field] = min(best.get(field, (rank, position)), (rank, position))
    for field, header in said.items():
        if header in headers:
            best[field] = (-1, headers.index(header))
    return {field: best[field][1] for field in FIELDS if field in best}
