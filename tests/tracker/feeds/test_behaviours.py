"""What servers do, one line each, and what becomes of the feed: its entries, its trouble and its next time."""

import gzip
import zlib
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, repeat

import brotli
import pytest

from tests import make
from tests.origin import Origin, answer, redirect, serving
from tracker.feeds import poll
from tracker.models import Entry, Feed

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST, SECOND = ("e1", "Joint unit opens", "In the port."), ("e2", "Joint unit grows", "By ten.")
OLD, NEW = make.rss(FIRST).encode(), make.rss(SECOND, FIRST).encode()


@pytest.fixture
def origin():
    with serving(Origin()) as running:
        yield running


def hang(sock):
    sock.recv(1)


def trickle(sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        sock.sendall(b"<")
        hang_a_moment(sock)


def hang_a_moment(sock):
    sock.settimeout(0.05)
    try:
        sock.recv(1)
    except TimeoutError:
        sock.settimeout(None)


def endless(sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        sock.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


def hang_up(sock):
    sock.close()


def packed(name, data):
    return answer(data, Content_Encoding=name)


def bare_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@dataclass(frozen=True)
class Behaviour:
    """The last answer is what the line is about; those before it come first, an hour apart."""

    name: str
    answers: list
    outcome: str
    note: str = ""
    entries: int = 1
    feed: dict = field(default_factory=dict)  # columns afterwards
    after: timedelta | None = None  # the next poll is not before


def known(name, *answers, **expected):
    """Of a feed that was well before."""
    return Behaviour(name, [answer(OLD, ETag='"1"'), *answers], **{"outcome": "updated", **expected})


def at_first(name, *answers, **expected):
    return Behaviour(name, list(answers), **{"outcome": "updated", **expected})


MANY = make.rss(*((f"e{number}", f"Story {number}", "") for number in range(2_500))).encode()
LAUGHS = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + OLD
REFERENCES = OLD.replace(b"Joint unit opens", b"Joint &#xD800; unit &#x110000; opens &#99999999999999999999;")

BEHAVIOURS = [
    # Good answers, and odd ones that bring the feed all the same
    at_first("a feed", answer(OLD)),
    at_first("a feed called a web page", answer(OLD, Content_Type="text/html")),
    at_first("a feed without a content type", answer(OLD, Content_Type="")),
    at_first("a byte order mark and blank lines before the feed", answer(b"\xef\xbb\xbf\n\n\n" + OLD)),
    at_first("latin-1 that calls itself UTF-8", answer(OLD.replace(b"port", "peñón".encode("latin-1")))),
    at_first("gzip", packed("gzip", gzip.compress(OLD))),
    at_first("deflate", packed("deflate", zlib.compress(OLD))),
    at_first("deflate without its frame", packed("deflate", bare_deflate(OLD))),
    at_first("brotli", packed("br", brotli.compress(OLD))),
    at_first("201 with a body", answer(OLD, status="201 Created")),
    at_first("a status without words", answer(OLD, status="200")),
    at_first("a validator too long to send back", answer(OLD, ETag='"' + "x" * 5000 + '"'), feed={"etag": ""}),
    at_first("a weak validator", answer(OLD, ETag='W/"1"'), feed={"etag": 'W/"1"'}),
    at_first("references to no character", answer(REFERENCES)),
    at_first("100,000 blank lines", answer(b"<?xml version='1.0'?>" + b"\n" * 100_000 + OLD)),
    at_first("2,500 entries", answer(MANY), entries=2_000, note="only the first 2,000 entries were read"),
    at_first("a feed without entries", answer(make.rss().encode()), outcome="unchanged", entries=0),
    known("a new entry", answer(NEW), entries=2),
    known("an edited entry", answer(OLD.replace(b"port.", b"harbour."))),
    known("not modified", answer(status="304 Not Modified"), outcome="not_modified", feed={"etag": '"1"'}),
    known("the same body again", answer(OLD, ETag='"2"'), outcome="unchanged", feed={"etag": '"2"'}),
    known("only the date of the build changed", answer(OLD.replace(b"</title>", b" </title>", 1)), outcome="unchanged"),
    known("the end cut off", answer(NEW[:-40]), entries=2, note="truncated"),
    # What is no feed
    known("an empty body", answer(b""), outcome="not_a_feed", note="the answer was empty"),
    known("a web page", answer(b"<html><body>Maintenance</body></html>"), outcome="not_a_feed", note="a web page"),
    known("plain text", answer(b"Back soon."), outcome="not_a_feed", note="plain text"),
    known("JSON that is no feed", answer(b'{"error": 1}'), outcome="not_a_feed", note="not a JSON Feed"),
    known("entities that multiply", answer(LAUGHS), outcome="not_a_feed", note="declares entities"),
    # Redirects
    known("moved for good", redirect("/new", "301 Moved Permanently"), answer(OLD), outcome="unchanged"),
    known("moved for a while", redirect("/new", "302 Found"), answer(OLD), outcome="unchanged", feed={"moved_to": ""}),
    known("a circle", *repeat(redirect("/feed"), 7), outcome="redirect", note="more than 5 times"),
    known("a redirect without address", answer(status="301 Moved"), outcome="redirect", note="without saying where"),
    known("a redirect to a file", redirect("file:///etc/passwd"), outcome="redirect", note="cannot be polled"),
    known("a redirect inwards", redirect("http://10.0.0.1/"), outcome="forbidden_address", note="private network"),
    # Refusals
    known("400", answer(status="400 Bad Request"), outcome="client_error", feed={"strain": 1}),
    known("401", answer(status="401 Unauthorized"), outcome="client_error", feed={"strain": 1}),
    known("403", answer(status="403 Forbidden"), outcome="client_error", feed={"strain": 1}),
    known("404", answer(status="404 Not Found"), outcome="not_found", feed={"strain": 0.5}),
    known("410", answer(status="410 Gone"), outcome="gone", feed={"gone_at": make.NOW + HOUR, "broken_at": None}),
    known("429", answer(status="429 Too Many Requests"), outcome="throttled", feed={"strain": 0.5}),
    known("429 for two days", answer(status="429 Slow", Retry_After="172800"), outcome="throttled", after=2 * DAY),
    known("429 for a year", answer(status="429 Slow", Retry_After="31536000"), outcome="throttled", after=7 * DAY),
    known("500", answer(status="500 Oops"), outcome="server_error", feed={"failures": 1, "strain": 0.5}),
    known("502", answer(status="502 Bad Gateway"), outcome="server_error"),
    known("503 for two days", answer(status="503 Busy", Retry_After="172800"), outcome="server_error", after=2 * DAY),
    known("503 for no time", answer(status="503 Busy", Retry_After="0"), outcome="server_error", after=HOUR / 4),
    known("a teapot", answer(status="418 I'm a teapot"), outcome="client_error"),
    # Broken and hostile
    known("nothing", hang, outcome="timeout", note="within 1 seconds"),
    known("a byte at a time", trickle, outcome="timeout"),
    known("no end", endless, outcome="too_large", note="larger than 1 MB"),
    known("a length beyond all bounds", answer(length=10**12), outcome="too_large"),
    known("a gzip bomb", packed("gzip", gzip.compress(b" " * 2**24)), outcome="too_large"),
    known("a brotli bomb", packed("br", brotli.compress(b" " * 2**24)), outcome="too_large"),
    known("packed in an unknown way", packed("zstd", OLD), outcome="connection", note="not read here"),
    known("not packed as it says", packed("gzip", OLD), outcome="connection", note="not packed as it says"),
    known("the line cut", hang_up, outcome="connection", note="hung up"),
    known("half of what was promised", answer(OLD, length=len(OLD) * 2), outcome="connection", note="broke off"),
    known("no HTTP", b"SSH-2.0-OpenSSH_9.2\r\n", outcome="connection", note="not valid HTTP"),
]


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
def test_whatever_a_server_does_is_a_line_on_the_feed_and_loses_nothing(origin, settings, at, behaviour):
    settings.FEED_TIMEOUT_SECONDS, settings.FEED_MAX_BYTES = 1, 2**20
    replies = chain(behaviour.answers, repeat(behaviour.answers[-1]))
    origin.answers["/feed"] = origin.answers["/new"] = lambda sock: give(sock, next(replies))
    feed = make.feed(origin.url("/feed"))
    for visit in range(2 if behaviour.answers[0] == answer(OLD, ETag='"1"') else 1):
        last = at + visit * HOUR
        [one] = poll.poll_these(Feed.objects.all(), lambda last=last: last)
    feed.refresh_from_db()
    assert one.outcome == behaviour.outcome, one.note
    assert behaviour.note in one.note
    assert Entry.objects.count() == behaviour.entries
    assert {column: getattr(feed, column) for column in behaviour.feed} == behaviour.feed
    assert (feed.lease_until, feed.next_poll_at > last, bool(feed.next_poll_reason)) == (None, True, True)
    assert feed.next_poll_at >= last + (behaviour.after or timedelta())
    assert bool(feed.failures) == bool(feed.trouble) == (not one.is_good)


def give(sock, reply):
    sock.sendall(reply) if isinstance(reply, bytes) else reply(sock)


def test_no_two_behaviours_go_by_the_same_name():
    assert len({behaviour.name for behaviour in BEHAVIOURS}) == len(BEHAVIOURS) >= 40
