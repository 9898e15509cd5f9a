"""What `workbench check` tells of a list, as plain values."""

from typing import Any

from workbench.lists.company_list import CompanyList


def check_report(companies: CompanyList) -> dict[str, Any]:
    """JSON-ready: rows, usable, invalid, companies (distinct), encoding, sheet, header_row, columns, problems.

    rows = usable + invalid. problems: a list of {row, column, value, code, message, done}, row as the
    sheet counts from 1, null for the whole list.
    """
    problems = companies.problems.rename(columns={"sentence": "message"}).astype(object)
    return {
        "list_id": companies.list_id,
        "rows": len(companies.frame),
        "usable": len(companies.company_ids),
        "invalid": len(companies.invalid),
        "companies": int(companies.company_ids.nunique()),
        "encoding": companies.encoding,
        "sheet": companies.sheet,
        "header_row": companies.header_row,
        "columns": dict(companies.columns),
        "problems": problems.where(problems.notna(), None).to_dict("records"),
    }
