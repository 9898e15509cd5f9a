"""Finding, starting and ending an instance, and what is there again after a restart."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.local.conftest import Toys, toy_options
from tests.local.waiting import until
from workbench.errors import SetupError
from workbench.local import processes
from workbench.local.home import Home
from workbench.local.instance import Instance, down, ensure, find, log_tail, status
from workbench.local.options import Options

BUCKET_ONLY = """
Resources:
  Bucket: {Type: AWS::S3::Bucket}
Outputs:
  BucketName: {Value: !Ref Bucket}
"""


@pytest.fixture
def options(tmp_path: Path) -> Iterator[Options]:
    template = tmp_path / "template.yaml"
    template.write_text(BUCKET_ONLY)
    home = tmp_path / "home"
    yield toy_options(home, template=template)
    down(home)


def client(instance: Instance, service: str) -> Any:
    return boto3.client(service, **instance.client_settings())


def kill(instance: Instance) -> None:
    """kill -9, and wait until its end is known."""
    os.kill(instance.pid, signal.SIGKILL)
    until(lambda: find(instance.home) is None)


def test_six_starters_at_once_give_one_server(options: Options) -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; from workbench.local.instance import ensure; from workbench.local.options import Options;"
        "print(ensure(options=Options.from_arguments(sys.argv[1:])).id)",
        *options.to_arguments(),
    ]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    ids = {starter.communicate(timeout=90)[0].strip() for starter in starters}
    running = find(options.home.path)
    assert running
    assert ids == {running.id}


def test_after_a_kill_the_next_call_gives_one_again(options: Options) -> None:
    first = ensure(options=options)
    kill(first)
    assert find(options.home.path) is None
    second = ensure(options=options)
    assert second.id != first.id
    assert find(options.home.path) == second


def test_an_instance_that_runs_is_found_quickly_and_says_how_it_is(toys: Toys) -> None:
    home = toys.instance.home
    assert ensure(home) == toys.instance == find(home)
    said = status(home)
    assert said
    assert said["endpoint"] == toys.instance.endpoint
    assert said["outputs"] == toys.instance.outputs
    assert said["pid"] == toys.instance.pid
    assert said["running_tasks"] >= 0
    json.dumps(said)


def test_ending_an_instance_leaves_what_it_kept(options: Options) -> None:
    running = ensure(options=options)
    client(running, "s3").put_object(Bucket=running.outputs["BucketName"], Key="a", Body=b"kept")
    assert down(options.home.path) is True
    assert find(options.home.path) is None
    assert status(options.home.path) is None
    assert not options.home.announcement.exists()
    assert (options.home.objects / running.outputs["BucketName"] / "a").read_bytes() == b"kept"
    assert down(options.home.path) is False


def test_nothing_runs_in_a_new_home(tmp_path: Path) -> None:
    assert find(tmp_path) is None
    assert down(tmp_path) is False
    assert log_tail(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_the_home_is_the_one_that_the_environment_names(tmp_path: Path) -> None:
    assert Home.choose(environ={"WORKBENCH_HOME": str(tmp_path)}).path == tmp_path
    assert Home.choose(environ={}).path.name == ".workbench"
    assert (
        Home.choose(tmp_path / "given", environ={"WORKBENCH_HOME": "/elsewhere"}).path == tmp_path / "given"
    )


def test_a_server_that_cannot_start_is_told_with_the_end_of_its_log(options: Options) -> None:
    broken = toy_options(options.home.path, template=options.home.path / "no-such-template.yaml")
    with pytest.raises(SetupError) as failed:
        ensure(options=broken)
    assert "no-such-template.yaml" in str(failed.value)
    assert str(options.home.server_log) in str(failed.value)


def test_a_start_that_takes_too_long_is_told(options: Options) -> None:
    with pytest.raises(SetupError) as failed:
        ensure(options=options, timeout_s=0.2)
    assert str(options.home.path) in str(failed.value)
    assert find(options.home.path) is None


def test_a_server_whose_home_was_removed_ends(options: Options) -> None:
    running = ensure(options=options)
    started = processes.start_time(running.pid)
    options.home.announcement.unlink()
    until(lambda: processes.start_time(running.pid) != started, timeout_s=30)


def test_a_server_without_its_announcement_can_be_ended(options: Options) -> None:
    ensure(options=options)
    options.home.announcement.unlink()
    assert down(options.home.path) is True


def test_options_survive_the_command_line(tmp_path: Path) -> None:
    options = toy_options(tmp_path, parameters={"A": "1=2"}, sample_web=tmp_path / "web")
    assert Options.from_arguments(options.to_arguments()) == options
    plain = toy_options(tmp_path)
    assert Options.from_arguments(plain.to_arguments()) == plain


def test_objects_are_there_again_after_a_kill(options: Options) -> None:
    first = ensure(options=options)
    s3, bucket = client(first, "s3"), first.outputs["BucketName"]
    s3.put_object(Bucket=bucket, Key="runs/一/run.json", Body=b"{}", ContentType="application/json")
    s3.put_object(Bucket=bucket, Key="gone", Body=b"x")
    s3.delete_object(Bucket=bucket, Key="gone")
    s3.copy_object(Bucket=bucket, Key="copy", CopySource={"Bucket": bucket, "Key": "runs/一/run.json"})
    s3.put_object(Bucket=bucket, Key="empty", Body=b"", Metadata={"made-by": "test"})
    s3.create_bucket(Bucket="by-hand", CreateBucketConfiguration={"LocationConstraint": first.region})
    parts = _put_in_parts(s3, bucket, "large")
    kill(first)

    second = ensure(options=options)
    s3 = client(second, "s3")
    assert second.outputs["BucketName"] == bucket
    listed = s3.list_objects_v2(Bucket=bucket)["Contents"]
    assert {each["Key"]: each["Size"] for each in listed} == {
        "copy": 2,
        "empty": 0,
        "large": len(parts),
        "runs/一/run.json": 2,
    }
    run = s3.get_object(Bucket=bucket, Key="runs/一/run.json")
    assert (run["Body"].read(), run["ContentType"]) == (b"{}", "application/json")
    assert s3.head_object(Bucket=bucket, Key="empty")["Metadata"] == {"made-by": "test"}
    large = s3.get_object(Bucket=bucket, Key="large")
    assert large["Body"].read() == parts
    assert large["ETag"].endswith('-2"')
    assert "by-hand" in [each["Name"] for each in s3.list_buckets()["Buckets"]]
    # A ledger that was there before can be written on condition.
    s3.put_object(Bucket=bucket, Key="runs/一/run.json", Body=b"[]", IfMatch=run["ETag"])
    with pytest.raises(s3.exceptions.ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket=bucket, Key="copy", Body=b"", IfNoneMatch="*")


def test_an_object_is_read_whole_while_it_is_overwritten_after_a_restart(options: Options) -> None:
    first = ensure(options=options)
    contents = [bytes([65 + number]) * (1000 + number) for number in range(20)]
    bucket = first.outputs["BucketName"]
    client(first, "s3").put_object(Bucket=bucket, Key="progress.json", Body=contents[0])
    kill(first)
    s3 = client(ensure(options=options), "s3")
    done = threading.Event()

    def read() -> bool:
        whole = True
        while not done.is_set():
            whole &= s3.get_object(Bucket=bucket, Key="progress.json")["Body"].read() in contents
        return whole

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for content in contents:
            s3.put_object(Bucket=bucket, Key="progress.json", Body=content)
        done.set()
        assert all(reader.result(30) for reader in readers)


def test_workers_of_a_server_that_was_killed_are_ended_by_the_next(tmp_path: Path) -> None:
    home = tmp_path / "home"
    toys = Toys(ensure(options=toy_options(home)))
    try:
        toys.start({"shard": "left", "mode": "hang"}, name="left")
        record = until(lambda: next((home / "tasks").glob("*/process.json"), None))
        assert record
        group = json.loads(record.read_text())["pid"]
        log = home / "logs" / "tasks" / f"{record.parent.name}.log"
        until(lambda: log.read_text().count("hanging") == 2)
        kill(toys.instance)
        assert processes.group_lives(group)
        again = ensure(options=toy_options(home))
        assert not processes.group_lives(group)
        assert list((home / "tasks").iterdir()) == []
        states = client(again, "stepfunctions")
        execution = f"{again.outputs['StateMachineArn'].replace(':stateMachine:', ':execution:')}:left"
        with pytest.raises(states.exceptions.ExecutionDoesNotExist):
            states.describe_execution(executionArn=execution)
    finally:
        down(home)


def _put_in_parts(s3: Any, bucket: str, key: str) -> bytes:
    contents = [b"a" * 5 * 1024 * 1024, b"b" * 100]
    upload = s3.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    target = {"Bucket": bucket, "Key": key, "UploadId": upload}
    sent = [
        {"PartNumber": number, "ETag": s3.upload_part(**target, PartNumber=number, Body=content)["ETag"]}
        for number, content in enumerate(contents, 1)
    ]
    s3.complete_multipart_upload(**target, MultipartUpload={"Parts": sent})
    return b"".join(contents)
