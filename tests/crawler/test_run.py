import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.fake_aws import FakeAws
from tests.crawler.shard import AT, KEYS, ROOT, Shard, settings_text, write_site
from tests.makers import company
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.states import AskResult, RowState, ShardEnd
from workbench.local.services.sample_web import SampleWeb

PAGE = """<title>{name}</title><table><tr><th>会社名</th><td>{name}</td></tr>
<tr><th>電話番号</th><td>{phone}</td></tr></table>"""


@pytest.fixture
def aws() -> Iterator[FakeAws]:
    with FakeAws() as aws:
        yield aws


@pytest.fixture
def web(tmp_path: Path) -> Iterator[SampleWeb]:
    """Two quick sites, and one that never answers for its pages."""
    for host, name, phone in (
        ("www.aozora.example", "株式会社あおぞら", "03-5550-1001"),
        ("www.kasumi.example", "株式会社かすみ", "06-6355-2001"),
    ):
        write_site(tmp_path / "web", host, {"index.html": PAGE.format(name=name, phone=phone)})
    write_site(tmp_path / "web", "www.chinmoku.example", rules=[{"path": "/", "hang": True}])
    with SampleWeb(tmp_path / "web", tmp_path / "access.log") as web:
        yield web


AOZORA = company(0, name="株式会社あおぞら", homepage="http://www.aozora.example/")
KASUMI = company(1, name="株式会社かすみ", homepage="www.kasumi.example")
CHINMOKU = company(2, name="株式会社ちんもく", homepage="http://www.chinmoku.example/")


def found_phones(aws_left: Any) -> dict[int, str]:
    return {seen.row_id: seen.value for seen in aws_left.observations if seen.field == "phone"}


def test_a_shard_is_crawled_landed_and_told(aws: FakeAws, web: SampleWeb) -> None:
    running = Shard(aws, web, [AOZORA, KASUMI], settings_text()).run()
    assert running.exit_code == 0, running.log
    left = running.left
    assert found_phones(left) == {0: "+81355501001", 1: "+81663552001"}
    assert {one.row_id: one.state for one in left.outcomes} == {0: RowState.FOUND, 1: RowState.FOUND}
    assert left.progress is not None
    assert (left.progress.rows, left.progress.done, left.progress.end) == (2, 2, ShardEnd.DONE)
    assert left.progress.requests == 4  # robots.txt and the top page of each site
    assert left.failure is None
    assert aws.names()[0] == "heartbeat"
    name, answer = aws.calls[-1]
    assert (name, answer["taskToken"]) == ("success", "token")
    assert json.loads(answer["output"]) == {
        "stage": "sites",
        "attempt": 1,
        "shard": "0001",
        "done": 2,
        "unfinished": 0,
        "requests": 4,
        "by_state": {"found": 2},
    }


def test_each_row_has_one_outcome_with_its_trail(aws: FakeAws, web: SampleWeb) -> None:
    running = Shard(aws, web, [AOZORA, company(1, name="株式会社むえん")], settings_text()).run()
    trails = {one.row_id: one.trail for one in running.left.outcomes}
    assert [(asked.source, asked.result, asked.requests) for asked in trails[0]] == [
        ("homepage", AskResult.HIT, 1)
    ]
    assert [(asked.source, asked.result, asked.requests) for asked in trails[1]] == [
        ("homepage", AskResult.SKIPPED, 0)
    ]
    states = {one.row_id: (one.state, one.reason.code) for one in running.left.outcomes}
    assert states[1] == (RowState.NO_WEBSITE, ReasonCode.NO_HOMEPAGE)


def test_an_empty_shard_succeeds(aws: FakeAws) -> None:
    running = Shard(aws, None, [], settings_text()).run()
    assert (running.exit_code, aws.names()[-1]) == (0, "success")


def test_a_crawl_loads_nothing_of_scrapy_that_it_has_no_use_for(aws: FakeAws, web: SampleWeb) -> None:
    """A component that is only switched off is loaded too, and with it a web server, or all public suffixes."""
    running = Shard(aws, web, [AOZORA], settings_text(), PYTHONPROFILEIMPORTTIME="1").run()
    told = (line.rpartition("|")[2].strip() for line in running.log.splitlines() if "import time:" in line)
    loaded = {".".join(name.split(".")[:2]) for name in told}
    assert {"scrapy.core", "crawler.spider"} <= loaded
    assert loaded.isdisjoint({"aiohttp", "requests", "scrapy.exporters", "scrapy.extensions", "tldextract"})


def test_who_we_are_stands_in_every_request(aws: FakeAws, web: SampleWeb) -> None:
    Shard(aws, web, [AOZORA], settings_text()).run()
    agents = {access["user_agent"] for access in web.accesses()}
    assert agents == {"company-list-workbench/0.1.0 (+https://workbench.example/contact)"}


def test_a_hanging_site_does_not_hold_up_the_others(aws: FakeAws, web: SampleWeb) -> None:
    shard = Shard(aws, web, [CHINMOKU, AOZORA, KASUMI], settings_text(politeness={"timeout_s": 2}))
    with shard.start() as running:
        aws.wait_for(lambda _: {one.row_id for one in running.left.outcomes} >= {0, 1})
        assert "success" not in aws.names()
        assert running.wait() == 0
    states = {one.row_id: (one.state, one.reason) for one in running.left.outcomes}
    slow = Reason.of(ReasonCode.SITE_TOO_SLOW, host="www.chinmoku.example", seconds=2.0)
    assert states[2] == (RowState.TIMED_OUT, slow)


def test_sigterm_lands_what_is_complete_and_reports(aws: FakeAws, web: SampleWeb) -> None:
    with Shard(aws, web, [CHINMOKU, AOZORA, KASUMI], settings_text({"batch_s": 60})).start() as running:
        wait_until_asked(web, "www.chinmoku.example", "/")
        wait_until_asked(web, "www.kasumi.example", "/")
        running.signal(signal.SIGTERM)
        assert running.wait(timeout_s=10) == 143
    left = running.left
    assert left.progress is not None
    assert (left.progress.end, left.progress.done) == (ShardEnd.STOPPED, len(left.outcomes))
    assert 2 not in {one.row_id for one in left.outcomes}
    assert left.failure is not None
    assert (left.failure.error, left.failure.reason.code) == ("Crawler.Stopped", ReasonCode.STOPPED)
    assert aws.calls[-1] == (
        "failure",
        {"taskToken": "token", "error": "Crawler.Stopped", "cause": "The run was stopped"},
    )


def test_a_stalled_container_writes_why_and_falls_silent(aws: FakeAws, web: SampleWeb) -> None:
    settings = settings_text({"stall_s": 1, "heartbeat_s": 3})
    with Shard(aws, web, [AOZORA, CHINMOKU], settings).start() as running:
        aws.wait_for(lambda aws: KEYS.failure(*AT) in aws.objects)
        aws.wait_for(lambda _: [one.row_id for one in running.left.outcomes] == [0])
        beats = len(aws.calls)
        failure = running.left.failure
        assert failure is not None
        assert failure.reason == Reason.of(ReasonCode.CRAWLER_STALLED, seconds=1)
        # Silent, but there until somebody stops it; the first reason stands.
        running.signal(signal.SIGTERM)
        assert running.wait(timeout_s=10) == 143
    assert running.left.failure == failure
    assert [name for name, _ in aws.calls[beats:]] == ["failure"]


def test_a_stalled_lambda_answers_and_ends_by_itself(aws: FakeAws, web: SampleWeb) -> None:
    settings = settings_text({"stall_s": 3})
    running = Shard(aws, web, [AOZORA, CHINMOKU], settings, RUNNER="lambda").run()
    assert running.exit_code == 1
    assert found_phones(running.left) == {0: "+81355501001"}
    assert aws.calls[-1][0] == "failure"
    assert aws.calls[-1][1]["error"] == "Crawler.Stalled"
    assert aws.calls[-1][1]["cause"] == "The crawler made no progress for 3 s and was stopped"


def test_a_wait_that_politeness_orders_is_no_stall(aws: FakeAws, web: SampleWeb) -> None:
    settings = settings_text({"stall_s": 2}, politeness={"delay_s": 5})
    running = Shard(aws, web, [AOZORA], settings).run()
    assert running.exit_code == 0, running.log
    assert found_phones(running.left) == {0: "+81355501001"}


def test_before_a_lambdas_deadline_the_rest_is_handed_back(aws: FakeAws, web: SampleWeb) -> None:
    deadline = f"{time.time() + 8:.2f}"
    shard = Shard(aws, web, [AOZORA, CHINMOKU], settings_text(), RUNNER="lambda", DEADLINE_EPOCH_S=deadline)
    running = shard.run()
    assert running.exit_code == 0
    assert running.left.progress is not None
    assert running.left.progress.end is ShardEnd.HANDED_BACK
    assert running.left.failure is None
    name, answer = aws.calls[-1]
    counts = json.loads(answer["output"])
    assert (name, counts["done"], counts["unfinished"]) == ("success", 1, 1)


def test_a_refused_heartbeat_ends_the_program_after_a_flush(aws: FakeAws, web: SampleWeb) -> None:
    settings = settings_text({"heartbeat_s": 2, "batch_s": 60})
    with Shard(aws, web, [AOZORA, CHINMOKU], settings).start() as running:
        wait_until_asked(web, "www.chinmoku.example", "/")
        aws.refusal = "TaskTimedOut"
        assert running.wait(timeout_s=20) == 1
    assert found_phones(running.left) == {0: "+81355501001"}
    assert running.left.progress is not None
    assert running.left.progress.end is ShardEnd.STOPPED
    # Why nobody waits is known to the state machine, so nothing is written over it.
    assert running.left.failure is None
    assert aws.names()[-1] == "heartbeat"


def test_a_success_that_comes_too_late_is_no_success(aws: FakeAws, web: SampleWeb) -> None:
    with Shard(aws, web, [AOZORA], settings_text({"batch_s": 0.05})).start() as running:
        aws.wait_for(lambda aws: KEYS.outcomes(*AT, 0) in aws.objects or len(aws.calls) > 0)
        aws.refusal = "TaskTimedOut"
        assert running.wait() == 1


def test_a_program_whose_endpoint_is_gone_ends(aws: FakeAws, web: SampleWeb) -> None:
    settings = settings_text({"heartbeat_s": 1}, politeness={"timeout_s": 60})
    with Shard(aws, web, [CHINMOKU], settings, ENDPOINT_GONE_S="1").start() as running:
        wait_until_asked(web, "www.chinmoku.example", "/")
        aws.stop()
        assert running.wait(timeout_s=45) == 1
    assert "the endpoint has been gone for too long" in running.log


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("settings.yaml", "There is no object settings.yaml in the bucket feed"),
        ("input.jsonl.gz", "There is no object input.jsonl.gz in the bucket feed"),
    ],
)
def test_an_error_is_written_down_and_told(aws: FakeAws, missing: str, sentence: str) -> None:
    shard = Shard(aws, None, [AOZORA], settings_text())
    del aws.objects[missing]
    running = shard.run()
    assert running.exit_code == 1
    failure = running.left.failure
    assert failure is not None
    assert (failure.error, failure.reason.code) == ("Crawler.Raised", ReasonCode.CRAWLER_RAISED)
    name, told = aws.calls[-1]
    assert (name, told["error"]) == ("failure", "Crawler.Raised")
    assert sentence in told["cause"]


def test_without_its_environment_the_program_says_what_is_missing() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "crawler.run"],
        env={"WORKBENCH_LANG": "en", "SHARD": "0001"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith(
        "The crawler lacks environment variables: TASK_TOKEN_ENV_VARIABLE, FEED_BUCKET_NAME"
    )


def test_an_address_inside_a_network_is_never_reached(aws: FakeAws, web: SampleWeb, tmp_path: Path) -> None:
    """Also not by the way of a redirect, nor at the very port of the sample web's proxy."""
    inside = [
        f"http://127.0.0.1:{web.port}/",
        "http://localhost/",
        "http://2130706433/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "ftp://www.aozora.example/",
    ]
    companies = [company(row, homepage=url) for row, url in enumerate(inside)]
    running = Shard(aws, web, companies, settings_text()).run()
    assert running.exit_code == 0, running.log
    reasons = {one.row_id: (one.state, one.reason.code) for one in running.left.outcomes}
    assert set(reasons.values()) == {(RowState.SITE_UNREACHABLE, ReasonCode.ADDRESS_REFUSED)}
    assert len(reasons) == len(inside)
    assert web.accesses() == []


def wait_until_asked(web: SampleWeb, host: str, path: str) -> None:
    """Wait until a request has reached the web (its log is written before the answer)."""
    tick = threading.Event()
    for _ in range(600):
        if any((access["host"], access["path"]) == (host, path) for access in web.accesses()):
            return
        tick.wait(0.05)
    raise AssertionError(f"{host}{path} was not asked within 30 s")
