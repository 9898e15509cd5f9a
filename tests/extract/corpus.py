"""The pages written for extraction: each with what is expected of it beside it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.extract.choice.representative import Choice
from crawler.extract.files import content_type_of
from crawler.extract.read import page_number

HERE = Path(__file__).parent
# rules/ has, for each rule of the extractor, one small page that is read wrongly without it.
PAGES, RULES = HERE / "pages", HERE / "rules"
# Sets that were committed before their first reading, which is kept beside them. The blind ones were written without a
# look at the extractor's rules; blind3 by an author who had read docs/extraction.md, though no code and no other set.
SETS = {
    "blind": "blind set",
    "blind2": "second blind set",
    "later": "later set",
    "ordinary": "ordinary set",
    "hard": "hard set",
    "mixed": "mixed set",
    "usual": "usual set",
    "blind3": "third blind set",
    "blind4": "fourth blind set",
    "blind5": "fifth blind set",
    "blind6": "sixth blind set",
    "blind7": "seventh blind set",
    "blind8": "eighth blind set",
    "blind9": "ninth blind set",
    "blind10": "tenth blind set",
    "blind11": "eleventh blind set",
    "blind12": "twelfth blind set",
    "blind13": "thirteenth blind set",
    "blind14": "fourteenth blind set",
    "blind15": "fifteenth blind set",
    "blind16": "sixteenth blind set",
    "blind17": "seventeenth blind set",
    "blind18": "eighteenth blind set",
    "blind19": "nineteenth blind set",
    "blind20": "twentieth blind set",
    "blind21": "twenty-first blind set",
    "blind22": "twenty-second blind set",
    "blind23": "twenty-third blind set",
    "blind24": "twenty-fourth blind set",
    "blind25": "twenty-fifth blind set",
    "blind26": "twenty-sixth blind set",
    "blind27": "twenty-seventh blind set",
    "blind28": "twenty-eighth blind set",
    "blind29": "twenty-ninth blind set",
    "blind30": "thirtieth blind set",
    "blind31": "thirty-first blind set",
    "blind32": "thirty-second blind set",
    "blind33": "thirty-third blind set",
    "blind34": "thirty-fourth blind set",
    "blind35": "thirty-fifth blind set",
    "blind36": "thirty-sixth blind set",
}
FIRST_READINGS = HERE / "first_readings.json"


@dataclass(frozen=True)
class Case:
    """One page and what is expected of it."""

    name: str
    path: Path
    expected: dict[str, Any]

    def choice(self) -> Choice:
        body = self.path.read_bytes()
        return page_number(body, content_type_of(self.path), f"http://page.example/{self.name}.html")[0]


@dataclass(frozen=True)
class Answered:
    """What the extractor says of one page."""

    case: Case
    phone: str | None
    line: str | None
    role: str | None
    why: str

    @property
    def is_right(self) -> bool:
        return self.phone == self.case.expected["phone"]

    @property
    def faults(self) -> list[str]:
        """What differs from the expectation; empty if nothing does."""
        given = {"phone": self.phone, "line": self.line, "role": self.role}
        return [
            f"{key} {value} not {self.case.expected.get(key)}"
            for key, value in given.items()
            if value != self.case.expected.get(key)
        ]


def cases(folder: Path) -> list[Case]:
    """The cases below a folder, in the order of their paths."""
    found = []
    for path in sorted(folder.rglob("*")):
        beside = path.with_suffix(".json")
        if path.suffix in (".html", ".htm", ".xhtml", ".txt") and beside.exists():
            name = path.relative_to(folder).with_suffix("").as_posix()
            found.append(Case(name, path, json.loads(beside.read_text(encoding="utf-8"))))
    return found


def answered(case: Case) -> Answered:
    choice = case.choice()
    phone = choice.phone
    if phone is None:
        return Answered(case, None, None, None, choice.why.value)
    return Answered(case, phone.e164, phone.line.value, phone.role.value, choice.why.value)
