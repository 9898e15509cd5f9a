"""From bytes to text: what is not UTF-8 text is told, with what it seems to be."""

from pathlib import Path

import pytest

from workbench.yamlfile.encoding import MAX_BYTES, decode, read_bytes
from workbench.yamlfile.problems import Problem


@pytest.mark.parametrize("data", ["名前: 会社\n".encode(), "名前: 会社\n".encode("utf-8-sig")])
def test_utf8_is_read_with_and_without_a_byte_order_mark(data: bytes) -> None:
    assert decode(data, "f") == "名前: 会社\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            "v: 1\nname: 会社\n".encode("cp932"),
            "f:2:7: The encoding is not UTF-8 (it seems to be Shift_JIS (cp932)). Save the file again as UTF-8",
        ),
        (
            "v: 1\nname: 会社\n".encode("euc_jp"),
            "f:2:7: The encoding is not UTF-8 (it seems to be EUC-JP). Save the file again as UTF-8",
        ),
        (
            b"\x81",
            "f:1:1: The encoding is not UTF-8 (it seems to be unknown). Save the file again as UTF-8",
        ),
        (
            "v: 1\n".encode("utf-16"),
            "f:1:1: The encoding is not UTF-8 (it seems to be UTF-16). Save the file again as UTF-8",
        ),
        (b"PK\x03\x04\0\0", "f:1:1: This is no text file; check that it is the settings file (.yaml)"),
        (
            b"#" * (MAX_BYTES + 1),
            "f:1:1: The file is too large (at most 1 MiB); check that it is the settings file",
        ),
    ],
)
def test_what_is_not_utf8_text_is_told(data: bytes, sentence: str) -> None:
    problem = decode(data, "f")
    assert isinstance(problem, Problem)
    assert problem.sentence("en") == sentence


def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    assert len(read_bytes(path)) == MAX_BYTES + 1
