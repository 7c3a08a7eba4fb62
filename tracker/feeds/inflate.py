"""Undoing Content-Encoding: however hard a body was pressed, little more than `limit` bytes are made of it."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import brotli  # type: ignore[import-untyped]

STEP: Final = 256 * 1024
CHUNK: Final = 64 * 1024

_NAMES: Final = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br"}


class BadEncoding(ValueError):
    """The body is not what its Content-Encoding says, breaks off, or is packed in a way that is not read here."""


class TooLarge(ValueError):
    """The body is larger than was allowed."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the answer is larger than {limit / 2**20:g} MB")


def check_encoding(header: str) -> str:
    """The name in a Content-Encoding header, "" for none. Raises BadEncoding for stacked and unknown ones."""
    name = _NAMES.get(header.strip().lower())
    if name is None:
        raise BadEncoding("the answer is packed in a way that is not read here")
    return name


def unpack(packed: bytes, encoding: str, *, limit: int) -> bytes:
    """The body, unpacked. Raises BadEncoding, and TooLarge as soon as it is known to be larger than `limit` bytes."""
    body = BytesIO()
    for piece in _pieces(packed, check_encoding(encoding)):
        body.write(piece)
        if body.tell() > limit:
            raise TooLarge(limit)
    return body.getvalue()


def _pieces(packed: bytes, encoding: str) -> Iterator[bytes]:
    if not encoding or not packed:
        return iter((packed,))
    if encoding == "br":
        return _unbrotli(packed)
    if encoding == "deflate":
        # By the letter a zlib stream, whose first byte names its method, 8; but some servers send it bare.
        return _inflate(packed, zlib.MAX_WBITS if packed[0] & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS)
    return _inflate(packed, zlib.MAX_WBITS | 16)


def _inflate(packed: bytes, window_bits: int) -> Iterator[bytes]:
    stream = zlib.decompressobj(window_bits)
    for chunk in _chunks(packed):
        # What follows the end of the stream is padding; browsers drop it too.
        while not stream.eof:
            try:
                piece = stream.decompress(chunk, STEP)
            except zlib.error:
                raise BadEncoding("the answer is not packed as it says") from None
            yield piece
            if len(piece) < STEP:
                break
            chunk = stream.unconsumed_tail
    if not stream.eof:
        raise BadEncoding("the answer broke off before its end")


def _unbrotli(packed: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    for chunk in _chunks(packed):
        while not stream.is_finished():
            try:
                piece = stream.process(chunk, output_buffer_limit=STEP)
            except brotli.error:
                raise BadEncoding("the answer is not packed as it says") from None
            yield piece
            # A full step may have left more inside, also where it could take more in.
            if len(piece) < STEP and stream.can_accept_more_data():
                break
            chunk = b""
    if not stream.is_finished():
        raise BadEncoding("the answer broke off before its end")


def _chunks(packed: bytes) -> Iterator[bytes]:
    return (packed[start : start + CHUNK] for start in range(0, len(packed), CHUNK))
