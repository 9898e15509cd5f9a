"""Who filed a yearly report with EDINET, and when: the lists of the days, each read once and kept for all rows."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workbench.japan.names import CompanyName, key_of_core, parse_name

# A yearly report of a company (有価証券報告書): the ordinance, the form and the kind of document. Funds have others.
_YEARLY = {"ordinanceCode": "010", "formCode": "030000", "docTypeCode": "120"}
_NOT_WITHDRAWN = "0"
_YES = "1"


@dataclass(frozen=True)
class Filing:
    """One yearly report whose figures can be had as CSV."""

    document: str
    filer_code: str
    filer: str
    corporate_number: str | None


# Fetches the list of a day; whoever needs a day that is not read yet hands his own over.
ReadDay = Callable[[date], Awaitable[list[Filing]]]


def filings_of(results: Sequence[Mapping[str, Any]]) -> Iterator[Filing]:
    """The yearly reports among the results of a day's list, as they stand there."""
    for result in results:
        is_yearly = all(result.get(name) == code for name, code in _YEARLY.items())
        is_there = result.get("withdrawalStatus") == _NOT_WITHDRAWN and result.get("csvFlag") == _YES
        document, filer, number = (result.get(name) for name in ("docID", "filerName", "JCN"))
        if is_yearly and is_there and isinstance(document, str) and isinstance(filer, str):
            yield Filing(
                document=document,
                filer_code=str(result.get("edinetCode") or ""),
                filer=filer,
                corporate_number=number if isinstance(number, str) and number else None,
            )


def days_before(today: date, count: int) -> list[date]:
    """Today and the days before it, newest first, `count` in all."""
    return [today - timedelta(days=back) for back in range(count)]


class Filings:
    """The yearly reports of the last days, read newest day first and no further than somebody asks.

    A day that could not be read stays unread: what is asked then fails, and the next one tries it again.
    """

    def __init__(self, days: Sequence[date]) -> None:
        self._unread = list(reversed(days))
        self._by_number: dict[str, Filing] = {}
        self._by_name: dict[str, list[Filing]] = defaultdict(list)
        self._lock = asyncio.Lock()

    async def of_number(self, corporate_number: str, read: ReadDay) -> Filing | None:
        """The newest report of a company, None if there is none in all these days."""
        while corporate_number not in self._by_number:
            if not await self._read_on(read):
                return None
        return self._by_number[corporate_number]

    async def of_name(self, name: str, read: ReadDay) -> list[Filing]:
        """The newest report of each filer that has exactly this name: form, its position and core."""
        while await self._read_on(read):
            pass
        newest: dict[str, Filing] = {}
        for filing in self._by_name.get(_exactly(parse_name(name)), ()):
            newest.setdefault(filing.filer_code, filing)
        return list(newest.values())

    async def _read_on(self, read: ReadDay) -> bool:
        """Read one more day; False if all are read. Who waits for another's day looks again what it brought."""
        unread = len(self._unread)
        async with self._lock:
            if len(self._unread) < unread:
                return True
            if not self._unread:
                return False
            day = self._unread[-1]
            # Two reports on one day: the later one stands behind the earlier one.
            for filing in reversed(await read(day)):
                if filing.corporate_number:
                    self._by_number.setdefault(filing.corporate_number, filing)
                self._by_name[_exactly(parse_name(filing.filer))].append(filing)
            self._unread.pop()
            return True


def _exactly(name: CompanyName) -> str:
    return f"{name.form}/{name.position}/{key_of_core(name.core)}"
