"""The records that cross a boundary: what is asked, what was seen, what became of it.

Each carries its version `v`; unknown is null, never ""; times are UTC. On disk a batch is gzipped JSON lines.
"""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict

from workbench.contract.reasons import Reason
from workbench.contract.states import AskResult, Field, Licence, Line, Place, Role, RowState, ShardEnd


def _blank_is_unknown(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


Text = Annotated[str | None, BeforeValidator(_blank_is_unknown)]


class Record(BaseModel):
    """Base of all records: frozen, unknown keys refused, versioned."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Literal[1] = 1


class Company(Record):
    """One row to ask about: only what the crawler needs leaves the notebook."""

    row_id: int
    company_id: str
    name: str
    kana: Text = None
    prefecture: Text = None
    city: Text = None
    postal_code: Text = None
    address: Text = None
    corporate_number: Text = None
    homepage: Text = None
    listed_phone: Text = None


class Observation(Record):
    """One value seen at one place, with its evidence. Phones are E.164; `snippet` is ±40 characters around it."""

    row_id: int
    field: Field
    value: str
    raw: str
    line: Line | None = None
    role: Role | None = None
    label: Text = None
    source: str
    url: Text = None
    fetched_at: AwareDatetime
    snippet: Text = None
    place: Place | None = None
    site_name: Text = None
    site_address: Text = None
    site_corporate_number: Text = None
    content_hash: Text = None
    licence: Licence = Licence.STORABLE

    @property
    def identity(self) -> tuple[int, str, str, str, str | None]:
        """Two observations of one identity are the same: a batch written twice counts once."""
        return (self.row_id, self.field, self.value, self.source, self.url)


class Asked(BaseModel):
    """One entry of a row's trail: which source was asked, when, what came back and what it cost (in yen).

    homepage: the one that the source was given, if it needs one. state, reason: what the source itself said of the row;
    unknown where its observations speak for themselves. key: by which the answer is found again in later runs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    asked_at: AwareDatetime
    result: AskResult
    requests: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    homepage: Text = None
    state: RowState | None = None
    reason: Reason | None = None
    key: Text = None


class KeptAnswer(Record):
    """What a source answered of a company in an earlier run; its observations carry licence and source."""

    company_id: str
    source: str
    key: str
    asked_at: AwareDatetime
    result: AskResult
    state: RowState | None = None
    reason: Reason | None = None
    observations: tuple[Observation, ...] = ()


class Outcome(Record):
    """What became of one row in one stage."""

    row_id: int
    stage: str
    attempt: int
    shard: str
    state: RowState
    reason: Reason
    trail: tuple[Asked, ...] = ()


class ShardItem(Record):
    """One item of the manifest that the Distributed Map reads: all that a runner needs. Times in seconds."""

    run_id: str
    stage: str
    attempt: int
    shard: str
    runner: Literal["fargate", "lambda"]
    input_file: str
    settings_file: str
    group: str
    cpu: str
    memory: str
    heartbeat_s: int
    timeout_s: int


class PlannedStage(Record):
    """One stage-attempt that was planned, by which execution, with the number of rows of each shard."""

    stage: str
    attempt: int
    execution: str
    runner: Literal["fargate", "lambda"]
    planned_at: AwareDatetime
    shards: dict[str, int]


class Progress(Record):
    """How far one shard is. `batches` counts the observation and outcome files that have landed."""

    run_id: str
    stage: str
    attempt: int
    shard: str
    rows: int
    done: int
    by_state: dict[RowState, int] = {}
    batches: int = 0
    requests: int = 0
    updated_at: AwareDatetime
    started_at: AwareDatetime
    end: ShardEnd | None = None


class HostTraffic(BaseModel):
    """What one host was asked by one shard, and why it was not asked more.

    bytes are those that came over the wire; seconds those that the host took to answer; waited_s those that politeness
    kept us waiting; refused: how often each rule (a reason's code) held a request back. from_cache: answers that were
    taken from our disk without asking; not_modified: requests by which the host only said that what lies there holds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    requests: int = 0
    bytes: int = 0
    from_cache: int = 0
    not_modified: int = 0
    seconds: float = 0.0
    waited_s: float = 0.0
    refused: dict[str, int] = {}


class ShardTraffic(Record):
    """The politeness ledger of one shard: its hosts, those that were asked most first."""

    run_id: str
    stage: str
    attempt: int
    shard: str
    hosts: tuple[HostTraffic, ...]


class Failure(Record):
    """Why a shard did not end well; written before the state machine is told, so that it is known whatever is lost."""

    run_id: str
    stage: str
    attempt: int
    shard: str
    reason: Reason
    error: Text = None
    cause: Text = None
    failed_at: AwareDatetime


@dataclass(frozen=True)
class ShardRecords:
    """All that one shard left behind. `rows` are the row_ids it was given."""

    outcomes: list[Outcome]
    observations: list[Observation]
    progress: Progress | None
    failure: Failure | None
    rows: list[int]


@dataclass(frozen=True)
class RunRecords:
    """All that is known of a run: what was asked, what was planned, what came back by (stage, attempt, shard)."""

    companies: list[Company]
    planned: list[PlannedStage]
    shards: dict[tuple[str, int, str], ShardRecords]

    @property
    def outcomes(self) -> list[Outcome]:
        return [outcome for shard in self.shards.values() for outcome in shard.outcomes]

    @property
    def observations(self) -> list[Observation]:
        return [seen for shard in self.shards.values() for seen in shard.observations]


@dataclass(frozen=True)
class ShardLines:
    """What one shard left behind, as it landed: gzipped JSON lines, a batch each.

    rows: as in ShardRecords, [] if the shard was done.
    """

    outcomes: list[bytes]
    observations: list[bytes]
    failure: Failure | None
    rows: list[int]


@dataclass(frozen=True)
class RunLines:
    """As RunRecords, for whoever reads a whole list into columns: `companies` too is as it landed."""

    companies: bytes
    planned: list[PlannedStage]
    shards: dict[tuple[str, int, str], ShardLines]


class Execution(BaseModel):
    """One execution of the state machine for a run. Its ARN follows from its name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    intended_at: AwareDatetime


class Ledger(Record):
    """run.json: what a run is, written before anything is started, so that a crash leaves an intent to reconcile."""

    run_id: str
    list_id: str
    list_name: str
    list_path: Text = None
    list_sheet: Text = None
    list_columns: dict[str, str | None] | None = None
    list_sha256: str
    rows: int
    usable_rows: int
    settings_name: str
    settings_sha256: str
    settings_file: str
    input_file: str
    code_version: str
    started_by: str
    created_at: AwareDatetime
    executions: tuple[Execution, ...] = ()


class SourceFigures(BaseModel):
    """What one source came to over a run: companies by what came back, requests, seconds, yen, and what it gave.

    gave: how many companies it told each field of; finished: of how many its number was the one that was found.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: int = 0
    hits: int = 0
    nothing: int = 0
    errors: int = 0
    skipped: int = 0
    cached: int = 0
    requests: int = 0
    seconds: float = 0.0
    cost: float = 0.0
    gave: dict[Field, int] = {}
    finished: int = 0


class Summary(Record):
    """How one execution ended, by the Plan's last word: counts of rows by state, and the failures that matter.

    sources, container_s: over all executions of the run; container_s by runner.
    """

    run_id: str
    execution: str
    outcome: Literal["complete", "partial", "failed"]
    rows: int
    by_state: dict[RowState, int]
    unfinished_rows: int
    failures: tuple[Failure, ...] = ()
    failed_shards: int = 0
    stopped: Reason | None = None
    sources: dict[str, SourceFigures] = {}
    container_s: dict[Literal["fargate", "lambda"], float] = {}
    ended_at: AwareDatetime


R = TypeVar("R", bound=Record)


def utc_now() -> datetime:
    """The present in UTC, to the second: the default clock of everything that takes one."""
    return datetime.now(UTC).replace(microsecond=0)


def dump_lines(records: Iterable[Record]) -> bytes:
    """Records as gzipped JSON lines; the bytes depend on the records alone (no time stamp inside)."""
    lines = "".join(record.model_dump_json() + "\n" for record in records)
    return gzip.compress(lines.encode(), compresslevel=1, mtime=0)


def load_lines(kind: type[R], data: bytes) -> list[R]:
    """The records of one gzipped JSON-lines file."""
    return [kind.model_validate_json(line) for line in gzip.decompress(data).splitlines() if line]
