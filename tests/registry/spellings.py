"""Other ways to write the same name: old kanji, kana large and small, scripts and widths; and slips of typing."""

import random
import unicodedata

# the everyday character, then what names have in its place
_OLD = """
    高髙 崎﨑 斎齋 斉齊 辺邉 辺邊 浜濵 浜濱 沢澤 島嶋 国國 広廣 桜櫻 滝瀧 竜龍 富冨 吉𠮷 徳德 会會 学學 実實 栄榮 円圓
    関關 渋澁 真眞 寿壽 鉄鐵 万萬 与與 塩鹽 売賣 薬藥 医醫 蔵藏 桑桒 館舘 豊豐 温溫 黒黑 児兒 県縣 気氣 団團 亜亞 宝寶
    証證 経經 総總 伝傳 転轉 応應 対對 図圖 発發 変變 両兩 労勞 禄祿 穂穗 峰峯
"""
_OLD_OF: dict[str, list[str]] = {}
for _pair in _OLD.split():
    _OLD_OF.setdefault(_pair[0], []).append(_pair[1])
_NEW_OF = {old: new for new, some in _OLD_OF.items() for old in some}

_LARGE = str.maketrans("ァィゥェォッャュョ", "アイウエオツヤユヨ")
_SMALL_YA = {
    "キヤ": "キャ",
    "シヤ": "シャ",
    "チヤ": "チャ",
    "キユ": "キュ",
    "シヨ": "ショ",
    "ツク": "ック",
    "ツト": "ット",
}
_V = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ"}

# Characters that eyes or scanners take for one another.
_ALIKE = """
    エ工 ロ口 カ力 ニ二 ハ八 タ夕 ー一 ト卜 太大 土士 未末 綱鋼 石右 間問 東束 待持 木本 村材 治冶 積績 技枝
    人入 千干 王玉 水永 第弟 昭照 ソン シツ ヌス クワ チテ パバ ピビ プブ ペベ ポボ 電雷 建健 機械 産彦 商商
    設説 池地 谷合 白自 日目 田由 微徴 輪輸 遣遺 網綱 堀掘 植値 比北 幸辛 栽裁 Ｏ０ Ｉｌ ＢＥ ＭＮ ＵＶ
"""
_LOOKS_LIKE: dict[str, list[str]] = {}
for _pair in _ALIKE.split():
    if _pair[0] != _pair[1]:
        _LOOKS_LIKE.setdefault(_pair[0], []).append(_pair[1])
        _LOOKS_LIKE.setdefault(_pair[1], []).append(_pair[0])

# Kanji of one reading, which conversion confuses, and kana and letters that lie near each other.
_CONFUSED = """
    機器気基期 工興光高弘幸 産三山 建健研 製成生精誠正清 設節 業行 商昭章正 電伝田 化科加 薬役 運雲 輸油
    進新信伸真心 開会海回 発初 交公広鉱 物仏 流留竜 食職触 品賓 通痛 動働道 鉄哲 造像 東灯等島 保補 険検券
    証称 食色 洋陽用要 和輪話 アイウエオ カキクケコ サシスセソ タチツテト ナニヌネノ ハヒフヘホ マミムメモ
    ラリルレロ ガギグゲゴ バビブベボ パピプペポ ＡＳＤＦＧＨＪＫＬ ＱＷＥＲＴＹＵＩＯＰ ＺＸＣＶＢＮＭ
"""
_SOUNDS_LIKE = _CONFUSED.split()

_FULL = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_HALF_KANA = dict(zip(f"{_FULL}ァィゥェォッャュョー・　\u3099\u309a", f"{_HALF}ｧｨｩｪｫｯｬｭｮｰ･ ﾞﾟ", strict=True))


def with_old_characters(text: str, rng: random.Random) -> str:
    """Every kanji that has an old form in one of them; the text itself where none has."""
    return "".join(rng.choice(_OLD_OF[char]) if char in _OLD_OF else char for char in text)


def with_new_characters(text: str) -> str:
    """Old kanji in their everyday form."""
    return "".join(_NEW_OF.get(char, char) for char in text)


def with_large_kana(text: str) -> str:
    """キャノン as キヤノン: small kana written large."""
    return text.translate(_LARGE)


def with_small_kana(text: str) -> str:
    """キヤノン as キャノン."""
    for large, small in _SMALL_YA.items():
        text = text.replace(large, small)
    return text


def without_v(text: str) -> str:
    """ヴィラ as ビラ."""
    for v, b in _V.items():
        text = text.replace(v, b)
    return text


def other_ga(text: str, rng: random.Random) -> str:
    """霞ヶ関 as 霞ケ関 or 霞が関."""
    if "ヶ" not in text and "ケ" not in text:
        return text
    return text.replace("ヶ", rng.choice("ケが")) if "ヶ" in text else text.replace("ケ", "ヶ")


def other_long_vowels(text: str, rng: random.Random) -> str:
    """サービス as サ－ビス or サービス without its long vowel."""
    return text.replace("ー", rng.choice("－‐―-ｰ")) if rng.random() < 0.6 else text.removesuffix("ー")


def with_invisible_characters(text: str, rng: random.Random) -> str:
    """With a zero-width space, a variation selector behind a kanji, or kana whose voicing mark stands apart."""
    place = rng.randrange(1, len(text) + 1)
    if "一" <= text[place - 1] <= "龥":
        return f"{text[:place]}\U000e0100{text[place:]}"
    parted = unicodedata.normalize("NFD", text)
    return parted if parted != text else f"{text[:place]}\u200b{text[place:]}"


def half_width(text: str) -> str:
    """Latin letters and digits in ASCII, katakana in half width."""
    decomposed = "".join(
        unicodedata.normalize("NFD", char) if "ァ" <= char <= "ヺ" else char for char in text
    )
    return narrow("".join(_HALF_KANA.get(char, char) for char in decomposed))


def narrow(text: str) -> str:
    """Latin letters, digits and the space in ASCII; kana stay as they are."""
    return "".join(
        chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else " " if char == "　" else char for char in text
    )


def hiragana(text: str) -> str:
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in text)


def one_slip(text: str, rng: random.Random) -> str:
    """One slip of typing: another character, one dropped, one doubled, two swapped; never the text itself."""
    while True:
        slipped = rng.choices((_look_alike, _sounds_alike, _dropped, _doubled, _swapped), (4, 2, 2, 1, 2))[0](
            text, rng
        )
        if slipped != text:
            return slipped


def _look_alike(text: str, rng: random.Random) -> str:
    places = [place for place, char in enumerate(text) if char in _LOOKS_LIKE]
    if not places:
        return _dropped(text, rng)
    place = rng.choice(places)
    return text[:place] + rng.choice(_LOOKS_LIKE[text[place]]) + text[place + 1 :]


def _sounds_alike(text: str, rng: random.Random) -> str:
    """A wrong conversion of a kanji, as 機 and 器; another kana of its row, a letter beside it on the keyboard."""
    place = rng.randrange(len(text))
    group = next((group for group in _SOUNDS_LIKE if text[place] in group), None)
    if group is None:
        return _look_alike(text, rng)
    return text[:place] + rng.choice(group) + text[place + 1 :]


def _dropped(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place + 1 :]


def _doubled(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place] + text[place:]


def _swapped(text: str, rng: random.Random) -> str:
    place = rng.randrange(max(len(text) - 1, 1))
    return text[:place] + text[place + 1 : place + 2] + text[place] + text[place + 2 :]
