"""What the image would hold: the Dockerfile's own COPY and pip lines, done in a clean virtual environment."""

import os
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "crawler" / "Dockerfile"
NOBODY = "65534"
# Parts of the notebook and of the embedded AWS, which have no business in a container.
ABSENT = ("pandas", "moto", "jupyter", "jupyterlab", "ipywidgets", "matplotlib", "pytest")


def instructions(name: str) -> list[list[str]]:
    """The words of each instruction of that name, in order."""
    lines = DOCKERFILE.read_text().replace("\\\n", " ").splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith(f"{name} ")]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `app` as the Dockerfile copies it and `venv` as it installs it; readable for everybody."""
    folder = tmp_path_factory.mktemp("image")
    app = folder / "app"
    for source, target in instructions("COPY"):
        _copy(ROOT / source, app / target)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True, timeout=120)
    for words in instructions("RUN"):
        if words[:2] == ["pip", "install"]:
            # The cache is the image's concern; here it saves the downloads.
            arguments = [word for word in words[1:] if word != "--no-cache-dir"]
            pip = [
                folder / "venv" / "bin" / "pip",
                "--disable-pip-version-check",
                *arguments,
                "--quiet",
                "--no-compile",
            ]
            subprocess.run(pip, cwd=app, check=True, timeout=400)
    for path in (folder, *folder.parents):
        if path.owner() == folder.owner() and path != Path("/tmp"):
            path.chmod(path.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH | stat.S_IRGRP | stat.S_IROTH)
    return folder


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)


def run(image: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the image's Python in its folder, as another user where we may choose, with nothing in the environment."""
    command = [*as_another_user(), str(image / "venv" / "bin" / "python"), *arguments]
    return subprocess.run(
        command,
        cwd=image / "app",
        env={"WORKBENCH_LANG": "en", "PATH": os.defpath},
        capture_output=True,
        text=True,
        timeout=60,
    )


def as_another_user() -> list[str]:
    """What to put before a command so that it is not run by root; nothing where we are not root ourselves."""
    if os.geteuid() != 0:
        return []
    command = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
    python = Path(sys.base_prefix)
    if not all(folder.stat().st_mode & stat.S_IXOTH for folder in (python, *python.parents)):
        # Python itself lies where only root may look (/root/.pyenv): let the other user look, not write.
        command += ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
    return command


def test_the_image_runs_as_another_user_than_root() -> None:
    assert instructions("USER")
    assert instructions("USER")[-1] not in (["root"], ["0"])


def test_the_image_installs_by_hash_only() -> None:
    (pip,) = [words for words in instructions("RUN") if words[:2] == ["pip", "install"]]
    assert "--require-hashes" in pip


def test_the_image_compiles_all_that_its_containers_load() -> None:
    """What pip installs it compiles itself; what is left are the base image's own library, and our code."""
    compiled = [words for words in instructions("RUN") if words[:3] == ["python", "-m", "compileall"]]
    assert {word for words in compiled for word in words[4:]} >= {
        "/usr/local/lib/python3.*",
        "workbench",
        "crawler",
    }
    (pip,) = [words for words in instructions("RUN") if words[:2] == ["pip", "install"]]
    assert "--no-compile" not in pip
    written = {word.partition("=")[0] for words in instructions("ENV") for word in words}
    assert "PYTHONDONTWRITEBYTECODE" not in written


def test_the_image_s_command_is_the_crawler() -> None:
    assert instructions("CMD") == [["[python,", "-m,", "crawler.run]"]]


@pytest.mark.timeout(600)
@pytest.mark.xdist_group("image")
def test_the_entry_point_runs_in_a_clean_environment_as_another_user(image: Path) -> None:
    assert os.geteuid() != 0 or run(image, "-c", "import os; print(os.geteuid())").stdout.strip() == NOBODY
    ended = run(image, "-m", "crawler.run")
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.startswith("The crawler lacks environment variables: TASK_TOKEN_ENV_VARIABLE")


@pytest.mark.timeout(600)
@pytest.mark.xdist_group("image")
def test_everything_the_containers_run_can_be_imported(image: Path) -> None:
    modules = "crawler.run, crawler.spider, crawler.ending, crawler.on_lambda, crawler.plan, awslambdaric"
    all_sources = (
        "from crawler import sources; [__import__(f'crawler.sources.{one}') for one in sources.names()]"
    )
    ended = run(image, "-c", f"import {modules}; {all_sources}")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.timeout(600)
@pytest.mark.xdist_group("image")
def test_what_only_the_notebook_needs_is_not_there(image: Path) -> None:
    ended = run(
        image,
        "-c",
        f"from importlib.util import find_spec; print([name for name in {ABSENT} if find_spec(name)])",
    )
    assert (ended.returncode, ended.stdout.strip()) == (0, "[]"), ended.stderr
