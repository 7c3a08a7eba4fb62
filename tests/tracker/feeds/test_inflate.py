"""Undoing Content-Encoding: what was packed comes out, in steps of limited size, and what is broken is called so."""

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.feeds.inflate import STEP, BadEncoding, inflater


def bare_deflate(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "br": ("br", brotli.compress),
    "identity": ("identity", bytes),
    "nothing": ("", bytes),
}


@pytest.fixture(params=PACKED)
def packing(request):
    return PACKED[request.param]


def unfold(encoding, packed, size=997):
    stream = inflater(encoding)
    for start in range(0, len(packed), size):
        yield from stream.pieces(packed[start : start + size])
    stream.finish()


@pytest.mark.parametrize("size", [1, 7, 65536])
def test_what_was_packed_comes_out(packing, size):
    encoding, pack = packing
    body = b"<rss><item>one</item><item>two</item></rss>" * 50
    assert b"".join(unfold(encoding, pack(body), size)) == body


@given(st.binary(max_size=5000), st.integers(1, 5000))
def test_however_it_is_cut(body, size):
    for encoding, pack in PACKED.values():
        assert b"".join(unfold(encoding, pack(body), size)) == body


@pytest.mark.parametrize(("encoding", "pack"), [PACKED[name] for name in ("gzip", "deflate", "bare deflate", "br")])
def test_a_bomb_unfolds_in_small_steps(encoding, pack):
    pieces = inflater(encoding).pieces(pack(bytes(20_000_000)))
    assert all(len(next(pieces)) <= 4 * STEP for _ in range(10))


@pytest.mark.parametrize(("encoding", "pack"), [PACKED[name] for name in ("gzip", "deflate", "bare deflate", "br")])
def test_a_body_that_breaks_off_is_told_from_a_whole_one(encoding, pack):
    packed = pack(b"<rss/>" * 1000)
    for cut in (1, len(packed) // 2, len(packed) - 1):
        with pytest.raises(BadEncoding, match="broke off"):
            list(unfold(encoding, packed[:cut]))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_body_that_is_not_packed_as_it_says_is_refused(encoding):
    with pytest.raises(BadEncoding):
        list(unfold(encoding, b"<?xml version='1.0'?><rss/>" * 100))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,br", "zstd", "compress", "utf-8", "identity, gzip"])
def test_stacked_and_unknown_encodings_are_refused(encoding):
    with pytest.raises(BadEncoding):
        inflater(encoding)


@pytest.mark.parametrize(("encoding", "pack"), [PACKED[name] for name in ("gzip", "deflate", "bare deflate")])
def test_padding_after_the_end_is_dropped(encoding, pack):
    assert b"".join(unfold(encoding, pack(b"<rss/>") + bytes(3000))) == b"<rss/>"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_no_body_at_all_is_an_empty_body(encoding):
    assert b"".join(unfold(encoding, b"")) == b""
