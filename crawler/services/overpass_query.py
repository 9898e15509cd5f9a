"""What an Overpass server is asked about a company, in its query language: every name stays a name."""

import re

from workbench.contract.records import Company
from workbench.japan import addresses, names

PHONE_TAGS = ("phone", "contact:phone")
SITE_TAGS = ("website", "contact:website", "url")
# What POSIX extended regular expressions take for more than a letter.
_SPECIAL = re.compile(r"[][.{}()*+?^$|\\]")
_QUERY = """[out:json][timeout:{seconds}];
{area}
( nwr(area.a)["name"~"{name}",i]; nwr(area.a)["official_name"~"{name}",i]; )->.n;
( {tagged} );
out center tags;"""


def query_for(company: Company, seconds: int) -> str:
    """The query in Overpass QL: the city is looked for within the prefecture, since many names exist twice."""
    prefecture, city = place_of(company)
    area = f'area["name"="{_quoted(prefecture or "")}"]["admin_level"="4"]->.{"p" if city else "a"};'
    if city:
        area += f' rel(area.p)["name"="{_quoted(city)}"]["admin_level"="7"]; map_to_area->.a;'
    tagged = " ".join(f'nwr.n["{tag}"];' for tag in (*PHONE_TAGS, *SITE_TAGS))
    return _QUERY.format(seconds=seconds, area=area, name=_pattern(company.name), tagged=tagged)


def place_of(company: Company) -> tuple[str | None, str | None]:
    """(prefecture, city) as the map has them: 横浜市 for 横浜市中区, 瑞穂町 for 西多摩郡瑞穂町; None: not known.

    >>> place_of(Company(row_id=0, company_id="c", name="x", address="神奈川県横浜市中区星空町1"))
    ('神奈川県', '横浜市')
    """
    address = addresses.parse_address(company.address or "")
    prefecture = addresses.prefecture_name(company.prefecture or "") or address.prefecture
    city = addresses.parse_address(f"{prefecture}{company.city}").city if company.city else address.city
    if prefecture is None or city is None:
        return prefecture, None
    ward = re.fullmatch(r"(.+市).+区", city)
    town = re.fullmatch(r".+郡(.+[町村])", city)
    return prefecture, ward[1] if ward else town[1] if town else city


def _pattern(name: str) -> str:
    """The name's core as a regular expression in a string of Overpass QL: each letter for itself, spaces or none."""
    words = names.parse_name(name).core.split()
    escaped = (_SPECIAL.sub(lambda letter: f"\\{letter[0]}", word) for word in words)
    return _quoted("[ 　]*".join(escaped))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
