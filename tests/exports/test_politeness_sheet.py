"""What the sites were asked stands on the sheet of figures."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.frames.sample_results import sample_result, sample_run
from workbench.contract.reasons import ReasonCode
from workbench.contract.records import HostTraffic, ShardTraffic
from workbench.exports import export
from workbench.messages import CATALOGUE, Language
from workbench.quality import politeness_table

TRAFFIC = ShardTraffic(
    run_id="r",
    stage="sites",
    attempt=1,
    shard="0000",
    hosts=(
        HostTraffic(
            host="aozora.example",
            requests=7,
            bytes=1_234,
            from_cache=4,
            not_modified=3,
            seconds=2.6,
            refused={"robots_noindex": 2},
        ),
        HostTraffic(host="portal.example", refused={"stop_listed": 5}),
    ),
)


@pytest.mark.parametrize(
    ("language", "asked", "held"),
    [
        ("ja", ("要求数", "うち変更なし", "ディスクから再利用した数"), "控えた: noindex"),
        ("en", ("Requests", "… of them not modified", "Used again from disk"), "Held back: noindex"),
    ],
)
def test_the_sheet_tells_hosts_requests_and_what_was_held_back(
    language: Language, asked: tuple[str, ...], held: str, tmp_path: Path
) -> None:
    result = sample_result(20)
    run = replace(sample_run(result), politeness=politeness_table([TRAFFIC]))
    export(result, tmp_path / "out.xlsx", language=language, run=run)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    rows = [[cell.value for cell in row] for row in book[book.sheetnames[1]].iter_rows()]
    lines = {row[0]: row[1:6] for row in rows if row[0]}
    assert [lines[name][0] for name in asked] == [7, 3, 4]
    assert lines[held][0] == 2
    assert lines["aozora.example"] == [7, 1_234, 3, 0, 2]
    assert lines["portal.example"] == [0, 0, 0, 0, 5]


def test_every_rule_that_holds_requests_back_has_its_words() -> None:
    rules = {code.removeprefix("rule.") for code in CATALOGUE if code.startswith("rule.")}
    assert rules == {
        ReasonCode.ROBOTS_DISALLOW,
        ReasonCode.ROBOTS_UNREACHABLE,
        ReasonCode.ROBOTS_NOINDEX,
        ReasonCode.CRAWL_DELAY_TOO_LONG,
        ReasonCode.SITE_BUSY,
        ReasonCode.BUDGET_SPENT,
        ReasonCode.NEEDS_CONTACT,
        ReasonCode.STOP_LISTED,
        ReasonCode.ADDRESS_REFUSED,
    }
