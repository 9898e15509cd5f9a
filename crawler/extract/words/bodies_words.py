"""The words by which houses, bodies and firms are called, besides their legal forms.

Pieces of patterns, which owner/strange_names.py puts together: no desk of one's own is called so.
"""

# How a name ends that is a house's or a body's.
HOUSE = (
    r"学校|高校|大学|学園|幼稚園|保育園|こども園|院|会|館|店|屋|[^会]社|[^場]所|寺|庁|局|署|組合|機構|センター|ホテル|荘|亭|庵|堂|カフェ"
    r"|クリニック|公園|神社|牧場|農園|工房|ホール|スタジオ|パーキング|駐車場|銀行|温泉|処|城|園"
)
# Of such there are many, and few letters tell which: ひばり病院.
KIND = r"病院|医院|クリニック|診療所|薬局|公民館|郵便局|銀行|食堂|旅館|ホテル|民宿|タクシー"
# How firms' names end by what they do, and how small ones' begin.
FIRM = (
    r"電力|ガス|瓦斯|急便|急送|急行|運輸|物流|通運|輸送|旅客|海運|汽船|高速船|フェリー|ハイヤー|観光|交通|[^郵航]便|カード|信販|損保|保険"
    r"|海上|火災|生命|共済|基金|電機|電工|電器|工業|化成|製薬|石油|木材|建材|建設|管工|住設|塗装|空調|警備|保障|製麺|製菓|酒造|醸造|水産"
    r"|青果|フーズ|商事|物産|不動産|リース|印刷|書房|書店|書林|新聞|映像|放送|テレビ|ネット|調剤|税関|空港|役場|キャンプ場|ロープウェイ"
    r"|スキー場|プール|[^相]談所|窯"
)
FIRM_BEGINS = (
    r"プレイガイド|ブックス|カフェ|純?喫茶|スナック|居酒屋|割烹|料亭|仕出し|ビストロ|レストラン|お?食事処|そば処?|うどん|寿司|鮨|ホテル|ビジネスイン"
    r"|ペンション|ロッジ|スタジオ|ファーム|雑貨|整骨院|カットハウス|美容室|税理士|司法書士|行政書士|弁護士|社労士|道の駅|ショッピング"
    r"|スーパー|セレモ|ツーリスト|オートラボ|モーターサービス"
)
# A town's department, but none of a firm in that town: みなと市 環境課.
OFFICE_OF_TOWN = (
    r"[^\s]{1,7}[市町村区県](?:役所|役場)?[ 　]?(?!の|営業|配送|業務|人事|採用|販売|製造|サービス)"
    r"[^\s]{2,10}(?:課|係|室|署|局|センター)"
)
