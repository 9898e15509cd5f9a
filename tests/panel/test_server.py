import json
from pathlib import Path

import pytest

from workbench.panel.server import file_url


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a server shows, told as jupyter_server tells it."""
    runtime, root = tmp_path / "runtime", tmp_path / "root"
    runtime.mkdir()
    root.mkdir()
    told = {"root_dir": str(root), "base_url": "/user/yamada/", "pid": 4711}
    (runtime / "jpserver-4711.json").write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(runtime))
    return root


def test_a_file_below_the_servers_folder_has_an_address(running: Path) -> None:
    path = running / "結果" / "a b.xlsx"
    assert file_url(path, {"JPY_PARENT_PID": "4711"}) == "/user/yamada/files/%E7%B5%90%E6%9E%9C/a%20b.xlsx"


def test_a_file_elsewhere_or_without_a_server_has_none(running: Path, tmp_path: Path) -> None:
    assert file_url(tmp_path / "x.xlsx", {"JPY_PARENT_PID": "4711"}) is None
    assert file_url(running / "x.xlsx", {"JPY_PARENT_PID": "1"}) is None
    assert file_url(running / "x.xlsx", {}) is None
