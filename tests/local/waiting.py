"""Waiting for a condition, since nothing tells a test from outside that a server has done something."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def until(condition: Callable[[], Found], timeout_s: float = 20.0) -> Found:
    """The first truthy answer of a condition. Raises AssertionError when the time is over."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline, f"still not so after {timeout_s} s: {condition}"
        pause.wait(0.02)
