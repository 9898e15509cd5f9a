"""The words that any firm writes over a number of its own: no name is made of them alone.

Pieces of a pattern, which owner/strange_names.py takes away from a line to see whether a name is left.
"""

LINE = (
    r"電話|でんわ|番号|ファッ?クス|ファクシミリ|フリー(?:ダイ[ヤア]ル|コール)|ナビダイ[ヤア]ル|ダイ[ヤア]ル|携帯|直通|代表|総合|通話料?|無料|固定|専用|共通|兼用"
    r"|自動音声|音声|テクニカル|インフォメーション|コール|メール|フォーム|連絡先?|問い?合わ?せ|tel(?:ephone)?|phone|mobile|fax|e-?mail|mail|call"
)
DESK = (
    r"事務局|事務所|窓口|センター|デスク|フロント|受付|受け付け|担当者?|責任者?|お?客様|皆様|先|方|サポート|カスタマー|人事|総務|経理|広報|報道|取材|本部|支部|社長|会長"
    r"|[園校院館店所]長|杜氏|運営|統括|事業者|support|customer|contact|office"
)
WHEN = (
    r"時間|営業|平日|土日|祝日|祭日|定休日?|不定休|休[館業診園]日?|年中無休|年末年始|午前|午後|夜間|休日|緊急|当日|毎週|曜日?"
    r"|[月火水木金土日祝](?=[曜・、~〜\-]|$)|hours|open|close"
)
WHERE = (
    r"住所|所在地?|場所|会場|地図|アクセス|最寄り?|交通|駐車場|道順|郵便|本社|本店|当[社店院館園校所会寺]|弊社|店舗|施設|校舎|教室|会社|医院|病院|クリニック|薬局|診療所|旅館|ホテル|工房"
    r"|access|address|place|shop|salon"
)
WHAT_FOR = (
    r"予約|注文|見積も?り?|相談|申し?込み?|応募|採用|求人|募集|新卒|中途|質問|資料|請求|体験|見学|説明会|オープンキャンパス|入会|入園|入学|入所|外来|診療|受診|健診|キャンセル|変更|移転|解約|加入"
    r"|工事|故障|修理|保守|点検|販売|通信販売|オンライン|チケット|専門|reserv\w*|works"
)
HEADS = (
    r"概要|案内|情報|紹介|利用|料金|メニュー|価格|データ|基本|お知らせ|新着|ニュース|トップ|ホーム|詳しく|詳細|各種|一般|全般|関係|気軽|個人情報|登録番号|従業員数?|資本金|設立|創業|定員|業務|事業"
    r"|内容|商品|製品|サービス|電|話|[第名歳]|web|information|info|top|home|about|us|form|for|the|and|by|from|our|or|please|news|blog"
)
ON_SCREEN = (
    r"大きな|大きく|拡大|表示|見る|ご?覧|開く|閉じる|戻る|次へ|一覧|もっと|クリック|タップ|こちら|ページ|リンク|ダウンロード|マップ"
    r"|google|map|pdf|click|link"
)
