"""Numbers of others: authorities, makers of the page, business partners, hosts of events, those who carry."""

import re
from collections.abc import Iterable

from crawler.extract.page.first_look import WHEN
from crawler.extract.page.page import Document

# Where a body is named, its department or the telephone follows; where something is said of it, other words do:
# 市役所前, 保健所の許可, 管理会社の変更.
_ENDS = r"(?:について)?(?=$|[\s:：()（）】」/・、|]|tel|電話|℡|☎|\ufffc)(?!\s*(?:徒歩|から|より|前|すぐ|隣))"
_DESK = r" ?[^\s・、。]{0,10}(?:課|係|室|署|部|窓口|センター|担当|代表|相談|支所|事務所|名称|申し?出先)"
_AUTHORITY = (
    r"警察(?!犬)|消防(?:署|本部|局|団)|市役所|区役所|町役場|村役場|県庁|都庁|道庁|府庁|保健所|税務署|法務局|労働局|労働基準|ハローワーク(?!の)[^\s・、。]{0,6}"
    r"|公共職業安定所|公正取引|消費(?:生活|者)(?:総合)?(?:センター|相談(?:室|センター|窓口))|国民生活センター|消費者(?:センター|ホットライン|庁)|個人情報保護委員会"
    r"|個人情報保護団体|財務局|出入国在留管理局|運輸局|整備局|経済産業局|年金事務所|裁判所|弁護士会|医師会|水道局|土木事務所"
    r"|公的な?(?:機関|窓口|相談)|行政(?:機関|窓口)|関係機関|外部の?(?:相談)?窓口|労働相談|株主名簿管理人|証券代行部|(?:市|町|村|区)の[^\s・、。]{1,8}課"
    r"|小児救急(?:医療)?電話相談|救急安心センター|救急(?:医療)?(?:情報|相談)(?:センター|窓口)|(?:休日|夜間)(?:・?(?:休日|夜間))?急[患病](?:診療所|センター)"
    r"|運営適正化委員会|在宅当番医|休日当番医|精神保健福祉センター|動物愛護(?:管理)?センター|就農相談センター|児童相談所|女性相談(?:所|支援センター)|救急病院(?=案内|一覧)|いのちの電話|[#＃][789][0-9]{3}(?![0-9])"
    r"|[市町村県府区]立?(?:教育|福祉|保健|健康|(?:上下)?水道|環境|清掃|子育て|こども|子ども|市民生活|消費|農政|商工|土木|建設)"
    r"[^\s・、。:：()（）]{0,10}(?:センター|局|課|室|係)"
    r"|苦情の?解決(?!責任者|担当)|紛争解決|あっせん|(?<![a-z])ADR(?![a-z])"
)
_IS_AUTHORITY = re.compile(_AUTHORITY, re.IGNORECASE)
_PARTNER = (
    r"最寄り|取引(?:先|銀行)|主要取引|パートナー企業|加盟店様?一覧|会員(?:企業|名簿|一覧)|グループ(?:会社|企業)"
    r"|関連(?:会社|企業|団体)|関係会社|子会社|協力会社|管理会社|管理人|電力会社|送配電|ガス会社|供給所|停電|ガス漏れ|発注者"
    r"|所轄|提携(?:先|企業|店)|紹介先|宿泊先|引受(?:保険会社|会社)|保険会社|監査法人|協会員|取材(?:に|の)?ご?協力(?:いただいた|頂いた)?(?:お店|先|企業|店)?|姉妹(?:園|校|店|施設|会社)|登記簿上|クライアント"
    r"|(?:モール|館内|ビル|百貨店|ショッピングセンター)(?:代表|総合案内|インフォメーション)"
)
_DEALERS = r"(?:国内|海外)?(?:正規)?(?:販売)?(?:代理|特約|取次)店|(?:お取り?|取り)扱い?(?:販売)?店"
_MAKER = (
    r"(?:web|ウェブ|ホームページ|hp|サイト|site)[ ・]?(?:の)?(?:制作|製作|作成|運用保守|design|管理会社)"
    r"(?:会社|元|・?管理|・?運営|・?保守)*[\s:：/【(（]{1,3}(?!tel|電話|℡|☎|\ufffc|お?問)\S{2}|制作(?:会社|元)?\s*[:：/]"
    r"|(?:produced|designed|powered|created|developed|built) ?by"
)
_WARNING = r"(?:不審|迷惑|悪質|詐欺|装った)[^。\s]{0,6}(?:電話|番号|業者)|を名乗[るりっ]|なりすまし"
_OTHERS = re.compile(
    rf"(?:{_AUTHORITY})(?:{_DESK})?{_ENDS}|(?:{_PARTNER}){_ENDS}|{_MAKER}|{_WARNING}", re.IGNORECASE
)
# A heading names others if it ends so: 取引先一覧, グループ会社のご紹介, but not パートナー企業募集.
_ABOVE = re.compile(
    rf"(?:(?:{_AUTHORITY})(?:{_DESK})?|^[\W_]*(?:主な|主要な?|取扱い?|提携|当社の?|弊社の?|お)?(?:{_PARTNER}|{_DEALERS}))"
    r"(?:について|様|さま|各社|一覧|名簿|の?ご?(?:案内|紹介|連絡先|窓口|情報)|リスト|等|など)?(?:[(（][^()（）]{1,20}[)）])?[\W_]*$",
    re.IGNORECASE,
)
_MAKERS_DESK = re.compile(r"^[\W_]*(?:製造元|メーカー)(?:の|への)?(?:お?問い?合わ?せ)?(?:先|窓口)?[\W_]*$")
_SAYS = re.compile(
    r"募集|変更|指定|認[証可]|認定(?!個人情報)|登録|許可|届出|加盟|[をがは]|から|まで|です|ます|[:：]\s*\S{2}|[0-9]社"
)
_REMARK = re.compile(r"[(（][^()（）]{1,20}[)）]\W*$")
_IS_WARNING = re.compile(_WARNING)
_VALUE = re.compile(r"[:：]\s*\S{2}")
_TOKEN_START = re.compile(r"[^\s、。:：/|()（）「」【】\ufffc]*$")
_LEAD = r"^[\s■●◆◎▼▲【\[<〈・※]*"
_WHEN = re.compile(
    _LEAD
    + r"(?:と ?き|日 ?時|日程|期間|会期|(?:開催|実施|集合|出発)(?:日時?|期間|概要|日程)|開演|開場)(?![一-龥]{3})"
)
_WHAT = re.compile(
    _LEAD + r"(?:会 ?場|場 ?所|ところ|(?:開催|集合|出発)(?:場所|会場)|主 ?催|参加(?:費|方法|申込)|入場料"
    r"|(?:前売り?|当日|チケット)(?:料金|券)?|定員|講師|申込(?:先|方法))"
    r"(?![一-龥]{3})"
)
_FOR_THE_EVENT = re.compile(
    _LEAD
    + r"(?:開催|集合|出発|受付)?(?:会場|場所|ところ|主催|共催|後援|協賛|協力|申込先|(?:臨時)?駐車場|宿泊|雨天時)"
)
# Bodies whose names have no legal form.
_BODY = re.compile(
    r"協議会|委員会|協会|連盟|連合会|同友会|振興会|保存会|後援会|同窓会|組合|商工会(?:議所)?|農協|公社|大学|学校|高校"
    r"|ホテル|旅館|ホール|会館|公民館|体育館|文化館|美術館|博物館|図書館|センター|プラザ|スタジアム|アリーナ|ドーム"
    r"|公園|モール|神社|道の駅|(?<=[ァ-ヶー一-龥])インフォメーション|プロモーション|プレイガイド|チケット|トラベル|ツーリスト|旅行"
)
_CARRIES = r"(?:タクシー|ハイヤー|交通|バス|鉄道|電鉄|フェリー|汽船|レンタカー|急便|通運|宅配便)"
_CARRIER = re.compile(
    rf"[^\s()（）「」、。:：/・]{{2,20}}(?<!貸切)(?<!送迎)(?<!路線)(?<!高速)(?<!観光)(?<!介護)(?<!福祉){_CARRIES}"
    r"(?:さん|様)?(?:[ 　]?[^\s\ufffc]{0,12}(?:センター|窓口|営業所|係|から)(?:[(（][^()（）]{1,12}[)）])?)?"
    r"[\s:：/(（・]*(?:TEL|Tel|tel|電話|℡|☎|\ufffc)?[\s:：.]*$"
)
_IS_CARRIER = re.compile(_CARRIES)
_ASKS = re.compile(r"お?問い?合わ?せ|お?申し?込み?|予約")
_OURS = re.compile(r"当社|弊社|当店|弊店|当院|当所|当協会|当組合|当法人|当館|当会|当園|当校|本会")
_LONGEST_LINE = 200


def warns(text: str) -> bool:
    """Whether words warn of those who call: such a number is nobody's whose name stands beside it."""
    return bool(_IS_WARNING.search(text))


def others_in(text: str) -> str:
    """The part of a text by which it names somebody else, from that word on; "" if it names nobody.

    >>> others_in("お困りの方は松本警察署 TEL"), others_in("市役所前バス停すぐ TEL")
    ('お困りの方は松本警察署 TEL', '')
    """
    found = _OTHERS.search(text)
    if found is None:
        return ""
    start = _TOKEN_START.search(text[: found.start()])
    return text[start.start() if start else found.start() :]


def authorities_in(text: str) -> list[str]:
    """The kinds of authority that a text names: 警察, 市役所."""
    return _IS_AUTHORITY.findall(text)


def tells_of_others(heading: str) -> bool:
    """Whether a heading or the line above says that what follows are others' numbers, and does not name one itself."""
    if _MAKERS_DESK.match(heading):
        return True
    return bool(_ABOVE.search(heading)) and not _SAYS.search(_REMARK.sub("", heading))


def announces_event(document: Document) -> bool:
    """Whether a page says when and where something takes place, as news do: then it names hosts, halls and buses."""
    if document.first_look.isdisjoint(WHEN):
        return False
    lines = [line for line in document.words.split("\n") if len(line) <= _LONGEST_LINE]
    return any(_WHEN.match(line) for line in lines) and any(_WHAT.match(line) for line in lines)


def is_for_the_event(line: str, round_it: Iterable[str]) -> bool:
    """Whether the words at a number of such a page name a body, or what only an event has: a hall, a host.

    round_it: the label of its row, the cells and headings; they say nothing where the line tells where to ask.
    """
    near = [line] if _ASKS.search(line) else [line, *(text for text in round_it if not _VALUE.search(text))]
    if any(_OURS.search(text) for text in near):
        return False
    return any(_BODY.search(text) or _FOR_THE_EVENT.match(text) for text in near if text)


def is_carriers(before: str, owner: Iterable[str]) -> bool:
    """Whether the words right before a number name others who bring people or parcels; `owner`: the page's own names.

    >>> is_carriers("松江駅からは嫁島タクシー(", ["青空温泉"]), is_carriers("交通 TEL ", ["青空温泉"])
    (True, False)
    """
    return bool(_CARRIER.search(before[-40:])) and not any(_IS_CARRIER.search(name) for name in owner)
