"""The pages written anew, as other people would have written the same: every answer stays as it is."""

import re
from collections.abc import Callable
from functools import cache

import pytest

from crawler.extract.files import content_type_of
from crawler.extract.page.decode import decode
from crawler.extract.read import page_number
from tests.extract.corpus import HERE, PAGES, SETS, Case, cases

FOLDERS = [PAGES, *(HERE / name for name in SETS)]
CASES = {f"{folder.name}/{case.name}": case for folder in FOLDERS for case in cases(folder)}
BY_NAME = {name: (case.path.read_bytes(), content_type_of(case.path)) for name, case in CASES.items()}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
NUMBER = re.compile(r"(?<![0-9/._=?&-])(0\d{1,4})-(\d{1,4})-(\d{3,4})(?![0-9-])")
TEXT = re.compile(r"(?s)(<script.*?</script>|<style.*?</style>|<!--.*?-->|<[^>]*>)|([^<]+)")
ENDS = re.compile(r"(</(?:td|th|tr|p|li|div|dt|dd|h\d|section|table|ul)>)")
BODY = re.compile(r"(<body[^>]*>)", re.IGNORECASE)
TITLE = re.compile(r"(?is)<title[^>]*>(.*?)</title>")
TITLE_ENDS = re.compile(r"[|｜–—:：/／≫»<>]| - ")
CLASSES = re.compile(r"""\s(?:class|id)=("[^"]*"|'[^']*'|[^\s>]+)""")
MENU = '<ul class="gnav"><li><a href="/company">会社案内</a></li><li><a href="/office">支店・営業所</a></li></ul>'


def each_number(form: Callable[[str, str, str], str]) -> Callable[[str], str]:
    """A rewriting of the numbers in a page's text, not in its tags."""

    def rewrite(page: str) -> str:
        return TEXT.sub(
            lambda part: part[1] or NUMBER.sub(lambda one: form(one[1], one[2], one[3]), part[2]), page
        )

    return rewrite


REWRITINGS: dict[str, Callable[[str], str]] = {
    "wide digits": each_number(lambda a, b, c: f"{a}－{b}－{c}".translate(WIDE)),
    "brackets": each_number(lambda a, b, c: f"{a}（{b}）{c}"),
    "dots": each_number(lambda a, b, c: f"{a}.{b}.{c}"),
    "blanks": each_number(lambda a, b, c: f"{a} - {b} - {c}"),
    "hyphens that do not break": each_number(lambda a, b, c: f"{a}\u2011{b}\u2011{c}"),
    "pieces": each_number(lambda a, b, c: f"<span>{a}</span>-<span>{b}</span>-<span>{c}</span>"),
    "links": each_number(lambda a, b, c: f'<a href="tel:{a}{b}{c}">{a}-{b}-{c}</a>'),
    "minified": lambda page: re.sub(r">\s+<", "><", page),
    "spread out": lambda page: ENDS.sub(r"\1\n    ", page),
    "in boxes": lambda page: BODY.sub(r'\1<div id="wrapper"><div class="container">', page),
    "with a menu": lambda page: BODY.sub(rf"\1{MENU}", page),
}


def may_be_linked(case: Case) -> bool:
    """A link that dials says that digits are a telephone number, so it changes pages on which they are none."""
    return case.expected["phone"] is not None and b"tel:" not in case.path.read_bytes()


@cache
def answer(case_name: str) -> str | None:
    return number_of(*BY_NAME[case_name], case_name)


def number_of(page: bytes, content_type: str, name: str) -> str | None:
    phone = page_number(page, content_type, f"http://page.example/{name}.html")[0].phone
    return None if phone is None else phone.e164


@pytest.mark.parametrize("rewriting", REWRITINGS)
def test_a_page_that_is_written_otherwise_gives_the_same_number(rewriting: str) -> None:
    changed = []
    for name, (body, content_type) in BY_NAME.items():
        if rewriting == "links" and not may_be_linked(CASES[name]):
            continue
        rewritten = REWRITINGS[rewriting](decode(body, content_type)).encode("utf-8", "replace")
        if number_of(rewritten, "text/html; charset=utf-8", name) != answer(name):
            changed.append(name)
    assert changed == []


def tags_as(plain: str, *tags: str) -> Callable[[str], str]:
    """A rewriting of all such tags as another one without attributes."""
    tag = re.compile(rf"(?i)<(/?)(?:{'|'.join(tags)})\b[^>]*>")
    return lambda page: tag.sub(rf"<\1{plain}>", page)


def part_of_title(at: int) -> Callable[[str], str]:
    def cut(page: str) -> str:
        return TITLE.sub(
            lambda title: f"<title>{TITLE_ENDS.split(title[1])[at].strip()}</title>", page, count=1
        )

    return cut


# What is taken from the pages, and how many of those read rightly may then be read wrongly: a reader is at a loss, too,
# where nothing but the title says whose page it is, or nothing but a row's head whose number.
CUTS: dict[str, tuple[Callable[[str], str], int]] = {
    "the title but its first part": (part_of_title(0), 54),
    "the title but its last part": (part_of_title(-1), 38),
    "the title": (lambda page: TITLE.sub("", page, count=1), 98),
    "classes": (lambda page: CLASSES.sub("", page), 12),
    "landmarks": (
        tags_as("div", "header", "footer", "nav", "main", "section", "article", "aside", "address"),
        8,
    ),
    "headings": (tags_as("p", "h[1-6]"), 43),
    "tables": (tags_as("div", "table", "tbody", "thead", "tr", "th", "td"), 48),
    "definition lists": (tags_as("div", "dl", "dt", "dd"), 3),
}


@pytest.mark.parametrize("what", CUTS)
def test_few_pages_need_what_was_taken_from_them(what: str) -> None:
    cut, most = CUTS[what]
    changed = []
    for name, (body, content_type) in BY_NAME.items():
        expected = CASES[name].expected["phone"]
        if answer(name) == expected:
            rewritten = cut(decode(body, content_type)).encode("utf-8", "replace")
            if number_of(rewritten, "text/html; charset=utf-8", name) != expected:
                changed.append(name)
    assert len(changed) <= most, changed
