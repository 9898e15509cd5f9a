"""The words that tell what a number is for: telephone or FAX, which desk, whose, former or new."""

import re

FAX = re.compile(
    r"(?:fax|📠|ファッ?クス|ファックシミリ|ファクシミリ|ふぁっくす|facsimile|(?<![a-z0-9])f(?=[.:)]|$)|(?<![a-z0-9ァ-ヶー一-龥])f(?=\s*$))",
    re.IGNORECASE,
)
TEL = re.compile(
    r"(?:tel|phone|℡|☎|📞|☏|電話|[(〔]電[)〕]|でんわ|デンワ|ダイヤル|ダイアル|フリーコール|連絡先|代表番号|携帯|(?<![a-z])(?:mobile"
    r"|cell|call)|(?<![a-z])[tp](?=[.:)]|$|[/・&]f(?![a-z])))",
    re.IGNORECASE,
)
REPRESENTATIVE = re.compile(
    r"(?<![者員同副元前会])(?<!ホテル)(?<!会館)(?<!ホール)代表(?![者取理社役執弁税作的例権発清]|\s*:\s*[^\s\d電Tt☎℡(\ufffc]|\s{1,2}[一-龥]{2,4}(?:さん|氏)?[)）])"
    r"|総合(?:受付|案内|代表|窓口|(?=\s*$))|大代|[(〔]代[)〕表]|(?:^|(?<=\s))代[)〕]"
    r"|(?<![a-z])main(?: ?(?:line|number|phone|tel)|(?=[:)]|$))"
    r"|switchboard|general [ei]nquir|representative (?:number|phone|tel)",
    re.IGNORECASE,
)
RECRUIT = re.compile(
    r"採用|求人|リクルート|応募|エントリー|新卒|中途|就職|recruit|(?<![a-z])careers?(?![a-z])|(?<![a-z])hiring",
    re.IGNORECASE,
)
SUPPORT = re.compile(
    r"サポート|お?客[様さ]*(?:ご?相談|センター|サービス|窓口|専用|対応)|カスタマー|コールセンター|ヘルプデスク|修理|保守|予約|受付センター|無料体験|ご?注文|受注|通販"
    r"|(?:製品|商品|サービス)(?:に関する|について|の)|相談(?:窓口|室|センター)|故障|アフター|会員様|ご?契約者|ハローダイヤル|入試|ご利用者?様?(?:専用|窓口)|解約|資料請求|見積"
    r"|support|reservation|booking|help ?desk|customer|order line",
    re.IGNORECASE,
)
# A restaurant, a clinic, a small shop: the line for bookings is where one reaches it.
AND_GENERAL = re.compile(
    r"(?:予約|注文|相談|見積|資料請求)[^ 。]{0,6}(?:お?問い?合わ?せ|受付電話)"
    r"|お?問い?合わ?せ[^ 。]{0,4}(?:ご?予約|ご?注文|ご?相談)"
)
# A heading that says what the house does for a living, 時計修理 青空堂, is about no desk of it.
TRADE = re.compile(r"(?:修理|保守|通販|予約|見積|相談|サポート|サービス)(?=[\s　・なでを、][^\s])")
TRADE_IF = re.compile(r"(?:修理|保守|通販|見積|相談|サポート|サービス)(?=なら)")
OTHER = re.compile(
    r"(?<![a-z])IR(?:室|担当|部|グループ|に関する|[^a-z]|$)|広報|報道|プレス|取材|メディア|人事|総務部?|経理|法務|経営企画|個人情報|苦情|通報|夜間|緊急|時間外"
    r"|責任者|売り?場|press (?:contact|[ei]nquir)|media (?:contact|[ei]nquir|relations)|investor relations"
    r"|public relations",
    re.IGNORECASE,
)
DIRECT = re.compile(r"直通|ダイヤルイン|直[)〕]|direct(?: line)?(?=[:.) ]|$)", re.IGNORECASE)
# A department of the house, and nothing else: 営業部, 購買課. What is said with it of a telephone is taken out first.
DEPARTMENT = re.compile(r"[一-龥ァ-ヶー]{1,8}(?:(?<![東西南北中本内外])部|課|係|(?<!事務)室|グループ|チーム)")
# 総務部・営業部: all that sit there, and no desk of one.
SEVERAL_DEPARTMENTS = re.compile(r"[部課][・、/][一-龥]{1,6}(?:部|課|室)")
# A heading that calls the number below it the main one: 代表電話, TEL（代）.
MAIN_LINE = re.compile(
    r"(?:大|会社|本社)?代表(?:の?(?:電話(?:番号)?|番号|TEL))?|(?:TEL|電話(?:番号)?)[(](?:代表?|大代表)[)]|総合(?:受付|案内)",
    re.IGNORECASE,
)
# What people book, order and ask prices on: the customers' line, and where nothing else is shown the company's own.
BOOKING = re.compile(
    r"予約|注文|受注|通販|見積|資料請求|相談|体験|reservation|booking|order line", re.IGNORECASE
)
PERSON = re.compile(
    r"担当(?!者様)|(?<![a-z])m(?:r|s|rs)s?\.|氏名|個人携帯|(?:当日|緊急)の?(?:連絡|電話|携帯|時)|(?<![でがは])当日のみ(?=$|[\s:：])"
    r"|[一-龥]{1,4}[ 　]?(?:様|氏|さん)(?=$|[\s:：()（）]|の?(?:携帯|電話|TEL))",
    re.IGNORECASE,
)
OR = re.compile(r"または|又は|もしくは|若しくは|及び|および|(?<![a-z])(?:or|and)(?![a-z])")
GENERAL = re.compile(r"お?問い?合わ?せ|inquir|contact", re.IGNORECASE)
LISTS = re.compile(r"(?:一覧|紹介|案内|リスト)\W?$")  # how headings of lists end
OF_COMPANY = re.compile(
    r"^[\W_]*(?:運営(?:会社|元|者)?|会社(?:概要|情報|案内)|企業情報|company(?: profile| info\w*)?|corporate)"
    r"[\W_]*(?:\w+)?$",
    re.IGNORECASE,
)
