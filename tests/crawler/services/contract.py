"""One contract for a fake and for the real service: the same tests, by the source's own settings and keys."""

import os
from typing import Any

from crawler.services.keys import Keys
from crawler.sources import load
from crawler.sources.base import Answer, Source
from crawler.web.fetch import Fetch
from tests.crawler.service_fetch import ServiceFetch, ask_service, keys_of
from tests.crawler.services.live import LiveFetch
from tests.makers import SELECTORS, settings
from workbench.contract.records import Company
from workbench.local.services.fake import FakeService


def ask_either(target: str, fake: FakeService, name: str, company: Company, **options: Any) -> Answer:
    """What the source answers of the company, with these options: by the fake, or by the service where it is."""
    source, fetch = _of(target, fake, name, options)
    return ask_service(source, company, fetch)


def _of(target: str, fake: FakeService, name: str, options: dict[str, Any]) -> tuple[Source, Fetch]:
    live = target == "live"
    told = {key: value for key, value in options.items() if not (live and key == "base_url")}
    chosen = settings(sources={"directory": SELECTORS, name: told})
    if live:
        return load(name, chosen, Keys(os.environ)), LiveFetch()
    return load(name, chosen, keys_of(fake.world, fake)), ServiceFetch(fake)
