"""The parts of a title: the page's name, the site's, slogans."""

import re
import unicodedata

TITLE_PARTS = re.compile(r"[|｜/／:：»>【】]|\s[-–—―~〜・]\s|\s{2,}")


def title_parts(title: str) -> list[str]:
    """The parts of a title that say something, in its order."""
    return [part.strip() for part in TITLE_PARTS.split(unicodedata.normalize("NFKC", title)) if part.strip()]
