"""The result as files: an Excel workbook for people (`export`), CSV for programs (`export_csv`)."""

from workbench.exports.book import ExportReport, export
from workbench.exports.flat import CsvReport, export_csv
from workbench.exports.sources_sheet import Attribution

__all__ = ["Attribution", "CsvReport", "ExportReport", "export", "export_csv"]
