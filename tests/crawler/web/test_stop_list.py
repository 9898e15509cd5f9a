import pytest

from crawler.web.stop_list import BUILT_IN, StopList

# How a host is written on the list -> hosts that it stops, and hosts that it does not.
ENTRIES: dict[str, tuple[list[str], list[str]]] = {
    "portal.example": (
        ["portal.example", "PORTAL.example.", "www.portal.example", "a.b.portal.example"],
        ["notportal.example", "portal.example.evil.example", "example", ""],
    ),
    "WWW.Portal.Example.": (["portal.example", "shop.portal.example"], []),
    "https://www.portal.example/list?a=b": (["portal.example"], ["list"]),
    "portal.example:8080": (["portal.example"], []),
    "*.portal.example": (["portal.example", "a.portal.example"], []),
    ".portal.example": (["portal.example"], []),
    "ポータル.example": (
        ["xn--5ckzcybvd.example", "www.ポータル.example", "ﾎﾟｰﾀﾙ.example"],
        ["xn--5ckzcybvd"],
    ),
    "xn--5ckzcybvd.example": (["ポータル.example"], []),
    "ｐｏｒｔａｌ。example": (["portal.example"], []),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_stops_its_host_and_what_is_below_however_it_is_written(entry: str) -> None:
    stopped, others = ENTRIES[entry]
    listed = StopList(more=[entry])
    assert [host for host in stopped if not listed.holds(host)] == []
    assert [host for host in others if listed.holds(host)] == []


def test_what_is_allowed_is_taken_from_the_list_and_the_nearest_entry_decides() -> None:
    listed = StopList(more=["portal.example"], allowed=["https://own.portal.example/", "note.com"])
    hosts = ("portal.example", "own.portal.example", "a.own.portal.example", "note.com")
    assert [listed.holds(host) for host in hosts] == [True, False, False, False]


@pytest.mark.parametrize("host", ["a" * 64 + ".例", "\ud800.example", "..", "*", "例" * 100])
def test_what_is_no_name_is_on_no_list_and_raises_nothing(host: str) -> None:
    assert not StopList().holds(host)
    assert not StopList(more=[host]).holds("portal.example")


def test_every_host_of_the_built_in_list_is_written_plainly() -> None:
    hosts = [host for group in BUILT_IN.values() for host in group.split()]
    assert [host for host in hosts if not StopList().holds(host)] == []
