"""One request for many: what rows that are asked side by side want of a service is put into one query."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Wanted = TypeVar("Wanted")
Told = TypeVar("Told")

Send = Callable[[Sequence[Wanted]], Awaitable[Mapping[Wanted, Told]]]


@dataclass
class _Asker(Generic[Wanted, Told]):
    """One row that waits. `done` once somebody has asked for it."""

    wanted: Wanted
    done: bool = False
    told: Told | None = None
    error: Exception | None = None


class SharedQuery(Generic[Wanted, Told]):
    """Collects who asks at the same moment, or while an earlier query is out; one query is out at a time.

    No clock is involved: a query goes out as soon as the event loop has nobody more to add, or it is full.
    """

    def __init__(self, most: int) -> None:
        """most: how many wants one query may hold."""
        self._most = most
        self._waiting: list[_Asker[Wanted, Told]] = []
        self._turn = asyncio.Lock()

    async def ask(self, wanted: Wanted, send: Send[Wanted, Told]) -> Told | None:
        """What the service tells of `wanted`, None if nothing, by this caller's `send` or by another's.

        Raises what the request that was made for it raised.
        """
        mine = _Asker[Wanted, Told](wanted)
        self._waiting.append(mine)
        try:
            async with self._turn:
                if not mine.done:
                    await self._send(mine, send)
        finally:
            if mine in self._waiting:  # gave up before anybody asked for it
                self._waiting.remove(mine)
        if mine.error is not None:
            raise mine.error
        return mine.told

    async def _send(self, mine: _Asker[Wanted, Told], send: Send[Wanted, Told]) -> None:
        await self._until_nobody_comes()
        wants = {mine.wanted: None}
        together = []
        for asker in self._waiting:
            if asker.wanted in wants or len(wants) < self._most:
                wants[asker.wanted] = None
                together.append(asker)
        # An error is everybody's: asking once more for each would ask a service in trouble many times over. Who is
        # cancelled takes nobody with it: the others are still waiting, and the next of them asks.
        error: Exception | None = None
        told: Mapping[Wanted, Told] = {}
        try:
            told = await send(tuple(wants))
        except Exception as raised:  # noqa: BLE001 - raised again, in everybody's row
            error = raised
        for asker in together:
            asker.done, asker.told, asker.error = True, told.get(asker.wanted), error
        self._waiting = [asker for asker in self._waiting if not asker.done]

    async def _until_nobody_comes(self) -> None:
        """Let everybody else run who can, until a whole turn of the loop has brought nobody, or the query is full."""
        known = 0
        while known < len(self._waiting) < self._most:
            known = len(self._waiting)
            await asyncio.sleep(0)
