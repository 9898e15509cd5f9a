"""Markup that is small and takes seconds or gigabytes to parse, told by its tags before it is parsed.

A browser's parser looks through all open elements at each tag, through all attributes at each further one, and opens
every formatting element that was left open (b, font, i, …) once more in each new paragraph (HTML standard, "reconstruct
the active formatting elements"): 1,600 of them and 1,600 paragraphs, 21 KB, are 2.5 million elements and 0.9 GB.
Measured with lexbor: 20,000 levels 0.5 s, 20,000 attributes 0.7 s, four times as much for twice as many.
"""

import re

MOST_ELEMENTS = 500_000
MOST_LEVELS = 1_000
MOST_ATTRIBUTES = 2_000
# So few tags, half of them formatting, cannot become more elements than that.
_TOO_FEW_TO_UNFOLD = 1_400
# So few tags cost a tenth of a second at most, however deep they stand.
_FEW_TAGS = 10_000
_LONG_TAG_BYTES = 2 * MOST_ATTRIBUTES

# Without a and nobr: one ends another.
_FORMATTING = re.compile(
    rb"<(/?(?:b|big|code|em|font|i|s|small|strike|strong|tt|u))(?=[\s>/])", re.IGNORECASE
)
_TAG = re.compile(rb"<(/?)([a-z][^\s/>]*)", re.IGNORECASE)
_ATTRIBUTES = re.compile(rb"[a-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*+", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"\"[^\"]*\"|'[^']*'|[\s/]+")
# What never stands open, or is ended by the next of its kind: none of it alone makes a page deep.
_SHALLOW = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup"
    b" a nobr tr td th tbody thead tfoot colgroup rt rp".split()
)
# An end tag does not reach beyond these.
_BARRIERS = frozenset(b"table template object marquee applet".split())


def unfolds(body: bytes) -> bool:
    """Whether the page is too costly to parse, by elements that unfold, levels, or attributes of one tag.

    >>> unfolds(b"<p>" + b"<b>x</b>" * 2_000 + b"<p>" * 2_000)
    False
    >>> unfolds(b"<p>" + b"".join(b"<b a=%d>" % at for at in range(1_600)) + b"<p>x" * 1_600)
    True
    >>> unfolds(b"<div>" * 20_000), unfolds(b"<div></div>" * 20_000), unfolds(b"<p " + b"a " * 20_000)
    (True, False, True)
    """
    if b"\0" in body:
        body = body.replace(b"\0", b"")  # UTF-16, or an attempt to hide
    tags = body.count(b"<")
    return _reopens(body, tags) or (tags > _FEW_TAGS and _is_deep(body)) or _has_many_attributes(body)


def _reopens(body: bytes, tags: int) -> bool:
    if tags <= _TOO_FEW_TO_UNFOLD:
        return False
    marks = _FORMATTING.findall(body)
    if len(marks) * tags <= MOST_ELEMENTS:
        return False
    open_now: dict[bytes, int] = {}
    total = most = 0
    for mark in marks:
        name = mark.lower()
        if not name.startswith(b"/"):
            open_now[name] = open_now.get(name, 0) + 1
            total += 1
            most = max(most, total)
        elif open_now.get(name[1:], 0):
            open_now[name[1:]] -= 1
            total -= 1
    return most * tags > MOST_ELEMENTS


def _is_deep(body: bytes) -> bool:
    stack: list[bytes] = []
    # Where each name and each barrier stands open: a search through the stack at each of many end tags would cost more
    # than parsing the page.
    at_of: dict[bytes, list[int]] = {}
    barriers: list[int] = []
    for slash, tag in _TAG.findall(body):
        name = tag.lower()
        if name in _SHALLOW:
            continue
        if not slash:
            if name in _BARRIERS:
                barriers.append(len(stack))
            at_of.setdefault(name, []).append(len(stack))
            stack.append(name)
            if len(stack) > MOST_LEVELS:
                return True
            continue
        open_at = at_of.get(name)
        if not open_at or (barriers and open_at[-1] < barriers[-1]):
            continue
        at = open_at[-1]
        while len(stack) > at:
            at_of[stack.pop()].pop()
        while barriers and barriers[-1] >= at:
            barriers.pop()
    return False


def _has_many_attributes(body: bytes) -> bool:
    """Steps over the page from tag to tag, as far as a tag of ordinary length reaches at a time."""
    at = body.find(b"<")
    while 0 <= at < len(body) - _LONG_TAG_BYTES - 1:
        following = body.rfind(b"<", at + 1, at + _LONG_TAG_BYTES + 2)
        if following < 0:
            following = body.find(b"<", at + 1)
            tag = _ATTRIBUTES.match(body, at + 1, following if following >= 0 else len(body))
            if tag and len(inside := tag.group()) > _LONG_TAG_BYTES and _attributes(inside) > MOST_ATTRIBUTES:
                return True
        at = following
    return False


def _attributes(tag: bytes) -> int:
    """How many attributes a tag may have: what lies between spaces, slashes and quotes."""
    return sum(1 for _ in _ATTRIBUTE.finditer(tag))
