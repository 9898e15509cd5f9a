"""The result as files: an Excel workbook for people (`export`), CSV for programs (`export_csv`)."""

import sys
from types import ModuleType
from typing import Any

from workbench.export.book import ExportReport, export
from workbench.export.flat import CsvReport, export_csv
from workbench.export.sources_sheet import Attribution

__all__ = ["Attribution", "CsvReport", "ExportReport", "export", "export_csv"]


class _CallablePackage(ModuleType):
    """`workbench.export` names the function until something imports this package, which then takes its place.

    Both are to be called the same, so that a notebook's cell works the second time too.
    """

    def __call__(self, *args: Any, **options: Any) -> ExportReport:
        return export(*args, **options)


sys.modules[__name__].__class__ = _CallablePackage
