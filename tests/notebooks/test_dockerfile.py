"""The notebook's image, read rather than built: what it copies, pins, runs, and as whom."""

import ast
import re
import shlex
import sys
from pathlib import Path

from infra.inline import TEMPLATE

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "notebooks" / "Dockerfile"
# What is in the lock by another name than its import's.
DISTRIBUTIONS = {"yaml": "pyyaml", "matplotlib_fontja": "matplotlib-fontja", "IPython": "ipython"}


def instructions(name: str) -> list[list[str]]:
    """The words of each instruction of that name, in order."""
    lines = DOCKERFILE.read_text().replace("\\\n", " ").splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith(f"{name} ")]


def test_what_it_copies_exists_and_lies_where_it_is_used() -> None:
    copied = dict(instructions("COPY"))
    assert all((ROOT / source).exists() for source in copied)
    assert all(source == target for source, target in copied.items())
    assert {"workbench", "notebooks"} <= copied.keys()


def test_it_installs_by_hash_only_from_its_own_lock() -> None:
    (pip,) = [words for words in instructions("RUN") if words[:2] == ["pip", "install"]]
    assert "--require-hashes" in pip
    assert pip[-2:] == ["-r", "notebooks/requirements.lock"]


def test_it_starts_from_a_pinned_python_as_another_user_than_root() -> None:
    assert instructions("FROM") == [["python:3.12-slim"]]
    assert instructions("USER")[-1] not in (["root"], ["0"])


def test_its_command_is_that_of_the_state_machine() -> None:
    (command,) = [line for line in DOCKERFILE.read_text().splitlines() if line.startswith("CMD ")]
    assert f'"Name": "notebook", "Command": {command.removeprefix("CMD ")}' in TEMPLATE.read_text()


def test_it_holds_no_secret_and_no_credentials() -> None:
    text = DOCKERFILE.read_text()
    assert re.findall(r"(?i)(AWS_\w*KEY|SECRET|PASSWORD|TOKEN|aws_access)\w*\s*=", text) == []
    assert not instructions("ARG")


def test_every_library_that_a_batch_imports_is_in_the_lock() -> None:
    pinned = set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / "notebooks" / "requirements.lock").read_text()))
    needed = {"boto3", "nbclient", "nbformat", "pandas", "papermill", "pyarrow", "ipykernel", "openpyxl"}
    for module in ("batch", "transfer", "run"):
        tree = ast.parse((ROOT / "workbench" / f"{module}.py").read_text())
        for node in ast.walk(tree):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            needed |= {name.split(".")[0] for name in names}
    needed -= {"workbench", *sys.stdlib_module_names}
    assert {DISTRIBUTIONS.get(name, name) for name in needed} - pinned == set()
