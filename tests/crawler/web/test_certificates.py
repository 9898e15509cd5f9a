"""Whose certificates are checked, by handshakes in memory with a server that nobody vouches for."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from OpenSSL import SSL, crypto
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.settings import Settings
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.ssl import CertificateOptions
from twisted.internet.task import Clock
from twisted.protocols.tls import TLSMemoryBIOFactory
from twisted.python.failure import Failure
from twisted.test.iosim import FakeTransport, connect

from crawler.web.certificates import Certificates
from crawler.web.download import BoundedHandler
from crawler.web.scrapy_settings import scrapy_settings
from tests.makers import settings

SERVICE, SITE = "info.service.example", "www.site.example"


class _Party(Protocol):
    """One end: what it heard, and why it was cut off."""

    def __init__(self) -> None:
        self.heard = b""
        self.lost: Failure | None = None

    def connectionMade(self) -> None:
        assert self.transport is not None
        self.transport.write(b"hello")

    def dataReceived(self, data: bytes) -> None:
        self.heard += data

    def connectionLost(self, reason: Failure | None = None) -> None:  # type: ignore[override]
        self.lost = reason


def _unknown_server() -> CertificateOptions:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, SERVICE)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(SERVICE), x509.DNSName(SITE)]), False)
        .sign(key, hashes.SHA256())
    )
    return CertificateOptions(
        privateKey=crypto.PKey.from_cryptography_key(key),
        certificate=crypto.X509.from_cryptography(certificate),
    )


def _shake_hands(policy: Certificates, host: str) -> _Party:
    """Our end, after all that both ends had to say."""
    creator = policy.creatorForNetloc(host.encode(), 443)
    clock = Clock()
    ends = [
        TLSMemoryBIOFactory(options, is_client, Factory.forProtocol(_Party), clock).buildProtocol(None)
        for options, is_client in ((creator, True), (_unknown_server(), False))
    ]
    client, server = ends
    ours: _Party = client.wrappedProtocol
    pump = connect(server, FakeTransport(server, True), client, FakeTransport(client, False))
    for _ in range(3):
        pump.flush()
        clock.advance(0)
    pump.flush()
    return ours


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch) -> Certificates:
    """That of the downloader of a shard; what Scrapy makes beside it needs a reactor, and is not wanted."""

    def without_reactor(handler: HTTP11DownloadHandler, crawler: object) -> None:
        handler._contextFactory, handler._pool = _ScrapyClientContextFactory(), SimpleNamespace()

    monkeypatch.setattr(HTTP11DownloadHandler, "__init__", without_reactor)
    chosen = Settings(scrapy_settings(settings().politeness, None, {SERVICE: 1.0}))
    made = BoundedHandler(SimpleNamespace(settings=chosen))._contextFactory
    assert isinstance(made, Certificates)
    return made


def test_a_service_that_nobody_vouches_for_hears_nothing(policy: Certificates) -> None:
    ours = _shake_hands(policy, SERVICE)
    assert ours.heard == b""
    assert ours.lost is not None
    assert ours.lost.check(SSL.Error)


def test_a_companys_site_is_read_whoever_vouches_for_it(policy: Certificates) -> None:
    ours = _shake_hands(policy, SITE)
    assert ours.heard == b"hello"
