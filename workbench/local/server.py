"""The embedded AWS: moto's server on loopback, with our processes behind it.

`python -m workbench.local.server` serves until SIGTERM, or until its home is taken away. Exit status 0 when
asked to end, 1 when it could not start, 3 when another server has the home.
"""

import fcntl
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import IO, Any
from uuid import uuid4

from workbench.local.environment import CREDENTIALS, WorkerEnvironment
from workbench.local.functions import FunctionPool
from workbench.local.guard import Guard
from workbench.local.home import Home
from workbench.local.launcher import TaskLauncher, end_leftovers
from workbench.local.options import ACCOUNT, IMAGE, NOTEBOOK_IMAGE, REGION, Options
from workbench.local.tidy import tidy
from workbench.local.web_child import WORLD_FILE, SampleWeb

logger = logging.getLogger(__name__)

EXIT_TAKEN = 3
HOME_CHECK_S = 5.0


class Server:
    """One instance: the HTTP server and everything that runs behind it."""

    def __init__(self, options: Options):
        self._options = options
        self._home = options.home
        self._id = uuid4().hex
        self._started_at = datetime.now(UTC)
        self._stack_outputs: dict[str, str] = {}
        self._ended = threading.Event()

    def start(self) -> None:
        """Serve, with the stack standing, the objects there and the home's local.json written."""
        tidy(self._home)
        ended = end_leftovers(self._home)
        if ended:
            logger.info("ended %d processes of a server that was killed", ended)
        sample_web = self._start_sample_web()
        self._listen()
        environment = WorkerEnvironment(
            self._endpoint,
            REGION,
            sample_web.address() if sample_web else None,
            self._options.python_path,
            self._home.http_cache,
            self._home.disk,
        )
        self._sample_web = sample_web
        self._wire(environment)
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        self._stack_outputs = self._deploy()
        self._load_objects()
        self._put_sample_registry()
        self._start_ticker()
        self._announce()

    def end(self) -> None:
        """End everything that runs; objects and logs stay."""
        if self.is_wanted():  # else it is another's, who has the home now
            self._home.announcement.unlink(missing_ok=True)
        self._ended.set()
        self._http.shutdown()
        self._launcher.shut_down()
        self._pool.shut_down()
        if self._sample_web:
            self._sample_web.end()

    def is_wanted(self) -> bool:
        """Whether the home is still ours: a server whose folder was removed ends."""
        try:
            return bool(json.loads(self._home.announcement.read_text())["id"] == self._id)
        except (OSError, ValueError):
            return False

    def status(self) -> Mapping[str, object]:
        """What the instance's own status path says."""
        return {
            "id": self._id,
            "pid": os.getpid(),
            "uptime_s": round((datetime.now(UTC) - self._started_at).total_seconds(), 1),
            "running_tasks": self._launcher.running,
            "function_processes": self._pool.processes,
            "threads": threading.active_count(),
        }

    def _start_sample_web(self) -> SampleWeb | None:
        root = self._options.sample_web
        if root is None or not root.is_dir() or not any(root.iterdir()):
            return None
        return SampleWeb(root, self._home.sample_web_log)

    def _listen(self) -> None:
        from moto.moto_server.werkzeug_app import (
            DomainDispatcherApplication,
            MotoRequestHandler,
            create_backend_app,
        )
        from werkzeug.serving import make_server

        class QuietHandler(MotoRequestHandler):
            """Writes down only requests that broke something here."""

            def log_request(self, code: Any = "-", size: Any = "-") -> None:
                if str(code).startswith("5"):
                    super().log_request(code, size)

        application = DomainDispatcherApplication(create_backend_app)
        self._http = make_server("127.0.0.1", 0, application, threaded=True, request_handler=QuietHandler)
        self._http.app = Guard(application, port=self._http.server_port, status=self.status)
        self._endpoint = f"http://127.0.0.1:{self._http.server_port}"

    def _wire(self, environment: WorkerEnvironment) -> None:
        from workbench.local import shims, wiring
        from workbench.local.disk import ObjectFiles
        from workbench.local.events import EventSource
        from workbench.local.notifications import NotificationLog
        from workbench.local.shims.integrations import interpreter_clients

        shims.install()
        interpreter_clients(self._endpoint)
        events = EventSource(wiring.put_events_in_process(ACCOUNT, REGION))
        self._launcher = TaskLauncher(
            self._home, environment, images=(IMAGE, NOTEBOOK_IMAGE), on_stopped=wiring.TaskClerk(events)
        )
        self._pool = FunctionPool(self._home, environment, at_once=self._options.concurrency)
        self._files = ObjectFiles(self._home.objects)
        wiring.run_tasks_as_processes(self._launcher)
        wiring.invoke_functions_in_processes(self._pool)
        wiring.raise_execution_events(events)
        wiring.keep_notifications(NotificationLog(self._home.notifications))
        wiring.keep_objects(self._files)
        wiring.load_schedules(self._home.schedules, ACCOUNT, REGION, self._options.stack)
        wiring.keep_schedules(self._home.schedules)

    def _deploy(self) -> dict[str, str]:
        from workbench.local.deploy import deploy

        return deploy(
            self._client("cloudformation"),
            stack=self._options.stack,
            template=self._options.template,
            parameters=self._options.stack_parameters(),
        )

    def _start_ticker(self) -> None:
        from workbench.local.ticker import Ticker, tick_until

        ticker = Ticker(self._client("scheduler"), self._client("stepfunctions"), self._home.ticks)
        threading.Thread(target=tick_until, args=(self._ended, ticker), daemon=True).start()

    def _client(self, service: str) -> Any:
        """A boto3 client of this very instance."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            service,
            endpoint_url=self._endpoint,
            region_name=REGION,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            config=Config(proxies={}),  # this machine is not reached through HTTP_PROXY
        )

    def _load_objects(self) -> None:
        from workbench.local import wiring

        logger.info("%d objects are there again", wiring.load_objects(self._files, ACCOUNT, REGION))

    def _put_sample_registry(self) -> None:
        """The register of the sample world, where there is a bucket for it."""
        root, name = self._options.sample_web, self._stack_outputs.get("BucketName")
        if root is None or name is None or not (world := root.parent / WORLD_FILE).is_file():
            return
        from workbench.local.sample_registry import put_into
        from workbench.storage import Bucket

        put_into(Bucket(self._client("s3"), name), world, self._home.sample_registry)

    def _announce(self) -> None:
        announcement = {
            "id": self._id,
            "pid": os.getpid(),
            "endpoint": self._endpoint,
            "region": REGION,
            "account": ACCOUNT,
            "stack": self._options.stack,
            "outputs": self._stack_outputs,
            "started_at": self._started_at.isoformat(timespec="seconds"),
        }
        unfinished = self._home.announcement.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(announcement, indent=2))
        os.replace(unfinished, self._home.announcement)


def take_home(home: Home) -> IO[bytes] | None:
    """The lock on a home, held as long as the file is open, with our pid in it; None if another holds it."""
    home.create()
    lock = home.server_lock.open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    lock.truncate(0)
    lock.write(str(os.getpid()).encode())
    lock.flush()
    return lock


def import_quickly() -> None:
    """Keep moto from loading, at start, what takes a second each and is never asked for."""
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # a grammar for jsonschema's IRI format


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT."""
    began = time.monotonic()
    options = Options.from_arguments(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("botocore").setLevel(logging.WARNING)
    lock = take_home(options.home)
    if lock is None:
        logger.error("another server has %s", options.home.path)
        return EXIT_TAKEN
    import_quickly()
    asked_to_end = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked_to_end.set())
    server = Server(options)
    server.start()
    logger.info("ready after %.1f s", time.monotonic() - began)
    while not asked_to_end.wait(HOME_CHECK_S) and server.is_wanted():
        pass
    server.end()
    logger.info("ended")
    return 0


if __name__ == "__main__":
    status = main()
    logging.shutdown()
    os._exit(status)  # threads that wait for tokens or slow requests hold nothing that must be saved
