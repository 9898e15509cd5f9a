"""What is asked, what is registered, and what came of asking. Unknown is None, never ""."""

from dataclasses import dataclass

from workbench.contract.reasons import Reason


@dataclass(frozen=True, slots=True)
class Query:
    """One row of a list: its name as written, and whatever else it says of where the company is."""

    name: str
    prefecture: str | None = None
    city: str | None = None
    postal_code: str | None = None
    address: str | None = None
    corporate_number: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a company is or was registered; abroad only `street` is known."""

    prefecture: str | None = None
    city: str | None = None
    street: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True)
class RegisteredCompany:
    """One company as the register has it today; dates are YYYY-MM-DD, kind and close_cause the register's codes."""

    corporate_number: str
    name: str
    kana: str | None = None
    english_name: str | None = None
    prefecture: str | None = None
    city: str | None = None
    street: str | None = None
    postal_code: str | None = None
    kind: str | None = None
    closed_on: str | None = None
    close_cause: str | None = None
    successor: str | None = None
    updated_on: str | None = None
    former_names: tuple[str, ...] = ()
    former_places: tuple[Place, ...] = ()

    @property
    def place(self) -> Place:
        return Place(self.prefecture, self.city, self.street, self.postal_code)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company that may be meant: score (0 to 100) and the codes of what differs (messages: `difference.<code>`)."""

    company: RegisteredCompany
    score: float
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of one query: the company that surely is meant or None, who else may be, and why."""

    accepted: RegisteredCompany | None
    candidates: tuple[Candidate, ...]
    reason: Reason
