"""Whether a number is the page's owner's, by the names that stand beside it."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import dropwhile, takewhile

from crawler.extract.owner.owners import keys_of, names_beside, title_names, title_parts, without_form
from crawler.extract.owner.site_facts import HAS_FORM
from crawler.extract.owner.strange_names import (
    begins_with_street,
    is_within,
    is_writers,
    may_be_owners,
    shares,
)
from crawler.extract.owner.subjects import (
    asks_for_owner,
    is_about_others,
    is_under_customer,
    names_customer,
    place_in,
    tells_a_story,
    tells_of_works,
    without_headlines,
)
from crawler.extract.page.headings import Headings
from crawler.extract.page.page import Document
from crawler.extract.rules import Rule, holds
from crawler.extract.seen import Trait
from crawler.extract.words.context import Context
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
from crawler.extract.words.others import announces_event, authorities_in, is_carriers, is_for_the_event, warns
from crawler.extract.words.profile_labels import names_partners
from crawler.extract.words.roles import Told
from crawler.extract.words.words import Words, tidy
from workbench.contract.states import Place

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
_SPEAKS = re.compile(r"様|とは|には|では|です|ます|から|まで")
_SHORT_HINT = re.compile(r"[0-9０-９]{4}")
_POLITE = re.compile(r"(?<!お客)(?:様|さま|さん)$")
# How a story goes on after the number of a company that it mentions: …(TEL 03-5550-1001)の工場を見学しました.
_NARRATED = re.compile(
    r"^[ )）」]*(?:様|さま|さん)?[にをがのとへで]"
    r"(?:(?!変更|変わり|移転|統合|合併|継|開設|新設|終了|なりました)[^。]){0,40}ました"
)
_DESK_BEHIND = re.compile(r"[ 　][^\s]{1,16}(?:窓口|センター|係|室|課|部|デスク|担当)$")
_IS_SAID = re.compile(
    r"(?:ました|ます|です|ください|について|[をへ]|お知らせ|[?？!！])$"
)  # a heading, no name
_GROUP = re.compile(r"(?:関連|関係|グループ|子)(?:会社|企業)$")
NAME_REACH = 7  # blocks above a number in which a name may stand
_ALIKE = 3  # characters that a name and a title share where they may mean the same
_SHORTEST_LAST = 4
_HIRAGANA = re.compile("[ぁ-ん]")
_LONGEST_NAME = 30
_SHORTEST_IN_LATIN = 8
_MOST_BESIDE_NAME = 6  # characters of a line that is a name alone: 御中, 本社


class Owner:
    """A page's owner, as its title and its words tell of it.

    own: the keys of the names that the owner has. strangers: what others are called on the page.
    """

    def __init__(
        self, document: Document, own: frozenset[str], strangers: frozenset[str] = frozenset()
    ) -> None:
        self.document = document
        self.own = own
        self.strangers = strangers
        self.title = "".join(document.title.split())
        titles = [name for name in title_names(document.title) if not is_about_others(name)]
        titles = [name for name in titles if not _IS_SAID.search(name)] or titles
        if len(titles) > 1:  # one of them may be what this page is called, and stand over it
            titles = [name for name in titles if HAS_FORM.search(name) or name not in self.headings] or titles
        self.titles = [*titles, *(core for name in titles if (core := without_form(name)) != name)]
        self.titles += [
            last
            for name in titles
            if len(last := name.rpartition("の")[2]) > _SHORTEST_LAST
            and not _HIRAGANA.search(last)
            and last != name
        ]
        # Pension Kokemomo, Myoko Highlands
        self.titles += [
            name.partition(",")[0]
            for name in titles
            if name.isascii() and name.find(",") > _SHORTEST_IN_LATIN
        ]
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

    @cached_property
    def event(self) -> bool:
        return holds(Rule.EVENT) and announces_event(self.document)

    @cached_property
    def headings(self) -> Headings:
        return Headings(self.document.blocks)

    @cached_property
    def _called(self) -> str:
        return without_headlines(self.document.title)

    @cached_property
    def about_others(self) -> bool:
        return is_about_others(self.document.title)

    def named_beside(self, lines: list[str], own_line: list[str], text: str, context: Context) -> set[Trait]:
        """Whose name stands beside a number: its own line tells most, then the nearest line that is a name alone."""
        if any(self.is_owners(line) for line in own_line) or any(
            map(is_writers, (own_line[0], context.row, *context.cells))
        ):
            return {Trait.BESIDE_NAME}
        at_number = names_beside(
            line
            for at, line in enumerate(own_line)
            if not is_within(line) and (not at or not names_partners(line))
        )
        if holds(Rule.OTHER_COMPANY) and any(_POLITE.search(name) for name in at_number):
            return {Trait.OTHER_COMPANY}  # nobody calls himself so
        if holds(Rule.OTHER_COMPANY) and not at_number and self._is_of_a_place(text, context):
            return {Trait.OTHER_COMPANY}
        if not at_number and any(self.is_owners(line) for line in text.split("\n")[:12]):
            return {Trait.BESIDE_NAME}
        named = at_number
        for at, line in enumerate(above := () if named else self._up_to(context, lines)):
            if self.is_owners(line):
                return {Trait.BESIDE_NAME}
            if (
                _is_name_alone(line)
                and not is_within(line)
                and not names_partners(line)
                and not _is_partners(line, lines, context)
            ):
                over = lines[lines.index(line) + 1 :][:1] if line in lines else above[at + 1 :][:1]
                one_of_many = any(map(_is_name_alone, over))
                named = [] if one_of_many else names_beside([line])
                break
        if not holds(Rule.OTHER_COMPANY):
            return set()
        if not named:
            others = self._is_customers(lines, own_line, context) or self._is_strangers(own_line[0])
            return {Trait.OTHER_COMPANY} if others else set()
        if self.own:
            return set() if _alike(keys_of(named), self.own) else {Trait.OTHER_COMPANY}
        titles = [title for title in self.titles if any(title in name or name in title for name in named)]
        titles += [name for name in named if may_be_owners(name, self.document.title)]
        if not self.titles or titles or not at_number:
            return set()
        told_of = _NARRATED.match(own_line[-1]) or self.about_others
        return {Trait.OTHER_COMPANY if told_of else Trait.STRANGER}

    def _up_to(self, context: Context, lines: Sequence[str]) -> tuple[str, ...]:
        """The lines above a number as far as the nearest heading, then the headings: beyond it is another part."""
        above = context.above
        first = next((line for line in above if line != context.previous or line in self.headings), None)
        return (*takewhile(lambda line: line != first, lines), *above)

    def _is_strangers(self, line: str) -> bool:
        """Whether a line begins with what another company is called on the page: みなと薬品 お客様相談室 0120-…."""
        begins = line.lstrip(" 　・■●◆◎【「")
        return any(begins.startswith(name) and name not in self.titles for name in self.strangers)

    def _is_of_a_place(self, text: str, context: Context) -> bool:
        if not (self.own or self.titles) or context.in_frame or not tells_a_story(self.document.title):
            return False
        name = place_in(text)
        return bool(name) and not shares(name, self.title, _ALIKE) and not self.is_owners(name)

    def _is_customers(self, lines: list[str], own_line: list[str], context: Context) -> bool:
        if context.in_frame:
            return False
        if self.own and names_customer(self.document.title):
            return True
        known = bool(self.own or self.titles)
        if known and self.about_others and not asks_for_owner(own_line):
            return True
        return known and tells_of_works(self.document.title) and is_under_customer(lines)

    def is_of_another_body(self, own_line: list[str], words: Words, context: Context) -> bool:
        """Whether the words at a number name a body without a legal form that is not the page's owner."""
        if holds(Rule.THIRD_PARTY) and warns(f"{words.before} {words.after}"):
            return True
        if context.in_frame or any(self.is_owners(line) for line in own_line):
            return False
        if holds(Rule.CARRIER) and is_carriers(words.nearest(), (*self.titles, *self.own)):
            return True
        near = [line for line in (words.row, *words.cells, *words.above[:2]) if not self._may_be_own(line)]
        return self.event and is_for_the_event(words.nearest(), near)

    def _may_be_own(self, line: str) -> bool:
        named = self.is_owners(line) or may_be_owners(line, self._called)
        return named or begins_with_street(line)

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

    def is_own_office(self, name: str) -> bool:
        """Whether the page itself is that office's: its title says so; or the words are the company's own name."""
        lead = office_that_leads(name)
        words = "".join((lead[1] if lead else name).split())
        return len(words) > 2 and words in self.title

    def is_own_name(self, name: str) -> bool:
        """Whether what looks like an office is the company's own name, as 青空研究所 is, or the house where it works.

        A shop that stands behind a name in the title (`カレーの青空 横浜店`) is one of several.
        """
        words = "".join(without_address(name).split())
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


def _is_name_alone(line: str) -> bool:
    """Whether a line above is a company's name and little else, not a sentence or a list that names customers."""
    text = _DESK_BEHIND.sub("", line.strip("■●◆◎▼【】[]◇□★☆・ "))
    return len(text) <= _LONGEST_NAME and _is_name(text)


@lru_cache(maxsize=4_096)
def _is_name(text: str) -> bool:
    if text.endswith("。") or _SHORT_HINT.search(text) or _SPEAKS.search(text):
        return False
    found = names_beside([text])
    return bool(found) and text.startswith(found[0][:4]) and len(text) - len(found[0]) <= _MOST_BESIDE_NAME


def _is_partners(name: str, lines: Sequence[str], context: Context) -> bool:
    """Whether a name is a value in a row of partners: then that label stands over it, or over the names over it."""
    if name not in lines:
        return False
    over = dropwhile(_is_name_alone, lines[lines.index(name) :])
    label = next(over, None)
    if label is None:
        return len(lines) > NAME_REACH  # what stands over it is out of sight
    rows = context.place is Place.TABLE and bool(context.row)  # then a group's companies are but a row, too
    return names_partners(label) or (rows and _GROUP.match(label) is not None)


def _alike(keys: set[str], own: frozenset[str]) -> bool:
    """Whether names may be one company's after all: one within the other (a brand, a department, a misread piece)."""
    if all(key.isascii() for key in own) != all(key.isascii() for key in keys):
        return True  # a name in Latin letters and one in Japanese may be the same
    return any(len(min(a, b, key=len)) >= 2 and (a in b or b in a) for a in keys for b in own)
