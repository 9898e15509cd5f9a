"""Guesses at the homepage's address from the name in Latin letters. Most do not exist; the others are verified."""

from crawler.sites.guesses import domains
from crawler.sites.verify import Checked, Proof, check, concluded
from crawler.sources.base import Answer, Source
from crawler.web.fetch import Fetch
from workbench.contract.reasons import Reason, ReasonCode
from workbench.contract.records import Company
from workbench.contract.states import AskResult, Field, RowState


class Guess(Source):
    """Looks a few domains up, likeliest first, and reads only those that exist, until one proves to be theirs.

    The look-up is that of the connection itself, so a domain without an address is never sent anything.
    """

    name = "guess"
    gives = frozenset({Field.HOMEPAGE})
    rate = "site"

    async def ask(self, company: Company, fetch: Fetch) -> Answer:
        options = self.settings.sources.guess
        guessed = domains(company, options.endings, options.candidates)
        if not guessed:
            reason = Reason.of(ReasonCode.NO_SPELLING)
            return Answer(AskResult.SKIPPED, RowState.NOT_ATTEMPTED, reason)
        checked: list[Checked] = []
        for domain in guessed:
            found = await _look_at(company, domain, fetch)
            if found is not None:
                checked.append(found)
                if found.proof is Proof.THEIRS:
                    break
        if not checked:
            return self.none(ReasonCode.GUESSES_ABSENT, count=len(guessed), candidates="、".join(guessed))
        return concluded(self, company, checked)


async def _look_at(company: Company, domain: str, fetch: Fetch) -> Checked | None:
    """What the site of a domain shows, None if there is none, with or without www."""
    for host in (f"www.{domain}", domain):
        found = await check(company, f"http://{host}/", fetch)
        if found.exists:
            return found
    return None
