"""How good the match is over a whole list: figures that add up to the rows that went in, and sentences."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from workbench import messages
from workbench.contract.records import ShardTraffic
from workbench.contract.states import ListedPhone, RowState
from workbench.palette import GROUP_OF, StateGroup

# Lower ends, best first; each band reaches up to the one before it, and the first includes 1.
BANDS: tuple[tuple[str, float], ...] = (
    ("0.95-1", 0.95),
    ("0.8-0.95", 0.8),
    ("0.5-0.8", 0.5),
    ("0.2-0.5", 0.2),
    ("0-0.2", 0.0),
)
NONE = "none"

NEEDED = (
    "wb_phone",
    "wb_phone_e164",
    "wb_confidence",
    "wb_state",
    "wb_source",
    "wb_listed_phone",
    "wb_company_id",
    "wb_sources",
)


@dataclass(frozen=True, eq=False)
class RunInfo:
    """What a sheet and a report tell of the run. Times are UTC and aware; `ended_at` is None while it runs.

    stages: stage (str), attempt (int), asked (int: rows handed to it), and a column of ints for each state
    code that came back; a state without a column counts as 0.
    politeness: what each host was asked (see politeness_table). compared: the estimate beside what it came to, in
    words, by language. trail: reads what was asked about each row (see matching.trail); only whoever shows it calls it.
    """

    run_id: str
    list_name: str
    settings_name: str
    started_at: datetime
    ended_at: datetime | None
    sources: tuple[str, ...]
    stages: pd.DataFrame | None = None
    politeness: pd.DataFrame | None = None
    compared: Mapping[messages.Language, Sequence[str]] = field(default_factory=dict)
    trail: Callable[[], pd.DataFrame] | None = None


_SUMMED = ("requests", "bytes", "seconds", "waited_s", "from_cache", "not_modified")


def politeness_table(ledgers: Iterable[ShardTraffic]) -> pd.DataFrame:
    """One line a host, those that were asked most first: what it was asked, and what our rules held back.

    Columns: host (str), requests, bytes (int), seconds (float: that it took to answer), waited_s (float: that it asked
    us to wait), refused (int), from_cache, not_modified (int: see HostTraffic), rules (dict: how often each rule, a
    reason's code, held a request back).
    """
    hosts: dict[str, dict[str, Any]] = {}
    for one in (host for ledger in ledgers for host in ledger.hosts):
        line = hosts.setdefault(
            one.host,
            {"host": one.host, **dict.fromkeys(_SUMMED, 0), "rules": {}},
        )
        for column in _SUMMED:
            line[column] += getattr(one, column)
        for rule, count in one.refused.items():
            line["rules"][rule] = line["rules"].get(rule, 0) + count
    lines = sorted(hosts.values(), key=lambda line: (-line["requests"], line["host"]))
    table = pd.DataFrame(lines, columns=["host", *_SUMMED, "rules"])
    table.insert(5, "refused", [sum(rules.values()) for rules in table["rules"]])
    return table


def politeness_totals(table: pd.DataFrame) -> dict[str, Any]:
    """The table in a few figures: hosts, the sums of its columns, and refusals by rule."""
    refused: dict[str, int] = {}
    for rules in table["rules"]:
        for rule, count in rules.items():
            refused[rule] = refused.get(rule, 0) + count
    return {
        "hosts": len(table),
        "requests": int(table["requests"].sum()),
        "bytes": int(table["bytes"].sum()),
        "from_cache": int(table["from_cache"].sum()),
        "not_modified": int(table["not_modified"].sum()),
        "seconds": round(float(table["seconds"].sum()), 3),
        "waited_s": round(float(table["waited_s"].sum()), 3),
        "refused": dict(sorted(refused.items())),
    }


@dataclass(frozen=True, eq=False)
class Duplicates:
    """Rows that share a company, and numbers that different companies share.

    companies: distinct companies (a row without a company id is one of its own).
    repeated_rows: rows beyond the first of their company.
    shared_phones: phone (national), companies (int), rows (int); most companies first.
    """

    companies: int
    repeated_rows: int
    shared_phones: pd.DataFrame


@dataclass(frozen=True, eq=False)
class MatchQuality:
    """The figures of one result. Every `by_` table has rows (int) and share (0 to 1) and adds up to `rows`.

    by_state: state (every code of RowState, in its order).
    by_source: source (name, 'none' last where no value was taken), phones (rows of it that carry a number).
    by_confidence: band (codes of BANDS, then 'none').
    by_agreement: sources ('0', '1', '2', '3+': independent sources that give the number).
    by_listed: listed (codes of ListedPhone, then 'none': the list had no number).
    coverage: stage, attempt, asked, found, for_a_person, not_there, not_looked, left_out, unanswered (ints;
    the last six add up to asked), found_share.
    """

    rows: int
    phones: int
    by_state: pd.DataFrame
    by_source: pd.DataFrame
    by_confidence: pd.DataFrame
    by_agreement: pd.DataFrame
    by_listed: pd.DataFrame
    coverage: pd.DataFrame
    duplicates: Duplicates
    _by_group: dict[StateGroup, int] = field(repr=False)

    def count(self, *states: RowState) -> int:
        """Rows in any of these states."""
        return int(self.by_state.loc[self.by_state["state"].isin(states), "rows"].sum())

    def group(self, group: StateGroup) -> int:
        """Rows whose state belongs to the group."""
        return self._by_group[group]

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values, for quality.json and --json. Shared numbers: the first 100."""
        pairs = {
            name: dict(zip(table.iloc[:, 0], (int(n) for n in table["rows"]), strict=True))
            for name, table in self._tables().items()
        }
        shared = self.duplicates.shared_phones
        return {
            "v": 1,
            "rows": self.rows,
            "phones": self.phones,
            **pairs,
            "coverage": _records(self.coverage),
            "duplicates": {
                "companies": self.duplicates.companies,
                "repeated_rows": self.duplicates.repeated_rows,
                "shared_phones": len(shared),
                "shared_phones_first": _records(shared.head(100)),
            },
        }

    def sentences(self, language: messages.Language | None = None) -> list[str]:
        """A few plain sentences, the most important first; what did not happen is not mentioned."""
        return [messages.say(code, language, **facts) for code, facts in _facts(self)]

    def _tables(self) -> dict[str, pd.DataFrame]:
        return {
            "by_state": self.by_state,
            "by_source": self.by_source,
            "by_confidence": self.by_confidence,
            "by_agreement": self.by_agreement,
            "by_listed": self.by_listed,
        }


def match_quality(result: pd.DataFrame, coverage: pd.DataFrame | None = None) -> MatchQuality:
    """The figures of a joined result.

    result: the frame of matching.join (the columns NEEDED are read; the list's own are not).
    coverage: stage, attempt, asked and a column of ints for each state code that came back (RunInfo.stages).

    Raises ValueError for a programmer's mistake: a column missing, a state that is none, a confidence outside
    0 to 1, a stage that answered for more rows than it was asked, or figures that do not add up.
    """
    missing = [name for name in NEEDED if name not in result.columns]
    if missing:
        raise ValueError(f"the result lacks the columns {', '.join(missing)}")
    # A list may have a column of the same name as ours; ours are the last.
    ours = result.loc[:, [*NEEDED]]
    if ours.shape[1] != len(NEEDED):
        ours = ours.loc[:, ~ours.columns.duplicated(keep="last")]
    by_state = _by_code(ours["wb_state"], tuple(RowState), "state")
    quality = MatchQuality(
        rows=len(ours),
        phones=int(ours["wb_phone"].notna().sum()),
        by_state=by_state,
        by_source=_by_source(ours),
        by_confidence=_by_confidence(ours["wb_confidence"]),
        by_agreement=_by_agreement(ours["wb_sources"]),
        by_listed=_by_code(ours["wb_listed_phone"].fillna(NONE), (*ListedPhone, NONE), "listed"),
        coverage=_coverage(coverage),
        duplicates=_duplicates(ours),
        _by_group=_by_group(by_state),
    )
    for name, table in quality._tables().items():
        if (total := int(table["rows"].sum())) != quality.rows:
            raise ValueError(f"{name} adds up to {total}, not to the {quality.rows} rows that went in")
    return quality


def band_words(band: str, language: messages.Language | None = None) -> str:
    """A band of confidence in words.

    >>> band_words("0.5-0.8"), band_words("none", "en")
    ('50–80%', 'no number')
    """
    if band == NONE:
        return messages.say("quality.none_confidence", language)
    low, high = (round(float(end) * 100) for end in band.split("-"))
    return f"{low}–{high}%"


def _table(name: str, codes: Sequence[str], counts: Sequence[int]) -> pd.DataFrame:
    total = max(sum(counts), 1)
    return pd.DataFrame(
        {
            name: pd.Series([str(code) for code in codes], dtype=object),
            "rows": pd.Series([int(count) for count in counts], dtype="int64"),
            "share": pd.Series([count / total for count in counts], dtype="float64"),
        }
    )


def _by_code(values: pd.Series, codes: Sequence[str], name: str) -> pd.DataFrame:
    counts = {str(code): int(count) for code, count in values.value_counts(dropna=False).items()}
    unknown = sorted(set(counts) - {str(code) for code in codes})
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no such {name}")
    return _table(name, codes, [counts.get(str(code), 0) for code in codes])


def _by_group(by_state: pd.DataFrame) -> dict[StateGroup, int]:
    counts = dict.fromkeys(StateGroup, 0)
    for state, rows in zip(by_state["state"], by_state["rows"], strict=True):
        counts[GROUP_OF[RowState(state)]] += int(rows)
    return counts


def _by_source(ours: pd.DataFrame) -> pd.DataFrame:
    source = ours["wb_source"].astype(object).fillna(NONE)
    rows = source.value_counts()
    phones = source[ours["wb_phone"].notna()].value_counts()
    names = sorted((name for name in rows.index if name != NONE), key=lambda name: (-rows[name], name))
    names.append(NONE)
    table = _table("source", names, [int(rows.get(name, 0)) for name in names])
    table["phones"] = [int(phones.get(name, 0)) for name in names]
    return table


def _by_confidence(confidence: pd.Series) -> pd.DataFrame:
    values = confidence.to_numpy(dtype="float64", na_value=np.nan)
    known = values[~np.isnan(values)]
    if known.size and not (known.min() >= 0 and known.max() <= 1):
        raise ValueError("wb_confidence must lie between 0 and 1")
    ends = np.array([low for _, low in reversed(BANDS)])
    counts = np.bincount(np.searchsorted(ends, known, side="right") - 1, minlength=len(BANDS))[::-1]
    return _table(
        "band", [*(code for code, _ in BANDS), NONE], [*counts.tolist(), int(len(values) - known.size)]
    )


def _by_agreement(sources: pd.Series) -> pd.DataFrame:
    counted = np.bincount(sources.fillna(0).to_numpy(dtype="int64").clip(0, 3), minlength=4)
    return _table("sources", ["0", "1", "2", "3+"], counted.tolist())


def _coverage(stages: pd.DataFrame | None) -> pd.DataFrame:
    columns = ["stage", "attempt", "asked", *StateGroup, "unanswered", "found_share"]
    if stages is None or stages.empty:
        return pd.DataFrame({name: pd.Series(dtype=_coverage_dtype(name)) for name in columns})
    table = stages[["stage", "attempt", "asked"]].reset_index(drop=True).copy()
    for group in StateGroup:
        states = [state for state in RowState if GROUP_OF[state] is group and state in stages.columns]
        table[group.value] = stages[states].sum(axis=1).to_numpy(dtype="int64")
    table["unanswered"] = table["asked"] - table[[*StateGroup]].sum(axis=1)
    if (table["unanswered"] < 0).any():
        raise ValueError("a stage answered for more rows than it was asked")
    table["found_share"] = table["found"] / table["asked"].clip(lower=1)
    return table.astype({name: _coverage_dtype(name) for name in columns})


def _coverage_dtype(column: str) -> str:
    return {"stage": "object", "found_share": "float64"}.get(column, "int64")


def _duplicates(ours: pd.DataFrame) -> Duplicates:
    company = ours["wb_company_id"].astype(object).to_numpy(copy=True)
    unknown = pd.isna(company)
    company[unknown] = [f"row {position}" for position in np.flatnonzero(unknown)]
    companies = pd.unique(company).size
    phones = pd.DataFrame(
        {
            "number": ours["wb_phone_e164"].to_numpy(),
            "phone": ours["wb_phone"].to_numpy(),
            "company": company,
        }
    ).dropna(subset=["number"])
    grouped = phones.groupby("number", sort=True)
    shared = pd.DataFrame(
        {"phone": grouped["phone"].first(), "companies": grouped["company"].nunique(), "rows": grouped.size()}
    )
    shared = shared[shared["companies"] > 1].sort_values("companies", ascending=False, kind="stable")
    return Duplicates(companies, len(ours) - companies, shared.reset_index(drop=True))


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            str(key): value.item() if isinstance(value, np.generic) else value
            for key, value in zip(table.columns, row, strict=True)
        }
        for row in table.itertuples(index=False, name=None)
    ]


def _other_groups(quality: MatchQuality) -> list[tuple[bool, str, dict[str, object]]]:
    """One fact for each group of states but 'found'."""
    others = [group for group in StateGroup if group is not StateGroup.FOUND]
    counts = [quality.group(group) for group in others]
    return [
        (count > 0, f"quality.{group.value}", {"count": count})
        for group, count in zip(others, counts, strict=True)
    ]


def _facts(quality: MatchQuality) -> list[tuple[str, dict[str, object]]]:
    """Codes of messages/quality.py with their parameters."""
    if not quality.rows:
        return [("quality.no_rows", {})]
    listed = dict(zip(quality.by_listed["listed"], quality.by_listed["rows"], strict=True))
    had_number = quality.rows - int(listed[NONE])
    several = int(quality.by_agreement.loc[quality.by_agreement["sources"].isin(["2", "3+"]), "rows"].sum())
    found = quality.group(StateGroup.FOUND)
    shared = quality.duplicates.shared_phones
    facts: list[tuple[bool, str, dict[str, object]]] = [
        (True, "quality.found", {"rows": quality.rows, "found": found, "share": found / quality.rows}),
        (several > 0, "quality.agreed", {"count": several}),
        *_other_groups(quality),
        (had_number > 0, "quality.listed", {"count": had_number, **listed}),
        (
            quality.duplicates.repeated_rows > 0,
            "quality.repeated",
            {"count": quality.duplicates.repeated_rows, "companies": quality.duplicates.companies},
        ),
        (len(shared) > 0, "quality.shared", {"count": len(shared), "rows": int(shared["rows"].sum())}),
    ]
    return [(code, parameters) for holds, code, parameters in facts if holds]
