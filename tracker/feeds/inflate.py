"""Undoing Content-Encoding piece by piece: however hard a body was pressed, no step makes more than `STEP` bytes."""

import zlib
from collections.abc import Iterator
from typing import Final, Protocol

import brotli  # type: ignore[import-untyped]

STEP: Final = 256 * 1024


class BadEncoding(ValueError):
    """The body is not what its Content-Encoding says, breaks off, or is packed in a way that is not read here."""


class Inflater(Protocol):
    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What these bytes unfold to. Raises BadEncoding."""

    def finish(self) -> None:
        """Call at the end of the body. Raises BadEncoding if there should have been more."""


def inflater(encodings: str) -> Inflater:
    """For the value of a Content-Encoding header. Raises BadEncoding for stacked and unknown ones."""
    match [each.strip() for each in encodings.lower().split(",")]:
        case [""] | ["identity"]:
            return _Plain()
        case ["gzip" | "x-gzip"]:
            return _Zlib(zlib.MAX_WBITS | 16)
        case ["deflate"]:
            return _Deflate()
        case ["br"]:
            return _Brotli()
    raise BadEncoding("the answer is packed in a way that is not read here")


class _Plain:
    def pieces(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        pass


class _Zlib:
    def __init__(self, window_bits: int) -> None:
        self._stream = zlib.decompressobj(window_bits)
        self._begun = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        # What follows the end of the stream is padding; every browser drops it.
        while not self._stream.eof:
            try:
                piece = self._stream.decompress(data, STEP)
            except zlib.error:
                raise BadEncoding("the answer is not packed as it says") from None
            yield piece
            if len(piece) < STEP:
                return
            data = self._stream.unconsumed_tail

    def finish(self) -> None:
        if self._begun and not self._stream.eof:
            raise BadEncoding("the answer broke off before its end")


class _Deflate:
    """By the letter a zlib stream; some servers send it bare. The first byte of a zlib stream names its method, 8."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None and data:
            self._inner = _Zlib(zlib.MAX_WBITS if data[0] & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS)
        if self._inner is not None:
            yield from self._inner.pieces(data)

    def finish(self) -> None:
        if self._inner is not None:
            self._inner.finish()


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._begun = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        while not self._stream.is_finished():
            try:
                piece = self._stream.process(data, output_buffer_limit=STEP)
            except brotli.error:
                raise BadEncoding("the answer is not packed as it says") from None
            yield piece
            if self._stream.can_accept_more_data():
                return
            data = b""

    def finish(self) -> None:
        if self._begun and not self._stream.is_finished():
            raise BadEncoding("the answer broke off before its end")
