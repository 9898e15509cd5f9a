"""Where our parts take moto's places: the only file beside the shims that knows moto from within."""

import hashlib
import json
import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from moto.awslambda_simple.models import LambdaSimpleBackend
from moto.core.config import default_user_config
from moto.ec2.models import ec2_backends
from moto.ecs.models import EC2ContainerServiceBackend
from moto.events.models import events_backends
from moto.s3.models import FakeKey, S3Backend, s3_backends
from moto.scheduler.models import EventBridgeSchedulerBackend, scheduler_backends
from moto.sns.models import SNSBackend
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication, Execution
from moto.stepfunctions.parser.utils import TMP_THREADS

from workbench.local.disk import ObjectFiles, StoredObject
from workbench.local.events import EventSource
from workbench.local.functions import Function, FunctionPool
from workbench.local.home import CHECKOUT
from workbench.local.launcher import TaskLauncher
from workbench.local.notifications import NotificationLog
from workbench.local.shims.ecs import TASK_CALLS
from workbench.local.shims.patch import wrap

logger = logging.getLogger(__name__)

IMAGE_PACKAGES = ("crawler", "workbench")
STOPPED_TASKS_KEPT = 1_000  # ECS itself forgets a stopped task after an hour


def put_events_in_process(account: str, region: str) -> Callable[[list[dict[str, Any]]], Any]:
    """EventBridge's PutEvents without a request."""
    return lambda entries: events_backends[account][region].put_events(entries)


def run_tasks_as_processes(launcher: TaskLauncher) -> None:
    """RunTask starts a process, StopTask ends it."""

    def running(original: Any) -> Any:
        def run_task(self: Any, *arguments: Any, **named: Any) -> list[Any]:
            tasks: list[Any] = original(self, *arguments, **named)
            for task in tasks:
                definition = self.describe_task_definition(task.task_definition_arn)
                task.cpu, task.memory = definition.cpu, definition.memory
                launcher.launch(task, definition.container_definitions[0])
            return tasks

        return run_task

    def stopping(original: Any) -> Any:
        def stop_task(self: Any, cluster_str: str, task_str: str, reason: str | None) -> Any:
            task_id = task_str.split("/")[-1]
            with TASK_CALLS:
                tasks = self.tasks.get(self._get_cluster(cluster_str).name, {}).values()
                task = next((each for each in tasks if each.id == task_id), None)
            if task is None:
                return original(self, cluster_str, task_str, reason)
            launcher.stop(task, reason)
            return task

        return stop_task

    wrap(EC2ContainerServiceBackend, "run_task", running)
    wrap(EC2ContainerServiceBackend, "stop_task", stopping)


class TaskClerk:
    """Told of each task that stopped: frees its network address, forgets old tasks, raises the event."""

    def __init__(self, events: EventSource):
        self._events = events
        self._stopped: deque[Any] = deque()

    def __call__(self, task: Any) -> None:
        with TASK_CALLS:
            _free_interfaces(task)
            self._stopped.append(task)
            while len(self._stopped) > STOPPED_TASKS_KEPT:
                old = self._stopped.popleft()
                old._backend.tasks[old.cluster_name].pop(old.task_arn, None)
        self._events.task_stopped(task)


def invoke_functions_in_processes(pool: FunctionPool) -> None:
    """Invoke runs the function's handler, at once or, for events, by and by."""

    def invoke(
        self: Any, function_name: str, qualifier: str | None, body: Any, headers: Any, response_headers: Any
    ) -> bytes:
        function = _function(self.get_function(function_name, qualifier))
        event = body if isinstance(body, bytes) else (body or "{}").encode()
        kind = headers.get("X-Amz-Invocation-Type") or "RequestResponse"
        if kind == "Event":
            pool.invoke_later(function, event)
        if kind != "RequestResponse":
            return b""
        answer = pool.invoke(function, event)
        if answer.failed:
            response_headers["x-amz-function-error"] = "Unhandled"
        response_headers["Content-Length"] = str(len(answer.body))
        return answer.body

    default_user_config["lambda"] = {"use_docker": False}
    wrap(LambdaSimpleBackend, "invoke", lambda _: invoke)


def raise_execution_events(events: EventSource) -> None:
    """Executions that start and end are told to EventBridge."""

    def telling(original: Any) -> Any:
        def start(self: Any) -> None:
            original(self)
            events.execution_changed(self)

        return start

    def telling_the_end(original: Any) -> Any:
        def terminated(self: Any) -> None:
            original(self)
            TMP_THREADS[:] = [thread for thread in TMP_THREADS if thread.is_alive()]  # else it only grows
            events.execution_changed(self.execution)

        return terminated

    wrap(Execution, "start", telling)
    wrap(BaseExecutionWorkerCommunication, "terminated", telling_the_end)


def keep_notifications(log: NotificationLog) -> None:
    """What is published to a topic is written down."""

    def keeping(original: Any) -> Any:
        def publish(self: Any, message: str, arn: str | None, *rest: Any, **named: Any) -> str:
            message_id: str = original(self, message, arn, *rest, **named)
            log.append(message_id=message_id, topic=arn or "", subject=named.get("subject"), message=message)
            return message_id

        return publish

    wrap(SNSBackend, "publish", keeping)


def keep_objects(files: ObjectFiles) -> None:
    """What is put is on disk before the answer, and what is deleted is gone from it."""

    def putting(original: Any) -> Any:
        def put_object(self: Any, bucket_name: str, key_name: str, value: bytes, **named: Any) -> Any:
            bucket = self.get_bucket(bucket_name)
            with files.lock(bucket_name, key_name):
                staged = files.stage(value)
                # Given here, since moto makes it from a buffer that another thread may be reading.
                named["etag"] = named.get("etag") or hashlib.md5(value, usedforsecurity=False).hexdigest()
                older = bucket.keys.get(key_name)
                if isinstance(older, DiskKey):
                    older.load()
                key = original(self, bucket_name, key_name, value, **named)
                files.publish(staged, bucket_name, key_name)
                _keep_facts(files, key)
            return key

        return put_object

    def describing(original: Any) -> Any:
        def set_metadata(self: Any, metadata: Any, replace: bool = False) -> None:
            original(self, metadata, replace)
            if self.bucket_name:
                with files.lock(self.bucket_name, self.name):
                    _keep_facts(files, self)

        return set_metadata

    def deleting(original: Any) -> Any:
        def delete_object(self: Any, bucket_name: str, key_name: str, *rest: Any, **named: Any) -> Any:
            with files.lock(bucket_name, key_name):
                answer = original(self, bucket_name, key_name, *rest, **named)
                if not isinstance(self.get_bucket(bucket_name).keys.get(key_name), FakeKey):
                    files.delete(bucket_name, key_name)
            return answer

        return delete_object

    def making_bucket(original: Any) -> Any:
        def create_bucket(self: Any, bucket_name: str, *rest: Any, **named: Any) -> Any:
            bucket = original(self, bucket_name, *rest, **named)
            files.make_bucket(bucket_name)
            return bucket

        return create_bucket

    def deleting_bucket(original: Any) -> Any:
        def delete_bucket(self: Any, bucket_name: str) -> Any:
            bucket = original(self, bucket_name)
            if bucket is not None:
                files.delete_bucket(bucket_name)
            return bucket

        return delete_bucket

    wrap(S3Backend, "put_object", putting)
    wrap(FakeKey, "set_metadata", describing)
    wrap(S3Backend, "delete_object", deleting)
    wrap(S3Backend, "create_bucket", making_bucket)
    wrap(S3Backend, "delete_bucket", deleting_bucket)


def keep_schedules(path: Path) -> None:
    """What EventBridge Scheduler is given is on disk before the answer, for the next instance."""

    def keeping(original: Any) -> Any:
        def change(self: Any, *arguments: Any, **named: Any) -> Any:
            answer = original(self, *arguments, **named)
            kept = [
                one.to_dict() for group in self.schedule_groups.values() for one in group.schedules.values()
            ]
            unfinished = path.with_suffix(".unfinished")
            unfinished.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            os.replace(unfinished, path)
            return answer

        return change

    for change in ("create_schedule", "update_schedule", "delete_schedule"):
        wrap(EventBridgeSchedulerBackend, change, keeping)


def load_schedules(path: Path, account: str, region: str, group: str) -> int:
    """How many schedules of earlier instances are there again, beside the stack's own group for them.

    CloudFormation makes that group on AWS; moto's passes over it.
    """
    backend = scheduler_backends[account][region]
    backend.create_schedule_group(group, [])
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    for one in kept:
        if one["GroupName"] not in backend.schedule_groups:
            backend.create_schedule_group(one["GroupName"], [])
        backend.create_schedule(
            description=one["Description"],
            end_date=one["EndDate"],
            flexible_time_window=one["FlexibleTimeWindow"],
            group_name=one["GroupName"],
            kms_key_arn=one["KmsKeyArn"],
            name=one["Name"],
            schedule_expression=one["ScheduleExpression"],
            schedule_expression_timezone=one["ScheduleExpressionTimezone"],
            start_date=one["StartDate"],
            state=one["State"],
            target=one["Target"],
            action_after_completion=one["ActionAfterCompletion"],
        )
    return len(kept)


def load_objects(files: ObjectFiles, account: str, region: str) -> int:
    """How many objects of earlier instances are there again. Their contents are read when first asked for."""
    backend = s3_backends[account]["aws"]
    count = 0
    for name in files.buckets():
        if name not in backend.buckets:
            backend.create_bucket(name, region)
        keys = backend.buckets[name].keys
        for stored in files.objects(name):
            keys.setlist(stored.key, [DiskKey(stored, account, region)])
            count += 1
    return count


_CONTENT: Any = vars(FakeKey)["value"]
_ETAG: Any = vars(FakeKey)["etag"]


class DiskKey(FakeKey):
    """An object whose content is still on disk only."""

    def __init__(self, stored: StoredObject, account: str, region: str):
        self._loading = threading.Lock()
        self._stored: StoredObject | None = None
        super().__init__(
            name=stored.key,
            bucket_name=stored.bucket,
            value=b"",
            account_id=account,
            region_name=region,
            etag=stored.facts.get("etag"),
        )
        self._stored = stored
        self._metadata.update(stored.facts.get("metadata", {}))
        self.contentsize = stored.size_bytes
        self.last_modified = datetime.fromtimestamp(stored.modified_at, UTC).replace(tzinfo=None)

    def load(self) -> None:
        """Read the content; to be called before the file becomes another object's."""
        with self._loading:
            if self._stored is not None:
                content = self._stored.path.read_bytes()
                self._etag = self._etag or hashlib.md5(content, usedforsecurity=False).hexdigest()
                _CONTENT.fset(self, content)
                self._stored = None

    @property
    def value(self) -> bytes:
        self.load()
        content: bytes = _CONTENT.fget(self)
        return content

    @value.setter
    def value(self, content: bytes) -> None:
        _CONTENT.fset(self, content)

    @property
    def etag(self) -> str:
        self.load()
        return str(_ETAG.fget(self))


def _keep_facts(files: ObjectFiles, key: Any) -> None:
    facts: dict[str, Any] = {}
    if key._etag and "-" in key._etag:
        facts["etag"] = key._etag
    metadata = {name: value for name, value in key.metadata.items() if value != "binary/octet-stream"}
    if metadata:
        facts["metadata"] = metadata
    if facts:
        files.keep_facts(key.bucket_name, key.name, facts)


def _free_interfaces(task: Any) -> None:
    backend = ec2_backends[task._account_id][task.region_name]
    for attachment in task.attachments:
        for detail in attachment["details"]:
            if detail["name"] == "networkInterfaceId":
                with suppress(KeyError):
                    del backend.enis[detail["value"]]
    task.attachments = []


def _newest_change() -> int:
    """When the code that stands for the image was last changed (ns): its processes must not outlive that."""
    files = (path for package in IMAGE_PACKAGES for path in (CHECKOUT / package).rglob("*.py"))
    return max((path.stat().st_mtime_ns for path in files), default=0)


def _function(function: Any) -> Function:
    """moto's function as ours; one made from an image has its handler in the image's command."""
    handler = function.handler or next(iter(function.image_config.cmd), "")
    code = getattr(function, "code_bytes", None) if "ImageUri" not in function.code else None
    settings = [handler, sorted(function.environment_vars.items()), function.timeout]
    if code is None:
        settings.append(_newest_change())
    digest = hashlib.sha256(repr(settings).encode() + (code or b"")).hexdigest()[:24]
    return Function(
        name=function.function_name,
        arn=function.function_arn,
        handler=handler,
        digest=digest,
        timeout_s=float(function.timeout),
        memory_mb=int(function.memory_size),
        variables={name: str(value) for name, value in function.environment_vars.items()},
        code=code,
    )
