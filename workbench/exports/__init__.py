"""The result as a file: a copy of the analyst's workbook, a workbook of ours, or CSV; `export` writes any of them."""

from workbench.exports.book import ExportReport, export_report
from workbench.exports.flat import CsvReport, export_csv
from workbench.exports.keys import find_rows
from workbench.exports.kinds import Choice, Exported, Kind, choose, export
from workbench.exports.losses import Loss, losses
from workbench.exports.own_book import OwnBookReport, export_into
from workbench.exports.sources_sheet import Attribution

__all__ = [
    "Attribution",
    "Choice",
    "CsvReport",
    "ExportReport",
    "Exported",
    "Kind",
    "Loss",
    "OwnBookReport",
    "choose",
    "export",
    "export_csv",
    "export_into",
    "export_report",
    "find_rows",
    "losses",
]
