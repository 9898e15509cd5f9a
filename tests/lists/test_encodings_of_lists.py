"""A list is read in the encoding that the whole of it says, though only its beginning is looked at first."""

import pytest

from workbench.japan.encodings import by_its_beginning, decode
from workbench.lists import load_list

HEADER = "会社名,備考\r\n"
# Longer than the beginning that is looked at.
PLAIN = "A company,nothing but ASCII in here\r\n" * 40_000


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ((HEADER + "㈱髙島商店,東京\r\n").encode("cp932"), "cp932"),
        ((HEADER + "株式会社あおぞら,東京\r\n").encode("euc_jp"), "euc_jp"),
        ((HEADER + "㈱髙島商店,東京\r\n").encode("utf-8-sig"), "utf-8-sig"),
        ((HEADER + "㈱髙島商店,東京\r\n").encode("utf-16"), "utf-16"),
        ((HEADER + "株式会社あおぞら,東京\r\n").encode("iso2022_jp"), "iso2022_jp_ext"),
    ],
)
def test_a_list_is_read_as_the_whole_of_it_would_be(tmp_path, data, encoding):
    (tmp_path / "list.csv").write_bytes(data)
    read = load_list(tmp_path / "list.csv")
    assert read.encoding == decode(data).encoding == encoding
    assert [[*read.frame.columns], *read.frame.to_numpy().tolist()] == [
        line.split(",") for line in decode(data).text.splitlines()
    ]


@pytest.mark.parametrize("last", ["㈱髙島商店,東京\r\n", '"㈱髙島商店",東京\r\n', "㈱髙島商店,東京,多い\r\n"])
def test_what_begins_in_ascii_and_goes_on_in_another_encoding_is_read_in_that_one(tmp_path, last):
    data = (PLAIN.replace("A company", "company", 1) + last).encode("cp932")
    (tmp_path / "list.csv").write_bytes(data)
    read = load_list(tmp_path / "list.csv")
    assert (by_its_beginning(data), read.encoding) == ("utf-8", "cp932")
    assert read.frame.iloc[-1].tolist()[:2] == ["㈱髙島商店", "東京"]
    assert len(read.frame) == 40_000


@pytest.mark.parametrize("broken", [b"\x87", b"\x81 x\r\n"])
def test_bytes_of_no_encoding_behind_the_beginning_are_told(tmp_path, broken):
    data = (HEADER + PLAIN).encode("cp932") + "髙島,".encode("cp932") + broken
    (tmp_path / "list.csv").write_bytes(data)
    read = load_list(tmp_path / "list.csv")
    assert read.encoding == "cp932"
    assert read.problems["code"].tolist()[0] == "characters_replaced"
    assert len(read.frame) == 40_001


def test_a_byte_order_mark_is_no_part_of_a_name_where_there_is_no_header(tmp_path):
    (tmp_path / "list.csv").write_bytes(
        "株式会社あおぞら,東京\r\n有限会社みなと,大阪\r\n".encode("utf-8-sig")
    )
    assert load_list(tmp_path / "list.csv").frame.iloc[:, 0].tolist() == [
        "株式会社あおぞら",
        "有限会社みなと",
    ]
