"""Faults planted in a crawler by the tests: Python imports this file by itself where the tests put it on the path.

The name of a company says what happens when it is looked up. In a name, 初回 means: in the first attempt only.
"""

import os

if "TASK_TOKEN_ENV_VARIABLE" in os.environ:
    import asyncio
    from typing import Any, NoReturn

    from crawler import ending, rows

    look_up = rows.look_up

    async def raises(_: Any) -> NoReturn:
        raise RuntimeError("a planted error")

    async def hangs(_: Any) -> None:
        await asyncio.Event().wait()

    async def goes_on_for_ever(fetch: Any) -> None:
        """Ignores SIGTERM and reads one page of a site over and over."""
        ending.Ending.stopped = lambda self: None  # type: ignore[method-assign]
        while True:
            await fetch("http://www.kakudou.example/about/")

    FAULTS = {"例外": raises, "沈黙": hangs, "頑固": goes_on_for_ever}

    async def faulty(company: Any, sources: Any, fetch: Any, *rest: Any, **named: Any) -> Any:
        for word, fault in FAULTS.items():
            if word in company.name and ("初回" not in company.name or os.environ["ATTEMPT"] == "1"):
                await fault(fetch)
        return await look_up(company, sources, fetch, *rest, **named)

    rows.look_up = faulty
