"""Where JupyterLab offers a file, so that a link in the panel can open it."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from jupyter_core.paths import jupyter_runtime_dir


def file_url(path: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """The address of a file below the folder that the server of this kernel shows; None for any other.

    jupyter_server writes the folder and its own base URL into its runtime folder under its process id, and hands
    that id to each kernel (JPY_PARENT_PID).
    """
    server = environment.get("JPY_PARENT_PID", "")
    try:
        told = json.loads(
            (Path(jupyter_runtime_dir()) / f"jpserver-{server}.json").read_text(encoding="utf-8")
        )
        inside = path.resolve().relative_to(Path(told["root_dir"]).resolve())
        base = str(told["base_url"])
    except (OSError, ValueError, KeyError):
        return None
    return f"{base.rstrip('/')}/files/{quote(inside.as_posix())}"
