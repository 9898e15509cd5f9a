import asyncio
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.services.shared_query import SharedQuery


class Service:
    """Answers with ten times the number that is asked for; `queries` keeps what it was asked in one go."""

    def __init__(self, error: Exception | None = None) -> None:
        self.queries: list[tuple[int, ...]] = []
        self.out = 0
        self.error = error

    async def send(self, wanted: Sequence[int]) -> Mapping[int, int]:
        self.queries.append(tuple(wanted))
        self.out += 1
        assert self.out == 1
        for _ in range(5):
            await asyncio.sleep(0)
        self.out -= 1
        if self.error:
            raise self.error
        return {one: 10 * one for one in wanted if one >= 0}


def ask_all(wanted: Sequence[int], most: int, service: Service) -> list[int | BaseException | None]:
    async def all_at_once() -> list[int | BaseException | None]:
        query = SharedQuery[int, int](most)
        return await asyncio.gather(*(query.ask(one, service.send) for one in wanted), return_exceptions=True)

    return asyncio.run(all_at_once())


def test_those_who_ask_at_the_same_moment_are_asked_for_in_one_query() -> None:
    service = Service()
    assert ask_all([1, 2, -3], 10, service) == [10, 20, None]
    assert service.queries == [(1, 2, -3)]


def test_one_alone_does_not_wait_for_others() -> None:
    service = Service()
    assert ask_all([7], 10, service) == [70]
    assert service.queries == [(7,)]


def test_who_comes_while_a_query_is_out_is_in_the_next_one() -> None:
    service = Service()

    async def late() -> list[int | None]:
        query = SharedQuery[int, int](10)
        first = asyncio.create_task(query.ask(1, service.send))
        while not service.queries:
            await asyncio.sleep(0)
        return [*await asyncio.gather(query.ask(2, service.send), query.ask(3, service.send)), await first]

    assert asyncio.run(late()) == [20, 30, 10]
    assert service.queries == [(1,), (2, 3)]


def test_an_error_is_told_to_everybody_and_not_asked_for_again() -> None:
    service = Service(ValueError("maintenance"))
    assert [str(told) for told in ask_all([1, 2, 3], 10, service)] == ["maintenance"] * 3
    assert service.queries == [(1, 2, 3)]


def test_who_is_cancelled_takes_nobody_with_it() -> None:
    service = Service()

    async def one_gives_up() -> int | None:
        query = SharedQuery[int, int](10)
        first = asyncio.create_task(query.ask(1, service.send))
        second = asyncio.create_task(query.ask(2, service.send))
        while not service.queries:
            await asyncio.sleep(0)
        service.out = 0
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        return await second

    assert asyncio.run(one_gives_up()) == 20
    assert service.queries == [(1, 2), (2,)]


@given(st.lists(st.integers(-3, 20), max_size=40), st.integers(1, 7))
def test_everybody_gets_their_answer_and_no_query_is_larger_than_it_may_be(
    wanted: list[int], most: int
) -> None:
    service = Service()
    assert ask_all(wanted, most, service) == [10 * one if one >= 0 else None for one in wanted]
    assert all(len(query) <= most and len(set(query)) == len(query) for query in service.queries)
    asked = [one for query in service.queries for one in query]
    assert set(asked) == set(wanted)
    assert len(service.queries) <= len(wanted)
