"""A body as it was before it was compressed for its way; never larger than it may be, whatever it unfolds to.

gzip, deflate and brotli, each bounded while it unfolds. zstd is not offered: a frame may ask for a window of 128 MiB.
"""

import zlib
from collections.abc import Callable, Generator, Iterator, Sequence

import brotli

ACCEPTED = "gzip, deflate, br"
MOST_LAYERS = 2  # one is usual, two are a proxy's slip; each further one multiplies what a bomb costs
# What some servers write for nothing, or for the charset, and browsers pass over.
_NO_ENCODINGS = frozenset({"identity", "none", "utf-8", "utf8", "8bit", "binary"})
_CHUNK = 65_536
_PIECE = 16_384


class TooLarge(Exception):
    """The body unfolds to more than may be read."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says, or in an encoding that was not asked for."""


def decompressed(body: bytes, encodings: Sequence[str], most_bytes: int, *, cut: bool = False) -> bytes:
    """The body without its encodings (the last was applied last). A broken end is left out, as browsers do.

    cut: give the first `most_bytes` of a larger one. Raises TooLarge, Undecodable.

    >>> decompressed(zlib.compress(b"hello"), ["deflate"], 100)
    b'hello'
    """
    layers = [name for value in encodings for one in value.split(",") if (name := one.strip().lower())]
    layers = [name for name in layers if name not in _NO_ENCODINGS]
    if len(layers) > MOST_LAYERS:
        raise Undecodable(f"{len(layers)} encodings")
    for name in reversed(layers):
        unfold = _UNFOLD.get(name)
        if unfold is None:
            raise Undecodable(name[:40])
        body = _bounded(unfold, body, most_bytes, cut)
    return body


def _bounded(unfold: Callable[[bytes], Iterator[bytes]], body: bytes, most_bytes: int, cut: bool) -> bytes:
    chunks: list[bytes] = []
    size = 0
    try:
        for chunk in unfold(body):
            chunks.append(chunk)
            size += len(chunk)
            if size > most_bytes:
                if not cut:
                    raise TooLarge(f"more than {most_bytes} bytes")
                break
    except (zlib.error, brotli.error) as error:
        if not chunks:
            raise Undecodable(str(error)) from error
    return b"".join(chunks)[:most_bytes]


def _gzip(body: bytes) -> Iterator[bytes]:
    """All members of a gzip file; what is none of it at all is taken as it is, since some servers only say so."""
    if not body.startswith(b"\x1f\x8b"):
        yield body
        return
    at = 0
    while body.startswith(b"\x1f\x8b", at):
        at = yield from _inflated(zlib.decompressobj(wbits=31), body, at)


def _deflate(body: bytes) -> Iterator[bytes]:
    """zlib's form, as the standard has it, or bare deflate, as some servers send."""
    try:
        zlib.decompressobj().decompress(body, 1)
        bits = 15
    except zlib.error:
        bits = -15
    yield from _inflated(zlib.decompressobj(wbits=bits), body)


def _inflated(stream: "zlib._Decompress", body: bytes, at: int = 0) -> Generator[bytes, None, int]:
    """What the body unfolds to from there on, piece by piece; where the stream ended is what is returned.

    In pieces, since zlib hands back a copy of what it did not use: of a whole page for each of 100,000 empty members.
    """
    view, chunk = memoryview(body), b""
    while not stream.eof and (at < len(body) or len(chunk) == _CHUNK):
        piece = view[at : at + _PIECE]
        chunk = stream.decompress(piece, _CHUNK)
        yield chunk
        at += len(piece) - len(stream.unused_data) - len(stream.unconsumed_tail)
    return at


def _brotli(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    chunk = stream.process(body, output_buffer_limit=_CHUNK)
    while chunk:
        yield chunk
        if stream.is_finished():
            return
        chunk = stream.process(b"", output_buffer_limit=_CHUNK)


_UNFOLD: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
