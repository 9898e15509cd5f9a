import threading

from tests.local.waiting import until
from workbench.panel.jobs import Jobs


def test_a_job_runs_beside_and_one_of_its_name_at_a_time() -> None:
    go, done = threading.Event(), []
    jobs = Jobs(failed=lambda error: None, changed=lambda: None)
    assert jobs.start("stop", lambda: done.append(go.wait(10)))
    assert not jobs.start("stop", lambda: done.append(False))
    assert jobs.is_running("start", "stop")
    go.set()
    until(lambda: not jobs.is_running("stop"))
    assert done == [True]


def test_of_several_that_wait_the_last_runs() -> None:
    go, done = threading.Event(), []
    jobs = Jobs(failed=lambda error: None, changed=lambda: None)
    for name in ("first", "second", "third"):
        jobs.start_latest("read", lambda name=name: done.append((go.wait(10), name)))  # type: ignore[misc]
    go.set()
    until(lambda: not jobs.is_running("read"))
    assert done == [(True, "first"), (True, "third")]


def test_what_goes_wrong_is_told_and_the_next_job_runs() -> None:
    failed: list[Exception] = []
    changes: list[bool] = []
    jobs = Jobs(failed=failed.append, changed=lambda: changes.append(True))
    error = ValueError("nothing there")

    def fails() -> None:
        raise error

    jobs.start("export", fails)
    until(lambda: not jobs.is_running("export"))
    assert failed == [error]
    until(lambda: len(changes) == 2)
    assert jobs.start("export", lambda: None)
