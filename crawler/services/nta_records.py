"""The Tax Agency's records as its Web-API gives them: several of one company, if it was something else before."""

from collections import defaultdict
from collections.abc import Iterable
from xml.etree import ElementTree

from workbench.japan import corporate_numbers
from workbench.registry.records import Place, RegisteredCompany

Record = dict[str, str]


def record_of(element: ElementTree.Element) -> Record:
    """The record that an element `corporation` is."""
    return {child.tag: child.text or "" for child in element}


def is_whole(record: Record) -> bool:
    """Whether a record has what every record has."""
    return (
        corporate_numbers.is_valid(record.get("corporateNumber", "")) and {"name", "latest"} <= record.keys()
    )


def companies_of(records: Iterable[Record]) -> list[RegisteredCompany]:
    """Each company once, as it is now, with what it was before."""
    of_one: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        of_one[record["corporateNumber"]].append(record)
    return [_company(*states) for states in of_one.values()]


def _company(*states: Record) -> RegisteredCompany:
    now = next((state for state in states if state["latest"] == "1"), states[-1])
    told = {name: text for name, text in now.items() if text}
    place = _place(now)
    return RegisteredCompany(
        corporate_number=now["corporateNumber"],
        name=now["name"],
        kana=told.get("furigana"),
        english_name=told.get("enName"),
        prefecture=place.prefecture,
        city=place.city,
        street=place.street,
        postal_code=place.postal_code,
        kind=told.get("kind"),
        closed_on=told.get("closeDate"),
        close_cause=told.get("closeCause"),
        successor=told.get("successorCorporateNumber"),
        updated_on=told.get("updateDate"),
        former_names=tuple(dict.fromkeys(one["name"] for one in states if one["name"] != now["name"])),
        former_places=tuple(dict.fromkeys(there for one in states if (there := _place(one)) != place)),
    )


def _place(record: Record) -> Place:
    """Where it is registered; of a company abroad its address in one piece."""
    parts = {name: record.get(name) or None for name in ("prefectureName", "cityName", "postCode")}
    street = record.get("streetNumber") or record.get("addressOutside") or None
    return Place(parts["prefectureName"], parts["cityName"], street, parts["postCode"])
