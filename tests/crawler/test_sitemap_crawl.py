"""Sitemaps in a shard: named by robots.txt, asked as politely as a page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.crawler.fake_aws import FakeAws
from tests.crawler.shard import AT, KEYS, Shard, settings_text, write_site
from tests.makers import company
from workbench.contract.records import ShardTraffic
from workbench.contract.states import RowState
from workbench.local.services.sample_web import SampleWeb

TOP = "<title>株式会社あおぞら</title>"
PROFILE = "<title>会社概要｜株式会社あおぞら</title><p>代表電話 03-5550-1001</p>"


def sitemap(host: str) -> str:
    return f"<urlset><url><loc>http://{host}/company.html</loc></url></urlset>"


def site(
    name: str, robots: str = "", headers: Mapping[str, str] = {}, top: str = TOP
) -> list[dict[str, Any]]:
    """The rules of a site whose top page has no links, and whose company page only pages.xml names."""
    return [
        {"path": "/", "body": top},
        {
            "path": "/robots.txt",
            "body": robots.format(host=f"www.{name}.example"),
            "headers": {"Content-Type": "text/plain"},
        },
        {
            "path": "/pages.xml",
            "body": sitemap(f"www.{name}.example"),
            "headers": {"Content-Type": "application/xml", **headers},
        },
    ]


NAMED = "Sitemap: http://{host}/pages.xml\n"
# What a site says of its sitemap -> what is asked after its top page.
SITES = {
    "named": (site("named", NAMED), ["/pages.xml", "/company.html"]),
    # As a widespread plug-in marks them: not to be found by searching, but made to be followed.
    "marked": (site("marked", NAMED, {"X-Robots-Tag": "noindex, follow"}), ["/pages.xml", "/company.html"]),
    "unnamed": (site("unnamed"), ["/sitemap.xml"]),
    "closed": (site("closed", NAMED + "User-agent: *\nDisallow: /pages.xml"), []),
    "elsewhere": (site("elsewhere", "Sitemap: http://www.named.example/pages.xml"), []),
    "nofollow": (site("nofollow", NAMED, top=f'<meta name="robots" content="nofollow">{TOP}'), []),
}


def test_a_sitemap_is_read_where_robots_txt_names_it_and_lets_us(tmp_path: Path) -> None:
    for name, (rules, _) in SITES.items():
        write_site(tmp_path / "web", f"www.{name}.example", {"company.html": PROFILE}, rules)
    companies = [
        company(row, name="株式会社あおぞら", homepage=f"http://www.{name}.example/")
        for row, name in enumerate(SITES)
    ]
    with FakeAws() as aws, SampleWeb(tmp_path / "web", tmp_path / "log") as web:
        running = Shard(aws, web, companies, settings_text()).run()
        accesses = web.accesses()
    assert running.exit_code == 0, running.log
    asked = {
        name: [one["path"] for one in accesses if one["host"] == f"www.{name}.example"] for name in SITES
    }
    assert asked == {name: ["/robots.txt", "/", *then] for name, (_, then) in SITES.items()}
    found = {list(SITES)[one.row_id] for one in running.left.outcomes if one.state is RowState.FOUND}
    assert found == {"named", "marked"}
    told = ShardTraffic.model_validate_json(aws.objects[KEYS.traffic(*AT)])
    refused = {host.host: host.refused for host in told.hosts if host.refused}
    assert refused == {"closed.example": {"robots_disallow": 1}}
