from workbench.contract.records import HostTraffic, ShardTraffic
from workbench.quality import politeness_table, politeness_totals


def ledger(shard: str, *hosts: HostTraffic) -> ShardTraffic:
    return ShardTraffic(run_id="r", stage="sites", attempt=1, shard=shard, hosts=hosts)


LEDGERS = [
    ledger(
        "0000",
        HostTraffic(host="a.example", requests=2, bytes=100, seconds=0.5, refused={"robots_disallow": 1}),
        HostTraffic(host="portal.example", from_cache=2, refused={"stop_listed": 3}),
    ),
    ledger(
        "0001",
        HostTraffic(host="b.example", requests=9, bytes=50, seconds=1.5, waited_s=4.0, not_modified=4),
        HostTraffic(host="a.example", requests=3, bytes=1, refused={"robots_disallow": 2, "site_busy": 1}),
    ),
]


def test_each_host_has_one_line_the_most_asked_first_and_nothing_is_lost() -> None:
    table = politeness_table(LEDGERS)
    assert table.to_dict("list") == {
        "host": ["b.example", "a.example", "portal.example"],
        "requests": [9, 5, 0],
        "bytes": [50, 101, 0],
        "seconds": [1.5, 0.5, 0.0],
        "waited_s": [4.0, 0.0, 0.0],
        "refused": [0, 4, 3],
        "from_cache": [0, 0, 2],
        "not_modified": [4, 0, 0],
        "rules": [{}, {"robots_disallow": 3, "site_busy": 1}, {"stop_listed": 3}],
    }
    assert politeness_totals(table) == {
        "hosts": 3,
        "requests": 14,
        "bytes": 151,
        "from_cache": 2,
        "not_modified": 4,
        "seconds": 2.0,
        "waited_s": 4.0,
        "refused": {"robots_disallow": 3, "site_busy": 1, "stop_listed": 3},
    }


def test_a_run_that_asked_nobody_has_an_empty_table() -> None:
    table = politeness_table([])
    assert list(table.columns) == list(politeness_table(LEDGERS).columns)
    assert politeness_totals(table)["requests"] == 0
