"""Names that are nearly the same: a slip of typing, or another company?

A slip makes what no name has: 健設 for 建設. What is found in many names of the register, as 山本 for 山田, is rather
the name of somebody else.
"""

from collections.abc import Callable, Iterator
from enum import Enum

from rapidfuzz.distance import OSA, Levenshtein

from workbench.registry.keys import pairs_of_characters

# Whether two neighbouring characters are found in hardly any name of the register.
IsRare = Callable[[str], bool]

MOST_EDITS = 3


class Kind(Enum):
    """How a slip came about, the surest first."""

    HAND = "two swapped, one twice, one for what looks or sounds like it"
    LOST = "one left out, and no name has what is left"
    LEFT_OUT = "one left out"
    ODD = "one for another, and no name has what came of it"
    PLAUSIBLE = "what is written could be a name"


# Edits and kind -> (from so many characters on, points). Of a short name a slip leaves little.
_POINTS: dict[tuple[int, Kind], tuple[tuple[int, int], ...]] = {
    (1, Kind.HAND): ((5, 60), (4, 57), (3, 48), (2, 38)),
    (1, Kind.LOST): ((6, 60), (5, 57), (4, 54), (3, 46), (2, 30)),
    (1, Kind.LEFT_OUT): ((6, 56), (5, 54), (4, 49), (3, 38)),
    (1, Kind.ODD): ((5, 57), (4, 53), (3, 42)),
    (1, Kind.PLAUSIBLE): ((6, 54), (5, 52), (4, 46), (3, 32)),
    (2, Kind.HAND): ((8, 57), (7, 53), (6, 50), (5, 44), (4, 38)),
    (2, Kind.LOST): ((8, 56), (7, 52), (6, 48), (5, 42)),
    (2, Kind.LEFT_OUT): ((8, 52), (7, 48), (6, 46), (5, 40)),
    (2, Kind.ODD): ((8, 55), (7, 52), (6, 47), (5, 40)),
    (2, Kind.PLAUSIBLE): ((9, 52), (7, 47), (6, 44), (5, 38)),
    **{(3, kind): ((10, 46), (8, 42), (7, 38)) for kind in Kind},
}
# At the head or the tail, or one in place of the other, these make another company's name.
_TELLING = frozenset("東西南北新旧第本元大中小上下前後内外一二三四五六七八九十0123456789甲乙丙")
# In a key, 二 and 八 are the katakana that they look like.
_NUMERALS = _TELLING | frozenset("ニハ")
# One is typed, scanned or heard for the other.
_ALIKE = """
    ソン シツ ヌス クワ チテ コユ ウワ フワ ラヲ タク ナメ アマ ルレ セヤ ロコ ヨヲ ニエ カガ キギ クグ
    ケゲ コゴ サザ シジ スズ セゼ ソゾ タダ チジ ツズ テデ トド ハバ ヒビ フブ ヘベ ホボ ハパ ヒピ フプ
    ヘペ ホポ バパ ビピ ブプ ベペ ボポ 太大 太犬 大犬 土士 未末 綱網 鋼綱 石右 間問 間聞 問聞 間関 東束
    待持 侍持 本木 村材 治冶 積績 技枝 人入 千干 王玉 玉主 水氷 永水 第弟 昭照 電雷 建健 健鍵 設説 池地
    他池 谷合 白自 日目 目自 田由 由甲 申甲 微徴 輪輸 遣遺 堀掘 堀崛 植値 比北 幸辛 栽裁 裁載 産彦 機械
    機磯 崎埼 藤藩 官宮 営宮 員買 貸賃 貿質 古吉 吉告 因困 卸御 鉄鋏 業美 衣依 料科 科枓 島鳥 烏鳥 萩荻
    薄簿 暮墓 慕墓 撤徹 徹微 工行 保補 険健 険検 検険 倹険 制製 作策 作昨 業行 科化 化課 会海 社者 所署
    商正 正整 成製 総送 操総 信新 真新 進新 新心 興工 興公 功工 公広 広弘 弘宏 幸光 光晃 康幸 昌正 雅正
    英栄 永英 栄永 和輪 三参 木樹 河川 川河 開会 発初 建県 研建 研県 券巻 券圏 0o 1l 1i il bd be ce mn nh
    uv vw oq 5s 8b 2z cg
"""
_PAIRS_ALIKE = frozenset(one for pair in _ALIKE.split() for one in (pair, pair[::-1]))


def points(written: str, registered: str, is_rare: IsRare) -> float:
    """Points of a name that is written with one to three slips; 0 where it is another name.

    >>> points("ヤマタデンキ", "ヤマダデンキ", lambda pair: True), points("山田電機", "鈴木商店", lambda pair: True)
    (60, 0)
    >>> points("新山田電機", "山田電機", lambda pair: True), points("山本電機", "山田電機", lambda pair: False)
    (0, 46)
    """
    edits = OSA.distance(written, registered, score_cutoff=MOST_EDITS)
    if edits > MOST_EDITS:
        return 0
    changes = list(_changes(written, registered))
    is_swapped = sorted(written) == sorted(registered)
    if not is_swapped and _tells_apart(changes):
        return 0
    length = max(len(written), len(registered))
    kind = Kind.HAND if is_swapped else _kind(written, registered, changes, is_rare)
    return next((points for least, points in _POINTS[edits, kind] if length >= least), 0)


# what is written, what is registered, whether at the head or the tail
_Change = tuple[str, str, bool]


def _changes(written: str, registered: str) -> Iterator[_Change]:
    """Each difference of the two; what is next to each other is one: Ⅴ for Ｊ１."""
    edits = (one for one in Levenshtein.opcodes(written, registered) if one.tag != "equal")
    joined: list[tuple[int, int, int, int]] = []
    for one in edits:
        if joined and joined[-1][1] == one.src_start and joined[-1][3] == one.dest_start:
            start, _, there, _ = joined.pop()
            joined.append((start, one.src_end, there, one.dest_end))
        else:
            joined.append((one.src_start, one.src_end, one.dest_start, one.dest_end))
    for start, end, there, there_end in joined:
        yield written[start:end], registered[there:there_end], start == 0 or end == len(written)


def _tells_apart(changes: list[_Change]) -> bool:
    """Whether a difference is a word of its own rather than a slip."""
    for ours, theirs, at_edge in changes:
        is_word = max(len(ours), len(theirs)) > 1
        if is_word and (at_edge or not (ours and theirs)):
            return True
        if ours and theirs and ours in _NUMERALS and theirs in _NUMERALS:
            return True
        if at_edge and not (ours and theirs) and ours + theirs in _TELLING:
            return True
    return False


def _kind(written: str, registered: str, changes: list[_Change], is_rare: IsRare) -> Kind:
    if _is_doubled(written, registered) or all(ours + theirs in _PAIRS_ALIKE for ours, theirs, _ in changes):
        return Kind.HAND
    known = set(pairs_of_characters(registered))
    is_odd = all(is_rare(pair) for pair in pairs_of_characters(written) if pair not in known)
    if all(not ours for ours, _, _ in changes):
        return Kind.LOST if is_odd else Kind.LEFT_OUT
    return Kind.ODD if is_odd else Kind.PLAUSIBLE


def _is_doubled(written: str, registered: str) -> bool:
    """Whether one character was typed twice."""
    return len(written) == len(registered) + 1 and any(
        written[:place] + written[place + 1 :] == registered
        for place in range(1, len(written))
        if written[place] == written[place - 1]
    )
