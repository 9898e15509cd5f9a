"""What `workbench registry build` says when it is done."""

from collections.abc import Iterator

from workbench.messages import Sentence, say
from workbench.registry.build import BuildReport


def told(report: BuildReport) -> Iterator[str]:
    """The report in sentences: what came of it, how the lines add up, each skipped line."""
    yield say(
        "registry.built",
        path=report.path,
        companies=f"{report.companies:,}",
        closed=f"{report.closed:,}",
        without_kana=f"{report.without_kana:,}",
        updated_on=report.updated_on,
    )
    yield say(
        "registry.lines",
        rows=f"{report.rows:,}",
        companies=f"{report.companies:,}",
        replaced=f"{report.replaced:,}",
        deleted=f"{report.deleted:,}",
        skipped=f"{report.skipped:,}",
    )
    for one in report.told:
        why = Sentence(f"registry.skipped.{one.code}")
        yield say("registry.skipped", file=one.file, line=one.line, value=one.value, why=why)
    if report.skipped > len(report.told):
        yield say("registry.skipped_more", count=f"{report.skipped - len(report.told):,}")
