"""Replies as recorded, below fixtures/<service>: given by a fake in place of its own answers."""

import json
from pathlib import Path
from typing import Any

from crawler.web.fetch import Call
from workbench.local.services.sample_site import Answer

FIXTURES = Path(__file__).parent / "fixtures"
_TYPES = {
    ".json": "application/json",
    ".xml": "application/xml",
    ".csv": "text/csv",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".zip": "application/octet-stream",
}


def reply(file: str, status: int = 200, **headers: str) -> Answer:
    """The recorded reply `<service>/<file>`."""
    path = FIXTURES / file
    return Answer(status, {"Content-Type": _TYPES[path.suffix], **headers}, path.read_bytes())


def recorded_json(file: str) -> Any:
    return json.loads((FIXTURES / file).read_text(encoding="utf-8"))


def urls(calls: list[Call]) -> list[str]:
    return [call.url for call in calls]
