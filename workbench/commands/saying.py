"""What all commands say alike, and their exit codes."""

import json
import sys
from typing import Any

from workbench.messages import say

EXIT_COMPLETE, EXIT_FAILED, EXIT_BAD_INPUT, EXIT_PARTIAL, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


def tell(code: str, **parameters: object) -> None:
    """Say a sentence on stderr, where people look and programs do not."""
    print(say(code, **parameters), file=sys.stderr)


def print_json(value: Any) -> None:
    """The one object that --json promises."""
    print(json.dumps(value, ensure_ascii=False, default=str))
