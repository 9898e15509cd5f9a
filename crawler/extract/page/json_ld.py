"""JSON-LD: the organisations that a page describes to search engines, and the telephones it gives them."""

import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.extract.page.page import Document
from crawler.extract.rules import Rule, holds
from workbench.contract.states import Role

_DECODER = json.JSONDecoder(strict=False)  # made once: `json.loads` makes one at each call
_MOST_OBJECTS = 2_000  # no honest page describes more
_LONGEST = 1_000_000
_ORGANISATION = re.compile(
    r"Organization|Corporation|Business|Store|Restaurant|Hotel|Agent|Dentist|Clinic|Hospital"
    r"|Physician|Attorney|Notary|Shop|Service$|School|Contractor"
    r"|Electrician|Plumber|Library|Lodging|Place|NGO|Cooperative|Salon|Bakery|Cafe|Pharmacy"
)
_NOT_THEIRS = re.compile(
    r"Person|Product|Offer|Event|JobPosting|Review|Article|Recipe|Vehicle|Residence|Apartment"
    r"|House$|Accommodation|Place$"
)
_ABOUT_OTHERS = re.compile(r"Event|JobPosting|Product|Review")
# Keys below which another organisation, or a part of this one, is described.
_PARTS = frozenset(
    {"department", "subOrganization", "branchOf", "location", "containsPlace", "hasPOS", "areaServed"}
)
_OTHERS = frozenset(
    """
    parentOrganization memberOf member members worksFor alumniOf affiliation sponsor funder customer competitor creator
    accountablePerson founder founders employee employees author reviewedBy itemReviewed organizer performer seller
    hiringOrganization brand manufacturer itemListElement copyrightHolder contributor maintainer
    """.split()  # noqa: SIM905 - a list of words reads better in lines
)
_SUPPORT = re.compile(
    r"support|service|customer|reserv|billing|order|bill|package|sales|emergency|サポート|サービス|予約|相談|注文|修理",
    re.IGNORECASE,
)
_RECRUIT = re.compile(r"recruit|hiring|career|human|hr|採用|人事", re.IGNORECASE)
_HEAD = re.compile(r"head|main|representative|general|代表|本社", re.IGNORECASE)
# What does not end goes on to the end of the text: else each further beginning would be looked at that far.
_COMMENTS = re.compile(r'("(?:\\.|[^"\\])*+(?:"|\\?\Z))|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_SIDE_BY_SIDE = re.compile(r"}\s*{")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_LOOSE_PHONE = re.compile(r'"(telephone|faxNumber)"\s*:\s*"([^"\n]{8,30})"')


@dataclass(frozen=True)
class Told:
    """A telephone in JSON-LD: as written, whose it is, the key it stands under, the organisation's name."""

    text: str
    role: Role
    key: str
    name: str
    theirs: bool  # whether it may be that of the page's owner


def json_ld_of(document: Document) -> list[Any]:
    """The parsed JSON-LD blocks of a page; a block that is broken is mended where that is easy, else left out."""
    values = []
    for script in document.elements.json_ld if holds(Rule.JSON_LD) else ():
        text = (script.text() or "").strip()[:_LONGEST]
        text = text.removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
        text = (
            text.removeprefix("/*<![CDATA[*/")
            .removeprefix("//<![CDATA[")
            .removesuffix("//]]>")
            .removesuffix("/*]]>*/")
        )
        for attempt in _attempts(text):
            try:
                values.append(_DECODER.decode(attempt))
                break
            except (ValueError, RecursionError):
                continue
        else:
            values += _loose(text)
    return values


def _attempts(text: str) -> Iterator[str]:
    yield text
    if holds(Rule.MENDED_JSON):
        mended = _COMMENTS.sub(lambda found: found.group(1) or " ", text)
        mended = _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", mended))
        yield mended
        yield mended.replace("&quot;", '"').replace("&amp;", "&")
        yield "[" + _SIDE_BY_SIDE.sub("},{", mended) + "]"
        yield mended + "}" * min(8, mended.count("{") - mended.count("}"))


def _loose(text: str) -> list[Any]:
    """What can still be told of a block beyond mending: its telephones, if it speaks of an organisation alone."""
    kinds = " ".join(re.findall(r'"@type"\s*:\s*"(\w+)"', text))
    if not holds(Rule.MENDED_JSON) or not _ORGANISATION.search(kinds) or "Person" in kinds:
        return []
    return [{"@type": "Organization", key: value} for key, value in _LOOSE_PHONE.findall(text)[:2]]


def organisations(blocks: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that tell of an organisation: those with a telephone, an address or a fitting type."""
    for value, _ in _objects(blocks):
        kind = " ".join(texts(value.get("@type")))
        if _NOT_THEIRS.search(kind) and not re.search("Organization|Business", kind):
            continue
        if value.get("telephone") or _ORGANISATION.search(kind):
            yield value


def telephones(blocks: Sequence[Any]) -> list[Told]:
    """Every telephone and FAX number that JSON-LD gives, with whose it is."""
    found = []
    for value, path in _objects(blocks):
        name = value.get("name")
        kind = " ".join(texts(value.get("@type")))
        role, theirs = _whose(value, kind, path) if holds(Rule.JSON_LD_KINDS) else (Role.MAIN, True)
        for key in ("telephone", "phone", "faxNumber", "fax"):
            for text in texts(value.get(key)):
                own_role = Role.FAX if key.startswith("fax") else role
                found.append(Told(text[:60], own_role, key, name if isinstance(name, str) else "", theirs))
    # Several businesses side by side are a list of shops or of companies, and none of them is the owner.
    many = {one.text for one in found if one.theirs and one.role is Role.MAIN}
    if len(many) > 2 and holds(Rule.JSON_LD_KINDS):
        return [
            Told(one.text, Role.BRANCH if one.role is Role.MAIN else one.role, one.key, one.name, one.theirs)
            for one in found
        ]
    return found


def _whose(value: dict[str, Any], kind: str, path: tuple[str, ...]) -> tuple[Role, bool]:
    if any(key in _OTHERS for key in path) or (_NOT_THEIRS.search(kind) and not _PARTS.intersection(path)):
        return Role.OTHER, False
    told = " ".join((*texts(value.get("contactType")), *texts(value.get("name"))))
    if "contactPoint" in path or "ContactPoint" in kind:
        option = " ".join(texts(value.get("contactOption")))
        if _HEAD.search(told):
            return Role.MAIN, True
        if _RECRUIT.search(told):
            return Role.RECRUIT, True
        return (Role.SUPPORT if _SUPPORT.search(f"{told} {option}") else Role.OTHER), True
    if _PARTS.intersection(path):
        return (Role.MAIN if _HEAD.search(told) else Role.BRANCH), True
    return (Role.BRANCH if value.get("branchCode") else Role.MAIN), True


def _objects(blocks: Sequence[Any]) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """(object, the keys that lead to it), taken apart without recursion."""
    waiting: deque[tuple[Any, tuple[str, ...]]] = deque((block, ()) for block in blocks)
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        value, path = waiting.popleft()
        if isinstance(value, list):
            waiting += [(item, path) for item in value]
        elif isinstance(value, dict):
            yield value, path
            # Where an event takes place and who offers a job is told of others: as below `seller`.
            elsewhere = bool(_ABOUT_OTHERS.search(" ".join(texts(value.get("@type")))))
            waiting += [
                (inner, (*path[-6:], "seller" if elsewhere else key))
                for key, inner in value.items()
                if isinstance(inner, (dict, list))
            ]


def texts(value: Any) -> list[str]:
    """The strings of a value that may be one or several."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, int) and not isinstance(value, bool):
        return [str(value)]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
