"""Which addresses may be reached: public ones, by http and https, on the usual ports; nothing inside any network.

A URL is judged before its request (`check_url`, on every redirect hop) and its addresses once more where the connection
is made (`GuardedResolver`), so that a name that resolves to a private address, or changes between check and connect,
is refused all the same.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.interfaces import IAddress, IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.job import SampleWeb
from crawler.web.fetch import host_of

logger = logging.getLogger(__name__)

PORTS = frozenset({80, 443, 8080, 8443})
ALLOWED_ADDRESS_SETTING = "GUARD_ALLOWED_ADDRESS"

# Longer ones name nothing that a person would call up, and are sent to somebody's server all the same.
LONGEST_URL = 8_000  # RFC 9110, 4.1: what all should be able to handle
LONGEST_NAME, LONGEST_LABEL = 253, 63  # RFC 1035, 2.3.4

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# All that IANA gives out of IPv6: whatever else is routed leads inside.
_UNICAST = ipaddress.ip_network("2000::/3")
# What Python's own table (is_global) lets through, or does not yet know in every version, and still leads inside:
# IANA's special-purpose registries, and the one public address at which a cloud serves secrets.
_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "168.63.129.16/32",  # Azure's own services, seen from inside a machine there
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",
        "3fff::/20",  # documentation, RFC 9637
    )
)
# RFC 6761, RFC 6762, ICANN's reservation of 2024, and RFC 8375's parent.
_INSIDE = frozenset({"localhost", "local", "internal", "arpa"})
_NUMBER = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)")


class AddressRefused(Exception):
    """An address that may not be reached; `why` is for the log."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(f"{host}: {why}")
        self.host = host
        self.why = why


def check_url(url: str, sample_web: SampleWeb | None = None) -> str | None:
    """The proxy by which a URL must be asked: the sample web's for its own hosts, None for all others.

    Raises AddressRefused for other schemes and ports, credentials in the URL, addresses that are not public, and what
    is too long for an address.
    """
    if len(url) > LONGEST_URL:
        raise AddressRefused(host_of(url), f"{len(url)} characters")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise AddressRefused(url[:80], str(error)) from error
    if parts.scheme not in ("http", "https") or not host:
        raise AddressRefused(host or url[:80], "only http and https are crawled")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(host, "the address carries credentials")
    if port is not None and port not in PORTS:
        raise AddressRefused(host, f"port {port} is not crawled")
    if sample_web and host in sample_web.hosts:
        return sample_web.proxy
    if is_address(host) and not is_public(host):
        raise AddressRefused(host, "not a public address")
    if _plain(host).rpartition(".")[2].lower() in _INSIDE:
        raise AddressRefused(host, "a name that networks use for themselves")
    if not is_address(host) and not _is_name(host):
        raise AddressRefused(host[:80], "not a name that a host can have")
    return None


def is_address(host: str) -> bool:
    """Whether a host is an address in any of the forms that resolvers take: `127.1`, `0x7f000001`, `2130706433`, …

    A host whose last part is a number is an address (WHATWG URL, "ends in a number"); only the plain forms are public.

    >>> [is_address(host) for host in ("0177.0.0.1", "2130706433", "::1", "www.a.example", "1.example")]
    [True, True, True, False, False]
    """
    plain = _plain(host)
    return ":" in plain or _NUMBER.fullmatch(plain.rpartition(".")[2]) is not None


def _plain(host: str) -> str:
    """A host as resolvers take it: full-width letters and the full stops of East Asia are folded."""
    return unicodedata.normalize("NFKC", host).replace("\u3002", ".").rstrip(".")


def _is_name(host: str) -> bool:
    """Whether a host has the form of a name: DNS has no other, and Twisted waits for it in vain."""
    labels = host.split(".")
    return len(host) <= LONGEST_NAME and all(0 < len(label) <= LONGEST_LABEL for label in labels)


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet, also when it wraps an IPv4 address.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:169.254.169.254")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
        elif ip not in _UNICAST:
            return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _REFUSED)


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Hands on the public addresses of one resolution and notes whether others were held back."""

    def __init__(self, receiver: Any, host: str, refused: set[str]) -> None:
        self._receiver = receiver
        self._host = host
        self._refused = refused

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:
        if is_public(getattr(address, "host", "")):
            self._receiver.addressResolved(address)
        else:
            self._refused.add(self._host)
            logger.warning("%s resolves to an address that may not be reached", self._host)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's resolver, less every address that is not public. It is the one that connections are made with.

    The one exception is the sample web's proxy, by its exact address and port.
    """

    def __init__(self, reactor: Any, allowed: tuple[str, int] | None) -> None:
        self._reactor = reactor
        self._resolver: Any = reactor.nameResolver
        self._allowed = allowed
        self.refused: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        host, _, port = (crawler.settings.get(ALLOWED_ADDRESS_SETTING) or "").rpartition(":")
        return cls(reactor, (host, int(port)) if port else None)

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        receiver = resolutionReceiver
        if (hostName, portNumber) != self._allowed:
            receiver = _PublicOnly(resolutionReceiver, hostName, self.refused)
        return self._resolver.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
