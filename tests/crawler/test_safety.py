import pytest

from crawler.job import SampleWeb
from crawler.safety import AddressRefused, check_url, is_public

WEB = SampleWeb("http://127.0.0.1:8123", frozenset({"www.sample.example"}))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:53aa:64c::1",
        "not an address",
    ],
)
def test_addresses_inside_networks_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://www.a.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:///path",
        "http://user:secret@www.a.example/",
        "http://www.a.example:22/",
        "http://www.a.example:99999/",
        "http://127.0.0.1/",
        "http://127.0.0.1:8123/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://10.0.0.1:8080/",
        "http://[",
    ],
)
def test_urls_that_may_not_be_reached_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(url, WEB)


@pytest.mark.parametrize(
    "url",
    ["http://www.a.example/", "https://www.a.example/x?y=1", "http://www.a.example:8080/", "http://8.8.8.8/"],
)
def test_ordinary_urls_pass_without_a_proxy(url: str) -> None:
    assert check_url(url, WEB) is None


def test_only_the_sample_web_s_own_hosts_go_to_its_proxy() -> None:
    assert check_url("http://www.sample.example/a", WEB) == WEB.proxy
    assert check_url("http://WWW.SAMPLE.example./a", WEB) == WEB.proxy
    assert check_url("http://www.sample.example.evil.example/", WEB) is None
    assert check_url("http://www.sample.example/a", None) is None


def test_a_refusal_does_not_repeat_a_secret() -> None:
    with pytest.raises(AddressRefused) as refused:
        check_url("http://user:secret@www.a.example/", None)
    assert "secret" not in str(refused.value)
