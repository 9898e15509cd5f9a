"""Words of which many company names are made, with the Latin letters in which addresses have them.

Ours, from the words that stand in company names; to be extended freely. A word of foreign origin is spelled as in its
own language, which no table of kana gives.
"""


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


# Kanji word: its reading
READINGS = _pairs(
    """
    電機:デンキ 電気:デンキ 電器:デンキ 電子:デンシ 電工:デンコウ 電設:デンセツ 商事:ショウジ 商会:ショウカイ
    商店:ショウテン 商工:ショウコウ 工業:コウギョウ 工業所:コウギョウショ 鉱業:コウギョウ 興業:コウギョウ
    産業:サンギョウ 興産:コウサン 実業:ジツギョウ 開発:カイハツ 建設:ケンセツ 建築:ケンチク 建材:ケンザイ
    土木:ドボク 組:グミ 工務店:コウムテン 設備:セツビ 設計:セッケイ 造園:ゾウエン 塗装:トソウ 住宅:ジュウタク
    製作所:セイサクショ 製造:セイゾウ 鉄工:テッコウ 鉄工所:テッコウショ 精機:セイキ 精工:セイコウ 機械:キカイ
    機工:キコウ 機器:キキ 金属:キンゾク 鋼業:コウギョウ 製鋼:セイコウ 化学:カガク 化成:カセイ 硝子:ガラス
    製紙:セイシ 紙業:シギョウ 印刷:インサツ 出版:シュッパン 書店:ショテン 運輸:ウンユ 運送:ウンソウ
    物流:ブツリュウ 倉庫:ソウコ 交通:コウツウ 観光:カンコウ 自動車:ジドウシャ 物産:ブッサン 食品:ショクヒン
    水産:スイサン 製菓:セイカ 酒造:シュゾウ 醸造:ジョウゾウ 農園:ノウエン 牧場:ボクジョウ
    園芸:エンゲイ 不動産:フドウサン 薬局:ヤッキョク 薬品:ヤクヒン 製薬:セイヤク 医院:イイン 病院:ビョウイン
    歯科:シカ 技研:ギケン 研究所:ケンキュウジョ 企画:キカク 通商:ツウショウ 貿易:ボウエキ 繊維:センイ
    紡績:ボウセキ 織物:オリモノ 染色:センショク 銀行:ギンコウ 信用金庫:シンヨウキンコ 保険:ホケン 旅館:リョカン
    温泉:オンセン 木材:モクザイ 製材:セイザイ 材木店:ザイモクテン 石油:セキユ 瓦斯:ガス 通信:ツウシン 警備:ケイビ
    総業:ソウギョウ 家具:カグ 時計:トケイ 日本:ニホン 東京:トウキョウ 大阪:オオサカ 京都:キョウト 名古屋:ナゴヤ
    横浜:ヨコハマ 神戸:コウベ 札幌:サッポロ 仙台:センダイ 広島:ヒロシマ 福岡:フクオカ 東北:トウホク 関東:カントウ
    関西:カンサイ 九州:キュウシュウ 北海道:ホッカイドウ
    """
)

# Katakana word: the word that it stands for
FOREIGN = _pairs(
    """
    システム:system システムズ:systems サービス:service ホールディングス:holdings グループ:group
    コーポレーション:corporation カンパニー:company エンジニアリング:engineering テクノ:techno
    テクノロジー:technology テック:tech ソフト:soft ソフトウェア:software ネット:net ネットワーク:network
    コンサルティング:consulting デザイン:design クリエイト:create プランニング:planning プロダクツ:products
    パートナーズ:partners マテリアル:material フーズ:foods フード:food ファーム:farm マート:mart ストア:store
    ショップ:shop ホテル:hotel リゾート:resort トラベル:travel ハウス:house ホーム:home ハウジング:housing
    リース:lease ガス:gas エナジー:energy エネルギー:energy メディカル:medical ケア:care ライフ:life
    センター:center ロジスティクス:logistics エクスプレス:express モーターズ:motors オート:auto ケミカル:chemical
    スチール:steel メタル:metal パック:pack プリント:print メディア:media スタジオ:studio アーツ:arts
    ジャパン:japan インターナショナル:international グローバル:global トレーディング:trading データ:data
    インダストリー:industry ケミカルズ:chemicals プラス:plus
    """
)
