"""Whose certificates are checked: the services', which are sent keys; not those of companies' sites.

A small firm's certificate is often past its date or another's, and its page is public and asked for nothing in
return. A service gets our key, so it must be the one it says it is.
"""

from collections.abc import Container
from typing import Any

from twisted.web.client import BrowserLikePolicyForHTTPS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer


@implementer(IPolicyForHTTPS)
class Certificates:
    """`usual` for all hosts but those of `services`, whose certificates must be in order as browsers see it."""

    def __init__(self, usual: Any, services: Container[str]) -> None:
        self._usual = usual
        self._services = services
        self._strict: Any = BrowserLikePolicyForHTTPS()  # type: ignore[no-untyped-call]

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        policy = self._strict if hostname.decode("ascii") in self._services else self._usual
        return policy.creatorForNetloc(hostname, port)
