import json
from typing import Any

import pytest
import yaml

from crawler.plan import derived_run_id, plan, refused
from tests.fakes import MemoryConnection
from tests.makers import NOON, company, failure, outcome, phone, progress, settings
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import Ledger, ShardItem, Summary, dump_lines
from workbench.contract.states import RowState, ShardEnd
from workbench.errors import SettingsError, SetupError
from workbench.storage import RunKeys

ARN = "arn:aws:states:ap-northeast-1:123456789012:execution:addTelephoneFromCompanyName:run-a1"
STARTED = "2026-11-24T03:00:00.000Z"
RUN_ID = "20261124T030000Z-0123abcd"
KEYS = RunKeys(RUN_ID)


@pytest.fixture
def connection() -> MemoryConnection:
    connection = MemoryConnection()
    text = yaml.safe_dump(settings().model_dump(mode="json"))
    connection.bucket.put("lists/settings.yaml", text.encode())
    companies = [company(0, homepage="a.example"), company(1)]
    connection.bucket.put("lists/input.jsonl.gz", dump_lines(companies))
    return connection


def call(connection: MemoryConnection, state: dict[str, Any], concurrency: int = 4) -> dict[str, Any]:
    event = {"input": state, "execution": {"name": "run-a1", "arn": ARN, "started_at": STARTED}}
    return plan(event, connection.bucket, concurrency, clock=lambda: NOON)


def first_input(**more: Any) -> dict[str, Any]:
    return {"settings_file": "lists/settings.yaml", "input_file": "lists/input.jsonl.gz"} | more


def finish(connection: MemoryConnection, stage: str, states: dict[int, RowState]) -> None:
    bucket = connection.bucket
    found = [phone(row) for row, state in states.items() if state is RowState.FOUND]
    bucket.put_records(KEYS.observations(stage, 1, "0000", 0), found)
    bucket.put_records(
        KEYS.outcomes(stage, 1, "0000", 0), [outcome(row, stage, state) for row, state in states.items()]
    )
    bucket.put_record(KEYS.progress(stage, 1, "0000"), progress(stage, ShardEnd.DONE))


def test_the_first_call_writes_a_manifest_whose_items_say_all_that_a_runner_needs(
    connection: MemoryConnection,
) -> None:
    answer = call(connection, first_input(run_id=RUN_ID))
    assert answer == {
        "settings_file": "lists/settings.yaml",
        "input_file": "lists/input.jsonl.gz",
        "run_id": RUN_ID,
        "bucket": "bucket",
        "more": True,
        "complete": False,
        "outcome": None,
        "stage": "listing",
        "attempt": 1,
        "shards": 1,
        "manifest": f"runs/{RUN_ID}/plan/listing-1.json",
        "max_concurrency": 4,
    }
    [item] = [ShardItem.model_validate(one) for one in connection.bucket.get_json(answer["manifest"])]
    assert item.group == f"wb:{RUN_ID}:listing:1:0000"
    assert (item.runner, item.cpu, item.memory, item.heartbeat_s) == ("lambda", "512", "1024", 300)
    assert connection.bucket.get(item.input_file) is not None


def test_the_same_call_made_twice_gets_the_same_answer_and_plans_nothing_new(
    connection: MemoryConnection,
) -> None:
    assert call(connection, first_input(run_id=RUN_ID)) == call(connection, first_input(run_id=RUN_ID))
    assert not [key for key in connection.s3.objects if "listing-2" in key]


def test_the_loop_goes_on_from_stage_to_stage_and_ends_with_the_notification(
    connection: MemoryConnection,
) -> None:
    state = call(connection, first_input(run_id=RUN_ID))
    finish(connection, "listing", {0: RowState.NO_WEBSITE, 1: RowState.FOUND})
    state = call(connection, state)
    assert (state["stage"], state["attempt"], state["shards"]) == ("sites", 1, 1)
    finish(connection, "sites", {0: RowState.NOT_PUBLISHED})
    state = call(connection, state)
    assert (state["more"], state["complete"], state["outcome"]) == (False, True, "complete")
    assert state["counts"] == {"found": 1, "not_published": 1}
    assert state["notification"]["subject"] == f"[workbench] complete: run {RUN_ID}"
    assert "全2行: 取得済み 1, サイトに掲載なし 1" in state["notification"]["text"]
    summary = connection.bucket.get_record(Summary, KEYS.summary("run-a1"))
    assert summary is not None
    assert summary.outcome == "complete"


def test_a_failure_is_told_with_run_shard_stage_reason_and_the_next_step(
    connection: MemoryConnection,
) -> None:
    state = call(connection, first_input(run_id=RUN_ID))
    for attempt in (1, 2):
        told = failure("listing", ReasonCode.CONTAINER_KILLED, attempt=attempt)
        connection.bucket.put_record(KEYS.failure("listing", attempt, "0000"), told)
        state = call(connection, state)
    finish(connection, "sites", {0: RowState.NOT_PUBLISHED})
    state = call(connection, state)
    assert (state["complete"], state["outcome"]) == (False, "partial")
    text = state["notification"]["text"]
    for words in (
        RUN_ID,
        "stage listing, shard 0000, attempt 2: The crawler's container was killed (exit code 137)",
        "段階listing、シャード0000(2回目): クローラーのコンテナが強制終了しました(exit code 137)",
        f"workbench attach {RUN_ID} --resume",
    ):
        assert words in text


def test_a_start_from_the_console_gets_a_run_id_and_a_ledger_of_its_own(connection: MemoryConnection) -> None:
    answer = call(connection, first_input())
    assert answer["run_id"] == derived_run_id(ARN, STARTED)
    ledger = connection.bucket.get_record(Ledger, RunKeys(answer["run_id"]).ledger)
    assert ledger is not None
    assert (ledger.rows, ledger.executions[0].name) == (2, "run-a1")


def test_bad_settings_and_missing_files_are_errors_that_name_the_file(connection: MemoryConnection) -> None:
    connection.bucket.put("lists/settings.yaml", b"name: x\n")
    with pytest.raises(SettingsError, match=r"lists/settings\.yaml"):
        call(connection, first_input())
    with pytest.raises(SetupError, match=r"lists/none\.yaml"):
        call(connection, first_input(settings_file="lists/none.yaml"))


def test_a_run_that_cannot_be_planned_ends_in_words() -> None:
    event = {
        "input": first_input(run_id=RUN_ID),
        "execution": {"name": "x", "arn": ARN, "started_at": STARTED},
    }
    state = refused(event, SetupError("error.object_missing", bucket="b", key="lists/none.yaml"))
    assert (state["more"], state["complete"], state["outcome"]) == (False, False, "failed")
    assert f"Run {RUN_ID} could not begin" in state["notification"]["text"]
    assert "lists/none.yaml" in state["notification"]["text"]


def test_concurrency_is_the_settings_bounded_by_the_surroundings(connection: MemoryConnection) -> None:
    assert call(connection, first_input(run_id=RUN_ID), concurrency=1)["max_concurrency"] == 1
    assert json.loads(connection.s3.objects[f"runs/{RUN_ID}/plan/listing-1.json"])
