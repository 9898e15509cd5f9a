"""Which kind of file comes back, and why: the analyst's own workbook, a workbook of ours, or CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.errors import ListError, SetupError
from workbench.exports.book import ExportReport, export_report
from workbench.exports.flat import CsvReport, Encoding, export_csv
from workbench.exports.losses import Loss, losses
from workbench.exports.own_book import OwnBookReport, export_into
from workbench.exports.sources_sheet import Attribution
from workbench.messages import Language, say
from workbench.quality import MatchQuality, RunInfo

if TYPE_CHECKING:
    from workbench.lists import CompanyList

# A thousand rows of twenty columns take openpyxl about a second and 45 MB, read and written.
ROWS_IN_OWN_BOOK = 20_000


class Kind(StrEnum):
    """OWN: a copy of the analyst's workbook. REPORT: a workbook of ours. CSV: for other programs."""

    OWN = "own"
    REPORT = "report"
    CSV = "csv"


SUFFIXES: Mapping[Kind, tuple[str, ...]] = {
    Kind.OWN: (".xlsx", ".xlsm"),
    Kind.REPORT: (".xlsx",),
    Kind.CSV: (".csv", ".txt"),
}


@dataclass(frozen=True)
class Choice:
    """A kind of file, by the analyst's word (`asked`) or by ours.

    lost: what a copy of the analyst's workbook would lose, or loses if that is the choice.
    why_not_own: the sentence that says why it is not the analyst's own workbook (code, parameters); None where that
    was asked for, or nobody would expect it.
    """

    kind: Kind
    asked: bool = False
    lost: tuple[Loss, ...] = ()
    why_not_own: tuple[str, Mapping[str, object]] | None = None

    def to_dict(self) -> dict[str, Any]:
        """For programs: the kind, and what is or would be lost."""
        lost = [
            {"code": loss.code, "sheet": loss.where or None, "detail": loss.detail or None}
            for loss in self.lost
        ]
        return {"as": self.kind.value, "lost": lost}

    def sentences(self, language: Language | None = None) -> list[str]:
        """What a person should know before the file is written."""
        said = []
        if self.why_not_own is not None:
            code, parameters = self.why_not_own
            said.append(say(code, language, **parameters))
        elif self.lost:
            said.append(say("export.own_loses", language))
        return [*said, *(f"- {loss.sentence(language)}" for loss in self.lost)]


@dataclass(frozen=True)
class Exported:
    """A file that was written: why it is of its kind, and what stands in it."""

    choice: Choice
    report: ExportReport | OwnBookReport | CsvReport

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.report.path

    @property
    def rows(self) -> int:
        """How many rows of the list it holds."""
        return self.report.rows

    def sentences(self, language: Language | None = None) -> list[str]:
        """What a person should know of the file, the first sentence naming it."""
        first, *others = self.report.sentences(language)
        return [first, *self.choice.sentences(language), *others]


def choose(companies: "CompanyList | None", path: str | Path, kind: Kind | str | None = None) -> Choice:
    """The kind of file for this list and this file name.

    kind: the analyst's word, which holds. Without it .csv means CSV, and a workbook comes back as a copy of the
    analyst's own where that is possible, loses nothing but looks, and has no more than ROWS_IN_OWN_BOOK rows.

    Raises SetupError if the file's name does not fit the kind or is that of the list itself; ListError if the own
    workbook is asked for and cannot be edited.
    """
    path = Path(path)
    _not_over_the_list(companies, path)
    if kind is not None:
        kind = Kind(kind)
        _check_suffix(path, kind)
        return Choice(kind, True, tuple(_losses(companies, path)) if kind is Kind.OWN else ())
    if path.suffix.lower() in SUFFIXES[Kind.CSV]:
        return Choice(Kind.CSV)
    choice = _own_if_nothing_is_lost(companies, path)
    _check_suffix(path, choice.kind)
    return choice


def export(
    result: pd.DataFrame,
    path: str | Path,
    *,
    companies: "CompanyList | None" = None,
    kind: Kind | Choice | str | None = None,
    encoding: Encoding = "utf-8-sig",
    quality: MatchQuality | None = None,
    run: RunInfo | None = None,
    name_column: str | None = None,
    language: Language | None = None,
    attribution: Mapping[str, Attribution] | None = None,
) -> Exported:
    """Write the result for a person: into a copy of their workbook, as a workbook of ours, or as CSV.

    result: the frame of matching.join. companies: the list it was made of; without it their own workbook is not
    known. kind: "own", "report" or "csv", or what `choose` returned; without it `choose` decides. encoding: of CSV,
    "utf-8-sig" or "cp932". name_column: the column of names, if `companies` is not given.

    The file appears whole or not at all. Raises SetupError if it cannot be written there, and see `choose`.
    """
    path = Path(path)
    choice = kind if isinstance(kind, Choice) else choose(companies, path, kind)
    if choice.kind is Kind.CSV:
        return Exported(choice, export_csv(result, path, encoding=encoding, language=language))
    more: dict[str, Any] = {"quality": quality, "run": run, "language": language, "attribution": attribution}
    if choice.kind is Kind.OWN:
        if companies is None:
            raise ValueError("their own workbook: give `companies`, the list that the result was made of")
        try:
            return Exported(choice, export_into(result, companies, path, **more))
        except ListError as error:
            # What a long run has found is not thrown away because the book has changed or resists.
            if choice.asked or path.suffix.lower() not in SUFFIXES[Kind.REPORT]:
                raise
            choice = Choice(Kind.REPORT, why_not_own=_not_editable(error))
    if companies is not None:
        name_column = companies.columns.get("name")
    return Exported(choice, export_report(result, path, name_column=name_column, **more))


def _own_if_nothing_is_lost(companies: "CompanyList | None", path: Path) -> Choice:
    if companies is None:
        return Choice(Kind.REPORT)
    must_be_own = path.suffix.lower() == ".xlsm"
    if companies.sheet is None or companies.path.suffix.lower() not in SUFFIXES[Kind.OWN]:
        return Choice(Kind.REPORT, why_not_own=("export.report_no_workbook", {}))
    if companies.header_row < 1:
        return Choice(Kind.REPORT, why_not_own=("export.report_no_header", {}))
    if len(companies.frame) > ROWS_IN_OWN_BOOK and not must_be_own:
        rows = {"rows": len(companies.frame), "most": ROWS_IN_OWN_BOOK}
        return Choice(Kind.REPORT, why_not_own=("export.report_too_long", rows))
    try:
        lost = tuple(_losses(companies, path))
    except ListError as error:
        return Choice(Kind.REPORT, why_not_own=_not_editable(error))
    if any(not loss.cosmetic for loss in lost) and not must_be_own:
        return Choice(Kind.REPORT, lost=lost, why_not_own=("export.report_loses", {}))
    return Choice(Kind.OWN, lost=lost)


def _not_editable(error: ListError) -> tuple[str, Mapping[str, object]]:
    return "export.report_not_editable", {"detail": str(error)}


def _losses(companies: "CompanyList | None", path: Path) -> list[Loss]:
    if companies is None or companies.sheet is None:
        file = str(companies.path) if companies is not None else ""
        raise ListError("error.own_book_no_workbook", file=file)
    return losses(companies.path, keep_macros=path.suffix.lower() == ".xlsm")


def _check_suffix(path: Path, kind: Kind) -> None:
    if path.suffix.lower() not in SUFFIXES[kind]:
        suffixes = ", ".join(SUFFIXES[kind])
        raise SetupError(
            "error.export_suffix", file=str(path), suffixes=suffixes, kind=f"@export.kind_{kind}"
        )


def _not_over_the_list(companies: "CompanyList | None", path: Path) -> None:
    if companies is not None and path.exists() and companies.path.exists() and path.samefile(companies.path):
        raise SetupError("error.export_over_list", file=str(path))
