"""Characters that look or mean the same, folded for comparing only; what a person wrote is never changed.

Sources: Unicode Standard Annex 15 (NFKC); the pairs of old and new kanji are those of the 常用漢字表
(2010) and the personal-name variants that registers and spreadsheets show most (髙, 﨑, 𠮷 …), which NFKC
leaves alone.
"""

import re
import unicodedata

# Typed for the sake of looks, invisible when comparing: zero-width characters, soft hyphen, variation
# selectors.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")

# NFKC makes a bare 株 of ㊑ and 'KK' of ㏍: the brackets, or the word, are what says that it is a legal form.
_BEFORE_NFKC = str.maketrans(
    {"㊑": "(株)", "㊒": "(有)", "㊔": "(名)", "㊓": "(社)", "㊖": "(財)", "㏍": "(株)"}
)

# To look whether there is anything to replace costs a tenth of replacing it.
_NEEDS_MORE_THAN_NFKC = re.compile(f"{_INVISIBLE.pattern[:-1]}{''.join(map(chr, _BEFORE_NFKC))}]")

DASHES = "-‐‑‒–—―−－─━⁃﹣"  # all that people type between digits; ー and ｰ are dashes only between digits
_LONG_VOWEL_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ーｰ~〜](?=\d)")
_LONG_VOWEL = re.compile("[ーｰ~〜]")
_ANY_DASH = re.compile(f"[{re.escape(DASHES)}]")

_OLD_AND_NEW_KANJI = """
    髙高 﨑崎 﨔欅 德徳 濵浜 濱浜 邉辺 邊辺 齋斎 齊斉 𠮷吉 澤沢 嶋島 嶌島 國国 櫻桜 廣広 淺浅 龍竜 瀧滝
    澁渋 眞真 實実 榮栄 學学 會会 壽寿 惠恵 藏蔵 圓円 與与 豐豊 當当 鐵鉄 黑黒 增増 寬寛 瀨瀬 賴頼 曾曽
    驒騨 冨富 峯峰 桒桑 埜野 舘館 萬万 亞亜 應応 假仮 價価 舊旧 區区 經経 縣県 儉倹 劍剣 險険 圈圏 檢検
    權権 顯顕 號号 來来 嶽岳 樂楽 歡歓 關関 觀観 氣気 歸帰 僞偽 戲戯 犧犠 舉挙 峽峡 狹狭 曉暁 驅駆 勳勲
    薰薫 徑径 莖茎 溪渓 繼継 輕軽 藝芸 擊撃 缺欠 獻献 繪絵 壞壊 懷懐 拂払 佛仏 變変 辯弁 瓣弁 舖舗 寶宝
    豫予 餘余 譽誉 搖揺 樣様 謠謡 覽覧 兩両 獵猟 綠緑 壘塁 淚涙 勵励 禮礼 隸隷 靈霊 齡齢 戀恋 爐炉 勞労
    樓楼 灣湾 雜雑 參参 棧桟 蠶蚕 慘惨 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿 寫写 釋釈 收収 從従 獸獣 縱縦
    肅粛 處処 敍叙 將将 稱称 燒焼 證証 奬奨 條条 狀状 乘乗 淨浄 剩剰 疊畳 孃嬢 讓譲 釀醸 觸触 囑嘱 愼慎
    晉晋 寢寝 盡尽 圖図 粹粋 醉酔 隨随 髓髄 數数 樞枢 聲声 靜静 攝摂 竊窃 專専 戰戦 纖繊 禪禅 雙双 壯壮
    爭争 莊荘 搜捜 插挿 裝装 總総 聰聡 屬属 續続 對対 體体 帶帯 滯滞 臺台 擇択 擔担 單単 膽胆 團団 彈弾
    斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 聽聴 敕勅 鎭鎮 遞逓 轉転 點点 傳伝 燈灯 盜盗 黨党 鬪闘 獨独 讀読
    屆届 貳弐 惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 蠻蛮 祕秘 甁瓶 竝並 步歩 每毎 默黙 譯訳
    彌弥 藥薬 橫横 溫温 穩穏 畫画 擴拡 殼殻 覺覚 嚴厳 恆恒 鑛鉱 碎砕 濟済 劑剤 堯尭 槇槙 遙遥 瑤瑶 祿禄
    萠萌 淸清 靑青 郞郎 鷗鴎 鹼鹸 蠟蝋 醬醤 麴麹 頰頬 濤涛 靏鶴 鹽塩 醫医 淵渕 渊渕 嵜崎 圡土 鐡鉄 銕鉄 槗橋 桝枡
    舩船 蘆芦 籠篭 靱靭 壺壷 礪砺 檜桧 藪薮 鰺鯵 鶯鴬 蠣蛎 竈竃 灌潅 賤賎 麵麺 曻昇 栁柳 衞衛 穗穂 壻婿 鷄鶏
    雞鶏 煕熙 凜凛 圀国 龜亀 巖巌 驛駅 爲為 禰祢 穰穣 閒間 楳梅 逹達 囘回 讚讃 緖緒 奧奥 營営 驗験 杦杉 栢柏
    柗松 亊事 寳宝 邨村 聯連 舍舎 蔣蒋 輛両 醗醱 鑒鑑 雁鴈 餠餅 駈駆 壹壱 娛娯 尙尚 巢巣 惡悪 敎教 旣既 曆暦 歷歴
    渴渇 產産 硏研 稅税 絕絶 緣縁 虛虚 說説 銳鋭 鍊錬 錄録 閱閲 飮飲 黃黄
"""
_KANJI = {pair[0]: pair[1] for pair in _OLD_AND_NEW_KANJI.split()}

_SMALL_AND_LARGE_KANA = dict(
    zip(
        "ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ",
        "アイウエオツヤユヨワカケあいうえおつやゆよわ",
        strict=True,
    )
)
_SAME_SOUND = {"ヰ": "イ", "ヱ": "エ", "ゐ": "い", "ゑ": "え"}
_SINGLE = str.maketrans({**_KANJI, **_SMALL_AND_LARGE_KANA, **_SAME_SOUND})
_ANY_SINGLE = re.compile(f"[{''.join(map(chr, _SINGLE))}]")
_V_ROW = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴュ": "ビュ", "ヴ": "ブ"}
_V_ANY = re.compile("ヴ[ァィェォュ]?")
# 霞ヶ関, 霞ケ関, 霞が関: one sound, written three ways, between two kanji only.
_GA_BETWEEN_KANJI = re.compile(r"(?<=[一-龥々])[ヶケヵカガが](?=[一-龥])")
_GA = re.compile("[ヶケヵカガが]")
_REPEATED = re.compile(r"([一-龥])々")


def normalise(text: str) -> str:
    """The text in NFKC, with ㊑ and ㏍ read as (株), invisible characters dropped and outer white space cut.

    >>> normalise("㊑ＡＢＣ　"), normalise("辻\U000e0100"), normalise("ｶﾞ")
    ('(株)ABC', '辻', 'ガ')
    """
    if text.isascii():
        return text.strip()
    if _NEEDS_MORE_THAN_NFKC.search(text):
        text = _INVISIBLE.sub("", text).translate(_BEFORE_NFKC)
    return unicodedata.normalize("NFKC", text).strip()


def fold_variants(text: str) -> str:
    """The text with old kanji, small kana and like-sounding kana made one: a key, not for people to read.

    >>> fold_variants("髙﨑") == fold_variants("高崎"), fold_variants("キャノン") == fold_variants("キヤノン")
    (True, True)
    >>> fold_variants("霞が関") == fold_variants("霞ヶ関"), fold_variants("佐々木")
    (True, '佐佐木')
    """
    if "ヴ" in text:
        text = _V_ANY.sub(lambda found: _V_ROW[found[0]], text)
    if _ANY_SINGLE.search(text):
        text = text.translate(_SINGLE)
    if _GA.search(text):
        text = _GA_BETWEEN_KANJI.sub("ケ", text)
    return _REPEATED.sub(r"\1\1", text) if "々" in text else text


def plain_dashes(text: str) -> str:
    """The text with every dash as '-'; the long vowel mark counts as a dash between digits only.

    >>> plain_dashes("１－２ー３"), plain_dashes("サーバー")
    ('1-2-3', 'サーバー')
    """
    text = normalise(text)
    if _LONG_VOWEL.search(text):
        text = _LONG_VOWEL_BETWEEN_DIGITS.sub("-", text)
    return text if text.isascii() else _ANY_DASH.sub("-", text)
