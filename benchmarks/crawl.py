"""CPU time of a whole crawl, page by page, beside a bare Scrapy spider and a tuned one that only parses.

All three ask the same server for the same pages, and all ask for compressed ones. The product is a container's
program with production settings, only the pauses between requests at zero: it reads robots.txt, ranks links, judges
numbers and whose site it is, and lands observations, outcomes and the ledger in S3.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from benchmarks import measure
from benchmarks.child import digest_of, resident_mb
from benchmarks.company_pages import PAGES, Company
from benchmarks.company_web import SERVED, write_pages
from benchmarks.container import PROGRAM, RUN_ID, SHARD, Ended, objects_in, run_container
from benchmarks.measure import Benchmark, Goal
from benchmarks.run_of_phones import SETTINGS, STAGE
from workbench.contract.records import Company as Asked
from workbench.contract.records import Observation, dump_lines, load_lines
from workbench.contract.states import Field
from workbench.japan import phones
from workbench.storage import RunKeys

_SITES = "sites.json"
_CRAWL = "crawl"  # the folder of what the product is given
# Where memory is looked at the first time: whether it grows from there on is the question.
_EARLY_PAGES = 2_000


def make(folder: Path, pages: int) -> None:
    companies = [Company(at) for at in range(max(1, pages // len(PAGES)))]
    write_pages(folder, companies)
    (folder / _SITES).write_text(json.dumps([f"http://{company.host}/" for company in companies]))
    given = folder / _CRAWL
    given.mkdir()
    polite = SETTINGS.politeness.model_copy(update={"delay_s": 0.0})
    settings = SETTINGS.model_copy(update={"politeness": polite})
    (given / "settings.yaml").write_text(json.dumps(settings.model_dump(mode="json")))
    (given / "input.jsonl.gz").write_bytes(dump_lines([_asked(company) for company in companies]))


def _asked(company: Company) -> Asked:
    return Asked(
        row_id=company.at,
        company_id=str(company.at),
        name=company.name,
        prefecture=company.prefecture,
        homepage=f"http://{company.host}/",
    )


def run(program: str, data: Path) -> dict[str, object]:
    """As measure.run, with the server beside it; what is found is which pages were read."""
    with _web(data) as (address, served):
        if program == PROGRAM:
            told = _crawl(data, address, served)
        else:
            told = measure.run(program, data, {"http_proxy": address})
        return told | {"found": digest_of(sorted(served()))}


def _crawl(data: Path, address: str, served: Callable[[], list[str]]) -> dict[str, object]:
    companies = [Company(at) for at in range(len(json.loads((data / _SITES).read_text())))]
    web = json.dumps({"proxy": address, "hosts": [company.host for company in companies]})
    early: list[float] = []

    def watch(process: int) -> None:
        if not early and len(served()) >= min(_EARLY_PAGES, len(companies) * len(PAGES) // 2):
            early.append(resident_mb(process))

    ended = run_container(objects_in(data / _CRAWL), {"WORKBENCH_SAMPLE_WEB": web}, watch)
    _check(companies, ended)
    return {
        "cpu_s": ended.cpu_s,
        "wall_s": ended.wall_s,
        "rss_mb": ended.rss_mb,
        "phases": {"memory early": {"rss_mb": early[0]}},
    }


def _check(companies: list[Company], ended: Ended) -> None:
    """Raises RuntimeError if the crawl did not observe each company's own number."""
    keys = RunKeys(RUN_ID)
    batches = [key for key in ended.objects if key.startswith(f"{keys.root}/observations/{STAGE}-1/{SHARD}-")]
    seen = {
        (one.row_id, one.value)
        for key in batches
        for one in load_lines(Observation, ended.objects[key])
        if one.field is Field.PHONE
    }
    for company in companies:
        number = phones.parse(company.phone)
        if number is None or (company.at, number.e164) not in seen:
            raise RuntimeError(f"the number of {company.host} was not observed")


@contextmanager
def _web(data: Path) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """(the server's address, what tells the pages it has served) while the server runs."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.company_web", str(data)],
        cwd=measure.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    assert server.stdin and server.stdout
    address = server.stdout.readline().strip()
    opener = build_opener(ProxyHandler({"http": address}))

    def served() -> list[str]:
        with opener.open(SERVED, timeout=30) as answer:
            return str(answer.read().decode()).splitlines()

    try:
        yield address, served
    finally:
        server.stdin.close()
        server.wait(timeout=30)


BENCHMARK = Benchmark(
    name="crawl",
    what="{size} pages crawled, numbers found and landed",
    size={"quick": 240, "default": 2_000, "full": 20_000},
    make=make,
    baseline="benchmarks.baselines.crawl_scrapy",
    beside="benchmarks.baselines.crawl_parse_only",
    each="page",
    product=PROGRAM,
    goal=Goal(cpu=0.5),
    goal_beside=Goal(cpu=1.5),
    run=run,
)
