"""What a workbook would lose by being edited with openpyxl, found by looking at what is in it.

openpyxl reads the parts and elements it knows and writes only those. So the world is closed here: everything
that is not known to be kept is named, in plain words where we know what it is, by its name where we do not.
Cell contents (rich text, readings, last values of formulas) are put back by `contents`, so they are no loss.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench import messages
from workbench.exports.parts import Parts, opened
from workbench.messages import Language, say

# Losses of looks, not of content: they are told, but are no reason to choose another file.
COSMETIC = frozenset({"chart_looks", "comment_looks", "error_marks", "views"})


@dataclass(frozen=True, order=True)
class Loss:
    """One kind of thing that would be lost: `code` of messages' loss.*, `where` a sheet, "" for the book.

    `detail` names the part or element that has no words of its own.
    """

    code: str
    where: str = ""
    detail: str = ""

    @property
    def cosmetic(self) -> bool:
        """Whether only looks are lost."""
        return self.code in COSMETIC

    def sentence(self, language: Language | None = None) -> str:
        """What is lost and where, for a person."""
        what = say(f"loss.{self.code}", language, detail=self.detail)
        if self.where:
            return say("export.loss_in_sheet", language, what=what, sheet=self.where)
        return say("export.loss_in_book", language, what=what)


# Parts that come out as they went in, that are made anew, or that nobody misses (a printer's driver settings).
_KEPT_PARTS = re.compile(
    r"""(?x) \[Content_Types\]\.xml | _rels/\.rels | docProps/.* | \[trash\]/.*
    | xl/(workbook|styles|sharedStrings|calcChain)\.xml | xl/_rels/workbook\.xml\.rels
    | xl/theme/.* | xl/printerSettings/.* | xl/externalLinks/.* | xl/tables/.*
    | xl/(work|chart)sheets/[^/]+\.xml | xl/(work|chart)sheets/_rels/.*
    | xl/drawings/drawing\d+\.xml | xl/drawings/(commentsDrawing|vmlDrawing)\d+\.vml | xl/drawings/_rels/.*
    | xl/charts/(style|colors)\d+\.xml | xl/charts/_rels/.* | customXml/.*
    | xl/media/[^/]+\.(png|jpe?g|gif|bmp|tiff?) | .*/"""
)
_PARTS = {
    r"xl/vbaProjectSignature": "macro_signature",
    r"xl/(activeX|ctrlProps)/": "controls",
    r"xl/diagrams/": "smart_art",
    r"xl/embeddings/": "embedded",
    r"xl/pivot": "pivot",
    r"xl/slicer": "slicer",
    r"xl/timeline": "timeline",
    r"xl/(threadedComments|persons)/": "threaded_comments",
    r"xl/charts/chart\d+\.xml": "chart_looks",
    r"xl/(charts/chartEx|chartex/)": "new_charts",
    r"xl/drawings/(_rels/)?drawing.*": "shapes",
    r"xl/(richData|rdrichvalue)": "rich_values",
    r"xl/(connections|queryTables/|model/|xmlMaps)": "data_connection",
    r"xl/media/": "picture_format",
    r"xl/webextensions/": "add_in",
    r"customUI": "ribbon",
    r"xl/ink/": "ink",
    r"xl/(macrosheets|dialogsheets)/": "macro_sheets",
    r"xl/comments": "comment_looks",
}

# Elements directly below <worksheet> that come out again; or carry nothing that a person would miss.
_KEPT_ELEMENTS = re.compile(
    r"""(?x) sheetPr | dimension | sheetViews | sheetFormatPr | cols | sheetData | sheetProtection | scenarios
    | autoFilter | mergeCells | conditionalFormatting | dataValidations | hyperlinks | printOptions | pageMargins
    | pageSetup | headerFooter | rowBreaks | colBreaks | drawing | legacyDrawing | tableParts | extLst
    | sheetCalcPr | sortState | phoneticPr | cellWatches | smartTags | AlternateContent"""
)
_ELEMENTS = {
    "protectedRanges": "protected_ranges",
    "customSheetViews": "views",
    "ignoredErrors": "error_marks",
    "picture": "background",
    "oleObjects": "embedded",
    "controls": "controls",
    "legacyDrawingHF": "header_picture",
    "dataConsolidate": "data_connection",
    "webPublishItems": "data_connection",
}
_EXTENSIONS = {
    "sparklineGroups": "sparklines",
    "conditionalFormattings": "conditional_formats",
    "dataValidations": "validations",
    "slicerList": "slicer",
    "timelineRefs": "timeline",
    "protectedRanges": "protected_ranges",
    "ignoredErrors": "error_marks",
}
_GRAPHICS = {"diagram": "smart_art", "slicer": "slicer", "timeslicer": "timeline", "chartex": "new_charts"}


def losses(path: str | Path, *, keep_macros: bool = True) -> list[Loss]:
    """What the workbook would lose by being edited, the losses of content first.

    keep_macros: whether the copy is an .xlsm too. Raises ListError if the file is no workbook, is broken or
    unpacks to more than is edited.
    """
    with opened(Path(path)) as parts:
        found = {*_of_parts(parts, keep_macros)}
        for sheet, part in parts.sheets.items():
            found |= {*_of_sheet(parts, sheet, part)}
        for part in parts.names:
            if re.fullmatch(r"xl/drawings/drawing\d+\.xml", part) and part in parts.sheet_of:
                found |= {*_of_drawing(parts, parts.sheet_of[part], part)}
    return sorted(found, key=lambda loss: (loss.cosmetic, loss))


def _of_parts(parts: Parts, keep_macros: bool) -> Iterator[Loss]:
    for part in parts.names:
        code = next((code for pattern, code in _PARTS.items() if re.match(pattern, part)), None)
        where = parts.sheet_of.get(part, "")
        if part.startswith("xl/vbaProject.bin"):
            if not keep_macros:
                yield Loss("macros")
        elif part == "xl/metadata.xml":
            # Named where its cells are.
            continue
        elif part.startswith("customXml/"):
            if b"D\0a\0t\0a\0M\0a\0s\0h\0u\0p" in (data := parts.read(part)) or b"DataMashup" in data:
                yield Loss("data_connection")
        elif _KEPT_PARTS.fullmatch(part):
            continue
        elif code is not None:
            yield Loss(code, where)
        else:
            yield Loss("other", where, part)


def _of_sheet(parts: Parts, sheet: str, part: str) -> Iterator[Loss]:
    """Elements and extensions of one sheet, and cells that carry marks."""
    found: set[Loss] = set()
    above: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            if "cm" in attributes:
                found.add(Loss("dynamic_arrays", sheet))
            if "vm" in attributes:
                found.add(Loss("rich_values", sheet))
        elif len(above) == 1 and not _KEPT_ELEMENTS.fullmatch(tag):
            found.add(_named(_ELEMENTS, sheet, tag))
        elif len(above) == 3 and above[1:] == ["extLst", "ext"]:
            found.add(_named(_EXTENSIONS, sheet, tag))
        above.append(tag)

    def end(tag: str) -> None:
        above.pop()

    if part.startswith("xl/worksheets/"):
        parts.walk(part, start, end)
    yield from found


def _of_drawing(parts: Parts, sheet: str, part: str) -> Iterator[Loss]:
    """Shapes, pictures and graphics that hang on the cells of one sheet."""
    found: set[Loss] = set()
    fallbacks = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal fallbacks
        # What stands in a Fallback is drawn only by programs that do not know the thing itself.
        fallbacks += tag == "Fallback"
        if fallbacks:
            return
        if tag in ("sp", "cxnSp", "grpSp"):
            found.add(Loss("shapes", sheet))
        elif tag == "contentPart":
            found.add(Loss("ink", sheet))
        elif tag == "srcRect" and attributes:
            found.add(Loss("picture_edits", sheet))
        elif tag == "graphicData":
            kind = attributes.get("uri", "").rstrip("/").rpartition("/")[2]
            if kind != "chart":
                found.add(_named(_GRAPHICS, sheet, kind))

    def end(tag: str) -> None:
        nonlocal fallbacks
        fallbacks -= tag == "Fallback"

    parts.walk(part, start, end)
    yield from found


def _named(known: dict[str, str], sheet: str, tag: str) -> Loss:
    return Loss(known[tag], sheet) if tag in known else Loss("other", sheet, tag)


def loss_sentences(found: list[Loss], language: Language | None = None) -> list[str]:
    """One sentence a loss, those of content first."""
    return [loss.sentence(language or messages.current_language()) for loss in found]
