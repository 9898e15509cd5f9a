"""What must be known of a source to tell what will happen, and on what terms its values may be used.

Each source says it of itself in its own file below crawler/sources; `python tools/settings_pages.py` writes it down in
sources.json, since a notebook may run where the crawler is not installed. A test compares.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from typing import Any

from workbench.contract.states import Field, Licence


@dataclass(frozen=True)
class Traits:
    """needs: columns without which a company cannot be asked; one_host: whether all is asked of a single site.

    key: the name of the key it needs; price_yen: of one request; licence: None where the source has terms of its own,
    to be looked up; attribution: the sentence that its terms demand beside its values.
    """

    needs: frozenset[str] = frozenset({"name"})
    gives: frozenset[Field] = frozenset()
    one_host: bool = True
    key: str | None = None
    price_yen: float = 0.0
    licence: Licence | None = None
    attribution: str | None = None
    attribution_url: str | None = None


def traits(name: str) -> Traits:
    """The traits of a source; of one that others added, as its class says, or the plainest if it is not installed."""
    return written().get(name) or _of_class(name)


@cache
def written() -> Mapping[str, Traits]:
    """The traits that sources.json holds, by the source's name."""
    held = json.loads(resources.files(__package__).joinpath("sources.json").read_text(encoding="utf-8"))
    return {name: _read(told) for name, told in held.items()}


def described(source: Any) -> dict[str, Any]:
    """What a source's class says of itself, as sources.json holds it."""
    return {
        "needs": list(source.needs),
        "gives": sorted(field.value for field in source.gives),
        "one_host": source.rate == "run",
        "key": source.key,
        "price_yen": source.price_yen,
        "licence": None if source.own_terms else source.licence.value,
        "attribution": source.attribution,
        "attribution_url": source.attribution_url,
    }


def _read(told: Mapping[str, Any]) -> Traits:
    licence = told["licence"]
    return Traits(
        **{
            **told,
            "needs": frozenset(told["needs"]),
            "gives": frozenset(map(Field, told["gives"])),
            "licence": Licence(licence) if licence else None,
        }
    )


def _of_class(name: str) -> Traits:
    # By its name at run time: the crawler may not be there, and these rules know nothing of it.
    try:
        return _read(described(import_module("crawler.sources").kind(name)))
    except (ImportError, ValueError):
        return Traits()
