"""Any list of companies -> the list as it is, what was recognised in it, what was noticed, and whom to ask.

The steps, each in its file: files (bytes and their kind), delimited and workbooks (sheets of text cells; layout:
what is merged or hidden), choosing (which sheet), tables and headers (where the header is), columns and contents
(what each column means), mappings (what people said of them), row_kinds (totals and notes), filling (〃 and merged
cells), cells (what a cell says), companies (whom to ask), findings.
"""

from workbench.lists.company_list import CompanyList
from workbench.lists.load import load_list
from workbench.lists.mappings import remember_mapping
from workbench.lists.report import check_report

__all__ = ["CompanyList", "check_report", "load_list", "remember_mapping"]
