import itertools
from pathlib import Path

import pytest

from tests.registry.small_register import ROWS, number, row, write
from workbench.errors import RegistryError
from workbench.registry import Place, Query, build, open_registry, resolve


def test_a_report_adds_up(tmp_path: Path) -> None:
    deleted, broken = row(1, "", process="99", updateDate="2022-01-01"), ["x"] * 7
    file = write(tmp_path / "a.csv", [*ROWS, deleted, broken])
    report = build([file], tmp_path / "a.registry")
    assert report.rows == len(ROWS) + 2
    assert report.rows == report.companies + report.replaced + report.deleted + report.skipped
    assert (report.companies, report.replaced, report.deleted, report.skipped) == (15, 2, 1, 1)
    assert (report.closed, report.without_kana, report.updated_on) == (2, 13, "2022-01-01")
    (skipped,) = report.told
    assert (skipped.file, skipped.line, skipped.code) == ("a.csv", len(ROWS) + 2, "columns")
    with open_registry(tmp_path / "a.registry") as registry:
        assert registry.count == 15
        assert registry.by_number([number(1)]) == {}


def test_a_company_comes_back_as_it_is_registered(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", ROWS, "cp932")
    build([file], tmp_path / "a.registry")
    with open_registry(tmp_path / "a.registry") as registry:
        found = registry.by_number([number(8), number(10), "7000012050002", "", "x"])
    assert found.keys() == {number(8), number(10)}
    closed, renamed = found[number(8)], found[number(10)]
    assert (closed.closed_on, closed.close_cause, closed.successor) == ("2021-03-31", "11", number(9))
    assert (renamed.name, renamed.kana, renamed.kind) == ("株式会社新社名堂", None, "301")
    assert renamed.place == Place("福岡県", "久留米市", "城南町１５番地３", "8300022")
    assert renamed.former_names == ("株式会社旧社名堂",)
    assert renamed.former_places == (Place("福岡県", "福岡市博多区", "博多駅前１丁目１番", "8120011"),)


# day's changes, what the register says then: name, closed on; None: it is gone
CHANGES = [
    ([], ("株式会社変更前", None)),
    ([row(1, "株式会社変更後", process="11", updateDate="2026-01-05")], ("株式会社変更後", None)),
    ([row(1, "株式会社変更前", process="21", updateDate="2026-01-05", closeDate="2026-01-04")],
     ("株式会社変更前", "2026-01-04")),
    ([row(1, "株式会社変更前", process="71", updateDate="2026-01-05", closeDate="2026-01-04"),
      row(1, "株式会社変更前", process="22", updateDate="2026-01-09")], ("株式会社変更前", None)),
    ([row(1, "株式会社変更前", process="99", updateDate="2026-01-05")], None),
    # older than what is there, or marked as past
    ([row(1, "株式会社昔の名", updateDate="2015-10-05")], ("株式会社変更前", None)),
    ([row(1, "株式会社昔の名", updateDate="2020-04-01", latest="0")], ("株式会社変更前", None)),
    # of one day the later line
    ([row(1, "株式会社一回目", updateDate="2026-01-05", sequenceNumber="9"),
      row(1, "株式会社二回目", updateDate="2026-01-05", sequenceNumber="10")], ("株式会社二回目", None)),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), CHANGES)
def test_the_newest_line_counts_in_whatever_order_the_files_come(
    tmp_path: Path, changes: list[list[str]], expected: tuple[str, str | None] | None
) -> None:
    files = [write(tmp_path / "full.csv", [row(1, "株式会社変更前")])]
    files += [write(tmp_path / f"diff{place}.csv", [one]) for place, one in enumerate(changes)]
    for order in itertools.permutations(files):
        build(order, tmp_path / "a.registry")
        with open_registry(tmp_path / "a.registry") as registry:
            found = registry.by_number([number(1)]).get(number(1))
        assert (found and (found.name, found.closed_on)) == expected


def test_a_former_name_finds_the_company(tmp_path: Path) -> None:
    full = write(tmp_path / "full.csv", [row(1, "株式会社変更前架空")])
    day = write(tmp_path / "diff.csv", [row(1, "変更後架空株式会社", process="11", updateDate="2026-01-05")])
    build([full, day], tmp_path / "a.registry")
    with open_registry(tmp_path / "a.registry") as registry:
        (told,) = resolve(registry, [Query("㈱変更前架空", "東京都")])
    assert told.accepted is not None and told.accepted.name == "変更後架空株式会社"


def test_the_same_files_make_the_same_registry(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", ROWS)
    one, other = tmp_path / "one.registry", tmp_path / "other.registry"
    build([file], one)
    build([file], other)
    assert one.read_bytes() == other.read_bytes()


def test_a_build_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out" / "a.registry"
    build([write(tmp_path / "a.csv", ROWS)], out)
    before = out.read_bytes()
    broken = tmp_path / "b.csv"
    broken.write_bytes(b"")
    with pytest.raises(RegistryError):
        build([tmp_path / "a.csv", broken], out)
    assert out.read_bytes() == before
    assert list(out.parent.iterdir()) == [out]


def test_only_a_registry_of_this_form_is_opened(tmp_path: Path) -> None:
    text, other = tmp_path / "a.csv", tmp_path / "b.registry"
    text.write_text("no database")
    build([write(tmp_path / "c.csv", ROWS)], other)
    data = bytearray(other.read_bytes())
    data[60:64] = (999).to_bytes(4, "big")  # user_version, as SQLite's file format has it
    other.write_bytes(data)
    for file, code in (
        (tmp_path / "none", "error.registry_missing"),
        (text, "error.registry_not_one"),
        (other, "error.registry_of_another_form"),
    ):
        with pytest.raises(RegistryError) as caught, open_registry(file):
            pass
        assert caught.value.code == code
