"""Rows of a table that are no company: totals, the header once more on the next page, notes."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from workbench.contract.reasons import ReasonCode
from workbench.japan.characters import normalise
from workbench.lists.cells import is_blank
from workbench.lists.columns import is_ours
from workbench.lists.contents import has_form

_SPACES = re.compile(r"\s+")
_SUM = "合計|小計|総計|中計|累計|総合計|合計額|年計|月計|平均"
_TOTAL = re.compile(
    rf"[-=【(＜<◆■]*(?:(?:{_SUM}|計|total|subtotal|sub-total|grandtotal|sum)|\S{{1,12}}(?:{_SUM}))"
    r"(?:[(\[][^()\[\]]*[)\]])?[:】)＞>◆■]*(?:[\d,.]+(?:件|社|名|円|千円|百万円)?)?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"[※*＊].*|[(<\[]?(?:注|備考|注意|注記|出典|出所|資料|凡例|単位|以上|以下余白|次頁へ続く|次ページへ続く|つづく)"
    r"(?:[)>\]\d:.、].*|$)|-*以上-*|-?(?:page|p\.|頁)?\d+(?:/\d+)?(?:ページ|頁|page)?-?|(?:作成|出力|更新|印刷)[日者:].*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
# Without one of these a name is neither a total nor a note; blank ones are told by the rest of their row.
_SUSPICIOUS = (
    r"[計均※*＊注備出資凡単以次つ作更印頁]|ページ|(?i:total|sum|page|p\.)|[ｔＴｓＳｐＰ]"
    r"|^[-0-9０-９（(\s　]*$|^[^A-Za-zぁ-ヿ㐀-鿿０-９0-9]*$"
)


def no_companies(
    frame: pd.DataFrame, columns: Mapping[str, str], above: Sequence[Sequence[str]]
) -> dict[int, ReasonCode]:
    """row_id -> why that row is no company, for the rows that surely are none.

    columns: our field -> the list's column. above: the lines over the first row as the file has them.
    A row that has a telephone number, an address or the like is a company whatever its name is.
    """
    name = columns["name"]
    position = list(frame.columns).index(name)
    pages = _pages(above)
    names = frame[name]
    distinct = pd.unique(names[_may_be_none(names, above, position)])
    words = {cell: kind for cell in distinct if (kind := _kind_of_name(cell, position, pages))}
    suspects = frame[names.isin([*words, *(cell for cell in distinct if is_blank(cell))])]
    others = [list(frame.columns).index(column) for field, column in columns.items() if field != "name"]
    # What an earlier export of ours wrote into a row says nothing of what the row is.
    ours = [at for at, column in enumerate(frame.columns) if is_ours(column)]
    found: dict[int, ReasonCode] = {}
    for row_id, *record in suspects.itertuples(name=None):
        for at in ours:
            record[at] = ""
        kind = _kind_of_row(record, position, others, words.get(record[position]), pages)
        if kind is not None:
            found[row_id] = kind
    return found


def _may_be_none(names: pd.Series, above: Sequence[Sequence[str]], position: int) -> pd.Series:
    """For each name whether it has to be looked at closely: of most lists only a few have."""
    over = [line[position].strip() for line in above if position < len(line)]
    begins = {r"\d" if cell[0].isdecimal() else re.escape(cell[0]) for cell in over if cell}
    return names.str.contains("|".join([_SUSPICIOUS, *(rf"^\s*{begin}" for begin in begins)]), regex=True)


def _pages(above: Sequence[Sequence[str]]) -> list[dict[int, str]]:
    """What a next page repeats: of each line above the rows, position -> text without its numbers."""
    lines = ({at: _key(cell) for at, cell in enumerate(line) if cell.strip()} for line in above)
    return [line for line in lines if line]


def _key(cell: str) -> str:
    return _DIGITS.sub("#", _SPACES.sub("", normalise(cell)))


def _kind_of_name(cell: str, position: int, pages: Iterable[Mapping[int, str]]) -> ReasonCode | None:
    text = _SPACES.sub("", normalise(cell))
    if not text or has_form(cell):
        return None
    if _TOTAL.fullmatch(text):
        return ReasonCode.TOTAL_ROW
    if any(line.get(position) == _key(cell) for line in pages):
        return ReasonCode.REPEATED_HEADER
    return ReasonCode.NOTE_ROW if _NOTE.fullmatch(text) else None


def _kind_of_row(
    record: Sequence[str],
    name: int,
    others: Sequence[int],
    suspected: ReasonCode | None,
    pages: Sequence[Mapping[int, str]],
) -> ReasonCode | None:
    """What a row is whose name is blank, or one of the words that are no company's name."""
    filled = {at: cell for at, cell in enumerate(record) if cell.strip()}
    if not filled:
        return None
    if any(_repeats(filled, line) for line in pages):
        return ReasonCode.REPEATED_HEADER
    if any(not is_blank(record[at]) and _tells(record[at]) for at in others):
        return None
    if suspected is ReasonCode.TOTAL_ROW:
        return suspected
    if suspected is ReasonCode.NOTE_ROW:
        return suspected if len(filled) == 1 else None
    texts = [_SPACES.sub("", normalise(cell)) for at, cell in filled.items() if at != name]
    if suspected is None and any(_TOTAL.fullmatch(text) for text in texts):
        return ReasonCode.TOTAL_ROW
    if suspected is None and len(filled) == 1 and any(map(_NOTE.fullmatch, texts)):
        return ReasonCode.NOTE_ROW
    return None


def _tells(cell: str) -> bool:
    """Whether a cell of a column that we know is more than a total's own word or figure."""
    text = _SPACES.sub("", normalise(cell))
    return _TOTAL.fullmatch(text) is None and not re.fullmatch(r"[\d,.]+(?:件|社|名|円)?", text)


def _repeats(filled: Mapping[int, str], line: Mapping[int, str]) -> bool:
    """Whether a row says what a line above the table says, and nothing else."""
    return all(line.get(at) == _key(cell) for at, cell in filled.items())
