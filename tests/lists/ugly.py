"""Ugly lists, made from a clean one by small kinds of ugliness, each of which says what load_list must still return.

A kind is a function that dirties a list in place; it is used alone or after others. `make(seed, kinds)` gives the
dirtied list, `UglyList.write` the file, and `UglyList.rows` say, row by row, which company must be read or why none.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import xlsxwriter

Cell = str | int | float
FIELDS = ("name", "corporate_number", "postal_code", "address", "phone", "homepage")


@dataclass
class Row:
    """One row. expected: our field -> what must be read, or None if the row is no company, as `reason` says.

    glued: nothing may be put above it, since it belongs to the row above.
    """

    cells: list[Cell]
    expected: dict[str, str | None] | None = None
    reason: str | None = None
    glued: bool = False
    hidden: bool = False


@dataclass
class Column:
    """field: ours, or None for a column of the list's own. export: one that an earlier export of ours added."""

    field: str | None
    header: str
    hidden: bool = False
    export: bool = False


@dataclass
class UglyList:
    """A list, its file's form, and what must be found. merged: (first row, last row, column) of the rows."""

    columns: list[Column]
    rows: list[Row]
    workbook: bool = False
    suffix: str = ".csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\r\n"
    above: list[list[Cell]] = field(default_factory=list)
    header: list[list[Cell]] | None = None
    tail: list[list[Cell]] = field(default_factory=list)
    margin: int = 0
    merged: list[tuple[Row, Row, Column]] = field(default_factory=list)
    merged_header: list[tuple[int, int, int, int]] = field(default_factory=list)
    sheets_before: dict[str, list[list[Cell]]] = field(default_factory=dict)
    sheets_after: dict[str, list[list[Cell]]] = field(default_factory=dict)
    hidden_sheets: set[str] = field(default_factory=set)
    findings: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)

    def place(self, name: str) -> int | None:
        """Where the column of one of our fields is."""
        return next((at for at, one in enumerate(self.columns) if one.field == name), None)

    @property
    def wholly_unnamed(self) -> bool:
        """Whether all columns can only be told by their cells."""
        return self.unnamed == set(FIELDS)

    @property
    def header_lines(self) -> list[list[Cell]]:
        return [[column.header for column in self.columns]] if self.header is None else self.header

    @property
    def companies(self) -> list[Row]:
        return [row for row in self.rows if row.expected is not None]

    def insert(self, rng: Random, row: Row, last: bool = False) -> None:
        """Put a row between others, never into what belongs together."""
        places = [at for at, below in enumerate(self.rows) if at > 1 and not below.glued]
        self.rows.insert(len(self.rows) if last or not places else rng.choice(places), row)

    def lines(self) -> list[list[Cell]]:
        """All lines of the sheet."""
        grid = [*self.above, *self.header_lines, *(row.cells for row in self.rows), *self.tail]
        return [[*[""] * self.margin, *line] for line in grid]

    def write(self, folder: Path) -> Path:
        """The list's file."""
        if self.workbook:
            return self._write_workbook(folder / "list.xlsx")
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=self.delimiter, lineterminator=self.line_end).writerows(self.lines())
        path = folder / f"list{self.suffix}"
        try:
            path.write_bytes(buffer.getvalue().encode(self.encoding))
        except UnicodeEncodeError:  # what the other kinds of a mixture brought in
            self.findings.discard("encoding_guessed")
            path.write_bytes(buffer.getvalue().encode("utf-8-sig"))
        return path

    def _write_workbook(self, path: Path) -> Path:
        book = xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False})
        for name, lines in {**self.sheets_before, "取引先": self.lines(), **self.sheets_after}.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for at, cell in enumerate(line):
                    (sheet.write_string if isinstance(cell, str) else sheet.write_number)(number, at, cell)
            if name in self.hidden_sheets:
                sheet.hide()
        sheet = book.get_worksheet_by_name("取引先")
        sheet.activate()
        sheet.set_first_sheet()
        self._lay_out(sheet)
        book.close()
        return path

    def _lay_out(self, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        first = len(self.above) + len(self.header_lines)
        line = {id(row): first + number for number, row in enumerate(self.rows)}
        for top, bottom, column in self.merged:
            at = self.margin + self.columns.index(column)
            text = top.cells[at - self.margin]
            sheet.merge_range(line[id(top)], at, line[id(bottom)], at, str(text))
        for top, left, bottom, right in self.merged_header:
            text = self.header_lines[top][left]
            begin = len(self.above)
            sheet.merge_range(begin + top, self.margin + left, begin + bottom, self.margin + right, str(text))
        for row in self.rows:
            if row.hidden:
                sheet.set_row(line[id(row)], None, None, {"hidden": True})
        for at, column in enumerate(self.columns):
            if column.hidden:
                sheet.set_column(self.margin + at, self.margin + at, None, None, {"hidden": True})


Dirty = Callable[[UglyList, Random], None]


@dataclass(frozen=True)
class Kind:
    """One kind of ugliness. Of the kinds of one group only one goes into a mixture; order: when it is applied."""

    name: str
    dirty: Dirty
    group: str
    workbook: bool | None
    order: int


KINDS: dict[str, Kind] = {}


def kind(group: str = "", workbook: bool | None = None, order: int = 0) -> Callable[[Dirty], Dirty]:
    """Register a kind. workbook: True or False if it is one of workbooks or of text files alone."""

    def register(dirty: Dirty) -> Dirty:
        name = dirty.__name__
        KINDS[name] = Kind(name, dirty, group or name, workbook, order)
        return dirty

    return register


def make(seed: int, names: Sequence[str]) -> UglyList:
    """The clean list of a seed, dirtied by the named kinds in their order."""
    rng = Random(seed)
    ugly = clean(rng)
    kinds = sorted((KINDS[name] for name in names), key=lambda one: one.order)
    wanted = {one.workbook for one in kinds} - {None}
    ugly.workbook = rng.random() < 0.5 if not wanted else True in wanted
    for one in kinds:
        one.dirty(ugly, rng)
    return ugly


def mixture(seed: int, size: int) -> list[str]:
    """So many kinds that go together, another choice for each seed."""
    rng = Random(f"mixture {seed}")
    shuffled = rng.sample(sorted(KINDS), len(KINDS))
    workbook = rng.random() < 0.5
    chosen: list[str] = []
    groups: set[str] = set()
    for name in shuffled:
        one = KINDS[name]
        if len(chosen) < size and one.group not in groups and one.workbook in (None, workbook):
            chosen.append(name)
            groups.add(one.group)
    return chosen


# --- the clean list ---------------------------------------------------------------------------------------------

_CORES = (
    *(
        "あおぞら商事",
        "みどり工業",
        "さくら電機",
        "北斗建設",
        "東雲物産",
        "若葉食品",
        "銀河運輸",
        "白鳥製作所",
    ),
    *("朝日丘印刷", "富士見化学", "千歳水産", "桔梗繊維", "青葉測量", "光洋精機", "松風堂", "雪月花酒造"),
    *("瑞穂機械", "高砂設計", "豊島材木", "三日月観光", "エーデル", "ポラリス", "カナリア", "ひまわり保育"),
)
_FORMS = (
    "株式会社{}",
    "{}株式会社",
    "有限会社{}",
    "合同会社{}",
    "一般社団法人{}",
    "医療法人{}",
    "株式会社{}",
    "{}株式会社",
)
_PLACES = (
    ("1000013", "東京都千代田区", "霞が関3-1-1"),
    ("5300001", "大阪府大阪市北区", "梅田1-2-3"),
    ("2310005", "神奈川県横浜市中区", "本町4-5"),
    ("0600001", "北海道札幌市中央区", "北一条西2-1"),
    ("4600002", "愛知県名古屋市中区", "丸の内2-2-2"),
    ("8120011", "福岡県福岡市博多区", "博多駅前3-4-5"),
    ("0200021", "岩手県盛岡市", "中央通1-1"),
)


def corporate_number(base: int) -> str:
    """A valid 法人番号 over twelve digits: the check digit of 法人番号の指定等に関する省令 article 2."""
    digits = f"{base:012}"
    weighted = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return f"{9 - weighted % 9}{digits}"


def clean(rng: Random) -> UglyList:
    """Twelve companies under the plainest headers, different in everything."""
    columns = [
        Column("name", "会社名"),
        Column("corporate_number", "法人番号"),
        Column("postal_code", "郵便番号"),
        Column("address", "住所"),
        Column("phone", "電話番号"),
        Column("homepage", "URL"),
        Column(None, "備考"),
    ]
    rows = []
    for number, core in enumerate(rng.sample(_CORES, 12)):
        postal, city, block = rng.choice(_PLACES)
        said: dict[str, str | None] = {
            "name": rng.choice(_FORMS).format(core),
            "corporate_number": corporate_number(rng.randrange(10**11) + 10**10),
            "postal_code": postal,
            "address": city + block,
            "phone": rng.choice(("03-5550-10{:02}", "06-6355-20{:02}", "045-555-10{:02}")).format(number),
            "homepage": f"https://www.kaisha{number}.example/",
        }
        cells: list[Cell] = [str(said[name]) for name in FIELDS]
        cells[2] = f"{postal[:3]}-{postal[3:]}"
        rows.append(Row([*cells, rng.choice(("", "要連絡", "年賀状あり"))], said))
    return UglyList(columns, rows)


def each(ugly: UglyList, name: str, change: Callable[[str], Cell]) -> None:
    """Write every cell of one of our fields otherwise; what must be read stays."""
    at = ugly.place(name)
    if at is not None:
        for row in ugly.companies:
            cell = row.cells[at]
            if isinstance(cell, str) and cell:
                row.cells[at] = change(cell)


def some(ugly: UglyList, rng: Random, name: str, cell: Cell, must: str | None, finding: str = "") -> None:
    """Put the same cell into two rows of one of our fields, and say what must be read there."""
    at = ugly.place(name)
    if at is None:
        return
    for row in rng.sample(_untouched(ugly, at), 2):
        assert row.expected is not None
        row.cells[at] = cell
        row.expected[name] = must
    if finding:
        ugly.findings.add(finding)


def _untouched(ugly: UglyList, at: int) -> list[Row]:
    """Rows whose cell stands for itself: nothing below takes it over."""
    glued = {id(above) for above, below in zip(ugly.rows, ugly.rows[1:], strict=False) if below.glued}
    return [row for row in ugly.companies if not row.glued and id(row) not in glued and row.cells[at]]


# --- how the file is kept ---------------------------------------------------------------------------------------


@kind("encoding", workbook=False)
def cp932(ugly: UglyList, rng: Random) -> None:
    ugly.encoding = "cp932"


@kind("encoding", workbook=False)
def utf8_with_mark(ugly: UglyList, rng: Random) -> None:
    ugly.encoding = "utf-8-sig"


@kind("encoding", workbook=False)
def utf16(ugly: UglyList, rng: Random) -> None:
    """Excel's 'Unicode text'."""
    ugly.encoding, ugly.delimiter, ugly.suffix = "utf-16", "\t", ".txt"


@kind("encoding", workbook=False)
def euc_jp(ugly: UglyList, rng: Random) -> None:
    ugly.encoding = "euc_jp"
    ugly.findings.add("encoding_guessed")


@kind("delimiter", workbook=False, order=1)
def tabs(ugly: UglyList, rng: Random) -> None:
    ugly.delimiter, ugly.suffix = "\t", rng.choice((".tsv", ".txt", ".csv"))


@kind("delimiter", workbook=False, order=1)
def semicolons(ugly: UglyList, rng: Random) -> None:
    ugly.delimiter = ";"


@kind("delimiter", workbook=False, order=1)
def bars(ugly: UglyList, rng: Random) -> None:
    ugly.delimiter, ugly.suffix = "|", ".txt"


@kind(workbook=False)
def unix_line_ends(ugly: UglyList, rng: Random) -> None:
    ugly.line_end = "\n"


@kind("delimiter", workbook=False, order=19)
def excels_delimiter_line(ugly: UglyList, rng: Random) -> None:
    ugly.delimiter = ";"
    ugly.above.insert(0, ["sep=", ""])


@kind(workbook=True)
def a_workbook(ugly: UglyList, rng: Random) -> None:
    """Nothing but a workbook."""


# --- above the header -------------------------------------------------------------------------------------------


@kind(order=2)
def a_title(ugly: UglyList, rng: Random) -> None:
    ugly.above.insert(0, [rng.choice(("取引先一覧", "得意先リスト(2026年度)", "お客様名簿"))])


@kind(order=2)
def a_date_and_a_unit(ugly: UglyList, rng: Random) -> None:
    ugly.above += [["2026年10月1日現在"], ["", "", "", "(単位：千円)"]]


@kind(order=2)
def blank_lines_above(ugly: UglyList, rng: Random) -> None:
    ugly.above += [[""], ["", ""]]


@kind(order=2)
def a_stamp_box_above(ugly: UglyList, rng: Random) -> None:
    ugly.above += [["", "", "", "承認", "確認", "作成"], ["", "", "", "山田", "佐藤", "鈴木"]]


@kind(order=9)
def a_margin_on_the_left(ugly: UglyList, rng: Random) -> None:
    ugly.margin = rng.choice((1, 2))


# --- the header -------------------------------------------------------------------------------------------------

_SYNONYMS = {
    "name": [
        "企業名",
        "法人名",
        "社名",
        "商号",
        "取引先名",
        "得意先",
        "顧客名",
        "貴社名",
        "商号又は名称",
        "CompanyName",
    ],
    "corporate_number": ["法人番号(13桁)", "国税庁法人番号", "登録番号"],
    "postal_code": ["〒", "郵便番号(本社)", "ZIP"],
    "address": ["所在地", "本社所在地", "住所1", "本店住所"],
    "phone": ["TEL", "代表電話", "電話", "連絡先", "ＴＥＬ（代表）", "Phone"],
    "homepage": ["HP", "ホームページ", "ＨＰアドレス", "WEBサイト", "会社URL"],
}


def _head(ugly: UglyList, change: Callable[[Column], str]) -> None:
    for column in ugly.columns:
        column.header = change(column)


@kind("words")
def other_words_in_the_header(ugly: UglyList, rng: Random) -> None:
    _head(ugly, lambda one: rng.choice(_SYNONYMS[one.field]) if one.field else one.header)


@kind()
def wide_and_spaced_headers(ugly: UglyList, rng: Random) -> None:
    def widen(column: Column) -> str:
        wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in column.header)
        return "　".join(wide)

    _head(ugly, widen)


@kind()
def marks_in_the_header(ugly: UglyList, rng: Random) -> None:
    _head(ugly, lambda one: rng.choice(("{}※", "★{}", "{}(必須)", "【必須】{}", "{}：")).format(one.header))


@kind(order=3)
def line_breaks_in_the_header(ugly: UglyList, rng: Random) -> None:
    _head(ugly, lambda one: f"{one.header[:1]}\n{one.header[1:]}" if one.header[:1] != "(" else one.header)


@kind(order=3)
def numbered_headers(ugly: UglyList, rng: Random) -> None:
    marks = iter("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮")
    _head(ugly, lambda one: next(marks) + one.header)


@kind("shape", order=8)
def a_header_of_two_lines(ugly: UglyList, rng: Random) -> None:
    """連絡先 over 電話番号 and FAX番号, the others with nothing below, as a merged header leaves in a CSV."""
    _add_column(ugly, rng, "phone", Column(None, "FAX番号"), "03-5550-19{:02}", behind=True)
    phone = ugly.place("phone")
    assert phone is not None
    upper: list[Cell] = [column.header for column in ugly.columns]
    lower: list[Cell] = [""] * len(upper)
    lower[phone], lower[phone + 1] = upper[phone], upper[phone + 1]
    upper[phone], upper[phone + 1] = "連絡先", ""
    ugly.header = [upper, lower]
    if ugly.workbook:
        ugly.merged_header = [(0, phone, 0, phone + 1)]
        ugly.merged_header += [(0, at, 1, at) for at in range(len(upper)) if not phone <= at <= phone + 1]


@kind("shape", order=8, workbook=True)
def a_header_merged_with_a_blank_line(ugly: UglyList, rng: Random) -> None:
    ugly.header = [[column.header for column in ugly.columns], [""] * len(ugly.columns)]
    ugly.merged_header = [(0, at, 1, at) for at in range(len(ugly.columns))]


@kind("shape", order=8)
def groups_above_the_header(ugly: UglyList, rng: Random) -> None:
    names: list[Cell] = ["基本情報", *[""] * (len(ugly.columns) - 1)]
    names[-1] = "その他"
    ugly.above.append(names)


@kind("shape", order=8)
def no_header(ugly: UglyList, rng: Random) -> None:
    _drop_what_only_headers_tell(ugly)
    ugly.header = []
    ugly.above = []
    ugly.unnamed = set(FIELDS)
    ugly.findings |= {"no_header", "column_by_content"}


@kind("shape", order=8)
def headers_that_say_nothing(ugly: UglyList, rng: Random) -> None:
    """Columns whose header nobody knows are told by what stands in them."""
    for name, header in {"phone": "番号", "homepage": "参照先", "postal_code": "区分コード"}.items():
        at = ugly.place(name)
        for same in [one for one in ugly.columns if at is not None and one.header == ugly.columns[at].header]:
            same.header = f"{header}2"
        if at is not None:
            ugly.columns[at].header = header
            ugly.unnamed.add(name)


@kind("shape", order=8)
def a_header_that_nobody_knows(ugly: UglyList, rng: Random) -> None:
    _drop_what_only_headers_tell(ugly)
    _head(ugly, lambda one: f"項目{'甲乙丙丁戊己庚辛壬癸子丑寅'[ugly.columns.index(one)]}")
    ugly.above = []
    ugly.unnamed = set(FIELDS)


def _drop_what_only_headers_tell(ugly: UglyList) -> None:
    """Take out numbers of a FAX, of a person, and of an earlier run: without header nobody could tell them."""
    for at in reversed(range(len(ugly.columns))):
        if ugly.columns[at].header in ("FAX", "担当者電話番号") or ugly.columns[at].export:
            del ugly.columns[at]
            for row in ugly.rows:
                del row.cells[at]


@kind(order=5)
def the_same_header_twice(ugly: UglyList, rng: Random) -> None:
    at = ugly.place("phone")
    assert at is not None
    header = ugly.columns[at].header
    _add_column(ugly, rng, "phone", Column(None, header), "090-5550-10{:02}", behind=True)


def _add_column(
    ugly: UglyList, rng: Random, name: str, column: Column, pattern: str, behind: bool = False
) -> None:
    at = ugly.place(name) or 0
    at += int(behind)
    ugly.columns.insert(at, column)
    for number, row in enumerate(ugly.rows):
        row.cells.insert(at, pattern.format(number) if row.expected is not None else "")


@kind("kana", order=4)
def a_column_of_kana(ugly: UglyList, rng: Random) -> None:
    _add_column(ugly, rng, "name", Column(None, "会社名(カナ)"), "ｶﾌﾞｼｷｶﾞｲｼｬ{}")


@kind("fax", order=4)
def a_fax_column_first(ugly: UglyList, rng: Random) -> None:
    _add_column(ugly, rng, "phone", Column(None, "FAX"), "03-5550-18{:02}")


@kind(order=4)
def a_contact_person(ugly: UglyList, rng: Random) -> None:
    _add_column(ugly, rng, "address", Column(None, "担当者電話番号"), "090-5550-11{:02}")


@kind(order=4)
def row_numbers(ugly: UglyList, rng: Random) -> None:
    _add_column(ugly, rng, "name", Column(None, "No."), "{}")


@kind(order=6)
def columns_of_an_earlier_export(ugly: UglyList, rng: Random) -> None:
    at = 1 if rng.random() < 0.5 else len(ugly.columns)
    own = [
        ("電話番号(取得)", "03-5550-77{:02}"),
        ("ホームページ(取得)", "https://other{}.example/"),
        ("wb_phone", "x"),
    ]
    for header, pattern in reversed(own):
        ugly.columns.insert(at, Column(None, header, export=True))
        for number, row in enumerate(ugly.rows):
            row.cells.insert(at, pattern.format(number) if row.expected is not None else "")


# --- rows that are none -----------------------------------------------------------------------------------------


def _blank_row(ugly: UglyList) -> list[Cell]:
    return [""] * len(ugly.columns)


@kind(order=10)
def header_on_each_page(ugly: UglyList, rng: Random) -> None:
    if ugly.header_lines:
        for _ in range(2):
            for line in reversed(ugly.header_lines[:1]):
                ugly.insert(rng, Row(list(line), reason="repeated_header"))


@kind(order=10)
def title_and_header_on_each_page(ugly: UglyList, rng: Random) -> None:
    if ugly.header_lines and ugly.above:
        place = next(at for at, row in enumerate(ugly.rows) if at > 2 and not row.glued)
        page = [line for line in [*ugly.above, *ugly.header_lines] if any(str(cell).strip() for cell in line)]
        for line in reversed(page):
            cells = [*line, *_blank_row(ugly)][: max(len(ugly.columns), len(line))]
            ugly.rows.insert(place, Row(cells, reason="repeated_header"))


@kind(order=10)
def a_total_at_the_end(ugly: UglyList, rng: Random) -> None:
    cells = _blank_row(ugly)
    cells[0 if rng.random() < 0.5 else ugly.place("name") or 0] = rng.choice(
        ("合計", "合　計", "総合計", "計", "TOTAL")
    )
    cells[-1] = "12件"
    ugly.insert(rng, Row(cells, reason="total_row"), last=True)


@kind(order=10)
def subtotals(ugly: UglyList, rng: Random) -> None:
    for word in ("小計", "関東地区　小計"):
        cells = _blank_row(ugly)
        cells[ugly.place("name") or 0] = word
        ugly.insert(rng, Row(cells, reason="total_row"))


@kind(order=10)
def notes_below(ugly: UglyList, rng: Random) -> None:
    for note in ("※電話番号は代表番号です。", "以上"):
        cells = _blank_row(ugly)
        cells[ugly.place("name") or 0] = note
        ugly.insert(rng, Row(cells, reason="note_row"), last=True)


@kind(order=10)
def blank_lines_between(ugly: UglyList, rng: Random) -> None:
    for _ in range(2):
        ugly.insert(rng, Row(_blank_row(ugly), reason="blank_name"))


@kind(order=10)
def a_row_without_a_name(ugly: UglyList, rng: Random) -> None:
    cells = _blank_row(ugly)
    cells[ugly.place("name") or 0] = rng.choice(("", "-", "調査中"))
    at = ugly.place("phone")
    assert at is not None
    cells[at] = "03-5550-1700"
    ugly.insert(rng, Row(cells, reason="blank_name"))


@kind(order=11)
def a_blank_tail(ugly: UglyList, rng: Random) -> None:
    ugly.tail = [_blank_row(ugly), [" "] * len(ugly.columns), ["　"], _blank_row(ugly)]


# --- the sheet's layout -----------------------------------------------------------------------------------------


@kind("below", workbook=True, order=7)
def merged_names(ugly: UglyList, rng: Random) -> None:
    """One name merged over three rows, each of another office."""
    at = ugly.place("name")
    assert at is not None
    first = ugly.rows[3]
    assert first.expected is not None
    for row in ugly.rows[4:6]:
        assert row.expected is not None
        row.cells[at] = ""
        row.expected["name"] = first.expected["name"]
        row.glued = True
    ugly.merged.append((first, ugly.rows[5], ugly.columns[at]))
    ugly.findings.add("merged_cells")


@kind("below", order=7)
def ditto_marks(ugly: UglyList, rng: Random) -> None:
    for name, mark in (("name", "〃"), ("address", "同上")):
        at = ugly.place(name)
        if at is None:
            continue
        for above, row in zip(ugly.rows[5:7], ugly.rows[6:8], strict=True):
            assert above.expected is not None and row.expected is not None
            row.cells[at] = mark
            row.expected[name] = above.expected[name]
            row.glued = True
    ugly.findings.add("ditto")


@kind(workbook=True)
def hidden_rows(ugly: UglyList, rng: Random) -> None:
    for row in ugly.rows[2:4]:
        row.hidden = True
    ugly.findings.add("rows_hidden")


@kind(workbook=True)
def hidden_columns(ugly: UglyList, rng: Random) -> None:
    at = ugly.place("phone")
    assert at is not None
    ugly.columns[at].hidden = True
    ugly.findings.add("column_hidden")


@kind(workbook=True)
def a_cover_sheet(ugly: UglyList, rng: Random) -> None:
    ugly.sheets_before["表紙"] = [["ご案内"], ["いつもお世話になっております。"]]


@kind(workbook=True)
def a_hidden_sheet_before(ugly: UglyList, rng: Random) -> None:
    ugly.sheets_before["元データ"] = [["会社名", "電話番号"], ["隠し商事", "03-5550-1999"]]
    ugly.hidden_sheets.add("元データ")


@kind(workbook=True)
def an_example_sheet_before(ugly: UglyList, rng: Random) -> None:
    ugly.sheets_before["記入例"] = [
        ["会社名", "電話番号", "住所"],
        ["株式会社見本", "03-5550-1998", "東京都港区1-1"],
    ]
    ugly.findings.add("sheet_chosen")


@kind(workbook=True)
def a_summary_behind(ugly: UglyList, rng: Random) -> None:
    ugly.sheets_after["集計"] = [["都道府県", "件数"], ["東京都", 5]]


# --- what stands in the cells -----------------------------------------------------------------------------------


@kind("phone", workbook=True, order=12)
def phones_that_became_numbers(ugly: UglyList, rng: Random) -> None:
    if "phone" in ugly.unnamed and not ugly.wholly_unnamed:
        return  # a header that says nothing over digits that say nothing
    each(ugly, "phone", lambda cell: int(cell.replace("-", "")) if cell.replace("-", "").isdigit() else cell)
    ugly.findings.add("zero_lost")


@kind("phone", order=12)
def wide_phones(ugly: UglyList, rng: Random) -> None:
    each(ugly, "phone", lambda cell: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else "－" for c in cell))


@kind("phone", order=12)
def phones_with_brackets(ugly: UglyList, rng: Random) -> None:
    each(ugly, "phone", lambda cell: "{}({}){}".format(*cell.split("-")) if cell.count("-") == 2 else cell)


@kind("phone", order=12)
def phones_from_abroad(ugly: UglyList, rng: Random) -> None:
    each(ugly, "phone", lambda cell: f"+81-{cell[1:]}" if cell[:1] == "0" else cell)


@kind("some phones", order=13)
def several_phones_in_a_cell(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "phone", "03-5550-1500\n06-6355-2500", "03-5550-1500", "several_phones")


@kind("some phones", order=13)
def a_fax_in_the_cell(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "phone", "FAX:03-5550-1501 TEL:03-5550-1500(代)", "03-5550-1500")


@kind("some phones", order=13)
def only_a_fax_in_the_cell(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "phone", "ＦＡＸ　03-5550-1501", None, "phone_is_fax")


@kind("some phones", order=13)
def an_extension(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "phone", "03-5550-1500（内線 23）", "03-5550-1500")


@kind("some phones", order=13)
def rounded_phones(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "phone", "3.55501E+08", None, "phone_rounded")


@kind("some phones", order=13)
def words_for_no_phone(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "phone", rng.choice(("なし", "調査中", "-", "ー", "不明", "#N/A", "×")), None)


@kind("postal codes", workbook=True, order=12)
def postal_codes_that_became_numbers(ugly: UglyList, rng: Random) -> None:
    if "postal_code" in ugly.unnamed and not ugly.wholly_unnamed:
        return
    each(ugly, "postal_code", lambda cell: int(cell.replace("-", "")) if "〒" not in cell else cell)


@kind("postal codes", order=12)
def postal_codes_with_a_sign(ugly: UglyList, rng: Random) -> None:
    each(ugly, "postal_code", lambda cell: f"〒{cell}")


@kind("numbers", workbook=True, order=12)
def corporate_numbers_as_numbers(ugly: UglyList, rng: Random) -> None:
    each(ugly, "corporate_number", lambda cell: int(cell) if cell.isdigit() else cell)


@kind("numbers", order=12)
def corporate_numbers_with_t(ugly: UglyList, rng: Random) -> None:
    each(ugly, "corporate_number", lambda cell: f"T{cell}")


@kind("some numbers", order=13)
def rounded_corporate_numbers(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "corporate_number", "7.00001E+12", None, "corporate_number_rounded")


@kind("some numbers", order=13)
def wrong_corporate_numbers(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "corporate_number", "1234567890123", None, "corporate_number_invalid")


@kind("short forms", order=12)
def short_forms(ugly: UglyList, rng: Random) -> None:
    shorter = {
        "株式会社": ("㈱", "(株)", "（株）", "㍿", "( 株 )", "【株】"),
        "有限会社": ("㈲", "(有)"),
        "合同会社": ("(同)",),
    }

    def shorten(name: str) -> str:
        for form, shorts in shorter.items():
            name = name.replace(form, rng.choice(shorts))
        return name

    each(ugly, "name", shorten)


@kind("behind the name", order=13)
def addressees(ugly: UglyList, rng: Random) -> None:
    each(ugly, "name", lambda name: name + rng.choice(("　御中", "御中", " 様")) if name != "〃" else name)


@kind("behind the name", order=13)
def branches_behind_the_name(ugly: UglyList, rng: Random) -> None:
    each(
        ugly,
        "name",
        lambda name: name + rng.choice(("　大阪支店", " 営業部", " 本社")) if name != "〃" else name,
    )


@kind("behind the name", order=13)
def persons_behind_the_name(ugly: UglyList, rng: Random) -> None:
    each(ugly, "name", lambda name: f"{name}\n営業部　山田 太郎 様" if name != "〃" else name)


@kind("spaces", order=14)
def spaces_in_names(ugly: UglyList, rng: Random) -> None:
    each(ugly, "name", lambda name: f"　{name.replace('株式会社', '株式会社　')} ")


@kind("spaces", order=14)
def line_breaks_in_names(ugly: UglyList, rng: Random) -> None:
    each(ugly, "name", lambda name: name.replace("株式会社", "株式会社\n") if name.startswith("株") else name)


@kind("before the name", order=15)
def numbers_before_the_name(ugly: UglyList, rng: Random) -> None:
    numbers = iter(range(1, 100))
    pattern = rng.choice(("{}. {}", "({}) {}", "{}）{}", "・{1}"))
    each(ugly, "name", lambda name: pattern.format(next(numbers), name) if name.strip() != "〃" else name)


@kind(order=12)
def half_width_kana(ugly: UglyList, rng: Random) -> None:
    kana = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
    each(ugly, "name", lambda name: "".join(kana.get(sign, sign) for sign in name))


@kind("homepage", order=12)
def homepages_without_scheme(ugly: UglyList, rng: Random) -> None:
    each(ugly, "homepage", lambda cell: cell.removeprefix("https://"))
    for row in ugly.companies:
        assert row.expected is not None
        if row.expected.get("homepage"):
            row.expected["homepage"] = str(row.expected["homepage"]).replace("https:", "http:")


@kind("some homepages", order=13)
def words_for_no_homepage(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "homepage", rng.choice(("なし", "－", "なし。")), None)


@kind("some homepages", order=13)
def mail_in_the_homepage(ugly: UglyList, rng: Random) -> None:
    some(ugly, rng, "homepage", "info@kaisha.example", None, "homepage_unreadable")


@kind("address", order=12)
def wide_addresses(ugly: UglyList, rng: Random) -> None:
    each(ugly, "address", lambda cell: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in cell))


@kind("address", order=3)
def address_in_three_columns(ugly: UglyList, rng: Random) -> None:
    at = ugly.place("address")
    assert at is not None
    ugly.columns[at : at + 1] = [Column(None, "都道府県"), Column(None, "市区町村"), Column("block", "番地")]
    for row in ugly.rows:
        assert row.expected is not None
        whole = str(row.cells[at])
        place = next(city for _, city, _ in _PLACES if whole.startswith(city))
        cut = next(end for end in (4, 3) if place[end - 1] in "都道府県")
        row.cells[at : at + 1] = [place[:cut], place[cut:], whole[len(place) :]]


@kind("address", order=12)
def postal_code_in_the_address(ugly: UglyList, rng: Random) -> None:
    each(ugly, "address", lambda cell: f"〒999-8765 {cell}" if cell != "同上" else cell)


@kind(workbook=False, order=13)
def apostrophes_of_excel(ugly: UglyList, rng: Random) -> None:
    each(ugly, "corporate_number", lambda cell: f"'{cell}")


@kind(order=13)
def a_company_called_total(ugly: UglyList, rng: Random) -> None:
    at = ugly.place("name")
    assert at is not None
    row = rng.choice(_untouched(ugly, at))
    assert row.expected is not None
    row.cells[at] = row.expected["name"] = "トータル総合計"


@kind(workbook=False, order=15)
def ragged_rows(ugly: UglyList, rng: Random) -> None:
    row = rng.choice(ugly.companies)
    row.cells += ["はみ出し", "もう一つ"]
    short = rng.choice([one for one in ugly.rows if one is not row])
    while short.cells and short.cells[-1] == "":
        short.cells.pop()


@kind(order=12)
def quotes_and_commas(ugly: UglyList, rng: Random) -> None:
    for row in rng.sample(ugly.companies, 4):
        row.cells[-1] = 'A, B; "C"\n改行 | 終わり'


@kind("shape", order=20)
def names_only(ugly: UglyList, rng: Random) -> None:
    """One name a line, no header, nothing else."""
    at = ugly.place("name")
    assert at is not None
    ugly.above, ugly.header, ugly.margin, ugly.tail = [], [], 0, []
    ugly.merged_header, ugly.findings, ugly.unnamed = [], {"no_header"}, set(FIELDS)
    names = ugly.columns[at]
    ugly.delimiter, ugly.suffix = ("\t", ".txt") if ugly.encoding == "utf-16" else (",", ".txt")
    ugly.columns = [names]
    ugly.merged = [span for span in ugly.merged if span[2] is names]
    # Without header none repeats it; a company called total needs something beside it to be taken for one.
    ugly.rows = [
        row
        for row in ugly.rows
        if row.reason != "repeated_header" and (row.expected or {}).get("name") != "トータル総合計"
    ]
    for row in ugly.rows:
        row.cells = [row.cells[at]] if at < len(row.cells) else [""]
        if row.expected is not None:
            row.expected = {"name": row.expected["name"]}
        elif not str(row.cells[0]).strip():
            row.reason = "blank_name"
    while not str(ugly.rows[-1].cells[0]).strip() and not ugly.rows[-1].glued:
        ugly.rows.pop()
