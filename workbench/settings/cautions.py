"""What is valid in settings and yet hardly meant. Warnings: nothing here keeps a run from starting."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from workbench.contract.settings import Settings, Stage
from workbench.contract.states import Field
from workbench.evidence.weights import MOST_CERTAIN
from workbench.messages import Language, Sentence
from workbench.settings.contact import host_of_contact, is_reachable, is_reserved
from workbench.settings.quantities import Duration, percent
from workbench.settings.traits import traits
from workbench.yamlfile.tree import KeyPath

Said = Callable[[KeyPath], bool]

# AWS Lambda's own limit ("Lambda quotas", function timeout), and the state machine's in infra/cfn.yaml.
LAMBDA_LIMIT_S = 900
RUN_LIMIT_S = 604_800
REAL_SITES_DELAY_S = 1.0


@dataclass(frozen=True)
class Caution:
    """A doubtful point: the path of the key it is about, and the sentence."""

    path: KeyPath
    told: Sentence

    @property
    def code(self) -> str:
        return self.told.code

    def message(self, language: Language | None = None) -> str:
        return self.told.sentence(language)


def cautions(settings: Settings, said: Said = lambda path: True) -> list[Caution]:
    """The doubtful points of valid settings. said: whether the file itself has a key; defaults are not blamed."""
    found = [*_of_contact(settings), *_of_pace(settings)]
    for at, stage in enumerate(settings.stages):
        found += _of_times(settings, stage, ("stages", at))
        found += _of_runner(stage, ("stages", at), said)
        found += _of_order(settings, at)
    return [*found, *_of_sources(settings, said), *_of_ends(settings), *_of_length(settings)]


def longest_s(stage: Stage) -> int:
    """Seconds after which a container of the stage has ended, whatever it does."""
    return min(stage.timeout_s, LAMBDA_LIMIT_S) if stage.runner == "lambda" else stage.timeout_s


def one_host(stage: Stage) -> bool:
    """Whether one container takes all rows of the stage, as planning.py shares them out."""
    return any(traits(source).one_host for source in stage.sources)


def _caution(path: KeyPath, code: str, **parameters: object) -> Caution:
    return Caution(path, Sentence(f"caution.{code}", **parameters))


def _of_contact(settings: Settings) -> Iterator[Caution]:
    contact, path = settings.politeness.contact, ("politeness", "contact")
    host = host_of_contact(contact)
    if is_reserved(host):
        yield _caution(path, "placeholder_contact", contact=contact)
    elif not is_reachable(contact):
        yield _caution(path, "contact_unreachable", contact=contact)


def _of_pace(settings: Settings) -> Iterator[Caution]:
    delay_s = settings.politeness.delay_s
    asked = {source for stage in settings.stages for source in stage.sources}
    directory = settings.sources.directory
    only_samples = asked == {"directory"} and directory and is_reserved(_host(directory.search_url))
    if delay_s < REAL_SITES_DELAY_S and not only_samples:
        yield _caution(("politeness", "delay_s"), "hasty", delay=Duration(delay_s))


def _of_times(settings: Settings, stage: Stage, path: KeyPath) -> Iterator[Caution]:
    stall, answer_s = Duration(stage.stall_s), settings.politeness.timeout_s
    if stage.heartbeat_s < stage.stall_s:
        heartbeat = Duration(stage.heartbeat_s)
        yield _caution((*path, "heartbeat_s"), "heartbeat_below_stall", heartbeat=heartbeat, stall=stall)
    if stage.stall_s <= answer_s:
        yield _caution((*path, "stall_s"), "stall_below_answer", stall=stall, answer=Duration(answer_s))
    if stage.stall_s >= longest_s(stage):
        timeout = Duration(longest_s(stage))
        yield _caution((*path, "stall_s"), "stall_never", stall=stall, timeout=timeout)


def _of_runner(stage: Stage, path: KeyPath, said: Said) -> Iterator[Caution]:
    if stage.runner == "lambda":
        if stage.timeout_s > LAMBDA_LIMIT_S and said((*path, "timeout_s")):
            limit, timeout = Duration(LAMBDA_LIMIT_S), Duration(stage.timeout_s)
            yield _caution((*path, "timeout_s"), "lambda_limit", limit=limit, timeout=timeout)
        if said((*path, "size")):
            yield _caution((*path, "size"), "size_unused")
    for key in ("rows_per_shard", "concurrency"):
        if one_host(stage) and said((*path, key)):
            yield _caution((*path, key), "shards_unused")


def _of_order(settings: Settings, at: int) -> Iterator[Caution]:
    """Sources that are asked again, and a stage whose rows are finished before they reach it."""
    stage, path = settings.stages[at], ("stages", at, "sources")
    for source in dict.fromkeys(stage.sources):
        if stage.sources.count(source) > 1:
            yield _caution(path, "source_twice", source=Sentence(f"source.{source}"))
    earlier = {source for before in settings.stages[:at] for source in before.sources}
    if earlier.issuperset(stage.sources):
        yield _caution(path, "stage_repeats")
    needed = frozenset.intersection(*(traits(source).needs for source in stage.sources))
    if at and needed.issuperset(field.value for field in settings.finished.fields):
        yield _caution(path, "never_reached", fields=_facts(settings.finished.fields))


def _of_sources(settings: Settings, said: Said) -> Iterator[Caution]:
    asked = {source for stage in settings.stages for source in stage.sources}
    for source in type(settings.sources).model_fields:
        described = getattr(settings.sources, source) is not None and said(("sources", source))
        if described and source not in asked:
            yield _caution(("sources", source), "source_unused", source=Sentence(f"source.{source}"))


def _of_ends(settings: Settings) -> Iterator[Caution]:
    """Rows that are never finished, or too easily."""
    given = {fact for stage in settings.stages for source in stage.sources for fact in traits(source).gives}
    lacking = [field for field in settings.finished.fields if field not in given]
    if lacking:
        yield _caution(("finished", "fields"), "never_finished", fields=_facts(lacking))
    if settings.thresholds.found > MOST_CERTAIN:
        yield _caution(("thresholds", "found"), "never_found", most=percent(MOST_CERTAIN))
    if settings.thresholds.found < 0.5:
        yield _caution(("thresholds", "found"), "found_below_half")


def _of_length(settings: Settings) -> Iterator[Caution]:
    longest = sum(longest_s(stage) * stage.attempts for stage in settings.stages)
    if longest > RUN_LIMIT_S:
        limit = Duration(RUN_LIMIT_S)
        yield _caution(("stages",), "longer_than_limit", longest=Duration(longest), limit=limit)


def _facts(fields: Iterable[Field]) -> str:
    return "@" + " ".join(f"fact.{field.value}" for field in fields)


def _host(url: str) -> str | None:
    return urlsplit(url).hostname
