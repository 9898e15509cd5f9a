"""The CSV file, for programs that read nothing else; the Excel file is the one for people.

A CSV cell that begins with = or @ (or + or - before anything but a number) is run as a formula by the
spreadsheet that opens it, and the text may come from a stranger's page or from a list that was bought. Such
cells, ours and the list's own alike, get an apostrophe in front (OWASP, "CSV Injection"). A sign followed by
digits and the marks of a telephone number can call nothing: +81…, -5 and a lone dash stay as they are. The
Excel file needs none of this, since its cells say that they are text.
"""

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from workbench import messages
from workbench.errors import SetupError
from workbench.exports.columns import Column, columns_of, japan_time, texts
from workbench.messages import Language, say

Encoding = Literal["utf-8-sig", "cp932"]

# The full-width signs count too: a Japanese Excel takes them for the plain ones.
_RUNS = re.compile(r"[=@＝＠\t\r\n]|[+\-＋－](?![\d\s().+\-]*\Z)")

# The typographer's mark for a character that is not in the case; cp932 has it.
SUBSTITUTE = "〓"

# Characters for which cp932 holds a twin that looks the same: Unicode's own tables and Microsoft's chose
# differently.
_TWINS = str.maketrans(
    "\u301c\u2212\u2014\u2016\u00a2\u00a3\u00ac\u00a6", "\uff5e\uff0d\u2015\u2225\uffe0\uffe1\uffe2\uffe4"
)
TOLD = 10


@dataclass(frozen=True)
class CsvReport:
    """What was written. `unencodable`: (row in the file, heading, character); `guarded`: cells with an
    apostrophe."""

    path: Path
    rows: int
    encoding: Encoding
    unencodable: tuple[tuple[int, str, str], ...]
    guarded: int

    def sentences(self, language: Language | None = None) -> list[str]:
        """What a person should know of the file, the first sentence naming it."""
        said = [say("export.written", language, file=str(self.path), rows=self.rows)]
        if self.guarded:
            said.append(say("export.guarded", language, count=self.guarded))
        encoding = "Shift_JIS (CP932)" if self.encoding == "cp932" else self.encoding
        for row, column, character in self.unencodable[:TOLD]:
            facts = {"row": row, "column": column, "character": character, "encoding": encoding}
            said.append(say("export.unencodable", language, substitute=SUBSTITUTE, **facts))
        if len(self.unencodable) > TOLD:
            said.append(say("export.unencodable_more", language, count=len(self.unencodable) - TOLD))
        return said


def export_csv(
    result: pd.DataFrame,
    path: str | Path,
    *,
    encoding: Encoding = "utf-8-sig",
    language: Language | None = None,
) -> CsvReport:
    """Write the result as CSV (commas, CRLF, times of Japan) and say what was written.

    result: the frame of matching.join; the columns and their order are those of the Excel file.
    encoding: "utf-8-sig", which Excel recognises, or "cp932" for older programs; a character that cp932 lacks
    becomes SUBSTITUTE and is named in the report.

    The file appears whole or not at all. Raises SetupError if it cannot be written there.
    """
    path = Path(path)
    language = language or messages.current_language()
    sheet = _Flat(encoding)
    columns = columns_of(result, language)
    buffer = io.StringIO()
    lines = csv.writer(buffer)
    lines.writerow([sheet.cell(column.heading, 1, column.heading) for column in columns])
    for at, row in enumerate(_rows(result, columns, language), start=2):
        lines.writerow(
            sheet.cell(cell, at, column.heading) for cell, column in zip(row, columns, strict=True)
        )
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(buffer.getvalue().encode(encoding))
        os.replace(unfinished, path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise SetupError("error.export_not_written", file=str(path), detail=str(error)) from error
    return CsvReport(path, len(result), encoding, tuple(sheet.unencodable), sheet.guarded)


class _Flat:
    """Makes cells safe and encodable, and counts what it changed."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoding = encoding
        self.unencodable: list[tuple[int, str, str]] = []
        self.guarded = 0

    def cell(self, text: str | None, row: int, column: str) -> str:
        if not text:
            return ""
        if _RUNS.match(text):
            self.guarded += 1
            text = f"'{text}"
        if self.encoding == "cp932":
            try:
                text.encode("cp932")
            except UnicodeEncodeError:
                text = "".join(self._character(one, row, column) for one in text.translate(_TWINS))
        return text

    def _character(self, character: str, row: int, column: str) -> str:
        try:
            character.encode("cp932")
        except UnicodeEncodeError:
            self.unencodable.append((row, column, character))
            return SUBSTITUTE
        return character


def _rows(
    result: pd.DataFrame, columns: list[Column], language: Language
) -> Iterator[tuple[str | None, ...]]:
    return zip(
        *(_cells(result.iloc[:, column.position], column.code, language) for column in columns), strict=True
    )


def _cells(values: "pd.Series[str]", code: str | None, language: Language) -> list[str | None]:
    if code == "wb_fetched_at":
        times = japan_time(values)
        return [None if pd.isna(when) else when.strftime("%Y-%m-%d %H:%M") for when in times]
    if code == "wb_confidence":
        return [None if pd.isna(number) else f"{number:.2f}" for number in values]
    return texts(values, code, language)
