"""Text as a cell of an .xlsx holds it, for writers that do not see to it themselves."""

import re

# Microsoft, "Excel specifications and limits".
LONGEST = 32_767
# Characters that XML cannot hold are written _x0007_ (ECMA-376, part 1, 22.4.2.4, bstr); so a text that looks like
# that has its first underscore written so.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|\r")


def cell_text(text: str) -> tuple[str, bool]:
    r"""The text as the file holds it, and whether it had to be cut.

    >>> cell_text("bell\x07 _x0041_")
    ('bell_x0007_ _x005F_x0041_', False)
    """
    cut = len(text) > LONGEST
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text[:LONGEST]), cut
