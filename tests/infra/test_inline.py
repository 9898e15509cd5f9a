"""The small functions are in the template as their files are."""

from pathlib import Path

import pytest

from infra.inline import MOST_CHARACTERS, ROOT, TEMPLATE, bundle, inlined

HANDLERS = ("stop_task", "task_stopped", "execution_ended")


def test_the_template_holds_the_handlers_as_they_are() -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    assert template == inlined(template), "run: python -m infra.inline"


@pytest.mark.parametrize("name", HANDLERS)
def test_each_handler_is_in_the_template(name: str) -> None:
    assert f"ZipFile: | # infra/handlers/{name}.py\n" in TEMPLATE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HANDLERS)
def test_a_handler_stands_alone_and_is_short_enough(name: str) -> None:
    code = bundle(ROOT / "infra" / "handlers" / f"{name}.py")
    assert "infra.handlers" not in code
    assert len(code) <= MOST_CHARACTERS
    compile(code, name, "exec")


def write(folder: Path, name: str, code: str) -> None:
    path = folder / "infra" / "handlers" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")


def test_a_shared_file_takes_the_place_of_its_import(tmp_path: Path) -> None:
    write(tmp_path, "tasks.py", '"""Shared."""\n\n\ndef halve(x):\n    return x / 2\n')
    write(tmp_path, "one.py", "import os\n\nfrom infra.handlers.tasks import halve\n\nprint(halve(2))\n")
    slot = "Code:\n  ZipFile: | # infra/handlers/one.py\n    old()\n\n    older()\nRuntime: python3.13\n"
    assert inlined(slot, tmp_path) == (
        "Code:\n"
        "  ZipFile: | # infra/handlers/one.py\n"
        "   import os\n\n"
        "   def halve(x):\n"
        "    return x / 2\n\n"
        "   print(halve(2))\n"
        "Runtime: python3.13\n"
    )


def test_docstrings_comments_and_wide_indents_stay_behind(tmp_path: Path) -> None:
    lines = [
        '"""What it is."""',
        "",
        "import os  # here",
        "",
        "# Why.",
        'TEXT = """a',
        "",
        "    # b",
        '    c"""',
        "",
        "",
        "def one():",
        '    """Said."""',
        "",
        "    # Why.",
        "    return call(",
        "        1",
        "    )",
    ]
    write(tmp_path, "one.py", "\n".join(lines) + "\n")
    assert bundle(tmp_path / "infra" / "handlers" / "one.py").splitlines() == [
        "import os  # here",
        "",
        'TEXT = """a',
        "",
        "    # b",
        '    c"""',
        "",
        "def one():",
        "",
        " return call(",
        "  1",
        " )",
    ]


def test_a_handler_that_grew_too_long_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one.py", "x = 1\n" * 1000)
    with pytest.raises(ValueError, match="6000 characters"):
        inlined("  ZipFile: | # infra/handlers/one.py\n  Runtime: python3.13\n", tmp_path)
