"""Records for tests: a fictional company, a number seen, an outcome; only what a test is about is given."""

from datetime import UTC, datetime
from typing import Any

from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import (
    Company,
    Failure,
    Observation,
    Outcome,
    Progress,
    ShardRecords,
)
from workbench.contract.settings import Settings
from workbench.contract.states import Field, Line, Place, Role, RowState, ShardEnd

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SELECTORS = {
    "search_url": "http://meibo.example/search?q={name}",
    "entry": ".entry",
    "name": ".name",
    "phone": ".tel",
}


def company(row_id: int = 0, **known: Any) -> Company:
    return Company(row_id=row_id, **{"company_id": f"c{row_id}", "name": f"株式会社あおぞら{row_id}"} | known)


def phone(row_id: int = 0, value: str = "+81355501001", **known: Any) -> Observation:
    usual = {
        "field": Field.PHONE,
        "raw": value,
        "line": Line.FIXED,
        "role": Role.MAIN,
        "label": "TEL",
        "source": "homepage",
        "url": "http://www.aozora.example/company",
        "fetched_at": NOON,
        "place": Place.TABLE,
        "site_name": f"株式会社あおぞら{row_id}",
    }
    return Observation(row_id=row_id, value=value, **usual | known)


def outcome(row_id: int, stage: str, state: RowState, **known: Any) -> Outcome:
    usual = {"attempt": 1, "shard": "0000", "reason": Reason.of(ReasonCode.NO_NUMBER_ON_SITE, pages=2)}
    return Outcome(row_id=row_id, stage=stage, state=state, **usual | known)


def failure(stage: str, code: ReasonCode, **known: Any) -> Failure:
    usual = {"run_id": "r", "attempt": 1, "shard": "0000", "failed_at": NOON}
    return Failure(stage=stage, reason=Reason.of(code, seconds=300, detail="exit code 137"), **usual | known)


def progress(stage: str, end: ShardEnd | None, **known: Any) -> Progress:
    usual = {"run_id": "r", "attempt": 1, "shard": "0000", "rows": 1, "done": 1}
    return Progress(stage=stage, end=end, updated_at=NOON, started_at=NOON, **usual | known)


def shard_records(
    rows: list[int],
    outcomes: list[Outcome] | None = None,
    observations: list[Observation] | None = None,
    failed: Failure | None = None,
    told: Progress | None = None,
) -> ShardRecords:
    return ShardRecords(outcomes or [], observations or [], told, failed, rows)


def settings(**given: Any) -> Settings:
    usual: dict[str, Any] = {
        "name": "test",
        "stages": [
            {"name": "listing", "runner": "lambda", "sources": ["directory"], "attempts": 2},
            {"name": "sites", "sources": ["homepage"], "rows_per_shard": 2, "attempts": 2},
        ],
        "sources": {"directory": SELECTORS},
        "politeness": {"contact": "test@workbench.example"},
    }
    return Settings.model_validate(usual | given)
