"""The program of a container: one stage over one shard. `python -m crawler.run`, all input in the environment.

Exit codes: 0 finished or handed back, 1 failed (the reason is in S3 and with the state machine), 2 the environment is
not that of a container, 143 stopped by SIGTERM.
"""

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.job import EXIT_ENVIRONMENT, EXIT_FAILED, Job, from_environment
from workbench.errors import SetupError

if TYPE_CHECKING:
    from crawler.batches import Batches
    from crawler.ending import Ending
    from crawler.heartbeat import Heartbeat, Pulse
    from crawler.sources.base import Source
    from crawler.web.manners import Manners
    from workbench.contract.records import Company, KeptAnswer
    from workbench.contract.settings import Settings
    from workbench.storage import Bucket

logger = logging.getLogger("crawler.run")  # whether it is imported or run as the program

# How long the state machine may take to have a stalled, silent container stopped, beyond its heartbeat time-out.
STOP_GRACE_S = 120.0
# Objects between two looks for garbage that holds itself. A page is a thousand objects that go by themselves; with
# Python's 700 the looks cost 7 % of a crawl, with 50,000 1 %, and find next to nothing.
GARBAGE_EVERY = 200_000


def main(environment: Mapping[str, str]) -> int:
    """Run the shard that the environment describes; 2 if it describes none. All other ends exit from within."""
    # Nothing that is imported is garbage: looking for some costs a fifth of the start. On again before the crawl.
    gc.disable()
    # Nor has pydantic to look through all that is installed for plugins of itself: the image has none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Before the first thread, which inherits it: SIGTERM must reach the thread that waits for it, not interrupt
    # whatever the crawl is doing.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        job = from_environment(environment)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_ENVIRONMENT
    _log_to_stderr()
    run(job)
    return EXIT_FAILED


def _log_to_stderr() -> None:
    """Our own lines from INFO on, those of the libraries from WARNING on, whatever level they set themselves."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(lambda line: line.name.startswith("crawler.") or line.levelno >= logging.WARNING)
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def run(job: Job) -> None:
    """Beat, read, crawl, land, answer, exit."""
    from crawler.clients import clients
    from crawler.ending import Ending
    from crawler.heartbeat import Heartbeat, Pulse
    from crawler.task import Task
    from workbench.storage import Bucket

    states, s3 = clients()
    task = Task(states, job.token)
    bucket = Bucket(s3, job.bucket)
    ending = Ending(job, bucket, task)
    pulse = Pulse()
    heartbeat = Heartbeat(
        task,
        pulse,
        ending,
        deadline_epoch_s=job.deadline_epoch_s,
        endpoint_gone_s=job.endpoint_gone_s,
    )
    heartbeat.start()
    on_sigterm(ending.stopped)
    try:
        shard = _read(job, bucket)
        _crawl(job, shard, bucket, ending, heartbeat, pulse)
    except BaseException as error:
        logger.exception("%s: the crawler raised", job.name)
        ending.raised(error)
    ending.done()


def on_sigterm(action: Callable[[], None]) -> None:
    """Do `action` when SIGTERM comes, in a thread of its own, so that it is done also while the crawl hangs."""

    def wait() -> None:
        signal.sigwait({signal.SIGTERM})
        action()

    threading.Thread(target=wait, name="sigterm", daemon=True).start()


@dataclass(frozen=True)
class _Shard:
    settings: "Settings"
    companies: "list[Company]"
    kept: "list[KeptAnswer]"


def _read(job: Job, bucket: "Bucket") -> _Shard:
    from workbench.contract.records import Company, KeptAnswer
    from workbench.contract.settings import parse_settings
    from workbench.storage import RunKeys

    text = bucket.get(job.settings_file)
    if text is None:
        raise SetupError("error.object_missing", bucket=job.bucket, key=job.settings_file)
    companies = bucket.get_records(Company, job.input_file)
    if companies is None:
        raise SetupError("error.object_missing", bucket=job.bucket, key=job.input_file)
    kept = bucket.get_records(KeptAnswer, RunKeys(job.run_id).kept(job.stage, job.attempt, job.shard))
    return _Shard(parse_settings(text.decode("utf-8-sig"), job.settings_file), companies, kept or [])


def _crawl(
    job: Job, shard: _Shard, bucket: "Bucket", ending: "Ending", heartbeat: "Heartbeat", pulse: "Pulse"
) -> None:
    _load_tls_of_scrapy()
    from crawler import sources
    from crawler.batches import Batches
    from crawler.services.keys import of_container
    from crawler.sources.base import Work
    from crawler.web.manners import Manners

    logger.info("%s: %d rows on %s", job.name, len(shard.companies), job.runner)
    stage = shard.settings.stage(job.stage)
    ending.silent_s = stage.heartbeat_s + STOP_GRACE_S
    heartbeat.pace(stage.heartbeat_s)
    keys = of_container(job.sample_web)
    asked = [sources.load(name, shard.settings, keys) for name in stage.sources]
    purpose = {host: pause_s for source in asked for host, pause_s in source.hosts().items()}
    manners = Manners(shard.settings, purpose)
    batches = Batches(
        bucket,
        job,
        rows=len(shard.companies),
        batch_rows=stage.batch_rows,
        batch_s=stage.batch_s,
        traffic=manners.traffic,
    )
    for source in asked:
        source.prepare(Work(shard.companies, bucket, job.disk, pulse.touch))
    batches.start()
    ending.batches = batches
    error = _scrapy(
        job, shard, asked, manners, batches, pulse, on_start=lambda: heartbeat.watch(stage.stall_s)
    )
    if error is not None:
        raise error


def _load_tls_of_scrapy() -> None:
    """Load two modules that look through all calls and imports that are under way when they are loaded.

    From where Scrapy would load them that costs 80 ms of CPU, from here 40.
    """
    import scrapy.core.downloader.tls  # noqa: I001  the first of the two is loaded by the second
    import scrapy.core.downloader.contextfactory  # noqa: F401


def _scrapy(
    job: Job,
    shard: _Shard,
    asked: "list[Source]",
    manners: "Manners",
    batches: "Batches",
    pulse: "Pulse",
    on_start: Callable[[], None],
) -> BaseException | None:
    """Run Scrapy over the shard; the error that must end it, if there was one."""
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.answers import KeptAnswers
    from crawler.spider import ShardSpider
    from crawler.web.scrapy_settings import scrapy_settings

    process = AsyncCrawlerProcess(
        scrapy_settings(shard.settings.politeness, job.sample_web, manners.asked_on_purpose)
    )
    crawler = process.create_crawler(ShardSpider)
    crawl = process.crawl(
        crawler,
        job=job,
        companies=shard.companies,
        sources=asked,
        batches=batches,
        pulse=pulse,
        shard_settings=shard.settings,
        manners=manners,
        kept=KeptAnswers(shard.kept),
    )
    gc.freeze()
    gc.set_threshold(GARBAGE_EVERY)
    gc.enable()
    on_start()
    process.start(install_signal_handlers=False)
    if crawl.done() and not crawl.cancelled() and crawl.exception():
        return crawl.exception()
    spider = crawler.spider
    assert isinstance(spider, ShardSpider)
    if batches.error or spider.error:
        return batches.error or spider.error
    return None if batches.unfinished == 0 else RuntimeError(f"{batches.unfinished} rows were not looked at")


if __name__ == "__main__":
    raise SystemExit(main(os.environ))
