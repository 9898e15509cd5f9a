"""Functions in warm processes."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.local.conftest import Toys
from tests.local.waiting import until
from workbench.local import processes
from workbench.local.environment import WorkerEnvironment
from workbench.local.functions import Function, FunctionPool
from workbench.local.home import Home

AT_ONCE = 3
CODE = """
import json, os, time
print("imported", flush=True)

def pid(event, context):
    return {"pid": os.getpid(), "event": event}

def meet(event, context):
    # Waits until as many are here as the event says.
    open(os.path.join(event["folder"], str(os.getpid())), "w").close()
    while len(os.listdir(event["folder"])) < event["count"]:
        time.sleep(0.01)
    return os.getpid()

def fail(event, context):
    raise LookupError("no such shard")

def hang(event, context):
    if os.fork() == 0:
        time.sleep(60)
    open(event["file"], "w").close()
    time.sleep(60)

def leave(event, context):
    os._exit(7)

def unspeakable(event, context):
    return object()

def noisy(event, context):
    print("to the log")
    os.system("echo from a child")
    return input() if event else None

def context(event, context):
    left = context.get_remaining_time_in_millis()
    return [context.function_name, context.invoked_function_arn, 0 < left <= 5000, os.environ["COLOUR"]]

def count_then_fail(event, context):
    with open(event["file"], "a") as file:
        file.write("x")
    raise LookupError("again")
"""

Make = Callable[..., Function]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.create()
    return made


@pytest.fixture
def pool(home: Home) -> Iterator[FunctionPool]:
    running = FunctionPool(home, WorkerEnvironment("http://127.0.0.1:9", "ap-northeast-1"), at_once=AT_ONCE)
    yield running
    running.shut_down()


def function(handler: str, timeout_s: float = 20, code: str = CODE, **variables: str) -> Function:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(zipfile.ZipInfo("index.py"), code)  # the same bytes at whatever time it is made
    return Function(
        name="toy",
        arn="arn:aws:lambda:ap-northeast-1:123456789012:function:toy",
        handler=f"index.{handler}",
        digest=f"{handler}-{abs(hash(code))}",
        timeout_s=timeout_s,
        memory_mb=128,
        variables=variables,
        code=archive.getvalue(),
    )


def ask(pool: FunctionPool, asked: Function, event: Any = None) -> Any:
    answer = pool.invoke(asked, json.dumps(event).encode())
    assert not answer.failed, answer
    return json.loads(answer.body)


def error(pool: FunctionPool, asked: Function, event: Any = None) -> tuple[str, str]:
    answer = pool.invoke(asked, json.dumps(event).encode())
    assert answer.failed
    told = json.loads(answer.body)
    return told["errorType"], told["errorMessage"]


def test_a_process_answers_one_event_after_the_other(pool: FunctionPool, home: Home) -> None:
    first, second = (ask(pool, function("pid"), {"row": number, "name": "株式会社\n"}) for number in range(2))
    assert first["pid"] == second["pid"]
    assert second["event"] == {"row": 1, "name": "株式会社\n"}
    assert pool.processes == 1
    assert (home.function_logs / "toy.log").read_text().count("imported") == 1


def test_so_many_processes_run_at_once_and_further_events_wait(pool: FunctionPool, tmp_path: Path) -> None:
    (tmp_path / "met").mkdir()
    event = {"folder": str(tmp_path / "met"), "count": AT_ONCE}
    with ThreadPoolExecutor(8) as callers:
        pids = list(callers.map(lambda _: ask(pool, function("meet"), event), range(8)))
    assert len(set(pids)) == AT_ONCE == pool.processes


def test_an_error_is_told_as_lambda_tells_it(pool: FunctionPool) -> None:
    assert error(pool, function("fail")) == ("LookupError", "no such shard")
    assert error(pool, function("unspeakable"))[0] == "Runtime.MarshalError"
    assert error(pool, function("none"))[0] == "Runtime.ImportModuleError"
    assert error(pool, function("any", code="import no_such_module"))[1] == "No module named 'no_such_module'"
    stack = json.loads(pool.invoke(function("fail"), b"{}").body)["stackTrace"]
    assert any("index.py" in line for line in stack)


def test_a_process_that_raised_is_used_again(pool: FunctionPool) -> None:
    for _ in range(2):
        error(pool, function("fail"))
    assert pool.processes == 1


def test_a_function_whose_time_is_over_is_killed_with_its_children(
    pool: FunctionPool, tmp_path: Path
) -> None:
    hanging = function("hang", timeout_s=1)
    kind, message = error(pool, hanging, {"file": str(tmp_path / "reached")})
    assert kind == "Sandbox.Timedout"
    assert message.endswith("Task timed out after 1.00 seconds")
    assert (tmp_path / "reached").exists()
    assert pool.processes == 0
    assert ask(pool, function("pid"))["pid"]


def test_a_process_that_exits_is_told_and_replaced(pool: FunctionPool) -> None:
    for _ in range(2):
        kind, message = error(pool, function("leave"))
        assert kind == "Runtime.ExitError"
        assert message.endswith("Runtime exited: exit status 7")
    assert pool.processes == 0


def test_what_a_handler_prints_goes_to_the_log(pool: FunctionPool, home: Home) -> None:
    assert ask(pool, function("noisy")) is None
    log = home.function_logs / "toy.log"
    until(lambda: "to the log" in log.read_text() and "from a child" in log.read_text())
    assert error(pool, function("noisy"), True)[0] == "EOFError"


def test_a_handler_is_told_what_lambda_tells_it(pool: FunctionPool) -> None:
    asked = function("context", timeout_s=5, COLOUR="緑")
    assert ask(pool, asked) == ["toy", asked.arn, True, "緑"]


def test_an_event_that_fails_is_tried_three_times(pool: FunctionPool, tmp_path: Path) -> None:
    tried = tmp_path / "tried"
    pool.invoke_later(function("count_then_fail"), json.dumps({"file": str(tried)}).encode())
    until(lambda: tried.exists() and tried.read_text() == "xxx")


def test_a_changed_function_replaces_the_processes_of_the_old_one(pool: FunctionPool) -> None:
    old = ask(pool, function("pid"))["pid"]
    new = ask(pool, function("pid", code=CODE + "# changed"))["pid"]
    assert new != old
    assert processes.start_time(old) is None
    assert pool.processes == 1


def test_the_processes_end_with_the_pool(home: Home) -> None:
    pool = FunctionPool(home, WorkerEnvironment("http://127.0.0.1:9", "ap-northeast-1"), at_once=1)
    pid = ask(pool, function("pid"))["pid"]
    pool.shut_down()
    assert processes.start_time(pid) is None


def test_a_function_made_from_an_image_runs_through_the_api(toys: Toys) -> None:
    asked = toys.client("lambda").invoke(FunctionName="toy-on-lambda", Payload=b'{"mode": "answer"}')
    told = json.load(asked["Payload"])
    assert (told["function"], told["variable"]) == ("toy-on-lambda", "1")
    failed = toys.client("lambda").invoke(FunctionName="toy-on-lambda", Payload=b'{"mode": "fail"}')
    assert failed["FunctionError"] == "Unhandled"
    assert json.load(failed["Payload"])["errorType"] == "ValueError"
    later = toys.client("lambda").invoke(
        FunctionName="toy-on-lambda", InvocationType="Event", Payload=b'{"mode": "answer"}'
    )
    assert (later["StatusCode"], later["Payload"].read()) == (202, b"")
