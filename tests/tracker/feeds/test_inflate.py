"""Undoing Content-Encoding: what was packed comes out, within bounds, and what is broken is called so."""

import gzip
import random
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.feeds.inflate import STEP, BadEncoding, TooLarge, unpack


def bare_deflate(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def quick_brotli(data):
    return brotli.compress(data, quality=4)


PACKED = {
    "gzip": ("gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "br": ("br", quick_brotli),
}
UNPACKED = {"X-GZip": (" X-GZip ", gzip.compress), "identity": ("identity", bytes), "nothing": ("", bytes)}

every_packing = pytest.mark.parametrize(("encoding", "pack"), PACKED.values(), ids=PACKED)


@pytest.mark.parametrize(("encoding", "pack"), [*PACKED.values(), *UNPACKED.values()], ids=[*PACKED, *UNPACKED])
def test_what_was_packed_comes_out(encoding, pack):
    body = b"<rss><item>one</item><item>two</item></rss>" * 50
    assert unpack(pack(body), encoding, limit=len(body)) == body


@settings(max_examples=50)
@given(st.binary(max_size=5000))
def test_whatever_it_was(body):
    for encoding, pack in PACKED.values():
        assert unpack(pack(body), encoding, limit=5000) == body


@every_packing
@pytest.mark.parametrize("size", [STEP - 1, STEP, STEP + 1, 4 * STEP])
def test_it_comes_out_whole_over_many_steps(encoding, pack, size):
    dice = random.Random(size)
    for body in (bytes(size), dice.randbytes(size), b"%d " * (size // 3), bytes(size // 2) + dice.randbytes(size // 2)):
        assert unpack(pack(body), encoding, limit=size) == body


@every_packing
def test_more_than_the_limit_is_refused(encoding, pack):
    with pytest.raises(TooLarge):
        unpack(pack(bytes(1001)), encoding, limit=1000)


@every_packing
def test_a_bomb_is_refused_without_being_unpacked(encoding, pack):
    packed = pack(bytes(10_000_000))
    tracemalloc.start()
    with pytest.raises(TooLarge):
        unpack(packed, encoding, limit=STEP)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * STEP


@every_packing
def test_a_body_that_breaks_off_is_told_from_a_whole_one(encoding, pack):
    packed = pack(b"<rss/>" * 1000)
    for cut in (1, len(packed) // 2, len(packed) - 1):
        with pytest.raises(BadEncoding, match="broke off"):
            unpack(packed[:cut], encoding, limit=10_000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_body_that_is_not_packed_as_it_says_is_refused(encoding):
    with pytest.raises(BadEncoding):
        unpack(b"<?xml version='1.0'?><rss/>" * 100, encoding, limit=10_000)


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip,br", "zstd", "compress", "utf-8", "identity, gzip"])
def test_stacked_and_unknown_encodings_are_refused(encoding):
    with pytest.raises(BadEncoding):
        unpack(b"", encoding, limit=10_000)


@pytest.mark.parametrize("name", ["gzip", "deflate", "bare deflate"])
def test_padding_after_the_end_is_dropped(name):
    encoding, pack = PACKED[name]
    assert unpack(pack(b"<rss/>") + bytes(100_000), encoding, limit=10_000) == b"<rss/>"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", ""])
def test_no_body_at_all_is_an_empty_body(encoding):
    assert unpack(b"", encoding, limit=0) == b""
