"""A name on its way into a cell: the parts that messy ways of writing change, and the text that comes of them."""

import random
from dataclasses import dataclass

from tests.registry.records import Registered

# what short forms stand for, as people type them
SHORT = {
    "株式会社": ("㈱", "(株)", "（株）", "㊑", "[株]", "㍿", "（株)", "(株) ", "株)"),
    "有限会社": ("㈲", "(有)", "（有）", "㊒"),
    "合同会社": ("(同)", "（同）"),
    "合資会社": ("(資)", "㈾"),
    "合名会社": ("(名)", "㈴"),
    "一般社団法人": ("(一社)", "（一社）"),
    "一般財団法人": ("(一財)",),
    "公益財団法人": ("(公財)", "（公財）"),
    "医療法人社団": ("(医社)", "（医社）"),
    "医療法人": ("(医)", "（医）"),
    "社会福祉法人": ("(福)", "(社福)"),
    "特定非営利活動法人": ("NPO法人", "(特非)", "ＮＰＯ法人"),
    "学校法人": ("(学)", "㈻"),
}
BANK_KANA = {"株式会社": "カ", "有限会社": "ユ", "合同会社": "ド", "合資会社": "シ", "合名会社": "メ"}
KANA_OF_FORM = {
    "株式会社": ("カブシキガイシャ", "カブシキカイシャ"),
    "有限会社": ("ユウゲンガイシャ", "ユウゲンカイシャ"),
    "合同会社": ("ゴウドウガイシャ", "ゴウドウカイシャ"),
}


@dataclass
class Writing:
    """The parts of a name; `said_*` is what a reader can know from the text, `core` what is compared."""

    core: str  # as it is written
    form: str  # as it is written, "" where it is left out
    position: str
    said_form: str | None
    said_position: str | None
    reading: str = "name"  # or "kana", "english"
    gap: str = ""
    front: str = ""
    behind: str = ""
    has_slips: bool = False

    @classmethod
    def of(cls, company: Registered) -> "Writing":
        name = company.name
        form = name.form or None
        return cls(name.core, name.form, name.position, form, name.position if form else None)

    @property
    def text(self) -> str:
        gap = self.gap if self.form else ""
        pair = (self.form, self.core) if self.position == "before" else (self.core, self.form)
        return f"{self.front}{gap.join(pair)}{self.behind}"

    def drop_form(self) -> None:
        self.form, self.said_form, self.said_position = "", None, None

    def shorten_form(self, rng: random.Random) -> bool:
        """Whether the form has an abbreviation, which then stands in its place."""
        if self.form not in SHORT:
            return False
        self.form = rng.choice(SHORT[self.form])
        # An abbreviation without its opening bracket is a form only at the head.
        if self.form == "株)" and self.position == "after":
            self.form = "(株)"
        return True
