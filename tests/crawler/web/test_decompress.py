import gzip
import zlib

import brotli
import pytest

from crawler.web.decompress import TooLarge, Undecodable, decompressed

PAGE = "株式会社あおぞら".encode() * 100
MOST = 1_000_000
ZEROS = b"\0" * 50_000_000


def bare(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


FORMS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    " DEFLATE ": bare,
    "br": lambda data: brotli.compress(data, quality=5),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_page_comes_back_as_it_was(name: str) -> None:
    assert decompressed(FORMS[name](PAGE), [name], MOST) == PAGE


@pytest.mark.parametrize("name", FORMS)
def test_a_bomb_is_given_up_before_it_has_unfolded(name: str) -> None:
    bomb = FORMS[name](ZEROS)
    assert len(bomb) < 60_000
    with pytest.raises(TooLarge):
        decompressed(bomb, [name], MOST)
    assert decompressed(bomb, [name], MOST, cut=True) == ZEROS[:MOST]


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_of_a_page_that_breaks_off_the_beginning_is_kept(name: str) -> None:
    data = bytes(range(256)) * 400
    whole = FORMS[name](data)
    begun = decompressed(whole[: len(whole) // 2], [name], MOST)
    assert begun
    assert data.startswith(begun)


def test_two_layers_are_unfolded_and_more_are_not() -> None:
    assert decompressed(gzip.compress(brotli.compress(PAGE)), ["br", "gzip"], MOST) == PAGE
    assert decompressed(gzip.compress(brotli.compress(PAGE)), ["br, identity, gzip"], MOST) == PAGE


@pytest.mark.parametrize("said", ["identity", "none", "UTF-8", "8bit", "utf8, gzip"])
def test_what_is_no_encoding_is_passed_over(said: str) -> None:
    body = gzip.compress(PAGE) if "gzip" in said else PAGE
    assert decompressed(body, [said], MOST) == PAGE
    with pytest.raises(Undecodable):
        decompressed(PAGE, ["gzip"] * 1_000, MOST)


def test_a_bomb_within_a_bomb_is_no_larger() -> None:
    with pytest.raises(TooLarge):
        decompressed(gzip.compress(gzip.compress(ZEROS)), ["gzip, gzip"], MOST)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 65_793, 131_072, 131_073, 200_000])
def test_nothing_is_lost_where_a_piece_is_full(name: str, size: int) -> None:
    for data in (b"a" * size, bytes(range(256)) * (size // 256) + b"end"):
        assert decompressed(FORMS[name](data), [name], MOST) == data


@pytest.mark.timeout(20)
def test_a_file_of_many_members_takes_time_in_proportion_to_its_size() -> None:
    members = gzip.compress(b"") * 500_000  # as large as an answer of a service may be
    assert decompressed(members + gzip.compress(b"end"), ["gzip"], MOST) == b"end"


def test_all_members_of_a_gzip_file_are_one_page_and_many_empty_ones_end() -> None:
    assert decompressed(gzip.compress(b"a") + gzip.compress(b"b"), ["gzip"], MOST) == b"ab"
    assert decompressed(gzip.compress(b"") * 20_000, ["gzip"], MOST) == b""


@pytest.mark.parametrize(
    ("body", "name"), [(b"\x1f\x8bxxxxxxxx", "gzip"), (b"\xff" * 9, "br"), (b"x", "zstd"), (b"x", "?")]
)
def test_what_cannot_be_unfolded_says_so(body: bytes, name: str) -> None:
    with pytest.raises(Undecodable):
        decompressed(body, [name], MOST)


def test_a_page_that_only_says_that_it_is_compressed_is_taken_as_it_is() -> None:
    assert decompressed(PAGE, ["gzip"], MOST) == PAGE
