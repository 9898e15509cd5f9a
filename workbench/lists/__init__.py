"""Any list of companies -> the list as it is, what was recognised in it, what was noticed, and whom to ask.

The steps, each in its file: files (bytes and their kind), delimited and workbooks (sheets of text cells),
tables (where the header is), columns (what each means), cells (what a cell says), companies (whom to ask),
findings.
"""

from workbench.lists.company_list import CompanyList
from workbench.lists.load import load_list
from workbench.lists.report import check_report

__all__ = ["CompanyList", "check_report", "load_list"]
