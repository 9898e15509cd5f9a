"""Whose page it is, over a whole list: what evidence.identity says, asked once for each company and text."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from workbench.evidence.identity import Witness
from workbench.evidence.taught import NOTHING_TAUGHT, TAUGHT, TEACHERS, Taught
from workbench.matching.distinct import Coded, Ints

# In `compare`'s columns, and in place of the three values of Features.
UNKNOWN, OTHER, SAME = -1, 0, 1
TRUTH: tuple[bool | None, ...] = (False, True, None)

_SAID = ("name", "prefecture", "postal_code", "address", "corporate_number", "listed_phone")


class Witnesses:
    """The companies of a list as witnesses, each made when it is asked for.

    seen, company: all that was seen of them, and for each the position of its company; registers teach by it.
    """

    def __init__(self, companies: pa.Table, seen: pa.Table, company: Ints) -> None:
        self._said = [companies[name].to_pylist() for name in _SAID]
        self._taught = _taught(seen, company)
        self.names = companies["name"]

    def __getitem__(self, position: int) -> Witness:
        name, prefecture, postal_code, address, number, listed = (column[position] for column in self._said)
        taught = self._taught.get(position, NOTHING_TAUGHT)
        return Witness(name, prefecture, postal_code, address, number, listed, taught)


def _taught(seen: pa.Table, company: Ints) -> dict[int, Taught]:
    """As evidence.taught_by for each company; those that no register told of are left out."""
    by = pc.index_in(seen["source"], pa.array(TEACHERS, seen["source"].type))
    which = pc.index_in(seen["field"], pa.array([field.value for field in TAUGHT], seen["field"].type))
    told = np.flatnonzero(pc.and_(by.is_valid(), which.is_valid()).to_numpy())
    if not len(told):
        return {}
    rank, field = (pc.fill_null(column, 0).to_numpy()[told].astype(np.int64) for column in (by, which))
    of = company[told]
    order = np.lexsort((told, rank, field, of))
    begins = np.insert((np.diff(of[order]) != 0) | (np.diff(field[order]) != 0), 0, True)
    first = order[begins]
    said: dict[int, list[str | None]] = {}
    values = seen["value"].take(pa.array(told[first])).to_pylist()
    for at, fact, value in zip(of[first].tolist(), field[first].tolist(), values, strict=True):
        said.setdefault(at, [None] * len(TAUGHT))[fact] = value
    return {at: Taught(*facts) for at, facts in said.items()}


def compare(seen: pa.Table, company: Ints, witnesses: Witnesses) -> dict[str, Ints]:
    """For each observation and fact of Features whether it is as the list says: SAME, OTHER or UNKNOWN.

    company: the position in `witnesses` of each observation's company.
    """
    number = _each_pair(seen["site_corporate_number"], company, witnesses, [Witness.has_number])
    address = _each_pair(seen["site_address"], company, witnesses, [Witness.is_in, Witness.is_at])
    return {
        "corporate_number": number[0],
        "name": _names(seen["site_name"], company, witnesses),
        "prefecture": address[0],
        "street": address[1],
    }


def _names(column: pa.ChunkedArray, company: Ints, witnesses: Witnesses) -> Ints:
    """As _each_pair; a name that stands letter by letter as on the list is the same without a look."""
    ours = witnesses.names.take(pa.array(company))
    alike = pc.fill_null(pc.and_(pc.equal(column, ours), pc.not_equal(column, "")), False)
    equal = alike.to_numpy()
    told = _each_pair(
        pc.if_else(alike, pa.scalar(None, column.type), column), company, witnesses, [Witness.has_name]
    )[0]
    return np.where(equal, SAME, told)


def _each_pair(
    column: pa.ChunkedArray,
    company: Ints,
    witnesses: Witnesses,
    rules: Sequence[Callable[[Witness, str], bool | None]],
) -> list[Ints]:
    """What each rule says of each observation's company and text, asked once for each pair of them."""
    coded = Coded.of(column)
    texts = coded.texts()
    told = np.array([bool(text) for text in texts])[coded.codes]
    answers = [np.full(len(company), UNKNOWN, dtype=np.int64) for _ in rules]
    if not told.any():
        return answers
    pairs, which = np.unique(company[told] * len(texts) + coded.codes[told], return_inverse=True)
    asked = _ask(pairs, texts, witnesses, rules)
    for answer, of_pair in zip(answers, asked.T, strict=True):
        answer[told] = of_pair[which]
    return answers


def _ask(
    pairs: Ints,
    texts: Sequence[str | None],
    witnesses: Witnesses,
    rules: Sequence[Callable[[Witness, str], bool | None]],
) -> npt.NDArray[np.int64]:
    """One row a pair, one column a rule. Pairs are sorted by company, so that each witness is made once."""
    told = np.empty((len(pairs), len(rules)), dtype=np.int64)
    known, witness = -1, None
    companies, codes = np.divmod(pairs, len(texts))
    for at, (position, code) in enumerate(zip(companies.tolist(), codes.tolist(), strict=True)):
        if witness is None or position != known:
            known, witness = position, witnesses[position]
        text = texts[code] or ""
        for column, rule in enumerate(rules):
            answer = rule(witness, text)
            told[at, column] = UNKNOWN if answer is None else int(answer)
    return told
