"""What a fake of a service is: one host, a request in, an answer out; and the ways in which the real one fails."""

from __future__ import annotations

import inspect
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

from workbench.local.services.sample_site import Answer
from workbench.local.services.world import World


@dataclass(frozen=True)
class Request:
    """One request: `target` is path with query as in the request line; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        """The parameters; of one that comes twice, the first."""
        pairs = parse_qsl(urlsplit(self.target).query, keep_blank_values=True)
        return dict(reversed(pairs))


class FakeService(ABC):
    """One service. To add one: a file in this package with one subclass; nothing is registered anywhere.

    host: by which it is reached. key_name: of the key that it demands, "" for none. limit: requests that it takes in
    limit_s seconds before it answers `too_many`; None for no limit. faults: answers that the next requests get,
    whatever they ask.
    """

    host: ClassVar[str]
    key_name: ClassVar[str] = ""
    limit: int | None = None
    limit_s: float = 1.0

    def __init__(self, world: World, clock: Callable[[], float] = time.monotonic) -> None:
        self.world = world
        self.faults: deque[Answer] = deque()
        self._clock = clock
        self._asked: deque[float] = deque()

    @property
    def key(self) -> str:
        return self.world.keys.get(self.key_name, "")

    def answer(self, request: Request) -> Answer:
        """What the service says; first what it was told to fail with, then its limit, then what the world lets fail."""
        if self.faults:
            return self.faults.popleft()
        if self.limit is not None and self._is_over_limit(self.limit):
            return self.too_many()
        if fails := self._fails(request):
            return fails
        return self.respond(request)

    @abstractmethod
    def respond(self, request: Request) -> Answer:
        """The answer to a request that is within the limits."""

    def too_many(self) -> Answer:
        """The answer beyond the limit."""
        return Answer(429, {"Content-Type": "text/plain", "Retry-After": "1"}, b"Too Many Requests")

    def _fails(self, request: Request) -> Answer | None:
        """The failure that the world has for this request, None for most."""
        asked = unquote(request.target) + unquote(request.body.decode("utf-8", "replace"))
        failing = [one for one in self.world.failing if one.host == self.host and one.asked in asked]
        return Answer(failing[0].status, {"Content-Type": "text/plain"}, b"failed") if failing else None

    def _is_over_limit(self, limit: int) -> bool:
        now = self._clock()
        while self._asked and self._asked[0] <= now - self.limit_s:
            self._asked.popleft()
        self._asked.append(now)
        return len(self._asked) > limit


def load_services(world: World) -> dict[str, FakeService]:
    """Every fake of this package, by host."""
    package = __name__.rpartition(".")[0]
    folder = import_module(package)
    services: dict[str, FakeService] = {}
    for module in iter_modules(folder.__path__):
        if module.name.startswith("sample_") or module.name in ("fake", "world"):
            continue
        for _, kind in inspect.getmembers(import_module(f"{package}.{module.name}"), inspect.isclass):
            if issubclass(kind, FakeService) and not inspect.isabstract(kind):
                services[kind.host] = kind(world)
    return services
