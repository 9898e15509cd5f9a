"""Closed lists: what can become of a row, and what a number can be."""

from enum import StrEnum


class RowState(StrEnum):
    """State of a row, never blank. The order counts: over several stages the first that holds wins (standing.py)."""

    SUPPRESSED = "suppressed"
    INVALID_INPUT = "invalid_input"
    FOUND = "found"
    NEEDS_REVIEW = "needs_review"
    WRONG_COMPANY = "wrong_company"
    NOT_PUBLISHED = "not_published"
    ROBOTS_DENIED = "robots_denied"
    SITE_UNREACHABLE = "site_unreachable"
    TIMED_OUT = "timed_out"
    NO_WEBSITE = "no_website"
    NOT_ATTEMPTED = "not_attempted"


class Field(StrEnum):
    """What an observation tells of a company."""

    PHONE = "phone"
    HOMEPAGE = "homepage"
    ADDRESS = "address"
    CORPORATE_NUMBER = "corporate_number"
    NAME = "name"
    KANA = "kana"
    STATUS = "status"
    INVOICE_STATUS = "invoice_status"
    DO_NOT_CALL = "do_not_call"


class Line(StrEnum):
    """Kind of telephone line, by the numbering plan."""

    FIXED = "fixed"
    TOLL_FREE = "toll_free"
    NAVI = "navi"
    IP = "ip"
    MOBILE = "mobile"


class Role(StrEnum):
    """Whose telephone it is within the company, by the words beside it."""

    MAIN = "main"
    BRANCH = "branch"
    RECRUIT = "recruit"
    SUPPORT = "support"
    FAX = "fax"
    OTHER = "other"


class Place(StrEnum):
    """Where on the page a value stood."""

    JSON_LD = "json_ld"
    TEL_LINK = "tel_link"
    TABLE = "table"
    TEXT = "text"
    FOOTER = "footer"


class Licence(StrEnum):
    """What the source's terms let us do with a value."""

    STORABLE = "storable"
    SHARE_ALIKE = "share_alike"
    DISPLAY_ONLY = "display_only"


class AskResult(StrEnum):
    """What came back from one source for one row. `none` is an answer; `error` and `skipped` are not."""

    HIT = "hit"
    NONE = "none"
    ERROR = "error"
    SKIPPED = "skipped"
    CACHED = "cached"


class Registration(StrEnum):
    """What a register says of a company itself: the value of a Field.STATUS observation."""

    OPEN = "open"
    CLOSED = "closed"


class InvoiceStatus(StrEnum):
    """Whether a company may issue qualified invoices: the value of a Field.INVOICE_STATUS observation."""

    REGISTERED = "registered"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NOT_REGISTERED = "not_registered"


class ListedPhone(StrEnum):
    """What became of the number that the list already had."""

    SAME = "same"
    DIFFERENT = "different"
    DEAD = "dead"
    UNKNOWN = "unknown"


class ShardEnd(StrEnum):
    """How a shard's program ended, by its own word; a shard without one was lost."""

    DONE = "done"
    HANDED_BACK = "handed_back"
    FAILED = "failed"
    STOPPED = "stopped"
