"""Lines that may be a header or stand above one: two lines read as one header, titles, names that differ."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from workbench.japan.characters import normalise
from workbench.lists.columns import field_of, is_another, surest
from workbench.lists.contents import has_form

_LONGEST_LABEL = 24
_DATA_LIKE = re.compile(r"\d{3}|[@。]|https?:|www\.|単位|現在|\d[年月日/]")
# Below a merged header these say which of it, not something else: 電話番号 over 代表 and FAX.
_WHICH_OF_IT = frozenset(
    [
        "代表",
        "本社",
        "本店",
        "番号",
        "名称",
        "正式",
        "正式名称",
        "和文",
        "漢字",
        "(代表)",
        "(正式名称)",
        "(本社)",
    ]
)
_TITLE = re.compile(
    r"(?:会社|企業|取引先|得意先|顧客|お?客様|仕入先|法人|送付先|営業|訪問先|リスト)\S{0,8}(?:一覧表?|名簿|リスト|台帳)"
    r"(?:[(].*)?|.*\d{4}[年/.-]\d{1,2}.*|.*現在|[(]?単位.*|(?:作成|出力|更新|印刷)[日者].*|sep=.?"
)


def is_title(record: Sequence[str]) -> bool:
    """Whether a line says what a list is, or of when, rather than being a row of it; blank lines count.

    >>> is_title(["取引先一覧（2026年度）", ""]), is_title(["", "2026/10/1現在"]), is_title(["株式会社甲", ""])
    (True, True, False)
    """
    filled = [normalise(cell) for cell in record if cell.strip()]
    return all(len(cell) <= 40 and not has_form(cell) and _TITLE.fullmatch(cell) for cell in filled)


def pairs(head: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[str], dict[str, int]]]:
    """(line of the lower, from 1; names; our field -> position) of every two lines that may be one header.

    Above stands what both of the columns below have in common, or what has nothing below it.
    """
    for below, (first, second) in enumerate(itertools.pairwise(head), start=2):
        width = max(len(first), len(second))
        upper, lower = (_padded(line, width) for line in (first, second))
        if not (_tells_more(upper, lower) and _is_labels(upper) and _is_labels(lower)):
            continue
        over = _spread(upper, lower)
        meanings = [_meaning(above, cell) for above, cell in zip(over, lower, strict=True)]
        columns = surest(meanings)
        if "name" in columns and _no_name_below(upper, lower, columns["name"]):
            names = [_joined(above, cell) for above, cell in zip(over, lower, strict=True)]
            yield below, names, columns


def distinct(names: Sequence[str]) -> list[str]:
    """Names that differ: 列3 for a blank one, 電話番号 (2) for a repeated one.

    >>> distinct(["TEL", "", "TEL"])
    ['TEL', '列2', 'TEL (2)']
    """
    taken: Counter[str] = Counter()
    given = set(names)
    called: list[str] = []
    used: set[str] = set()
    for place, name in enumerate(names, start=1):
        wanted = name if name.strip() else f"列{place}"
        taken[wanted] += 1
        candidate = wanted if taken[wanted] == 1 else f"{wanted} ({taken[wanted]})"
        while candidate in used or (candidate != wanted and candidate in given):
            taken[wanted] += 1
            candidate = f"{wanted} ({taken[wanted]})"
        called.append(candidate)
        used.add(candidate)
    return called


def _padded(line: Sequence[str], width: int) -> list[str]:
    return [*(cell.strip() for cell in line), *[""] * (width - len(line))]


def _is_labels(line: Sequence[str]) -> bool:
    filled = [normalise(cell) for cell in line if cell]
    return bool(filled) and all(
        len(cell) <= _LONGEST_LABEL and not _DATA_LIKE.search(cell) and not has_form(cell) for cell in filled
    )


def _tells_more(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the lower line has a header of its own: a row that merely says 本社 in some column has none."""
    return any(
        field_of(cell) is not None or (not above and _is_known(cell))
        for above, cell in zip(upper, lower, strict=True)
        if cell
    )


def _is_known(cell: str) -> bool:
    return bool(cell) and (field_of(cell) is not None or is_another(cell) or normalise(cell) in _WHICH_OF_IT)


def _no_name_below(upper: Sequence[str], lower: Sequence[str], position: int) -> bool:
    """The lower line is no row of the table: where the names stand it has nothing, or itself a header."""
    return not lower[position] or _is_known(lower[position])


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper line with each header written over all the columns that it spans."""
    over: list[str] = []
    for position, cell in enumerate(upper):
        goes_on = position > 0 and not cell and lower[position] and lower[position - 1]
        over.append(over[position - 1] if goes_on else cell)
    return over


def _meaning(above: str, cell: str) -> tuple[str, int] | None:
    if not above or not cell:
        return field_of(above or cell)
    if (is_another(above) and field_of(above) is None) or (is_another(cell) and field_of(cell) is None):
        return None
    known = field_of(cell) or field_of(above + cell)
    if known is None and normalise(cell) in _WHICH_OF_IT:
        known = field_of(above)
    return known


def _joined(above: str, cell: str) -> str:
    return f"{above}/{cell}" if above and cell else above or cell
