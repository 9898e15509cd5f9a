"""Tasks are stopped by their group."""

from infra.handlers.tasks import stop_tasks
from tests.infra.handlers.fakes import FakeEcs


def stop(ecs: FakeEcs, reason: str = "because") -> list[str]:
    return stop_tasks(ecs, "the-cluster", lambda group: group == "wb:r:s:1:a", reason)


def test_only_tasks_of_the_wanted_group_are_stopped() -> None:
    ecs = FakeEcs({"t1": "wb:r:s:1:a", "t2": "wb:r:s:1:ab", "t3": "family:the-family", "t4": None})
    assert stop(ecs) == ["t1"]
    assert ecs.stopped == {"t1": "because"}


def test_all_pages_are_looked_through() -> None:
    ecs = FakeEcs({f"t{n}": "wb:r:s:1:a" if n % 2 else "wb:r:s:1:b" for n in range(250)})
    assert stop(ecs) == [f"t{n}" for n in range(1, 250, 2)]


def test_where_nothing_runs_nothing_is_described() -> None:
    assert stop(FakeEcs({})) == []


def test_a_reason_is_cut_to_what_ecs_takes() -> None:
    ecs = FakeEcs({"t1": "wb:r:s:1:a"})
    stop(ecs, "x" * 2000)
    assert ecs.stopped == {"t1": "x" * 1024}
