"""The Tax Agency's record of a company: 30 columns, one record for each state that it had, as XML and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from workbench.japan.addresses import PREFECTURES
from workbench.local.services.world import Former, KnownCompany

# In this order in XML, in the API's CSV and in the files of all companies.
FIELDS = (
    *(
        "sequenceNumber",
        "corporateNumber",
        "process",
        "correct",
        "updateDate",
        "changeDate",
        "name",
        "nameImageId",
    ),
    *(
        "kind",
        "prefectureName",
        "cityName",
        "streetNumber",
        "addressImageId",
        "prefectureCode",
        "cityCode",
        "postCode",
    ),
    *(
        "addressOutside",
        "addressOutsideImageId",
        "closeDate",
        "closeCause",
        "successorCorporateNumber",
        "changeCause",
    ),
    *(
        "assignmentDate",
        "latest",
        "enName",
        "enPrefectureName",
        "enCityName",
        "enAddressOutside",
        "furigana",
        "hihyoji",
    ),
)
Record = dict[str, str]

# Codes of what happened to a company.
_NEW, _RENAMED, _MOVED, _CLOSED, _MERGED = "01", "11", "12", "21", "71"
_BY_MERGER = "11"
# The world does not tell the cities' codes; this one is every prefecture's first city.
CITY_CODE = "101"


def records_of(company: KnownCompany) -> list[Record]:
    """The states of a company, oldest first; the last one is what it is now."""
    states = [_now(company)]
    for former in sorted(company.former, key=lambda one: one.changed_on, reverse=True):
        after = states[-1]
        before = after | _before(former) | {"latest": "0", "closeDate": "", "closeCause": ""}
        process = _RENAMED if former.name else _MOVED
        if after["process"] == _NEW:
            after |= {"process": process, "changeDate": former.changed_on.isoformat()}
        before |= {"process": _NEW, "changeDate": company.assigned_on.isoformat()}
        states[-1] = after
        states.append(before)
    return states[::-1]


def _now(company: KnownCompany) -> Record:
    process = _NEW
    if company.closed_on:
        process = _MERGED if company.close_cause == _BY_MERGER else _CLOSED
    record = dict.fromkeys(FIELDS, "")
    return record | {
        "sequenceNumber": "1",
        "corporateNumber": company.corporate_number,
        "process": process,
        "correct": "0",
        "updateDate": company.updated_on.isoformat(),
        "changeDate": _iso(company.closed_on or company.assigned_on),
        "name": company.name,
        "kind": company.kind,
        "prefectureName": company.prefecture,
        "cityName": company.city,
        "streetNumber": company.street,
        "prefectureCode": prefecture_code(company.prefecture),
        "cityCode": CITY_CODE,
        "postCode": company.postal_code,
        "closeDate": _iso(company.closed_on),
        "closeCause": company.close_cause or "",
        "successorCorporateNumber": company.successor or "",
        "assignmentDate": company.assigned_on.isoformat(),
        "latest": "1",
        "enName": company.english_name or "",
        "furigana": company.kana or "",
        "hihyoji": "1" if company.hidden else "0",
    }


def _before(former: Former) -> Record:
    told = {
        "name": former.name,
        "prefectureName": former.prefecture,
        "prefectureCode": prefecture_code(former.prefecture) if former.prefecture else None,
        "cityName": former.city,
        "streetNumber": former.street,
        "postCode": former.postal_code,
    }
    return {name: text for name, text in told.items() if text}


def prefecture_code(name: str) -> str:
    """JIS X 0401 of a prefecture, "" if it is none."""
    return next((code for code, known in PREFECTURES.items() if known == name), "")


def as_xml(records: Sequence[Record], header: Sequence[str]) -> bytes:
    """`type=12`: no newlines, empty elements closed at once. header: date, count, number and size of the parts."""
    told = zip(("lastUpdateDate", "count", "divideNumber", "divideSize"), header, strict=True)
    body = "".join(f"<{name}>{text}</{name}>" for name, text in told)
    body += "".join(f"<corporation>{_elements(record)}</corporation>" for record in records)
    return f'<?xml version="1.0" encoding="UTF-8"?><corporations>{body}</corporations>'.encode()


def as_csv(records: Sequence[Record], header: Sequence[str], encoding: str) -> bytes:
    """`type=01` and `02`: a line of header, then rows without heading, all but the first column quoted."""
    out = io.StringIO()
    out.write(",".join(header) + "\r\n")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows(
        [int(record["sequenceNumber"]), *(record[name] for name in FIELDS[1:])] for record in records
    )
    return out.getvalue().encode(encoding, "replace")


def _elements(record: Record) -> str:
    return "".join(
        f"<{name}>{escape(record[name])}</{name}>" if record[name] else f"<{name}/>" for name in FIELDS
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
