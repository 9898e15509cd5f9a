"""What came back from a run, in columns: from the records, or straight from their JSON lines."""

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.json
from pydantic_core import from_json

from workbench.contract.reasons import Reason
from workbench.contract.records import (
    Failure,
    PlannedStage,
    Record,
    RunLines,
    RunRecords,
)

Ints = npt.NDArray[np.int64]

_TEXT = pa.large_string()


def _schema(names: str) -> pa.Schema:
    return pa.schema([("row_id", pa.int64()), *((name, _TEXT) for name in names.split())])


COMPANY = _schema(
    names="company_id name prefecture postal_code address corporate_number homepage listed_phone"
)
# Times stay text until it is known which few are shown.
OBSERVATION = _schema(
    names="field value line role label source url fetched_at snippet place site_name site_address "
    "site_corporate_number"
)
OUTCOME = pa.schema([("row_id", pa.int64()), ("state", _TEXT)])

# Many small batches are parsed together, up to so many bytes: each call has its price, and each table its memory.
_PARSED_TOGETHER = 1 << 25


@dataclass(frozen=True)
class LeftOver:
    """The rows with which a shard did not end, and why it did not."""

    stage: str
    rows: Ints
    failure: Failure | None


@dataclass(frozen=True)
class RunTables:
    """All that is known of a run, in columns (Arrow; unknown is null).

    companies: COMPANY. observations: OBSERVATION. outcomes: OUTCOME, and its shard (int, the position in `planned_at`).
    reasons(positions): the reasons of these outcomes. planned_at: (stage, attempt) of each shard. left_over: in the
    shards' order.
    """

    companies: pa.Table
    observations: pa.Table
    outcomes: pa.Table
    reasons: Callable[[Ints], list[Reason]]
    planned: list[PlannedStage]
    planned_at: list[tuple[str, int]]
    left_over: list[LeftOver]


def tables_of(run: RunRecords | RunLines) -> RunTables:
    """The run in columns."""
    return _of_lines(run) if isinstance(run, RunLines) else _of_records(run)


def _of_records(run: RunRecords) -> RunTables:
    shards = list(run.shards.values())
    outcomes = run.outcomes
    return RunTables(
        companies=_columns(COMPANY, run.companies),
        observations=_columns(OBSERVATION, run.observations),
        outcomes=_with_shard(_columns(OUTCOME, outcomes), [len(shard.outcomes) for shard in shards]),
        reasons=lambda positions: [outcomes[position].reason for position in positions],
        planned=run.planned,
        planned_at=[(stage, attempt) for stage, attempt, _ in run.shards],
        left_over=[
            LeftOver(stage, _not_in(shard.rows, [o.row_id for o in shard.outcomes]), shard.failure)
            for (stage, _, _), shard in run.shards.items()
        ],
    )


def _of_lines(run: RunLines) -> RunTables:
    shards = list(run.shards.values())
    told = [
        [line for batch in shard.outcomes for line in gzip.decompress(batch).splitlines() if line]
        for shard in shards
    ]
    lines = [line for shard in told for line in shard]
    outcomes = _parsed(OUTCOME, (b"\n".join([*shard, b""]) for shard in told))
    rows = outcomes["row_id"].to_numpy()
    lengths = list(map(len, told))
    ends = np.cumsum([0, *lengths])
    return RunTables(
        companies=_parsed(COMPANY, [gzip.decompress(run.companies)]),
        observations=_parsed(
            OBSERVATION, (gzip.decompress(batch) for shard in shards for batch in shard.observations)
        ),
        outcomes=_with_shard(outcomes, lengths),
        reasons=lambda positions: list(_reasons(lines, positions)),
        planned=run.planned,
        planned_at=[(stage, attempt) for stage, attempt, _ in run.shards],
        left_over=[
            LeftOver(stage, _not_in(shard.rows, rows[begin:end]), shard.failure)
            for ((stage, _, _), shard), begin, end in zip(run.shards.items(), ends, ends[1:], strict=False)
        ],
    )


def _columns(schema: pa.Schema, records: Sequence[Record]) -> pa.Table:
    def column(name: str) -> list[Any]:
        values = [getattr(record, name) for record in records]
        return [value.isoformat() for value in values] if name == "fetched_at" else values

    return pa.table([pa.array(column(field.name), field.type) for field in schema], schema=schema)


def _parsed(schema: pa.Schema, batches: Iterable[bytes]) -> pa.Table:
    """The columns of schema from JSON lines; what else the lines hold is passed over."""
    parse = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    tables = [
        pyarrow.json.read_json(
            pa.BufferReader(lines),
            parse_options=parse,
            # A line may not be longer than a block.
            read_options=pyarrow.json.ReadOptions(block_size=1 << 24),
        )
        for lines in _together(batches)
    ]
    return pa.concat_tables([schema.empty_table(), *tables])


def _together(batches: Iterable[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size = 0
    for batch in batches:
        if size + len(batch) > _PARSED_TOGETHER and waiting:
            yield b"".join(waiting)
            waiting, size = [], 0
        if batch.strip():
            waiting.append(batch)
            size += len(batch)
    if waiting:
        yield b"".join(waiting)


def _with_shard(outcomes: pa.Table, lengths: Sequence[int]) -> pa.Table:
    shard = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    return outcomes.append_column("shard", pa.array(shard, pa.int64()))


def _reasons(lines: Sequence[bytes], positions: Ints) -> Iterator[Reason]:
    """The reasons of these outcomes; equal ones are one object."""
    known: dict[str, Reason] = {}
    for position in positions:
        told = from_json(lines[position])["reason"]
        key = repr(told)
        if key not in known:
            known[key] = Reason.model_validate(told)
        yield known[key]


def _not_in(asked: Sequence[int], ended: Sequence[int] | Ints) -> Ints:
    """The rows that were asked and have not ended, each once, in their order."""
    left = set(map(int, ended))
    return np.fromiter(dict.fromkeys(row for row in asked if row not in left), dtype=np.int64)
