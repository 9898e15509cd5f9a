"""The table written by xlsxwriter in a plain loop, with what the product's sheet has too."""

import sys
from pathlib import Path

from benchmarks.child import Clock, tell

MOST_LINKS = 65_000

if __name__ == "__main__":
    clock = Clock()
    import pandas as pd
    import xlsxwriter

    table = pd.read_parquet(Path(sys.argv[1]) / "table.parquet")
    path = f"{sys.argv[1]}/baseline.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    text, percent = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0%"})
    time = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
        for line, cell in enumerate(table[name].tolist(), start=1):
            if pd.isna(cell) or cell == "":
                continue
            if name == "wb_url" and line <= MOST_LINKS:
                sheet.write_url(line, column, cell)
            elif name == "wb_fetched_at":
                sheet.write_datetime(line, column, cell.tz_convert("Asia/Tokyo").tz_localize(None), time)
            elif name in ("wb_confidence", "wb_sources"):
                sheet.write_number(line, column, cell, percent if name == "wb_confidence" else None)
            else:
                sheet.write_string(line, column, cell, text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
    sheet.conditional_format(
        1,
        table.columns.get_loc("wb_confidence"),
        len(table),
        table.columns.get_loc("wb_confidence"),
        {"type": "3_color_scale"},
    )
    book.close()
    measured = clock.stop()

    from benchmarks.written_cells import written

    tell(measured, written(path))
