"""import-linter checks the layers listed in pyproject.toml; here, that every module stands in one of them."""

import re

import workbench
from tests.project.lockfile import PYPROJECT, ROOT


def listed_modules() -> set[str]:
    rules = PYPROJECT["tool"]["importlinter"]["contracts"]
    layers = [layer for rule in rules if rule["type"] == "layers" for layer in rule["layers"]]
    return set(re.findall(r"workbench\.(\w+)", " ".join(layers)))


def test_every_module_of_the_workbench_stands_in_a_layer() -> None:
    folder = ROOT / "workbench"
    modules = {path.stem for path in folder.glob("[a-z]*.py")}
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert (modules | packages) - listed_modules() == set()


def test_every_name_the_package_offers_is_told_by_dir() -> None:
    assert set(workbench.__all__) <= set(dir(workbench))
