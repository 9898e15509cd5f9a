"""Reasons: a code with parameters, made into a sentence where a person reads it (messages/reasons.py)."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from workbench import messages


class ReasonCode(StrEnum):
    """Why a row or a shard ended as it did. Each has its sentence as `reason.<code>`."""

    FOUND_ON_PAGE = "found_on_page"
    FOUND_UNLABELLED = "found_unlabelled"
    LOW_CONFIDENCE = "low_confidence"
    SEVERAL_CANDIDATES = "several_candidates"
    NO_NUMBER_ON_SITE = "no_number_on_site"
    NO_ENTRY = "no_entry"
    ENTRY_WITHOUT_NUMBER = "entry_without_number"
    OTHER_COMPANY = "other_company"
    SITE_NOT_VERIFIED = "site_not_verified"
    ROBOTS_DISALLOW = "robots_disallow"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    ROBOTS_NOINDEX = "robots_noindex"
    CRAWL_DELAY_TOO_LONG = "crawl_delay_too_long"
    UNREACHABLE = "unreachable"
    HTTP_STATUS = "http_status"
    ADDRESS_REFUSED = "address_refused"
    SITE_TOO_SLOW = "site_too_slow"
    SITE_BUSY = "site_busy"
    BUDGET_SPENT = "budget_spent"
    NEEDS_BROWSER = "needs_browser"
    NOBODYS_OWN = "nobodys_own"
    NEEDS_CONTACT = "needs_contact"
    STOP_LISTED = "stop_listed"
    NO_HOMEPAGE = "no_homepage"
    BLANK_NAME = "blank_name"
    TOTAL_ROW = "total_row"
    REPEATED_HEADER = "repeated_header"
    NOTE_ROW = "note_row"
    ON_SUPPRESSION_LIST = "on_suppression_list"
    NOT_YET = "not_yet"
    NOT_PLANNED = "not_planned"
    NOT_IN_RUN = "not_in_run"
    COULD_NOT_START = "could_not_start"
    CRAWLER_RAISED = "crawler_raised"
    CRAWLER_STALLED = "crawler_stalled"
    HEARTBEAT_LOST = "heartbeat_lost"
    STAGE_TIMED_OUT = "stage_timed_out"
    CONTAINER_KILLED = "container_killed"
    STOPPED = "stopped"
    HANDED_BACK = "handed_back"
    LOST = "lost"
    NEEDS_KEY = "needs_key"
    REGISTERED_COMPANY = "registered_company"
    REGISTERED_CLOSED = "registered_closed"
    REGISTERED_SUCCEEDED = "registered_succeeded"
    REGISTERED_SEVERAL = "registered_several"
    REGISTERED_ELSEWHERE = "registered_elsewhere"
    REGISTERED_OTHERWISE = "registered_otherwise"
    REGISTERED_SIMILAR = "registered_similar"
    ONLY_CLOSED = "only_closed"
    ONLY_SUCCEEDED = "only_succeeded"
    NUMBER_OF_ANOTHER_NAME = "number_of_another_name"
    NUMBER_NOT_IN_REGISTER = "number_not_in_register"
    NOT_REGISTERED = "not_registered"
    NUMBER_NOT_REGISTERED = "number_not_registered"
    NUMBER_OF_ANOTHER = "number_of_another"
    REGISTRY_MISSING = "registry_missing"
    REGISTRY_UNREADABLE = "registry_unreadable"
    KEY_REFUSED = "key_refused"
    SERVICE_LIMIT = "service_limit"
    SERVICE_FAILED = "service_failed"
    SERVICE_UNREACHABLE = "service_unreachable"
    SERVICE_MAINTENANCE = "service_maintenance"
    SERVICE_UNREADABLE = "service_unreadable"
    SERVICE_REDIRECTED = "service_redirected"
    SOURCE_RESTED = "source_rested"
    RUN_STOPPED_EARLY = "run_stopped_early"
    LEARNED = "learned"
    ALREADY_KNOWN = "already_known"
    SEVERAL_COMPANIES = "several_companies"
    NO_SUCH_COMPANY = "no_such_company"
    COMPANY_CLOSED = "company_closed"
    COMPANY_DIFFERS = "company_differs"
    TOO_MANY_COMPANIES = "too_many_companies"
    NO_CORPORATE_NUMBER = "no_corporate_number"
    NO_PLACE = "no_place"
    QUERY_GIVEN_UP = "query_given_up"
    SEARCH_FORMAT_OFF = "search_format_off"
    ENGINES_SILENT = "engines_silent"
    NO_CANDIDATE = "no_candidate"
    CANDIDATES_NOT_THEIRS = "candidates_not_theirs"
    CANDIDATES_NOT_READ = "candidates_not_read"
    CANDIDATE_UNPROVEN = "candidate_unproven"
    GUESSES_ABSENT = "guesses_absent"
    NO_SPELLING = "no_spelling"
    TO_BE_LOOKED_AT = "to_be_looked_at"


# What passes: a service that failed today may answer tomorrow, so a resume asks it again.
PASSING = frozenset(
    {
        ReasonCode.KEY_REFUSED,
        ReasonCode.SERVICE_LIMIT,
        ReasonCode.SERVICE_FAILED,
        ReasonCode.SERVICE_UNREACHABLE,
        ReasonCode.SERVICE_MAINTENANCE,
        ReasonCode.SERVICE_UNREADABLE,
        ReasonCode.SERVICE_REDIRECTED,
        ReasonCode.SOURCE_RESTED,
    }
)


class Reason(BaseModel):
    """One reason. `parameters` holds plain values only, so that it survives JSON unchanged.

    >>> Reason.of(ReasonCode.BLANK_NAME).sentence("en")
    "The company's name is blank"
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: ReasonCode
    parameters: dict[str, str | int | float | None] = {}

    @classmethod
    def of(cls, code: ReasonCode, **parameters: str | int | float | None) -> "Reason":
        return cls(code=code, parameters=parameters)

    def sentence(self, language: messages.Language | None = None) -> str:
        return messages.say(f"reason.{self.code.value}", language, **self.parameters)
