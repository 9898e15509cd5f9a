"""One shard run by the real program, `python -m crawler.run`, between a fake AWS and a small web on loopback."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.crawler.fake_aws import FakeAws
from tests.fakes import client_error
from workbench.contract.records import Company, dump_lines
from workbench.local.services.sample_web import SampleWeb
from workbench.storage import Bucket, RunKeys, ShardRecords, read_shard

ROOT = Path(__file__).parents[2]
KEYS = RunKeys("run")
AT = ("sites", 1, "0001")
STAGE = {"name": "sites", "sources": ["homepage"], "batch_s": 0.2, "batch_rows": 5}
POLITENESS = {"contact": "https://workbench.example/contact", "delay_s": 0, "timeout_s": 20}


def settings_text(stage: Mapping[str, Any] = {}, **more: Any) -> str:
    politeness = POLITENESS | more.pop("politeness", {})
    return yaml.safe_dump({"name": "test", "stages": [STAGE | stage], "politeness": politeness, **more})


def write_site(root: Path, host: str, pages: Mapping[str, str] = {}, rules: Any = ()) -> None:
    """One host of a small web: its pages by file name, and the rules of its site.json."""
    folder = root / host
    folder.mkdir(parents=True)
    (folder / "site.json").write_text(json.dumps({"about": "a test's site", "rules": list(rules)}))
    for name, html in pages.items():
        (folder / name).write_text(html, encoding="utf-8")


class Shard:
    """A shard to run: what lies in the bucket, what the web is, what the environment says."""

    program = "crawler.run"

    def __init__(
        self,
        aws: FakeAws,
        web: SampleWeb | None,
        companies: list[Company],
        settings: str,
        **environment: str,
    ) -> None:
        self.aws = aws
        aws.objects["settings.yaml"] = settings.encode()
        aws.objects["input.jsonl.gz"] = dump_lines(companies)
        self.environment = {
            "PATH": os.environ["PATH"],
            "WORKBENCH_LANG": "en",
            "AWS_ENDPOINT_URL": aws.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "ap-northeast-1",
            "TASK_TOKEN_ENV_VARIABLE": "token",
            "FEED_BUCKET_NAME": aws.bucket,
            "SETTINGS_FILE": "settings.yaml",
            "INPUT_FILE": "input.jsonl.gz",
            "RUN_ID": "run",
            "STAGE": "sites",
            "SHARD": "0001",
            "ATTEMPT": "1",
            **({"WORKBENCH_SAMPLE_WEB": web.environment()} if web else {}),
            **environment,
        }

    def start(self) -> "Running":
        return Running(self)

    def run(self) -> "Running":
        with self.start() as running:
            running.wait()
        return running


class Running:
    """The program while it runs; use it in a `with`, so that nothing outlives a test."""

    def __init__(self, shard: Shard) -> None:
        self.shard = shard
        self._process = subprocess.Popen(
            [sys.executable, "-m", shard.program],
            env=shard.environment,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.exit_code: int | None = None
        self.log = ""

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()

    def wait(self, timeout_s: float = 60.0) -> int:
        _, self.log = self._process.communicate(timeout=timeout_s)
        self.exit_code = self._process.returncode
        return self.exit_code

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    @property
    def left(self) -> ShardRecords:
        """What the shard left in the bucket."""
        return left_by(self.shard.aws)


def left_by(aws: FakeAws) -> ShardRecords:
    return read_shard(Bucket(_Objects(aws), aws.bucket), KEYS, *AT)


class _Objects:
    """The fake's objects as boto3 would give them."""

    def __init__(self, aws: FakeAws) -> None:
        self._objects = aws.objects

    def get_object(self, Bucket: str, Key: str) -> Any:
        if Key not in self._objects:
            raise client_error("NoSuchKey", "GetObject", 404)
        return {"Body": io.BytesIO(self._objects[Key])}
