"""Whose page it is, over a whole list: what evidence.identity says, asked once for each company and text."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from workbench.evidence.identity import Witness
from workbench.matching.distinct import Coded, Ints

# In `compare`'s columns, and in place of the three values of Features.
UNKNOWN, OTHER, SAME = -1, 0, 1
TRUTH: tuple[bool | None, ...] = (False, True, None)

_SAID = ("name", "prefecture", "postal_code", "address", "corporate_number", "listed_phone")


class Witnesses:
    """The companies of a list as witnesses, each made when it is asked for."""

    def __init__(self, companies: pa.Table) -> None:
        self._said = [companies[name].to_pylist() for name in _SAID]
        self.names = companies["name"]

    def __getitem__(self, position: int) -> Witness:
        return Witness(*(column[position] for column in self._said))


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
