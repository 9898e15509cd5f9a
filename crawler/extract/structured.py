"""Telephone numbers that a page gives to machines: in JSON-LD, and in attributes of microdata and RDFa."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.extract.page.json_ld import telephones
from crawler.extract.page.page import Document
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import PhoneSeen, Trait
from crawler.extract.words.not_numbers import NoNumber
from crawler.extract.words.words_beside import SNIPPET_RADIUS
from workbench.contract.states import Place, Role
from workbench.japan import phones


def from_json_ld(blocks: Sequence[Any], title: str) -> Iterator[PhoneSeen]:
    for told in telephones(blocks):
        phone = phones.parse(told.text)
        if phone is None:
            continue
        name = json.dumps(told.name or None, ensure_ascii=False)
        snippet = f'"name": {name}, "{told.key}": "{told.text}"'
        traits = {Trait.STRUCTURED} if told.theirs else {Trait.THIRD_PARTY}
        *whole, shop = told.name.split() or [""]
        role = Role.BRANCH if told.role is Role.MAIN and whole and shop.endswith(("店", "校")) else told.role
        if role is Role.BRANCH and shop and shop in title:
            traits.add(Trait.OWN_BRANCH)
        yield PhoneSeen(
            phone.e164,
            phone.line,
            told.text,
            role,
            told.key,
            Place.JSON_LD,
            snippet[: 2 * SNIPPET_RADIUS],
            frozenset(traits),
            told.name[:40],
            NoNumber.PLACEHOLDER if holds(Rule.PLACEHOLDER) and phones.is_placeholder(phone.e164) else None,
        )


def from_microdata(document: Document) -> Iterator[PhoneSeen]:
    """Numbers that microdata or RDFa gives in an attribute, where nobody sees them."""
    if not holds(Rule.MICRODATA):
        return
    read: set[int] = set()
    for node, content in document.elements.numbers:
        phone = phones.parse(content[:40])
        if node.mem_id in read or phone is None or _describes_person(node):
            continue
        read.add(node.mem_id)  # one selector may find an element twice
        yield PhoneSeen(
            phone.e164,
            phone.line,
            phone.raw,
            Role.MAIN,
            "telephone",
            Place.JSON_LD,
            f'"telephone": "{phone.raw}"',
            frozenset({Trait.STRUCTURED}),
            no_number=NoNumber.PLACEHOLDER
            if holds(Rule.PLACEHOLDER) and phones.is_placeholder(phone.e164)
            else None,
        )


def _describes_person(node: LexborNode) -> bool:
    climbing: LexborNode | None = node
    while climbing is not None:
        kind = (
            climbing.attributes.get("itemtype") or climbing.attributes.get("typeof")
            if climbing.tag not in ("html", None)
            else None
        )
        if kind:
            return "Person" in kind or "Product" in kind
        climbing = climbing.parent
    return False
