"""What a line says right at a number: the last clause before it, and what stands in brackets with it or behind it."""

import re

from crawler.extract.owner.strange_names import begins_with_street, has_letters, is_writers, names_house

# 要項は、霊園の管理事務所（電話 …
_BEFORE_BRACKET = re.compile(
    r"([「『][^「」『』]{2,30}[」』]|[^、。（()）「」]{0,40})[（(]([^（()）]{0,40})$"
)
_IN_BRACKETS_BEHIND = re.compile(r" ?[（(]([^（()）]{3,24})[)）]")  # お問い合わせ：…（みなと案内所）
_REMARK = re.compile(r"[（(](?:担当|代表|係)[^（()）]{1,16}[)）]")  # みなと会館（担当：佐藤）電話
_CLAUSE_ENDS = re.compile(
    r"[、，。！？!?]|(?<=.)は(?=[^ぁ-ん]|[おご])|(?<=[一-龥ァ-ヶー])は(?=[ぁ-ん]{2,8}[一-龥ァ-ヶ]{2})|詳しくは|(?<=.)までに|ので"
)
# Its writer's own, though it says no more than any firm does.
_DESK = re.compile(
    r"(?:[院園主校館所店会]長|店主|フロント|帳場|職員室|係|課|室|窓口|受付|事務局|デスク|ダイヤル|直通)"
    r"(?:直通|代表|の?電話)?[ 　]*$"
)
_PIECE_ENDS = re.compile(r"[：:→＝=]")
_OR = re.compile(r"^[ 　]*(?:または|もしくは|まず|なお|直接|引き続き)")


def words_at_number(line: str, behind: str) -> tuple[str, ...]:
    """What a line says at a number, nearest first: a house in brackets behind it, the brackets with it, its clause."""
    after = _IN_BRACKETS_BEHIND.match(behind)
    found = _BEFORE_BRACKET.search(line)
    before = (found.group(2), found.group(1)) if found else (_REMARK.sub(" ", line),)
    pieces = tuple(piece for text in before for piece in _pieces(text))
    return (after.group(1), *pieces) if after and names_house(after.group(1)) else pieces


def is_desk(text: str) -> bool:
    """Whether a text ends with a desk or an office of its writer's house."""
    return _DESK.search(text) is not None


def _pieces(text: str) -> list[str]:
    """The last piece of the last clause that says something, and those before it if it is but a label.

    >>> _pieces("お祭りは終わりました。受付は、または窓口：みなと商店 ")
    ['みなと商店 ']
    """
    clauses = _CLAUSE_ENDS.split(text)
    clause = next(
        (part for part in reversed(clauses) if has_letters(part) or _DESK.search(part) or is_writers(part)),
        text,
    )
    pieces = [_OR.sub("", piece) for piece in reversed(_PIECE_ENDS.split(clause))]
    said = next(
        (at for at, piece in enumerate(pieces) if has_letters(piece) and not begins_with_street(piece)),
        len(pieces),
    )
    return pieces[: said + 1]
