"""Kana in Hepburn letters, roughly as companies write themselves: long vowels are not marked."""

import re

_ROWS = """
    ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi
    ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me
    モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go
    ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi
    プ pu ペ pe ポ po ヴ vu キャ kya キュ kyu キョ kyo シャ sha シュ shu ショ sho チャ cha チュ chu チョ cho
    ニャ nya ニュ nyu ニョ nyo ヒャ hya ヒュ hyu ヒョ hyo ミャ mya ミュ myu ミョ myo リャ rya リュ ryu
    リョ ryo ギャ gya ギュ gyu ギョ gyo ジャ ja ジュ ju ジョ jo ビャ bya ビュ byu ビョ byo ピャ pya ピュ pyu
    ピョ pyo ファ fa フィ fi フェ fe フォ fo ティ ti ディ di デュ dyu ウィ wi ウェ we ヴァ va ヴィ vi
    ヴェ ve ヴォ vo シェ she ジェ je チェ che ァ a ィ i ゥ u ェ e ォ o
"""
_LETTERS = dict(zip(_ROWS.split()[::2], _ROWS.split()[1::2], strict=True))
_KANA = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_DOUBLED = re.compile("ッ([a-z])")


def romaji(kana: str) -> str:
    """Katakana in Latin letters, with a capital.

    >>> romaji("テッコウジョ"), romaji("トウキョウ")
    ('Tekkojo', 'Tokyo')
    """
    text = _DOUBLED.sub(r"\1\1", _KANA.sub(lambda found: _LETTERS[found[0]], kana))
    text = text.replace("ou", "o").replace("oo", "o").replace("uu", "u").replace("ー", "").replace("ッ", "")
    return text.capitalize()
