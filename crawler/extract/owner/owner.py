"""What a page's owner is called, as its title and its words tell of it."""

import re
from collections.abc import Sequence
from functools import cached_property

from crawler.extract.once import core_key
from crawler.extract.owner.frames import frame_names
from crawler.extract.owner.owners import keys_of, names_beside, names_in_line, title_names, without_form
from crawler.extract.owner.portraits import portrait_of
from crawler.extract.owner.site_facts import HAS_FORM
from crawler.extract.owner.strange_names import may_be_owners, without_label
from crawler.extract.owner.subjects import (
    is_about_others,
    is_headline,
    is_said,
    subject_of,
    tells_a_story,
    tells_of_works,
)
from crawler.extract.owner.titles import title_parts
from crawler.extract.page.headings import Headings, main_heading
from crawler.extract.page.page import Document
from crawler.extract.rules import Rule, holds
from crawler.extract.words.offices import (
    Office,
    is_house_of,
    is_office_of,
    is_shop_of_several,
    is_sure,
    office_in,
    office_that_leads,
    without_address,
)
from crawler.extract.words.others import authorities_in, warns
from crawler.extract.words.roles import Told
from crawler.extract.words.words import tidy

# 当麻 and 当別 are towns.
_OURS = re.compile(
    r"^[ 【\[■●]*(?:弊[社店]|当(?!日|面|月|時|分|該|初|然|選|たり|麻|別)[一-龥ァ-ヶー]{1,12}(?![一-龥ァ-ヶー]))"
    r"(?!が|の(?:お)?客|から|より|まで|が)"
)
# What a body is, by which it calls itself for short: 協会事務室, 組合 古紙相談室.
_BODIES = "協会|組合|連盟|財団|学園|病院|医院|旅館|工房|農園|牧場|教室|保存会|振興会|商店街|実行委員会"
_KIND = re.compile(rf"(?:{_BODIES})$")
_KIND_ALONE = re.compile(rf"^\W*({_BODIES})(?=事務|本部|直通|受付|窓口|代表|の?電話|[ 　:：])")
_WORDS = re.compile(r"[\s　/／:：()（）]+")
_PLAIN = re.compile(r"[一-龥ァ-ヶーA-Za-z]{5,}")  # a name that has neither hiragana nor signs
_ALIKE = 3  # characters that a name and a title share where they may mean the same
_SHORTEST_IN_LATIN = 8
_OF_PAGE_AND_SITE = 2  # parts of a title
_LONGEST_HEADING = 40


class Owner:
    """A page's owner by its names.

    own: the keys of the names that the owner has. titles: the parts of the title that may be its name. strangers: what
    others are called on the page.
    """

    def __init__(
        self, document: Document, own: frozenset[str], strangers: frozenset[str] = frozenset()
    ) -> None:
        self.document = document
        self.own = own
        self.strangers = strangers
        self.portrait = portrait_of(document)
        self.title = "".join(document.title.split())
        self.titles = _with_short_names(self._names_of_title())
        # 十和田湖畔 かえで荘: the last word may stand alone, but only as a word of its own.
        self._last_words = {
            words[-1]
            for name in self.titles
            if len(words := name.split()) > 1
            and len(words[-1]) > _ALIKE
            and not words[-1].isascii()
            and words[-1] not in self.headings
        }
        self._kinds = {found.group() for name in self.titles if (found := _KIND.search(name))}
        self._known: dict[str, bool] = {}
        self._is_name: dict[str, bool] = {}

    def _names_of_title(self) -> list[str]:
        names = [name for name in title_names(self.document.title) if not is_about_others(name)]
        names = [name for name in names if not is_said(name)]
        if self.portrait.names:
            names = [name for name in names if not self.portrait.is_of(name)]
        if tells_of_works(self.document.title):
            subject = subject_of(self.document.title, self.headings)
            names = [name for name in names if name != subject] or names
        names += [name for name in self.framed if name not in names]
        if len(names) > 1:  # one of them may be what this page is called, and stand over it
            names = [name for name in names if HAS_FORM.search(name) or name not in self.headings] or names
        return names

    @cached_property
    def topic(self) -> str:
        """The title, after the page's first heading where the title says no more than the site's name."""
        title = self.document.title
        if len(title_parts(title)) >= _OF_PAGE_AND_SITE or not title_names(title):
            return title
        heading = main_heading(self.document.blocks)
        return title if heading in title or len(heading) > _LONGEST_HEADING else f"{heading} | {title}"

    @cached_property
    def framed(self) -> list[str]:
        """What the page's frame calls it, where its title does not go on to name its site, or in Latin letters."""
        if self.own or not holds(Rule.NAME_IN_FRAME):
            return []
        title = self.document.title
        in_latin = all(map(str.isascii, title_names(title)))
        return frame_names(self.document) if in_latin or len(title_parts(title)) < _OF_PAGE_AND_SITE else []

    @cached_property
    def headings(self) -> Headings:
        return Headings(self.document.blocks)

    @cached_property
    def about_others(self) -> bool:
        return self.portrait.is_all or is_about_others(self.topic)

    @cached_property
    def is_unknown(self) -> bool:
        """Whether nothing says who the owner is: no name is sure, and the title's parts are headlines."""
        names = [name for name in self.titles if not (name in self.framed and name.isascii())]
        return not self.own and all(is_headline(name) or tells_a_story(name) for name in names)

    def is_owners(self, line: str) -> bool:
        """Whether a line names the owner; the lines beside one number are beside the next one too."""
        known = self._known.get(line)
        if known is None:
            known = self._known[line] = self._names_owner(line)
        return known

    def _names_owner(self, line: str) -> bool:
        if not line or len(line) > 200:
            return False
        if any(title in line for title in self.titles):
            return True
        if self._last_words and not self._last_words.isdisjoint(_WORDS.split(line)):
            return True
        if (kind := _KIND_ALONE.match(line)) is not None and kind.group(1) in self._kinds:
            return True
        named = names_beside([line])
        if _OURS.match(line) and not named and not line.endswith("。"):
            return True
        if self.own:
            return bool(named and keys_of(named) & self.own)
        # きもの処 青空屋 in the title, 有限会社青空屋 at the number
        cores = {core for name in named if (core := without_form(name)) != name}
        return any(core in title for core in cores for title in self.titles)

    def is_name(self, line: str) -> bool:
        """Whether a line is the owner's name and nothing else but an address and a label."""
        known = self._is_name.get(line)
        if known is None:
            text = without_label(without_address(tidy(line))).strip(" :")
            known = (text in self.titles or core_key(text) in self.own) and office_in(
                text
            ) is not Office.BRANCH
            if not known and not self.own and text in names_in_line(text):
                known = self.is_unknown or may_be_owners(text, self.document.title)
            self._is_name[line] = known
        return known

    def is_own_office(self, name: str) -> bool:
        """Whether the page itself is that office's: its title says so; or the words are the company's own name."""
        lead = office_that_leads(name)
        words = "".join((lead[1] if lead else name).split())
        return (
            len(words) > 2 and words in self.title and not (self.portrait.names and self.portrait.is_of(name))
        )

    def is_own_name(self, name: str) -> bool:
        """Whether what looks like an office is the company's own name, as 青空研究所 is, or the house where it works.

        A shop that stands behind a name in the title (`カレーの青空 横浜店`) is one of several.
        """
        words = "".join(without_address(name).split())
        if (kind := _KIND_ALONE.match(words)) is not None and kind.group(1) in self._kinds:
            return True  # 牧場事務所
        lead = office_that_leads(name)
        short = "".join((lead[1] if lead else name).split())
        if HAS_FORM.search(words):
            return not is_office_of(without_address(name), HAS_FORM)
        if is_sure(words) or is_shop_of_several(lead[1] if lead else name, self.document.title):
            return False
        if self._is_page_of(short):
            return False
        named = {short, *(word for word in name.split() if office_in(word))}
        return any(len(word) > 3 and word in self.title for word in named) or is_house_of(name, self.title)

    @cached_property
    def is_page_of_office(self) -> bool:
        """Whether the title begins with an office, as no company is called: 長岡営業所 | 拠点 | 株式会社青空."""
        first = "".join(title_parts(self.document.title)[:1])
        return (
            is_sure(first) and office_in(first) is Office.BRANCH and self._is_page_of("".join(first.split()))
        )

    def _is_page_of(self, office: str) -> bool:
        """Whether the page is one office's of several: 西条駅前校｜進学塾 青空, 開発センター | 拠点 | 株式会社青空."""
        others = [name for name in self.titles if office not in name and len(name) > _ALIKE]
        if office not in ("".join(part.split()) for part in title_parts(self.document.title)) or not others:
            return False
        return office.endswith(("店", "校")) or any(map(HAS_FORM.search, others))

    def is_own_after_all(self, told: Told, lines: Sequence[str], headings: Sequence[str]) -> bool:
        """Whether the owner's name is nearer than the words that tell of others: a group's list has its head too."""
        if told.others:
            own = any(kind in self.title for kind in authorities_in(told.others))
            return (own or self.is_owners(told.others)) and not warns(told.others)
        for line in (*lines, *headings):
            if self.is_owners(line):
                return True
            if tidy(line) == told.others_above:
                return False
        return False


def _with_short_names(names: Sequence[str]) -> list[str]:
    """The names of a title and what is left of them without legal form, what it does (不動産の青空ホーム), or place."""
    plain = [core for name in names if (core := without_form(name)) != name]
    last = [last for name in names if (last := name.rpartition("の")[2]) != name and _PLAIN.fullmatch(last)]
    # Pension Kokemomo, Myoko Highlands
    first = [
        name.partition(",")[0] for name in names if name.isascii() and name.find(",") > _SHORTEST_IN_LATIN
    ]
    return [*names, *plain, *last, *first]
