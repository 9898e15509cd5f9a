"""Whether site owners can reach whoever runs a crawl: without a real contact no real site is visited."""

import re
from urllib.parse import urlsplit

# Names that nobody can own: RFC 2606, RFC 6761, and JPRS's reservations in .jp.
_RESERVED = re.compile(
    r"(^|\.)(example|test|invalid|localhost|example\.(com|net|org|jp|(co|ne|or|ac|go)\.jp))$"
)
_HOST = re.compile(r"[^\s.@/]+(?:\.[^\s.@/]+)*\.[^\s.@/\d][^\s.@/]*")


def is_reserved(host: str | None) -> bool:
    """Whether a host is one of those that only examples and tests may have.

    >>> is_reserved("www.workbench.example"), is_reserved("example.com"), is_reserved("houjin.jp")
    (True, True, False)
    """
    return bool(host and _RESERVED.search(host.lower()))


def host_of_contact(contact: str) -> str | None:
    """The host of a page's address or of a mail address; None if the contact is neither."""
    if contact.startswith(("http://", "https://")):
        try:
            return urlsplit(contact).hostname
        except ValueError:
            return None
    name, _, host = contact.removeprefix("mailto:").rpartition("@")
    return host.strip().lower() or None if name else None


def is_reachable(contact: str) -> bool:
    """Whether a contact is a page or a mail address on a host that somebody can own.

    >>> [is_reachable(contact) for contact in ("https://www.aozora.co.jp/crawler", "crawler@aozora.co.jp")]
    [True, True]
    >>> [is_reachable(contact) for contact in ("https://workbench.example/contact", "a@b", "http://10.0.0.1/", "")]
    [False, False, False, False]
    """
    host = host_of_contact(contact)
    return bool(host and _HOST.fullmatch(host) and not is_reserved(host))
