"""Sheets of a workbook read in a process of its own, with bounded memory and time.

A damaged .xls can make the reader ask for all the memory there is, and a single cell at the far end of a sheet makes
it lay out seventeen thousand million: the process that does so is ended, and it must not be the analyst's kernel.
Run as a program, this file reads a book from stdin; it imports nothing of ours, so that it starts at once.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator

import fastexcel
import pyarrow as pa

MOST_MEMORY_BYTES = 4 << 30
TIMEOUT_S = 300.0
# Old Excel ends at column IV, whatever a damaged file says.
_OLE = b"\xd0\xcf\x11\xe0"
_OLD_COLUMNS, _COLUMNS = 256, 16_384


class CannotBeRead(Exception):
    """The process ended without the sheets: in its own words why, or "" if it had too little memory or time."""


def read_apart(
    data: bytes, chosen: str | None = None, *, timeout_s: float = TIMEOUT_S
) -> list[tuple[str, bool, pa.RecordBatch]]:
    """(name, visible, cells as text) of each sheet of a book, or of the chosen one alone.

    Raises CannotBeRead.
    """
    command = [sys.executable, "-I", __file__, *([] if chosen is None else [chosen])]
    try:
        ended = subprocess.run(command, input=data, capture_output=True, timeout=timeout_s, check=False)
    except subprocess.TimeoutExpired as error:
        raise CannotBeRead("") from error
    if ended.returncode != 0:
        panicked = "panicked" if b"panicked" in ended.stderr else ""
        raise CannotBeRead(ended.stdout.decode("utf-8", errors="replace")[:200] or panicked)
    return list(_unpacked(ended.stdout))


def _unpacked(output: bytes) -> Iterator[tuple[str, bool, pa.RecordBatch]]:
    head, _, rest = output.partition(b"\n")
    at = 0
    for name, visible, size_bytes in json.loads(head):
        with pa.ipc.open_stream(rest[at : at + size_bytes]) as stream:
            yield name, visible, stream.read_next_batch()
        at += size_bytes


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    try:
        data = sys.stdin.buffer.read()
        book = fastexcel.read_excel(data)
        most_columns = _OLD_COLUMNS if data.startswith(_OLE) else _COLUMNS
        sheets = [_packed(book, name, most_columns) for name in sys.argv[1:] or book.sheet_names]
    except fastexcel.FastExcelError as error:
        sys.stdout.write(str(error).splitlines()[0])
        return 1
    sys.stdout.buffer.write(json.dumps([(name, seen, len(cells)) for name, seen, cells in sheets]).encode())
    sys.stdout.buffer.write(b"\n" + b"".join(cells for _, _, cells in sheets))
    return 0


def _packed(book: fastexcel.ExcelReader, name: str, most_columns: int) -> tuple[str, bool, bytes]:
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    batch = sheet.to_arrow()
    batch = batch.select(range(min(batch.num_columns, most_columns)))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return name, sheet.visible == "visible", sink.getvalue().to_pybytes()


if __name__ == "__main__":
    sys.exit(_main())
