"""The third sheet: where the values come from and on what terms, the run that fetched them, what the columns
mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from workbench import messages
from workbench.contract.states import Licence
from workbench.exports.columns import JAPAN, Column, japan_time, source_words
from workbench.exports.looks import Looks, for_paper, page_footer
from workbench.messages import Language, say
from workbench.quality import RunInfo
from workbench.settings.traits import Traits, traits, written


@dataclass(frozen=True)
class Attribution:
    """The terms of one source. `licence` None: its own terms, to be looked up; `sentence`: the credit they
    demand."""

    licence: Licence | None = None
    sentence: str | None = None
    url: str | None = None


WIDTHS = (26, 24, 20, 20, 20, 50)


@dataclass(frozen=True)
class SourceUse:
    """What one source gave: how many numbers, fetched between when and when (naive, Japan), on what terms."""

    source: str
    numbers: int
    first: datetime | None
    last: datetime | None
    terms: Attribution


def terms_of(run: RunInfo | None, attribution: Mapping[str, Attribution]) -> dict[str, Attribution]:
    """The terms of the sources that the run used, or of all that are known when the run is not; then the given."""
    names = written() if run is None else run.sources
    return {name: _attribution(traits(name)) for name in names} | dict(attribution)


def _attribution(of: Traits) -> Attribution:
    return Attribution(of.licence, of.attribution, of.attribution_url)


def sources_used(result: pd.DataFrame, attribution: Mapping[str, Attribution]) -> list[SourceUse]:
    """Every source that gave a number, most first; then those of `attribution` that gave none."""
    ours = result.loc[:, ["wb_source", "wb_phone", "wb_fetched_at"]]
    ours = ours.loc[:, ~ours.columns.duplicated(keep="last")]
    ours = ours[ours["wb_source"].notna() & ours["wb_phone"].notna()]
    when = japan_time(ours["wb_fetched_at"]).groupby(ours["wb_source"].astype(object))
    used = [
        SourceUse(
            str(source),
            len(times),
            _moment(times.min()),
            _moment(times.max()),
            attribution.get(str(source), Attribution()),
        )
        for source, times in when
    ]
    used.sort(key=lambda one: (-one.numbers, one.source))
    idle = [name for name in attribution if name not in {one.source for one in used}]
    return [*used, *(SourceUse(name, 0, None, None, attribution[name]) for name in idle)]


def _moment(time: Any) -> datetime | None:
    return None if pd.isna(time) else time.to_pydatetime()


def write_sources(
    book: Any,
    looks: Looks,
    used: list[SourceUse],
    columns: list[Column],
    run: RunInfo | None,
    notes: list[str],
    language: Language,
) -> str:
    """The name of the sheet that was written. `notes` stand at its end."""
    name = say("export.sheet_sources", language)
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    row = _write_terms(sheet, looks, used, run, language)
    row = _write_run(sheet, looks, row, run, language)
    row = _write_meanings(sheet, looks, row, columns, language)
    for note in [say("export.times", language), *notes]:
        sheet.write_string(row, 0, note, looks.note)
        row += 1
    footer = page_footer(run.list_name if run else "", language)
    for_paper(sheet, footer)
    sheet.fit_to_pages(1, 0)
    return name


def _title(sheet: Any, looks: Looks, row: int, text: str, width: int) -> None:
    sheet.set_row(row, 20)
    for at in range(width):
        sheet.write_blank(row, at, None, looks.subtitle)
    sheet.write_string(row, 0, text, looks.subtitle)


def _write_terms(
    sheet: Any, looks: Looks, used: list[SourceUse], run: RunInfo | None, language: Language
) -> int:
    codes = ("source", "licence", "values", "fetched_from", "fetched_to", "attribution")
    _title(sheet, looks, 0, say("export.title_sources", language), len(codes))
    for at, code in enumerate(codes):
        look = looks.figure_head if code == "values" else looks.own_head
        sheet.write_string(1, at, say(f"export.{code}", language), look)
    for row, one in enumerate(used, start=2):
        sheet.write_string(row, 0, source_words(one.source, language), looks.cell)
        licence = f"licence.{one.terms.licence}" if one.terms.licence else "export.own_terms"
        sheet.write_string(row, 1, say(licence, language), looks.cell)
        sheet.write_number(row, 2, one.numbers, looks.cell_number)
        for at, when in ((3, one.first), (4, one.last)):
            if when is None:
                sheet.write_blank(row, at, None, looks.cell_time)
            else:
                sheet.write_datetime(row, at, when, looks.cell_time)
        sheet.write_string(row, 5, _credit(one, run, language), looks.cell)
    return len(used) + 3


def _credit(use: SourceUse, run: RunInfo | None, language: Language) -> str:
    """The credit that the source's terms demand, with the day of use where they ask for it."""
    terms = use.terms
    if terms.sentence:
        sentence = terms.sentence.replace("{date}", _day_of_use(use, run))
        return f"{sentence}\n{terms.url}" if terms.url else sentence
    return say("export.no_attribution" if terms.licence else "export.see_terms", language)


def _day_of_use(use: SourceUse, run: RunInfo | None) -> str:
    """In Japanese, as the credits are: the last fetch, or the run's day for a source whose values are no numbers."""
    day = use.last or (run.started_at.astimezone(JAPAN) if run else None)
    return f"{day.year}年{day.month}月{day.day}日" if day else say("export.day_of_fetching", "ja")


def _write_run(sheet: Any, looks: Looks, row: int, run: RunInfo | None, language: Language) -> int:
    _title(sheet, looks, row, say("export.title_run", language), len(WIDTHS))
    row += 1
    if run is None:
        sheet.write_string(row, 0, say("export.no_run", language), looks.note)
        return row + 2
    minute = "%Y-%m-%d %H:%M"
    ended = run.ended_at.astimezone(JAPAN).strftime(minute) if run.ended_at else None
    facts = (
        ("run_id", run.run_id),
        ("list_name", run.list_name),
        ("settings_name", run.settings_name),
        ("started", run.started_at.astimezone(JAPAN).strftime(minute)),
        ("ended", ended or say("export.not_ended", language)),
        ("sources_used", ", ".join(source_words(source, language) for source in run.sources)),
    )
    for code, fact in facts:
        sheet.write_string(row, 0, say(f"export.{code}", language), looks.cell)
        _merged(sheet, looks, row, fact)
        row += 1
    return row + 1


def _write_meanings(sheet: Any, looks: Looks, row: int, columns: list[Column], language: Language) -> int:
    _title(sheet, looks, row, say("export.title_columns", language), len(WIDTHS))
    row += 1
    for column in columns:
        if column.code is None or f"meaning.{column.code}" not in messages.CATALOGUE:
            continue
        sheet.write_string(row, 0, column.heading, looks.our_head)
        _merged(sheet, looks, row, say(f"meaning.{column.code}", language))
        row += 1
    return row + 1


def _merged(sheet: Any, looks: Looks, row: int, text: str) -> None:
    sheet.merge_range(row, 1, row, len(WIDTHS) - 1, "", looks.cell)
    sheet.write_string(row, 1, text, looks.cell)
