"""When an answer may be kept, for how long it needs no asking, and how to ask whether it still holds: RFC 9111. Pure.

The rules of a private cache that keeps one answer an address. Where the standard leaves a choice, the one is taken by
which a site is asked once more rather than believed too long. Section numbers in comments are the standard's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime

Fields = tuple[tuple[str, str], ...]

DAY_S = 86_400.0
HEURISTIC_SHARE = 0.1  # 4.2.2: of the time since it was last changed, as is typical
_STATUSES = frozenset({200, 301, 308, 404, 410})
_MOST_SECONDS = 2**31  # 1.2.2
_LONGEST_CONTROL = 4_096
_MOST_VARIED = 10
# 3.1: fields of the connection, not of the answer; and what is set on us is neither kept nor sent back.
_NOT_KEPT = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authentication-info",
        "proxy-authorization",
        "proxy-connection",
        "set-cookie",
        "set-cookie2",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
# 3.2: what describes the body that is kept is not changed by an answer without one.
_OF_THE_BODY = frozenset({"content-encoding", "content-length", "content-range", "content-type"})

_DIRECTIVE = re.compile(r'([^\s,;="]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,;]*)))?')
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
_DATE_OF_C = re.compile(r"[a-z]{3} [a-z]{3} [ \d]\d \d\d:\d\d:\d\d \d{4}", re.IGNORECASE)


@dataclass(frozen=True)
class Stored:
    """An answer as it was received, its encodings included.

    varied: what we sent for the fields that its Vary names; asked_at, received_at: epoch seconds by our own clock.
    """

    url: str
    status: int
    headers: Fields
    body: bytes
    varied: Fields
    asked_at: float
    received_at: float


def stored(
    url: str,
    status: int,
    headers: Iterable[tuple[str, str]],
    body: bytes,
    *,
    sent: Mapping[str, str],
    asked_at: float,
    received_at: float,
) -> Stored | None:
    """The answer as it may be kept; None if it may not, or if keeping it would never spare a request.

    sent: the fields of our request, by their names in lower case.
    """
    fields = _kept(headers)
    names = _varied_by(fields)
    if status not in _STATUSES or names is None or "no-store" in _control(fields):
        return None
    if _values(fields, "content-range"):
        return None
    varied = tuple((name, sent.get(name, "")) for name in names)
    kept = Stored(url, status, fields, body, varied, asked_at, received_at)
    return kept if freshness_s(kept) > 0 or conditions(kept) else None


def answers(kept: Stored, sent: Mapping[str, str]) -> bool:
    """Whether the answer is one to this request, too (4.1): what Vary names is sent as it was."""
    return all(sent.get(name, "") == value for name, value in kept.varied)


def is_fresh(kept: Stored, now: float, most_s: float = float("inf")) -> bool:
    """Whether it may be used without asking (4.2); not if it was received longer than most_s ago."""
    # Received after now: the clock was set back, so nothing is known of its age.
    return 0 <= now - kept.received_at < most_s and freshness_s(kept) > age_s(kept, now)


def freshness_s(kept: Stored) -> float:
    """Seconds for which it is fresh, counted from its origin (4.2.1). 0: ask first, always.

    s-maxage is for shared caches. Of contradictions the stricter holds, and what is malformed counts as stale.
    """
    control = _control(kept.headers)
    if "no-cache" in control:  # also of single fields (5.2.2.4): then of all
        return 0.0
    if "max-age" in control:
        return min(_seconds(value) for value in control["max-age"])
    made_at = _date(kept.headers, "date") or kept.received_at
    if expires := _values(kept.headers, "expires"):
        until = _date(kept.headers, "expires")
        return max(0.0, until - made_at) if len(expires) == 1 and until is not None else 0.0
    if not control and "no-cache" in " ".join(_values(kept.headers, "pragma")).lower():
        return 0.0  # no rule of the standard for answers, but what is meant is plain
    changed_at = _date(kept.headers, "last-modified")
    if changed_at is None:
        return 0.0
    return min(max(0.0, made_at - changed_at) * HEURISTIC_SHARE, DAY_S)


def age_s(kept: Stored, now: float) -> float:
    """Seconds since its origin made or confirmed it (4.2.3), as far as is known."""
    told = next(iter(_values(kept.headers, "age")), "").partition(",")[0].strip()  # 5.1: the first of several
    corrected = (float(_seconds(told)) if told.isdecimal() else 0.0) + kept.received_at - kept.asked_at
    made_at = _date(kept.headers, "date")
    apparent = max(0.0, kept.received_at - made_at) if made_at is not None else 0.0
    return max(apparent, corrected) + max(0.0, now - kept.received_at)


def conditions(kept: Stored) -> dict[str, str]:
    """The fields of a request that asks whether it still holds (4.3.1); none if there is nothing to ask by."""
    asked = {"If-None-Match": _etag(kept.headers), "If-Modified-Since": _last_modified(kept.headers)}
    return {name: value for name, value in asked.items() if value is not None}


def freshened(
    kept: Stored, headers: Iterable[tuple[str, str]], *, asked_at: float, received_at: float
) -> Stored | None:
    """What is kept, confirmed by a 304 with these fields (4.3.4); None if the 304 speaks of another answer.

    A 304 that names no validator speaks of ours: it is the only one there is, and the one that was asked about.
    """
    new = _kept(headers)
    if (etag := _etag(new)) is not None:
        same = (_etag(kept.headers) or "").removeprefix("W/") == etag.removeprefix("W/")
    elif (changed := _last_modified(new)) is not None:
        same = changed == _last_modified(kept.headers)
    else:
        same = True
    if not same:
        return None
    updates = tuple((name, value) for name, value in new if name not in _OF_THE_BODY)
    replaced = {name for name, _ in updates}
    # Age and Date tell of the answer that they came with, and of no later one.
    before = tuple(
        (name, value) for name, value in kept.headers if name not in replaced and name not in ("age", "date")
    )
    return replace(kept, headers=before + updates, asked_at=asked_at, received_at=received_at)


def may_stay(kept: Stored) -> bool:
    """Whether it may still be kept after a 304 has changed what it says of itself."""
    return "no-store" not in _control(kept.headers) and _varied_by(kept.headers) is not None


def _kept(headers: Iterable[tuple[str, str]]) -> Fields:
    """The fields that are kept, names in lower case."""
    fields = [(name.lower(), value.strip()) for name, value in headers]
    named = {
        one.strip().lower() for name, value in fields if name == "connection" for one in value.split(",")
    }
    return tuple((name, value) for name, value in fields if name not in _NOT_KEPT and name not in named)


def _values(fields: Fields, name: str) -> list[str]:
    return [value for one, value in fields if one == name]


def _control(fields: Fields) -> dict[str, list[str]]:
    """Directives of Cache-Control with their arguments. Semicolons between them are a common slip, and understood."""
    text = ",".join(_values(fields, "cache-control"))
    if len(text) > _LONGEST_CONTROL:
        return {"no-store": [""]}
    directives: dict[str, list[str]] = {}
    for name, quoted, plain in _DIRECTIVE.findall(text):
        directives.setdefault(name.lower(), []).append(quoted or plain)
    return directives


def _varied_by(fields: Fields) -> list[str] | None:
    """The names that Vary gives, in lower case; None where no answer is like another (`*`)."""
    text = ",".join(_values(fields, "vary"))
    names = sorted({one.strip().lower() for one in text.split(",")} - {""})
    return None if "*" in names or len(names) > _MOST_VARIED else names


def _seconds(text: str) -> int:
    """A number of seconds (1.2.2); one that is none is 0."""
    if not (text.isascii() and text.isdecimal()):
        return 0
    return min(int(text[:11]), _MOST_SECONDS)


def _date(fields: Fields, name: str) -> float | None:
    return http_date(next(iter(_values(fields, name)), ""))


def http_date(text: str) -> float | None:
    """A date in one of HTTP's three forms (RFC 9110, 5.6.7) as epoch seconds; of other zones than GMT none (4.2).

    >>> http_date("Sun, 06 Nov 1994 08:49:37 GMT") == http_date("Sun Nov  6 08:49:37 1994") == 784111777.0
    True
    """
    if not (text.lower().endswith(" gmt") or _DATE_OF_C.fullmatch(text)):
        return None
    try:
        at = parsedate_to_datetime(text)
        return at.replace(tzinfo=UTC).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _etag(fields: Fields) -> str | None:
    values = _values(fields, "etag")
    return values[0] if len(values) == 1 and _ETAG.fullmatch(values[0]) else None


def _last_modified(fields: Fields) -> str | None:
    """The date as the origin wrote it, which is how it wants to see it again (RFC 9110, 13.1.3)."""
    return _values(fields, "last-modified")[0] if _date(fields, "last-modified") is not None else None
