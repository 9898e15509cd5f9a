"""Signs of a name, an address or a corporate number: one look at all words says which lines may hold any."""

import re
from collections.abc import Iterable

from workbench.japan import addresses


def by_ends(words: Iterable[str]) -> str:
    """A pattern that finds the same words as all of them in a row of branches, but at their last characters.

    At a character with which a branch may begin `re` tries one branch after the other. Those below begin in 75 ways and
    end in 16, so that a look at a page takes half the time.

    >>> by_ends(["東京都", "京都府", "大阪府"])
    '都(?:(?<=東京都))|府(?:(?<=京都府|大阪府))'
    """
    ends: dict[str, dict[int, list[str]]] = {}
    for word in words:
        ends.setdefault(word[-1], {}).setdefault(len(word), []).append(word)
    behind = {end: ["(?<=" + "|".join(alike) + ")" for alike in ends[end].values()] for end in ends}
    return "|".join(f"{end}(?:{'|'.join(each)})" for end, each in behind.items())


_FORMS = """
    株式会社 有限会社 合同会社 合資会社 合名会社 相互会社 社団法人 財団法人 医療法人 福祉法人 学校法人 宗教法人 活動法人
    NPO法人 士法人 監査法人 業務法人 行政法人 開発法人 協同組合 信用金庫 信用組合
    """.split()  # noqa: SIM905 - a list of words reads better in lines
_SHORT_FORMS = r"㈱|㈲|\((?:株|有|同|資|名)\)|（(?:株|有|同|資|名)）|Ltd|Inc\.|K\.K\.|LLC"
_LABELS = """
    社名 商号 名称 法人名 企業名 事業者 販売業者 販売元 運営 主体 設置者 母体 設置法人 経営法人 開設法人 屋号
    団体名 医院名 店名 法人番号 登録番号 インボイス 適格請求書
    """.split()  # noqa: SIM905 - a list of words reads better in lines
_SET_WIDE = ("社 名", "商 号", "名 称")
HAS_FORM_SIGN = re.compile(f"{by_ends(_FORMS)}|{_SHORT_FORMS}")
# In a label of a number, however wide it is set. They are told from the others by an empty group: a group round them
# would take from `re` the letters that they begin with, and the time of a look would be ten times as long.
_NUMBER_LABELS = ("番(?= ?号)", "ボ(?= ?イ)", "請(?= ?求)", "Ｔ", "ｔ", r"T(?= ?\d)", r"t(?= ?\d)")
SIGNS = re.compile(
    f"〒|{by_ends((*addresses.PREFECTURES.values(), *_FORMS, *_LABELS, *_SET_WIDE))}|{_SHORT_FORMS}"
    f"|T[0-9０-９]{{13}}|Ｔ[0-9０-９]{{13}}|{'|'.join(f'{sign}()' for sign in _NUMBER_LABELS)}"
)
# Lines that end as labels of names and addresses do.
END_OF_LABEL = re.compile(r"\n(?<=[名号称者元社人地所店部体]\n)")
