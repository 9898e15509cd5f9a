"""Settings -> what will happen, in sentences, stage by stage; the same as data."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workbench import __version__
from workbench.contract.settings import SIZES, Settings, Stage, read_settings
from workbench.messages import Language, Sentence, say
from workbench.settings.cautions import LAMBDA_LIMIT_S, Caution, cautions, longest_s, one_host
from workbench.settings.quantities import Duration, Size, percent
from workbench.settings.traits import traits
from workbench.yamlfile.problems import Place
from workbench.yamlfile.validate import Validated

PRODUCT = "company-list-workbench"


@dataclass(frozen=True)
class Part:
    """One heading with its sentences, and the same as plain data."""

    heading: Sentence
    sentences: tuple[Sentence, ...]
    data: dict[str, Any]

    def lines(self, language: Language | None = None) -> list[str]:
        told = [f"   - {sentence.sentence(language)}" for sentence in self.sentences]
        return ["", self.heading.sentence(language), *told]

    def to_dict(self, language: Language | None = None) -> dict[str, Any]:
        return self.data | {"sentences": [one.sentence(language) for one in self.sentences]}


@dataclass(frozen=True)
class PlacedCaution:
    """A doubtful point and where the file says it."""

    file: str
    place: Place
    key: str
    caution: Caution

    def line(self, language: Language | None = None) -> str:
        message = self.caution.message(language)
        return say(
            "explain.caution", language, file=self.file, line=self.place.line, key=self.key, message=message
        )

    def to_dict(self, language: Language | None = None) -> dict[str, Any]:
        return {
            "line": self.place.line,
            "column": self.place.column,
            "key": self.key,
            "code": self.caution.code,
            "message": self.caution.message(language),
        }


@dataclass(frozen=True)
class Explanation:
    """What a settings file means, and what is doubtful in it."""

    file: str
    name: str
    stages: tuple[Part, ...]
    others: dict[str, Part]
    cautions: tuple[PlacedCaution, ...]

    def lines(self, language: Language | None = None) -> list[str]:
        """The explanation as a person reads it."""
        told = [say("explain.title", language, name=self.name, count=len(self.stages))]
        for part in (*self.stages, *self.others.values()):
            told += part.lines(language)
        if not self.cautions:
            return [*told, "", say("explain.no_cautions", language)]
        warned = [f"   {caution.line(language)}" for caution in self.cautions]
        return [*told, "", say("explain.cautions", language, count=len(self.cautions)), *warned]

    def to_dict(self, language: Language | None = None) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {
            "file": self.file,
            "name": self.name,
            "stages": [stage.to_dict(language) for stage in self.stages],
            **{name: part.to_dict(language) for name, part in self.others.items()},
            "cautions": [caution.to_dict(language) for caution in self.cautions],
        }


def explain_file(path: str | Path) -> Explanation:
    """The explanation of a settings file. Raises SettingsError if it is not valid."""
    return explain(read_settings(path), str(path))


def explain(read: Validated[Settings], file: str) -> Explanation:
    """The explanation of settings that were read; `file` only names them."""
    settings = read.model
    return Explanation(
        file=file,
        name=settings.name,
        stages=tuple(_stage(settings, at) for at in range(len(settings.stages))),
        others={
            "finished": _finished(settings),
            "thresholds": _thresholds(settings),
            "politeness": _politeness(settings),
            "allowed": _allowed(settings),
        },
        cautions=tuple(
            PlacedCaution(file, read.place(one.path), read.key(one.path), one)
            for one in cautions(settings, read.says)
        ),
    )


def user_agent(contact: str) -> str:
    """How the crawler calls itself: crawler/web/scrapy_settings.py says the same, which a test holds."""
    return f"{PRODUCT}/{__version__} (+{contact})"


def _stage(settings: Settings, at: int) -> Part:
    stage = settings.stages[at]
    one = one_host(stage)
    cpu, memory = SIZES[stage.size] if stage.runner == "fargate" else (None, None)
    return Part(
        heading=Sentence("explain.stage", position=at + 1, name=stage.name),
        sentences=(*_asking(settings, stage), *_running(stage)),
        data={
            "name": stage.name,
            "sources": list(stage.sources),
            "runner": stage.runner,
            "size": stage.size if cpu else None,
            "cpu_units": int(cpu) if cpu else None,
            "memory_mib": int(memory) if memory else None,
            "rows_per_container": None if one else stage.rows_per_shard,
            "side_by_side": 1 if one else stage.concurrency,
            "attempts": stage.attempts,
            "heartbeat_s": stage.heartbeat_s,
            "stall_s": stage.stall_s,
            "timeout_s": longest_s(stage),
            "batch_rows": stage.batch_rows,
            "batch_s": stage.batch_s,
        },
    )


def _asking(settings: Settings, stage: Stage) -> Iterator[Sentence]:
    sources = "@" + " ".join(f"source.{source}" for source in stage.sources)
    yield Sentence("explain.asks" if len(stage.sources) == 1 else "explain.asks_in_order", sources=sources)
    for source in dict.fromkeys(stage.sources):
        if "homepage" in traits(source).needs:
            yield Sentence("explain.needs_homepage", source=Sentence(f"source.{source}"))
    if "homepage" in stage.sources:
        yield Sentence("explain.homepage_pages", pages=settings.sources.homepage.max_pages)
    directory = settings.sources.directory
    if "directory" in stage.sources and directory is not None:
        host = urlsplit(directory.search_url).netloc
        yield Sentence("explain.directory_pages", host=host, pages=directory.max_pages)


def _running(stage: Stage) -> Iterator[Sentence]:
    if stage.runner == "fargate":
        cpu, memory = SIZES[stage.size]
        yield Sentence(
            "explain.fargate", size=stage.size, cpu=f"{int(cpu) / 1024:g}", memory=f"{int(memory) / 1024:g}"
        )
    else:
        yield Sentence("explain.lambda", limit=Duration(LAMBDA_LIMIT_S))
    if one_host(stage):
        yield Sentence("explain.one_container")
    else:
        yield Sentence("explain.shards", rows=stage.rows_per_shard, concurrency=stage.concurrency)
    yield Sentence(
        "explain.times",
        stall=Duration(stage.stall_s),
        heartbeat=Duration(stage.heartbeat_s),
        timeout=Duration(longest_s(stage)),
    )
    yield Sentence(
        "explain.one_attempt" if stage.attempts == 1 else "explain.attempts", attempts=stage.attempts
    )
    yield Sentence("explain.batches", rows=stage.batch_rows, seconds=Duration(stage.batch_s))


def _finished(settings: Settings) -> Part:
    fields = [field.value for field in settings.finished.fields]
    found = settings.thresholds.found
    told = "@" + " ".join(f"fact.{field}" for field in fields)
    return Part(
        heading=Sentence("explain.finished.title"),
        sentences=(Sentence("explain.finished", fields=told, found=percent(found)),),
        data={"fields": fields, "from_confidence": found},
    )


def _thresholds(settings: Settings) -> Part:
    found, review = settings.thresholds.found, settings.thresholds.review
    told = {"found": percent(found), "review": percent(review)}
    sentences = [Sentence("explain.found", **told)]
    sentences.append(Sentence("explain.review" if review < found else "explain.no_review", **told))
    if review > 0:
        sentences.append(Sentence("explain.dropped", **told))
    return Part(
        heading=Sentence("explain.thresholds.title"),
        sentences=tuple(sentences),
        data={"found": found, "review": review},
    )


def _politeness(settings: Settings) -> Part:
    polite = settings.politeness
    agent = user_agent(polite.contact)
    return Part(
        heading=Sentence("explain.politeness.title"),
        sentences=(
            Sentence("explain.user_agent", user_agent=agent),
            Sentence("explain.robots"),
            Sentence("explain.pace" if polite.delay_s else "explain.no_pace", delay=Duration(polite.delay_s)),
            Sentence(
                "explain.answer",
                timeout=Duration(polite.timeout_s),
                size=Size(polite.max_bytes),
                redirects=polite.max_redirects,
            ),
            Sentence(
                "explain.patience",
                crawl_delay=Duration(polite.max_crawl_delay_s),
                wait=Duration(polite.max_wait_s),
            ),
            Sentence("explain.budget", size=Size(polite.site_max_bytes), seconds=Duration(polite.site_max_s)),
        ),
        data=polite.model_dump(mode="json") | {"user_agent": agent},
    )


def _allowed(settings: Settings) -> Part:
    mobile = settings.allow_mobile
    return Part(
        heading=Sentence("explain.allowed.title"),
        sentences=(
            Sentence("explain.mobile" if mobile else "explain.no_mobile"),
            Sentence("explain.no_fax"),
        ),
        data={"mobile": mobile, "fax": False},
    )
