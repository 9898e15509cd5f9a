"""The corpus agrees with itself: two files a case, real bytes in the stated charset, and numbers that stand there.

Nothing here knows the extractor: these are the laws of the pages and of their answers.
"""

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import phonenumbers
from phonenumbers import PhoneNumberType

from crawler.extract.owner.public_lines import public_lines

PAGES = Path(__file__).parent / "pages"
README = Path(__file__).parent / "README.md"
KEYS = {"phone", "line", "role", "page_type", "layout", "tests", "why"}
ROLES = {"main", "branch", "recruit", "support", "other"}
PAGE_TYPES = {
    "top",
    "company",
    "contact",
    "access",
    "offices",
    "recruit",
    "shop",
    "law",
    "news",
    "portal",
    "other",
}
LINES = {
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.TOLL_FREE: "toll_free",
    PhoneNumberType.UAN: "navi",
    PhoneNumberType.VOIP: "ip",
    PhoneNumberType.MOBILE: "mobile",
}
CODECS = {
    "charset-utf-8": "utf-8-sig",
    "charset-cp932": "cp932",
    "charset-euc-jp": "euc_jp",
    "charset-iso-2022-jp": "iso2022_jp",
}
# Numbers that templates ship with: the only ones that need not follow the corpus's own pattern.
PLACEHOLDERS = {
    "+81312345678",
    "+819012345678",
    "+81120123456",
    "+81120000000",
    "+818000000000",
    "+81311112222",
}
KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−ーｰ~〜～.・()+\u00ad\u200b\u2060]+|[の局]")


@dataclass(frozen=True)
class Case:
    """One page and its answer."""

    name: str
    data: bytes
    expected: dict[str, Any]
    content_type: str | None

    @property
    def tags(self) -> set[str]:
        return set(self.expected["tests"])

    @property
    def charset_tag(self) -> str:
        (tag,) = self.tags & CODECS.keys()
        return tag

    @cached_property
    def text(self) -> str:
        # NEC's ㈱ and ℡ are outside Python's euc_jp, though browsers read them; JIS X 0213 has them in the same cells.
        return self.data.decode("euc_jis_2004" if "euc-nec" in self.tags else CODECS[self.charset_tag])


@cache
def cases() -> tuple[Case, ...]:
    return tuple(read(page) for page in sorted(PAGES.rglob("*.html")))


def read(page: Path) -> Case:
    headers = page.with_suffix(".headers.json")
    return Case(
        page.relative_to(PAGES).with_suffix("").as_posix(),
        page.read_bytes(),
        json.loads(page.with_suffix(".json").read_text("utf-8")),
        json.loads(headers.read_text("utf-8"))["Content-Type"] if headers.exists() else None,
    )


def failing(law: Callable[[Case], bool], among: tuple[Case, ...] | None = None) -> list[str]:
    """The names of the cases that break the law."""
    return [case.name for case in among or cases() if not law(case)]


def tag_counts() -> Counter[str]:
    return Counter(tag for case in cases() for tag in case.tags)


def numbers(case: Case) -> list[str]:
    return [*filter(None, [case.expected["phone"]]), *case.expected.get("not", [])]


def digits(text: str) -> str:
    """The text's characters with the separators of numbers gone, so that a number is one run however written."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", html.unescape(text)).translate(KANJI_DIGITS))


def written(case: Case) -> str:
    """The page's digits as a reader sees them (tags gone), then as they stand in its source."""
    shown = re.sub(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", "", case.text)
    return digits(shown) + "\n" + digits(case.text)


def national(e164: str) -> str:
    return str(phonenumbers.parse(e164).national_number)


def test_every_page_has_its_answer_and_nothing_else_lies_there() -> None:
    pages = {page.with_suffix("") for page in PAGES.rglob("*.html")}
    answers = {
        page.with_suffix("") for page in PAGES.rglob("*.json") if not page.name.endswith(".headers.json")
    }
    headers = {page.with_suffix("").with_suffix("") for page in PAGES.rglob("*.headers.json")}

    assert pages == answers
    assert headers <= pages
    assert {path.suffix for path in PAGES.rglob("*") if path.is_file()} == {".html", ".json"}


def test_answers_conform_to_the_schema() -> None:
    def conforms(case: Case) -> bool:
        answer = case.expected
        known = answer["phone"] is not None
        return (
            answer.keys() - {"not"} == KEYS
            and (answer["role"] in ROLES) == (answer["line"] in LINES.values()) == known
            and known != (answer["line"] is None)
            and known != (answer["role"] is None)
            and answer["page_type"] in PAGE_TYPES
            and answer["tests"] == sorted(set(answer["tests"]))
            and answer["why"].endswith(".")
            and len(answer["why"]) > 20
        )

    assert failing(conforms) == []


def test_expected_numbers_are_valid_and_their_line_is_the_plans() -> None:
    def agrees(case: Case) -> bool:
        if case.expected["phone"] is None:
            return True
        number = phonenumbers.parse(case.expected["phone"])
        return (
            number.country_code == 81
            and phonenumbers.is_valid_number(number)
            and LINES[phonenumbers.number_type(number)] == case.expected["line"]
        )

    assert failing(agrees) == []


def test_no_number_is_wanted_and_refused_at_once() -> None:
    assert failing(lambda case: len(set(numbers(case))) == len(numbers(case))) == []


def test_every_number_of_an_answer_stands_on_its_page() -> None:
    missing = {
        case.name: absent
        for case in cases()
        if (absent := [number for number in numbers(case) if national(number) not in written(case)])
    }

    assert missing == {}


def test_invented_numbers_follow_the_pattern() -> None:
    """Third digit from the end 0 and never a round ending: so that no company's own number is hit by chance."""
    stray = {
        number
        for case in cases()
        for number in numbers(case)
        if number.startswith("+81") and not re.search(r"0(?!00)\d\d$", number)
    }

    assert stray <= PLACEHOLDERS | public_lines().keys()


def test_no_page_wants_a_placeholder() -> None:
    assert failing(lambda case: case.expected["phone"] not in PLACEHOLDERS) == []


def test_bytes_are_in_the_stated_charset() -> None:
    def japanese(case: Case) -> bool:
        return "english" in case.tags or bool(re.search(r"[ぁ-んァ-ヶ一-龥]", case.text))

    assert failing(japanese) == []
    assert failing(lambda case: ("bom" in case.tags) == case.data.startswith(b"\xef\xbb\xbf")) == []


def test_a_page_of_another_charset_is_no_utf8() -> None:
    def is_utf8(case: Case) -> bool:
        try:
            case.data.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True

    multibyte = tuple(c for c in cases() if c.charset_tag in {"charset-cp932", "charset-euc-jp"})
    assert failing(lambda case: not is_utf8(case), multibyte) == []


def test_tags_about_declarations_are_true() -> None:
    families = {
        "charset-utf-8": {"utf-8"},
        "charset-cp932": {"shift_jis", "cp932", "windows-31j"},
        "charset-euc-jp": {"euc-jp"},
        "charset-iso-2022-jp": {"iso-2022-jp"},
    }

    def true(case: Case) -> bool:
        meta = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", case.data, re.IGNORECASE)
        declared = meta[1].decode().lower() if meta else None
        wrong = declared is not None and declared not in families[case.charset_tag]
        by_header = (case.content_type or "").partition("charset=")[2].lower()
        return (
            ("charset-missing" in case.tags) == (declared is None)
            and ("charset-wrong-meta" in case.tags) == (wrong and not by_header)
            and ("charset-header-contradicts" in case.tags) == (wrong and bool(by_header))
            and (not by_header or by_header in families[case.charset_tag])
        )

    assert failing(true) == []


def test_sizes_are_those_of_real_pages() -> None:
    sizes = sorted(len(case.data) for case in cases())

    assert sizes[0] > 800
    assert 3_000 < sizes[len(sizes) // 2] < 15_000
    assert sizes[-1] < 60_000


def test_no_two_pages_ask_the_same() -> None:
    assert max(Counter(case.data for case in cases()).values()) == 1
    assert max(Counter(case.expected["why"] for case in cases()).values()) == 1


def test_every_form_and_trap_is_covered_twice() -> None:
    """Which ones there must be is the README's list, whose counts are floors."""
    once = {"charset-iso-2022-jp"}

    assert {tag for tag, count in stated_counts("tag").items() if count < 2} == once


def test_the_corpus_is_broad() -> None:
    layouts = Counter(case.expected["layout"] for case in cases())
    types = Counter(case.expected["page_type"] for case in cases())
    roles = Counter(case.expected["role"] for case in cases())
    lines = Counter(case.expected["line"] for case in cases())

    assert len(cases()) >= 160
    assert len(layouts) >= 24
    assert min(layouts.values()) >= 2
    assert types.keys() == PAGE_TYPES and min(types.values()) >= 5
    assert roles[None] >= 35 and roles.keys() == ROLES | {None}
    assert lines.keys() == {*LINES.values(), None}


def test_the_readme_describes_every_tag_and_its_counts_are_floors() -> None:
    assert_floors(stated_counts("tag"), tag_counts())
    assert_floors(stated_counts("layout"), field_counts("layout"))
    assert_floors(stated_counts("page type"), field_counts("page_type"))
    assert len(tag_counts()) > 100


def assert_floors(stated: dict[str, int], actual: Counter[str]) -> None:
    assert actual.keys() == stated.keys()
    assert {name: floor for name, floor in stated.items() if actual[name] < floor} == {}


def stated_counts(kind: str) -> dict[str, int]:
    """What the README's tables of this kind (their first heading) say: how many pages at least."""
    tables = re.findall(rf"^\| {kind} \|.*\n\|[-| ]+\n((?:\|.*\n)+)", README.read_text("utf-8"), re.MULTILINE)
    return {
        name: int(count)
        for name, count in re.findall(r"\| `([\w-]+)` \|(?:.*\|)? (\d+) \|\n", "".join(tables))
    }


def field_counts(field: str) -> Counter[str]:
    return Counter(case.expected[field] for case in cases())
