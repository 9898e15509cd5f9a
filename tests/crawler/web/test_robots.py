"""A table made from RFC 9309, whose sections are named: what robots.txt says -> which addresses may be asked."""

import pytest

from crawler.web.robots import MAX_BYTES, parse, path_to_match

US = "company-list-workbench"
CLOSED = "User-agent: *\nDisallow: /"

# (what it is about, robots.txt, paths that may be asked, paths that may not)
TABLE = [
    ("2.1 nothing is said", "", ["/", "/a"], []),
    ("2.2.1 a group for all", "User-agent: *\nDisallow: /a", ["/", "/b"], ["/a", "/ab", "/a/b?c"]),
    ("2.2.1 names have no case", "USER-AGENT: Company-List-WORKBENCH\nDISALLOW: /", [], ["/"]),
    (
        "2.2.1 our own group alone counts",
        f"User-agent: *\nDisallow: /\n\nUser-agent: {US}\nAllow: /x",
        ["/"],
        [],
    ),
    ("2.2.1 our own empty group counts too", f"{CLOSED}\nUser-agent: {US}\n", ["/"], []),
    (
        "2.2.1 groups that name us are one",
        f"User-agent: {US}\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\nUser-agent: {US}\nDisallow: /b",
        ["/c"],
        ["/a", "/b"],
    ),
    (
        "2.2.1 groups for all are one",
        "User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b",
        ["/"],
        ["/a", "/b"],
    ),
    ("2.2.1 a version is no part of a name", f"User-agent: {US}/1.0\nDisallow: /", [], ["/"]),
    ("2.2.1 part of our name is another's", "User-agent: company\nDisallow: /", ["/"], []),
    ("2.2.1 more than our name is another's", f"User-agent: {US}-images\nDisallow: /", ["/"], []),
    ("2.2.1 several names share a group", f"User-agent: a\nUser-agent: {US}\nDisallow: /", [], ["/"]),
    ("2.2.1 without a group for all or us", "User-agent: a\nDisallow: /", ["/"], []),
    ("2.2.2 rules before any group are nobody's", "Disallow: /\nUser-agent: *\nDisallow: /a", ["/"], ["/a"]),
    ("2.2.2 nothing disallowed", "User-agent: *\nDisallow:", ["/", "/a"], []),
    ("2.2.2 paths have case", "User-agent: *\nDisallow: /A", ["/a"], ["/A"]),
    (
        "2.2.2 the longest match decides",
        "User-agent: *\nAllow: /p\nDisallow: /\nDisallow: /p/q\nAllow: /p/q/r",
        ["/p", "/p/q/r"],
        ["/", "/p/q", "/x"],
    ),
    ("2.2.2 of equal ones the one that allows", "User-agent: *\nDisallow: /a\nAllow: /a", ["/a"], []),
    (
        "2.2.2 an allowed index opens nothing else",
        "User-agent: *\nDisallow: /\nAllow: /index.html",
        ["/index.html"],
        ["/"],
    ),
    ("2.2.2 robots.txt is always allowed", CLOSED, ["/robots.txt"], ["/robots.txt.bak"]),
    ("2.2.2 the query counts", "User-agent: *\nDisallow: /a?b=c", ["/a", "/a?b=d"], ["/a?b=c", "/a?b=cd"]),
    (
        "2.2.2 escapes in a query",
        "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar",
        ["/foo/bar?baz=http"],
        ["/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"],
    ),
    ("2.2.2 beyond ASCII", "User-agent: *\nDisallow: /会社/", ["/"], ["/会社/", "/%E4%BC%9A%E7%A4%BE/x"]),
    ("2.2.2 the same, escaped", "User-agent: *\nDisallow: /foo/%E3%83%84", [], ["/foo/ツ", "/foo/%e3%83%84"]),
    (
        "2.2.2 needless escapes",
        "User-agent: *\nDisallow: /foo/bar/%62%61%7A",
        ["/foo/bar/"],
        ["/foo/bar/baz"],
    ),
    (
        "2.2.2 dot segments are no way round",
        "User-agent: *\nDisallow: /a",
        ["/b"],
        ["/b/../a", "/b/%2e%2E/a", "/./a/b"],
    ),
    ("2.2.2 an escaped slash is none", "User-agent: *\nDisallow: /a/b", ["/a%2Fb"], ["/a/b"]),
    (
        "2.2.3 any characters",
        "User-agent: *\nDisallow: /*.pdf",
        ["/a.pd"],
        ["/a.pdf", "/x/y.pdf?z", "/.pdfx"],
    ),
    ("2.2.3 the end", "User-agent: *\nDisallow: /*.php$", ["/a.php?x", "/a.php5"], ["/a.php", "/b/a.php"]),
    ("2.2.3 the end without more", "User-agent: *\nDisallow: /\nAllow: /$", ["/"], ["/a", "/?x"]),
    ("2.2.3 a dollar within", "User-agent: *\nDisallow: /a$b", ["/ab"], ["/a$b", "/a%24bc"]),
    (
        "2.2.3 escaped specials",
        "User-agent: *\nDisallow: /a%2A\nDisallow: /b%24",
        ["/ax", "/b"],
        ["/a*", "/b$", "/a%2a"],
    ),
    ("2.2.3 several wildcards", "User-agent: *\nDisallow: /a*b**c$", ["/a-c-b", "/abcd"], ["/a1b2c", "/abc"]),
    ("2.2.3 nothing but a wildcard", "User-agent: *\nDisallow: *", [], ["/", "/a"]),
    (
        "2.2.4 a sitemap ends no group",
        f"User-agent: a\nSitemap: /s\nUser-agent: {US}\nDisallow: /",
        [],
        ["/"],
    ),
    ("2.2.4 nor does an unknown line", f"User-agent: {US}\nX-Y: z\nDisallow: /", [], ["/"]),
    ("2.2 comments", "# x\nUser-agent: * # all\nDisallow: /a # not /b\n#Disallow: /b", ["/b"], ["/a"]),
    ("2.2 a path may hold a colon", "User-agent: *\nDisallow: /a:b", ["/a"], ["/a:b"]),
    ("2.2 white space", "  User-agent :  *  \n\tDisallow\t:\t/a\t", ["/"], ["/a"]),
    (
        "2.2 all ends of lines",
        "User-agent: *\rDisallow: /a\r\nDisallow: /b\n\rDisallow: /c",
        ["/"],
        ["/a", "/b", "/c"],
    ),
    ("2.2 no other ends of lines", "User-agent: *\nDisallow: /a\x85Allow: /a", [], ["/a\x85Allow: /a"]),
    ("2.3 a byte order mark", "\ufeffUser-agent: *\nDisallow: /", [], ["/"]),
    (
        "a rule without its slash closes, but opens nothing",
        "User-agent: *\nDisallow: a\nAllow: a/b",
        ["/"],
        ["/a/b"],
    ),
    ("a rule that is a whole address", "User-agent: *\nDisallow: https://www.a.example/a", ["/"], ["/a"]),
    ("a line that is none", "User-agent: *\n<html>\nDisallow: /a", ["/"], ["/a"]),
]


@pytest.mark.parametrize(
    ("robots", "allowed", "denied"), [case[1:] for case in TABLE], ids=[case[0] for case in TABLE]
)
def test_robots_txt_is_read_as_the_standard_says(robots: str, allowed: list[str], denied: list[str]) -> None:
    rules = parse(robots.encode(), US)
    host = "http://www.a.example"
    assert [path for path in allowed if not rules.allows(host + path)] == []
    assert [path for path in denied if rules.allows(host + path)] == []


def test_what_lies_beyond_the_limit_is_not_read_and_a_line_that_is_cut_counts_for_nothing() -> None:
    filler = "#" + "x" * 1022 + "\n"
    head = "User-agent: *\nDisallow: /\n"
    body = (head + filler * (MAX_BYTES // 1024 + 2)).encode()
    at = MAX_BYTES - len("Allow: /a")
    cut = body[: at - 1] + b"\nAllow: /a/only/this\n" + body[at:]
    assert not parse(cut, US).allows("http://a.example/a/secret")
    assert not parse(body + b"\nAllow: /b", US).allows("http://a.example/b")


def test_crawl_delays_and_sitemaps_are_read() -> None:
    robots = (
        "User-agent: *\nCrawl-delay: 5\n"
        "Sitemap: https://a.example/sitemap.xml\n"
        f"User-agent: x\nDisallow: /\n\nUser-agent: {US}\n"
        "Crawl-delay: 2.5\nCrawl-delay: soon\nCrawl-delay: inf\nAllow: /"
    )
    rules = parse(robots.encode(), US)
    assert (rules.crawl_delay_s, rules.sitemaps) == (2.5, ("https://a.example/sitemap.xml",))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_what_windows_calls_unicode_is_read_too(encoding: str) -> None:
    robots = "\ufeffUser-agent: *\r\nDisallow: /会社/"
    assert not parse(robots.encode(encoding), US).allows("http://a.example/%E4%BC%9A%E7%A4%BE/")


def test_octets_that_are_no_utf_8_are_compared_as_octets() -> None:
    rules = parse("User-agent: *\nDisallow: /会社/".encode("cp932"), US)
    assert not rules.allows("http://a.example/%89%ef%8e%d0/x")
    assert rules.allows("http://a.example/%E4%BC%9A%E7%A4%BE/")


def test_a_rule_is_one_however_often_its_group_names_us() -> None:
    rules = parse(b"User-agent: *\n" * 9_000 + b"Disallow: /a\n" * 9_000, US)
    assert len(rules.rules) == 9_000


def test_bytes_that_are_no_text_are_no_rules() -> None:
    assert parse(bytes(range(256)) * 100, US).rules == ()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://a.example", "/"),
        ("http://a.example?x=1", "/?x=1"),
        ("http://a.example/a#b", "/a"),
        ("http://a.example/~u/%7eu", "/~u/~u"),
        ("http://a.example/%zz", "/%zz"),
        ("http://a.example//a//b", "//a//b"),
    ],
)
def test_a_path_has_one_spelling(url: str, path: str) -> None:
    assert path_to_match(url) == path


def test_a_hostile_file_takes_time_in_proportion_to_its_size() -> None:
    """The longest patterns of wildcards against the longest path: no backtracking, so this ends at once."""
    rules = parse(b"User-agent: *\n" + b"Disallow: /" + b"*a" * 1_000 + b"b$\n" * 200, US)
    assert rules.allows("http://a.example/" + "a" * 2_000)
