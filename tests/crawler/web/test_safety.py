from types import SimpleNamespace
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.job import SampleWeb
from crawler.web.safety import AddressRefused, GuardedResolver, check_url, is_public

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
        "::127.0.0.1",
        "::7f00:1",
        "64:ff9b:1::a00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::224.0.0.1",
        "::ffff:224.0.0.1",
        "::ffff:0:127.0.0.1",
        "0:0:0:1::1",
        "1::1",
        "4000::1",
        "e000::1",
        "192.0.0.1",
        "192.0.0.8",
        "192.0.0.192",
        "0.1.2.3",
        "100.127.255.254",
        "2001:10::1",
        "2002:e000:1::",
        "2001:db8::1",
        "2001:20::1",
        "3fff::1",
        "5f00::1",
        "fec0::1",
        "100::1",
        "168.63.129.16",
        "192.88.99.1",
        "198.18.0.1",
        "127.1",
        "0x7f000001",
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
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://8.8.8/",
        "http://0x/",
        "http://\uff11\uff12\uff17.0.0.1/",
        "http://127\u30020\u30020\u30021/",
        "http://127.0.0.1./",
        "http://[::127.0.0.1]/",
        "http://localhost/",
        "http://db.localhost/",
        "http://metadata.google.internal/",
        "http://printer.local/",
        "http://1.0.0.127.in-addr.arpa/",
        "HTTP://127.0.0.1/",
        "http://@www.a.example/",
        "gopher://www.a.example/",
        "http://www.a.example:0/",
        "http://[",
        "http://\u24db\uff4fcalhost/",
        "http://db.localhost\uff0e/",
        "http://localhost\u3002/",
        "http://a..example/",
        "http://.a.example/",
        f"http://{'a' * 64}.example/",
        f"http://{'a.' * 130}example/",
        f"http://www.a.example/{'a' * 8_000}",
    ],
)
def test_urls_that_may_not_be_reached_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(url, WEB)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.a.example/",
        "https://www.a.example/x?y=1",
        "http://www.a.example:8080/",
        "http://8.8.8.8/",
        "http://[::ffff:8.8.8.8]/",
        f"http://www.{'a' * 63}.example/",
        f"http://www.a.example/{'a' * 7_900}",
    ],
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


class Names:
    """A resolver whose answers change from one question to the next, as a hostile name server's do."""

    def __init__(self, *answers: list[Any]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, hostName: str, portNumber: int, *_: Any) -> Any:
        receiver.resolutionBegan(self)
        for address in self.answers.pop(0):
            receiver.addressResolved(address)
        receiver.resolutionComplete()
        return self


class Connecting:
    """What Twisted's endpoint is to the resolver: it connects to whatever it is handed."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = False

    def resolutionBegan(self, _: Any) -> None: ...

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        self.complete = True


def test_a_connection_is_made_only_to_addresses_that_were_judged() -> None:
    """There is one resolution a connection, and the guard stands between it and the connection."""
    public, inside = IPv4Address("TCP", "93.184.216.34", 80), IPv4Address("TCP", "127.0.0.1", 80)
    mapped = IPv6Address("TCP", "::ffff:10.0.0.1", 80)
    names = Names([public], [public, inside, mapped], [inside])
    guard = GuardedResolver(SimpleNamespace(nameResolver=names), ("127.0.0.1", 8123))
    reached = []
    for _ in range(3):
        connecting = Connecting()
        guard.resolveHostName(connecting, "www.a.example", 80)
        assert connecting.complete
        reached.append(connecting.addresses)
    assert reached == [["93.184.216.34"], ["93.184.216.34"], []]
    assert guard.refused == {"www.a.example"}


def test_the_sample_web_s_proxy_is_the_one_exception_by_its_name_and_port() -> None:
    inside = [IPv4Address("TCP", "127.0.0.1", 8123)]
    guard = GuardedResolver(SimpleNamespace(nameResolver=Names(inside, inside)), ("127.0.0.1", 8123))
    for port, addresses in ((8123, ["127.0.0.1"]), (8124, [])):
        connecting = Connecting()
        guard.resolveHostName(connecting, "127.0.0.1", port)
        assert connecting.addresses == addresses
