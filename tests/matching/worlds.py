"""Runs as hypothesis makes them: few companies, few values, so that ties, repeats and contradictions are common."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.makers import NOON, company, failure, outcome, phone, settings
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import (
    Company,
    Observation,
    PlannedStage,
    RunLines,
    RunRecords,
    ShardLines,
    ShardRecords,
    dump_lines,
)
from workbench.contract.states import Field, Line, Place, Role, RowState

NAMES = ["株式会社あおぞら", "㈱あおぞら", "ｱｵｿﾞﾗ", "株式会社みなと水産", "－"]
ADDRESSES = [
    "東京都千代田区霞が関3-1-1",
    "〒100-0013 霞ヶ関三丁目１－１",
    "大阪府大阪市北区1-1",
    "東京都港区",
    "不明",
]
NUMBERS = ["7000012050002", "4000012090001"]
LISTED = ["03-5550-1001", "０３（５５５０）１００２", "なし"]
PHONES = ["+81355501001", "+81355501002", "+819055501001"]
VALUES = {
    Field.PHONE: PHONES,
    Field.HOMEPAGE: ["http://www.aozora.example/", "http://www.minato.example/"],
    Field.ADDRESS: ADDRESSES[:2],
    Field.CORPORATE_NUMBER: NUMBERS,
    Field.NAME: NAMES[:4],
}
STAGES = ["listing", "sites"]
ANSWERS: list[tuple[RowState, dict[str, Reason]]] = [
    (RowState.FOUND, {}),
    (RowState.NOT_PUBLISHED, {}),
    (RowState.NO_WEBSITE, {}),
    (RowState.NOT_ATTEMPTED, {"reason": Reason.of(ReasonCode.NO_PLACE)}),
    (RowState.NOT_ATTEMPTED, {"reason": Reason.of(ReasonCode.SERVICE_FAILED, source="EDINET", status=500)}),
]


def _maybe(values: list) -> st.SearchStrategy:
    return st.one_of(st.none(), st.sampled_from(values))


@st.composite
def companies(draw: st.DrawFn) -> list[Company]:
    rows = draw(st.lists(st.integers(0, 40), max_size=3, unique=True))
    return [
        company(
            row,
            company_id=draw(st.sampled_from(["a", "b"])),
            name=draw(st.sampled_from(NAMES)),
            prefecture=draw(_maybe(["東京都", "大阪府"])),
            postal_code=draw(_maybe(["1000013"])),
            address=draw(_maybe(ADDRESSES)),
            corporate_number=draw(_maybe([*NUMBERS, "7000012050003"])),
            homepage=draw(_maybe(["http://www.aozora.example/"])),
            listed_phone=draw(_maybe(LISTED)),
        )
        for row in rows
    ]


@st.composite
def shapes(draw: st.DrawFn) -> dict[str, object]:
    """How an observation may look, whatever its row and value."""
    return {
        "line": draw(st.sampled_from([Line.FIXED, Line.FIXED, Line.MOBILE, Line.NAVI, None])),
        "role": draw(st.sampled_from([Role.MAIN, Role.OTHER, Role.BRANCH, Role.FAX, None])),
        "label": draw(_maybe(["TEL", "代表電話"])),
        "place": draw(_maybe([Place.TABLE, Place.TEXT, Place.JSON_LD])),
        "snippet": draw(_maybe(["電話 03-5550-1001", '"TEL"\n03'])),
        "fetched_at": NOON + timedelta(microseconds=draw(st.integers(0, 3))),
        "site_name": draw(_maybe(NAMES)),
        "site_address": draw(_maybe(ADDRESSES)),
        "site_corporate_number": draw(_maybe(NUMBERS)),
    }


@st.composite
def observations(draw: st.DrawFn, rows: list[int], looks: list[dict[str, object]]) -> list[Observation]:
    """Of few looks, so that many weigh the same and only their order tells them apart."""
    made = []
    for _ in range(draw(st.integers(0, 8))):
        field = draw(st.sampled_from([Field.PHONE, Field.PHONE, Field.PHONE, *VALUES]))
        made.append(
            phone(
                draw(st.sampled_from(rows)),
                draw(st.sampled_from(VALUES[field])),
                field=field,
                source=draw(st.sampled_from(["homepage", "edinet", "directory", "nta_file", "gbizinfo"])),
                url=draw(_maybe(["http://www.aozora.example/", "http://www.aozora.example/company"])),
                **draw(st.sampled_from(looks)),
            )
        )
    return made


@st.composite
def runs(draw: st.DrawFn) -> RunRecords:
    """Each shard is of its own stage-attempt; it may be asked about any rows, and end with any of them."""
    asked = draw(companies())
    rows = [one.row_id for one in asked] + [99]
    looks = draw(st.lists(shapes(), min_size=1, max_size=3))
    shards = {}
    for attempt in range(1, draw(st.integers(1, 4))):
        stage = draw(st.sampled_from(STAGES))
        given = rows if draw(st.booleans()) else draw(st.lists(st.sampled_from(rows), unique=True))
        ended = [row for row in given if draw(st.integers(0, 2)) == 0]
        code = draw(
            _maybe([ReasonCode.CRAWLER_RAISED, ReasonCode.HEARTBEAT_LOST, ReasonCode.COULD_NOT_START])
        )
        shards[stage, attempt, "0000"] = ShardRecords(
            [
                outcome(row, stage, state, attempt=attempt, **reason)
                for row in ended
                for state, reason in [draw(st.sampled_from(ANSWERS))]
            ],
            draw(observations(rows, looks)),
            None,
            failure(stage, code) if code else None,
            given,
        )
    planned = [
        PlannedStage(
            stage=stage, attempt=attempt, execution="x", runner="fargate", planned_at=NOON, shards={shard: 1}
        )
        for stage, attempt, shard in shards
    ]
    return RunRecords(asked, planned, shards)


def settings_for_runs() -> st.SearchStrategy:
    return st.builds(
        lambda mobile, found, review: settings(
            allow_mobile=mobile, thresholds={"found": found, "review": min(found, review)}
        ),
        st.booleans(),
        st.sampled_from([0.5, 0.8, 0.95]),
        st.sampled_from([0.0, 0.2, 0.6]),
    )


def batches(records: list, at_once: int = 3) -> list[bytes]:
    """Batches as a shard lands them."""
    return [dump_lines(records[at : at + at_once]) for at in range(0, len(records), at_once)]


def as_lines(run: RunRecords) -> RunLines:
    shards = {
        at: ShardLines(batches(shard.outcomes), batches(shard.observations), shard.failure, shard.rows)
        for at, shard in run.shards.items()
    }
    return RunLines(dump_lines(run.companies), run.planned, shards)
