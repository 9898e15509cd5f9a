"""Whose page it is: what a page says of itself, held against what the list says of the company."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from workbench.contract.records import Company
from workbench.evidence.taught import NOTHING_TAUGHT, Taught
from workbench.japan import addresses, corporate_numbers, names, phones

# The pages of one site say the same name and address over and over, and so do the stages that score a company.
_name_key = lru_cache(maxsize=100_000)(names.core_key)
_address = lru_cache(maxsize=100_000)(addresses.parse_address)
_street = lru_cache(maxsize=100_000)(addresses.comparable)


@dataclass(frozen=True)
class Witness:
    """The company as its own list describes it, and as the registers do where the list is silent.

    Each part is made comparable when a page first tells of it.
    """

    name: str
    prefecture_said: str | None = None
    postal_code_said: str | None = None
    address: str | None = None
    corporate_number_said: str | None = None
    listed: str | None = None
    taught: Taught = NOTHING_TAUGHT

    @classmethod
    def of(cls, company: Company, taught: Taught = NOTHING_TAUGHT) -> "Witness":
        return cls(
            company.name,
            company.prefecture,
            company.postal_code,
            company.address,
            company.corporate_number,
            company.listed_phone,
            taught,
        )

    @property
    def prefecture(self) -> str | None:
        return self.prefecture_said or _address(self.known_address).prefecture

    @property
    def postal_code(self) -> str | None:
        return self.postal_code_said or _address(self.known_address).postal_code

    @property
    def known_address(self) -> str:
        return self.address or self.taught.address or ""

    @cached_property
    def corporate_number(self) -> str | None:
        ours = corporate_numbers.clean(self.corporate_number_said or "")
        return ours or corporate_numbers.clean(self.taught.corporate_number or "")

    @cached_property
    def listed_phone(self) -> str | None:
        """E.164 of the number that the list already had; None if it had none that can be read."""
        listed = phones.parse_cell(self.listed or "")
        return listed.e164 if listed else None

    def has_number(self, site_corporate_number: str) -> bool | None:
        """Whether it is the company's 法人番号; None if that is not known."""
        return site_corporate_number == self.corporate_number if self.corporate_number else None

    def has_name(self, site_name: str) -> bool:
        """Whether it is the company's name in whatever writing: the list's, or the registered one."""
        return any(
            site_name == name or _name_key(site_name) == _name_key(name)
            for name in (self.name, self.taught.name)
            if name is not None
        )

    def is_in(self, site_address: str) -> bool | None:
        """Whether the address lies in the company's prefecture; None if either does not tell."""
        theirs = _address(site_address).prefecture
        return theirs == self.prefecture if theirs and self.prefecture else None

    def is_at(self, site_address: str) -> bool:
        """Whether the address is the company's, by postal code or street; one may be longer than the other."""
        code = _address(site_address).postal_code
        if code is not None and code == self.postal_code:
            return True
        theirs = _street(site_address)
        ours = _street(self.known_address) if self.known_address else ""
        return bool(ours and theirs) and (ours in theirs or theirs in ours)
