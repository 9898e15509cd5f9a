"""The embedded AWS by hand: start it, look at it, read its logs and notifications, end it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from workbench.local import instance
from workbench.local.notifications import notifications
from workbench.messages import say

EXIT_YES, EXIT_NO = 0, 1


def act(action: str) -> tuple[int, dict[str, Any], list[str]]:
    """Exit code, the answer as plain values, and the same in lines for a person."""
    actions: dict[str, Callable[[], tuple[int, dict[str, Any], list[str]]]] = {
        "up": _up,
        "status": _status,
        "logs": _logs,
        "notifications": _notifications,
        "down": _down,
    }
    return actions[action]()


def _up() -> tuple[int, dict[str, Any], list[str]]:
    instance.ensure()
    return _status()


def _status() -> tuple[int, dict[str, Any], list[str]]:
    status = instance.status()
    if status is None:
        return EXIT_NO, {"running": False}, [say("local.not_running")]
    variables = " ".join(f"{name}={value}" for name, value in _variables().items())
    lines = [say("local.running", **status), say("local.aws_command", variables=variables)]
    return EXIT_YES, {"running": True} | status, lines


def _variables() -> dict[str, str]:
    found = instance.find()
    return found.variables() if found else {}


def _logs() -> tuple[int, dict[str, Any], list[str]]:
    lines = instance.log_tail(lines=200)
    return EXIT_YES, {"lines": lines}, lines


def _notifications() -> tuple[int, dict[str, Any], list[str]]:
    told = [json.loads(json.dumps(asdict(one), default=str)) for one in notifications()]
    return EXIT_YES, {"notifications": told}, list(_in_lines(told))


def _in_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    for one in told:
        yield from (f"{one['published_at']}  {one['subject']}", *one["message"].splitlines(), "")
    if not told:
        yield say("local.no_notifications")


def _down() -> tuple[int, dict[str, Any], list[str]]:
    ended = instance.down()
    return EXIT_YES, {"ended": ended}, [say("local.ended" if ended else "local.not_running")]
