import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.measure import Benchmark, Measured, compare


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", command.NAMES)
def test_a_baseline_and_the_product_find_the_same(name: str, tmp_path: Path) -> None:
    benchmark: Benchmark = importlib.import_module(f"benchmarks.{name}").BENCHMARK
    benchmark.make(tmp_path, 40)
    others, product = compare(benchmark, tmp_path, runs=1)
    assert len(product.found) == 1
    assert all(one.found == product.found for one in others)
    assert min(product.cpu_s, product.wall_s, product.rss_mb) > 0


def test_a_difference_between_results_is_the_only_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(found: str, cpu_s: float) -> Measured:
        return Measured("python -m x", cpu_s, 1.0, 100.0, {found})

    def say(found: str) -> tuple[int, str]:
        monkeypatch.setattr(command, "compare", lambda *_: ([told("a", 1.0)], told(found, 9.0)))
        monkeypatch.setattr(sys, "argv", ["benchmarks", "--full", "start"])
        return command.main(), capsys.readouterr().out

    code, text = say("a")
    assert (code, "9.00" in text, "CPU 1.2 MISSED" in text, "results are the same" in text) == (
        0,
        True,
        True,
        True,
    )
    code, text = say("b")
    assert (code, "RESULTS DIFFER: start" in text) == (1, True)


def test_a_program_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        compare(importlib.import_module("benchmarks.load_csv").BENCHMARK, tmp_path, runs=1)


def test_a_program_tells_one_json_object(tmp_path: Path) -> None:
    from benchmarks.measure import run

    importlib.import_module("benchmarks.load_csv").BENCHMARK.make(tmp_path, 3)
    told = run("benchmarks.products.load_csv", tmp_path)
    assert {"cpu_s", "wall_s", "rss_mb", "found", "phases"} == set(json.loads(json.dumps(told)))
