"""A fetch whose service says what the test gives it."""

from crawler.web.fetch import Call, FetchFailed, Page
from tests.crawler.service_fetch import unreachable
from tests.makers import NOON
from workbench.local.services.sample_site import Answer


class Replies:
    """Answers every call with what is given, one after the other, the last one for ever; no site can be reached."""

    def __init__(self, *replies: Answer | FetchFailed) -> None:
        self.replies = list(replies)
        self.called: list[Call] = []

    async def __call__(self, url: str) -> Page:
        raise unreachable(url)

    async def call(self, call: Call) -> Page:
        self.called.append(call)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, FetchFailed):
            raise reply
        return Page(call.url, reply.status or 0, reply.headers.get("Content-Type", ""), reply.body, NOON)
