"""Where a run's objects lie in the bucket, and how they are read and written.

Keys are made here and nowhere else. Readers go by key, not by listing: `batches` counts up from what is known until
a key is missing, because a batch may have landed whose progress was never told.
"""

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from botocore.exceptions import ClientError

from workbench.contract.records import (
    Company,
    Failure,
    Observation,
    Outcome,
    PlannedStage,
    Progress,
    Record,
    RunLines,
    RunRecords,
    ShardLines,
    ShardRecords,
    ShardTraffic,
    dump_lines,
    load_lines,
)
from workbench.contract.states import ShardEnd

R = TypeVar("R", bound=Record)
T = TypeVar("T")

READ_THREADS = 16

# Names of registries beside the days on which others were published: the newest of those, and the one of the sample
# world, which the embedded AWS puts into its own bucket.
LATEST_REGISTRY = "latest"
SAMPLE_REGISTRY = "sample"


@dataclass(frozen=True)
class RunKeys:
    """Keys of one run. Stage names hold no hyphen, so `<stage>-<attempt>` reads back without doubt."""

    run_id: str

    @property
    def root(self) -> str:
        return f"runs/{self.run_id}"

    @property
    def ledger(self) -> str:
        return f"{self.root}/run.json"

    @property
    def settings(self) -> str:
        return f"{self.root}/settings.yaml"

    @property
    def companies(self) -> str:
        return f"{self.root}/input.jsonl.gz"

    @property
    def estimate(self) -> str:
        """What the run was expected to come to, before it was started."""
        return f"{self.root}/estimate.json"

    @property
    def plan_index(self) -> str:
        """All PlannedStage records of the run, oldest first: what a reader needs to find every other key."""
        return f"{self.root}/plan/index.jsonl.gz"

    def manifest(self, stage: str, attempt: int) -> str:
        return f"{self.root}/plan/{stage}-{attempt}.json"

    def summary(self, execution: str) -> str:
        return f"{self.root}/plan/summary-{execution}.json"

    def shard_input(self, stage: str, attempt: int, shard: str) -> str:
        return f"{self.root}/input/{stage}-{attempt}/{shard}.jsonl.gz"

    def kept(self, stage: str, attempt: int, shard: str) -> str:
        """Answers of earlier runs about the companies of a shard, beside its input; there may be none."""
        return f"{self.root}/input/{stage}-{attempt}/{shard}-kept.jsonl.gz"

    def observations(self, stage: str, attempt: int, shard: str, batch: int) -> str:
        return f"{self.root}/observations/{stage}-{attempt}/{shard}-{batch:05d}.jsonl.gz"

    def outcomes(self, stage: str, attempt: int, shard: str, batch: int) -> str:
        return f"{self.root}/outcomes/{stage}-{attempt}/{shard}-{batch:05d}.jsonl.gz"

    def progress(self, stage: str, attempt: int, shard: str) -> str:
        return f"{self.root}/progress/{stage}-{attempt}/{shard}.json"

    def traffic(self, stage: str, attempt: int, shard: str) -> str:
        return f"{self.root}/politeness/{stage}-{attempt}/{shard}.json"

    def failure(self, stage: str, attempt: int, shard: str) -> str:
        return f"{self.root}/failures/{stage}-{attempt}/{shard}.json"

    def result(self, name: str) -> str:
        return f"{self.root}/result/{name}"


def run_index_key(list_id: str, run_id: str) -> str:
    """Key of the small object by which the runs of one list are found."""
    return f"runs-index/{list_id}/{run_id}.json"


def kept_key(source: str, company_id: str) -> str:
    """Key of the object that holds the answers of a source about some companies, this one among them.

    Sixteen objects a source: few to read, and none too large for the largest of lists.
    """
    return f"cache/{source}/{hashlib.sha256(company_id.encode()).hexdigest()[0]}.jsonl.gz"


def registry_key(name: str) -> str:
    """Key of a registry's file, by the name under which it was published."""
    return f"registry/{name}/companies.sqlite"


def registry_about_key(name: str) -> str:
    """Key of the small object that tells of a registry, or of the newest one."""
    return f"registry/{name}.json" if name == LATEST_REGISTRY else f"registry/{name}/about.json"


def claim_key(day: str, *parts: str) -> str:
    """Key of the object by which what is to happen once a day is claimed: whoever writes it first has it."""
    return f"claims/{day}/{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]}.json"


def task_group(run_id: str, stage: str, attempt: int | str, shard: str) -> str:
    """The ECS task group of one shard: how a task is found again, since the state machine is handed no task ARN."""
    return f"wb:{run_id}:{stage}:{attempt}:{shard}"


class Bucket:
    """One S3 bucket through one boto3 client. Missing objects are None; all other errors of boto3 pass through."""

    def __init__(self, client: Any, name: str) -> None:
        self.client = client
        self.name = name

    def put(self, key: str, body: bytes, *, only_if_new: bool = False) -> bool:
        """True once the object is written; False if `only_if_new` and the key was taken already."""
        condition = {"IfNoneMatch": "*"} if only_if_new else {}
        try:
            self.client.put_object(Bucket=self.name, Key=key, Body=body, **condition)
        except ClientError as error:
            if only_if_new and error.response["Error"]["Code"] in {
                "PreconditionFailed",
                "ConditionalRequestConflict",
            }:
                return False
            raise
        return True

    def get(self, key: str) -> bytes | None:
        """The object's bytes, None if there is no such key."""
        try:
            body: bytes = self.client.get_object(Bucket=self.name, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return None
            raise
        return body

    def put_json(self, key: str, value: Any, *, only_if_new: bool = False) -> bool:
        return self.put(key, json.dumps(value, ensure_ascii=False).encode(), only_if_new=only_if_new)

    def get_json(self, key: str) -> Any:
        data = self.get(key)
        return None if data is None else json.loads(data)

    def put_record(self, key: str, record: Record) -> None:
        self.put(key, record.model_dump_json().encode())

    def get_record(self, kind: type[R], key: str) -> R | None:
        data = self.get(key)
        return None if data is None else kind.model_validate_json(data)

    def put_records(self, key: str, records: list[R]) -> None:
        self.put(key, dump_lines(records))

    def get_records(self, kind: type[R], key: str) -> list[R] | None:
        data = self.get(key)
        return None if data is None else load_lines(kind, data)

    def keys(self, prefix: str) -> Iterator[str]:
        """All keys below a prefix: for housekeeping and tests; never on a path that is polled."""
        for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=prefix):
            for item in page.get("Contents", ()):
                yield item["Key"]


def read_shard(bucket: Bucket, keys: RunKeys, stage: str, attempt: int, shard: str) -> ShardRecords:
    """What one shard left: batches are read by number until one is missing, whatever its progress says.

    Its input is read only where rows are missing, to tell which they are.
    """
    landed = list(_batches(bucket, keys, stage, attempt, shard))
    outcomes = [one for lines, _ in landed for one in load_lines(Outcome, lines)]
    progress = bucket.get_record(Progress, keys.progress(stage, attempt, shard))
    asked = _rows_asked(bucket, keys, stage, attempt, shard, progress)
    return ShardRecords(
        outcomes=outcomes,
        observations=[one for _, lines in landed for one in load_lines(Observation, lines)],
        progress=progress,
        failure=bucket.get_record(Failure, keys.failure(stage, attempt, shard)),
        rows=asked if asked is not None else [o.row_id for o in outcomes],
    )


def read_run(bucket: Bucket, keys: RunKeys) -> RunRecords:
    """Everything known of a run, by key. Observations land before their outcomes, so a row with an outcome is whole."""
    planned = bucket.get_records(PlannedStage, keys.plan_index) or []
    shards = _each_shard(planned, lambda *at: read_shard(bucket, keys, *at))
    return RunRecords(bucket.get_records(Company, keys.companies) or [], planned, shards)


def read_run_lines(bucket: Bucket, keys: RunKeys) -> RunLines:
    """As read_run, with the records left as they landed: what a whole list is read from in seconds."""

    def read(stage: str, attempt: int, shard: str) -> ShardLines:
        landed = list(_batches(bucket, keys, stage, attempt, shard))
        progress = bucket.get_record(Progress, keys.progress(stage, attempt, shard))
        return ShardLines(
            outcomes=[outcomes for outcomes, _ in landed],
            observations=[observations for _, observations in landed],
            failure=bucket.get_record(Failure, keys.failure(stage, attempt, shard)),
            rows=_rows_asked(bucket, keys, stage, attempt, shard, progress) or [],
        )

    planned = bucket.get_records(PlannedStage, keys.plan_index) or []
    return RunLines(bucket.get(keys.companies) or b"", planned, _each_shard(planned, read))


def read_traffic(bucket: Bucket, keys: RunKeys) -> list[ShardTraffic]:
    """The politeness ledgers of a run's shards; a shard that asked nobody has none."""
    planned = bucket.get_records(PlannedStage, keys.plan_index) or []
    told = _each_shard(planned, lambda *at: bucket.get_record(ShardTraffic, keys.traffic(*at)))
    return [one for one in told.values() if one is not None]


def _each_shard(
    planned: list[PlannedStage], read: Callable[[str, int, str], T]
) -> dict[tuple[str, int, str], T]:
    wanted = [(stage.stage, stage.attempt, shard) for stage in planned for shard in stage.shards]
    with ThreadPoolExecutor(max_workers=READ_THREADS) as pool:
        return dict(zip(wanted, pool.map(lambda at: read(*at), wanted), strict=True))


def _batches(
    bucket: Bucket, keys: RunKeys, stage: str, attempt: int, shard: str
) -> Iterator[tuple[bytes, bytes]]:
    """(outcomes, observations) of each batch that has landed, as gzipped JSON lines."""
    for batch in itertools.count():
        outcomes = bucket.get(keys.outcomes(stage, attempt, shard, batch))
        if outcomes is None:
            return
        yield outcomes, bucket.get(keys.observations(stage, attempt, shard, batch)) or b""


def _rows_asked(
    bucket: Bucket, keys: RunKeys, stage: str, attempt: int, shard: str, progress: Progress | None
) -> list[int] | None:
    """The rows that a shard was given; None if it is done, so that those with an outcome are all of them."""
    if progress is not None and progress.end is ShardEnd.DONE:
        return None
    asked = bucket.get_records(Company, keys.shard_input(stage, attempt, shard)) or []
    return [company.row_id for company in asked]
