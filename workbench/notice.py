"""The one notification of a run, in words: what happened, to which rows, why, and what to do next."""

from workbench.contract.records import Ledger, Summary
from workbench.errors import WorkbenchError
from workbench.messages import Language, say

# SNS takes ASCII of at most 99 characters here (Amazon SNS API reference, Publish, Subject).
SUBJECT_CHARACTERS = 99


def subject(summary: Summary) -> str:
    """One ASCII line for a mail's subject."""
    return say(f"notify.subject.{summary.outcome}", "en", run_id=summary.run_id)[:SUBJECT_CHARACTERS]


def text(summary: Summary, ledger: Ledger) -> str:
    """The message, in Japanese and then in English."""
    return "\n\n".join("\n".join(_lines(summary, ledger, language)) for language in ("ja", "en"))


def of_refusal(run_id: str, error: WorkbenchError) -> tuple[str, str]:
    """Subject and text for a run that could not even be planned."""
    told = [
        say("notify.refused", language, run_id=run_id, error=say(error.code, language, **error.details))
        for language in ("ja", "en")
    ]
    return say("notify.subject.failed", "en", run_id=run_id)[:SUBJECT_CHARACTERS], "\n\n".join(told)


def _lines(summary: Summary, ledger: Ledger, language: Language) -> list[str]:
    counts = ", ".join(
        f"{say(f'state.{state.value}', language)} {count}"
        for state, count in summary.by_state.items()
        if count
    )
    lines = [
        say(
            f"notify.{summary.outcome}",
            language,
            run_id=summary.run_id,
            list_name=ledger.list_name,
            settings_name=ledger.settings_name,
            unfinished=summary.unfinished_rows,
        ),
        say("notify.counts", language, rows=summary.rows, counts=counts),
    ]
    if summary.stopped is not None:
        lines.append(summary.stopped.sentence(language))
    for failure in summary.failures:
        lines.append(
            say(
                "notify.failure",
                language,
                stage=failure.stage,
                shard=failure.shard,
                attempt=failure.attempt,
                sentence=failure.reason.sentence(language),
            )
        )
    untold = summary.failed_shards - len(summary.failures)
    if untold and summary.failures:
        lines.append(say("notify.more_failures", language, count=untold))
    if summary.outcome == "complete" and summary.failed_shards:
        lines.append(say("notify.retried", language, count=summary.failed_shards))
    lines.append(say(f"notify.next.{summary.outcome}", language, run_id=summary.run_id))
    return lines
