"""What stands in a workbook that was written, for comparing two of them."""

from collections.abc import Iterator

ALL_COLUMNS = 30


def written(path: str) -> Iterator[object]:
    """The list's own columns and the number beside them, of all rows of the first sheet, without their headings."""
    import fastexcel

    from workbench.matching import COLUMNS

    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, skip_rows=1, dtypes="string")
    for column in sheet.to_arrow().columns[: ALL_COLUMNS - len(COLUMNS) + 1]:
        yield [cell or "" for cell in column.to_pylist()]
