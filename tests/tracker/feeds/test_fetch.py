"""The one door out, against real servers on loopback: what passes, what is refused, and that nothing waits for ever."""

import gzip
import resource
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, pairwise

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.origin import FEED, Origin, answer, redirect, serving
from tracker.feeds import fetch
from tracker.feeds.address import exemption
from tracker.feeds.fetch import Failed, Fetched, Policy, Request, Trouble, fetch_all, fetch_one, parse_retry_after

POLICY = Policy(
    user_agent="Followthrough/0 (+https://followthrough.example)",
    timeout_seconds=5,
    host_interval_seconds=0,
    host_concurrency=100,
    allowed_private=(exemption("127.0.0.0/8"),),
    allowed_ports=None,
)


def short(value):
    """A test's name for a parameter, instead of a page of bytes."""
    return value if isinstance(value, str) else getattr(value, "__name__", "bytes")


@pytest.fixture
def origin():
    with serving(Origin()) as running:
        yield running


@pytest.fixture
def other():
    """Another host: one has to go by its name, since a test may connect to 127.0.0.1 only."""
    with serving(Origin("localhost")) as running:
        yield running


@pytest.fixture
def get(origin):
    def get(reply, policy=POLICY, **conditions):
        origin.answers["/feed"] = reply
        [result] = fetch_all([Request(7, origin.url("/feed"), **conditions)], policy)
        return result

    return get


def ask(url, count):
    return [Request(key, url) for key in range(count)]


@pytest.fixture
def names(monkeypatch):
    """What the name server says: a list of addresses for each look-up of a name."""
    told = {}
    ask_the_system = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if host not in told:
            return ask_the_system(host, port, *args, **kwargs)
        found = told[host].pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return told


# What comes back


def test_a_feed_is_fetched(get):
    result = get(
        answer(FEED, Content_Type="application/rss+xml", ETag='"v1"', Last_Modified="Mon, 05 Jan 2026 10:00:00 GMT")
    )
    assert (result.status, result.body, result.content_type) == (200, FEED, "application/rss+xml")
    assert (result.etag, result.last_modified) == ('"v1"', "Mon, 05 Jan 2026 10:00:00 GMT")
    assert (result.request.key, result.url, result.moved_to) == (7, result.request.url, "")
    assert 0 < result.seconds < 5


def test_header_names_come_in_lower_case_without_those_of_the_wire(get):
    result = get(answer(gzip.compress(FEED), Content_Encoding="gzip", X_Thing="1", Set_Cookie="a=b"))
    assert result.headers == {"x-thing": "1"}


def test_a_header_that_is_not_text_can_still_be_kept(get):
    result = get(b"HTTP/1.1 200 OK\r\nX-Name: caf\xe9\r\nETag: \xe9\r\nContent-Length: 1\r\n\r\nx")
    assert result.headers["x-name"].encode() == b"caf?"
    assert result.etag == ""


def test_one_address_can_be_fetched_by_itself(origin):
    assert fetch_one(origin.url(), POLICY).body == FEED


def test_the_request_says_who_asks_and_what_for(get, origin):
    get(answer(FEED))
    [(_, headers, _)] = origin.asked
    assert headers["user-agent"] == POLICY.user_agent.lower()
    assert "application/atom+xml" in headers["accept"]
    assert headers["accept-encoding"] == "gzip, deflate, br"
    assert not {"if-none-match", "if-modified-since", "cookie", "authorization", "referer"} & headers.keys()


def test_a_path_and_query_are_asked_for_as_they_were_written(origin):
    origin.answers["/%7Efeeds/a%2Fb;x=1?q=%2C+%20,&r[]=%C3%A9"] = answer(FEED)
    assert isinstance(fetch_one(origin.url("/%7Efeeds/a%2Fb;x=1?q=%2C+%20,&r[]=é#top"), POLICY), Fetched)


def test_validators_are_sent_back_as_they_were_given(get, origin):
    get(answer(FEED), etag='W/"x"', last_modified="yesterday, or so")
    [(_, headers, _)] = origin.asked
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('w/"x"', "yesterday, or so")


def test_not_modified_is_an_answer_with_an_empty_body(get):
    result = get(answer(status="304 Not Modified", length=500, ETag='"v2"'), etag='"v1"')
    assert (result.status, result.body, result.etag) == (304, b"", '"v2"')


def test_not_modified_without_having_asked_is_an_error(get):
    assert get(answer(status="304 Not Modified")).trouble == Trouble.CLIENT_ERROR


@pytest.mark.parametrize("etag", ["x" * 201, "caf\xe9", "a\tb"])
def test_a_validator_that_could_not_be_sent_back_is_dropped(get, etag):
    assert get(answer(FEED, ETag=etag)).etag == ""


@pytest.mark.parametrize(
    ("status", "trouble", "message"),
    [
        ("404 Not Found", Trouble.NOT_FOUND, "the server answered 404 (not found)"),
        ("410 Gone", Trouble.GONE, "the server answered 410 (gone)"),
        ("429 Slow Down", Trouble.THROTTLED, "the server answered 429 (too many requests)"),
        ("400 Bad", Trouble.CLIENT_ERROR, "the server answered 400 (bad request)"),
        ("401 x", Trouble.CLIENT_ERROR, "the server answered 401 (unauthorized)"),
        ("403 10.9.8.7 says no", Trouble.CLIENT_ERROR, "the server answered 403 (forbidden)"),
        ("500 Oops", Trouble.SERVER_ERROR, "the server answered 500 (internal server error)"),
        ("503 Busy", Trouble.SERVER_ERROR, "the server answered 503 (service unavailable)"),
        ("599 What", Trouble.SERVER_ERROR, "the server answered 599"),
        ("300 Choose", Trouble.CLIENT_ERROR, "the server answered 300 (multiple choices)"),
        ("204 No Content", Trouble.CLIENT_ERROR, "the server answered 204 (no content)"),
        ("999 Blocked", Trouble.CLIENT_ERROR, "the server answered 999"),
    ],
)
def test_a_status_that_brings_no_feed_is_a_failure(get, status, trouble, message):
    result = get(answer(status=status))
    assert (result.trouble, result.message, result.status) == (trouble, message, int(status[:3]))


@pytest.mark.parametrize("status", ["200 OK", "203 x", "206 x", "226 x"])
def test_any_success_with_a_body_counts_as_200(get, status):
    assert get(answer(FEED, status=status)).status == 200


def test_early_hints_are_passed_over(get):
    assert get(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(FEED)).body == FEED


@pytest.mark.parametrize(("status", "seconds"), [("429 x", 120.0), ("503 x", 120.0), ("500 x", None), ("404 x", None)])
def test_retry_after_is_kept_where_it_has_a_meaning(get, status, seconds):
    assert get(answer(status=status, Retry_After="120")).retry_after_seconds == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 90 ", 90.0),
        ("Mon, 05 Jan 2026 10:01:00 GMT", 60.0),
        ("Mon, 05 Jan 2026 11:01:00 +0100", 60.0),
        ("Monday, 05-Jan-26 10:01:00 GMT", 60.0),
        ("Mon, 05 Jan 2026 09:00:00 GMT", 0.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("9" * 5000, None),
        ("Mon, 99 Jan 2026 10:01:00 GMT", None),
        ("٣", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value, seconds):
    assert parse_retry_after(value, now=datetime(2026, 1, 5, 10, 0, tzinfo=UTC)) == seconds


NUMBERS = st.integers(-(10**12), 10**12)
DATES = st.builds("Mon, {} Jan {} {}:00:00 {:+05}".format, NUMBERS, NUMBERS, NUMBERS, NUMBERS)


@settings(max_examples=50)
@given(st.text() | NUMBERS.map(str) | DATES)
def test_retry_after_is_never_negative_and_never_raises(value):
    seconds = parse_retry_after(value, now=datetime(2026, 1, 5, tzinfo=UTC))
    assert seconds is None or seconds >= 0


# The address guard


def test_a_private_address_is_refused_before_anything_is_sent(origin):
    result = fetch_one(origin.url(), replace(POLICY, allowed_private=()))
    assert result.trouble == Trouble.FORBIDDEN_ADDRESS
    assert result.message == "this address points into a private network, which is refused"
    assert origin.asked == []


def test_a_malformed_address_is_refused():
    result = fetch_one("ftp://example.org/feed", POLICY)
    assert (result.trouble, result.message) == (
        Trouble.BAD_ADDRESS,
        "only http and https addresses can be polled, not ftp:",
    )


def test_a_port_that_is_not_allowed_is_refused(origin):
    result = fetch_one(origin.url(), replace(POLICY, allowed_ports=frozenset({80, 443})))
    assert result.trouble == Trouble.FORBIDDEN_ADDRESS
    assert origin.asked == []


def test_a_name_that_resolves_to_loopback_is_refused(origin):
    result = fetch_one(origin.url(host="localhost"), replace(POLICY, allowed_private=()))
    assert result.trouble == Trouble.FORBIDDEN_ADDRESS
    assert origin.asked == []


def test_an_allowed_host_is_reached(origin):
    assert fetch_one(origin.url(host="localhost"), replace(POLICY, allowed_private=("localhost",))).body == FEED


def test_an_allowed_network_is_reached_by_name_too(origin):
    assert fetch_one(origin.url(host="localhost"), POLICY).body == FEED


def test_an_allowed_host_lets_no_other_host_in(origin):
    policy = replace(POLICY, allowed_private=("intranet.example",))
    assert fetch_one(origin.url(host="localhost"), policy).trouble == Trouble.FORBIDDEN_ADDRESS


def test_a_name_that_resolves_elsewhere_the_second_time_is_refused(origin, names):
    names["rebinding.example"] = [["127.0.0.1"], ["127.0.0.1"]]
    socket.getaddrinfo("rebinding.example", 80)  # whoever looked first saw something; only the connection counts
    result = fetch_one(origin.url(host="rebinding.example"), replace(POLICY, allowed_private=()))
    assert result.trouble == Trouble.FORBIDDEN_ADDRESS
    assert origin.asked == []


@pytest.mark.parametrize("address", ["169.254.169.254", "10.0.0.1", "0.0.0.0", "100.64.0.1", "192.168.1.1"])
def test_a_name_that_resolves_to_a_private_network_is_refused(names, address):
    names["inside.example"] = [[address]]
    result = fetch_one("http://inside.example/", POLICY)
    assert result.trouble == Trouble.FORBIDDEN_ADDRESS
    assert address not in result.message


def test_a_name_with_thousands_of_addresses_costs_no_time(names):
    names["many.example"] = [["10.0.0.1"] * 4000]
    started = time.monotonic()
    assert fetch_one("http://many.example/", POLICY).trouble == Trouble.FORBIDDEN_ADDRESS
    assert time.monotonic() - started < 1


def test_a_host_that_does_not_exist_is_said_to_be_unknown(monkeypatch):
    def nobody(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    result = fetch_one("http://nowhere.example/", POLICY)
    assert (result.trouble, result.message) == (Trouble.DNS, "the address's host could not be found")


def test_proxies_of_the_environment_are_not_used(origin, other, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, other.url())
    assert fetch_one(origin.url(), POLICY).body == FEED
    assert other.asked == []


def test_passwords_of_the_environment_are_not_sent(origin, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    fetch_one(origin.url(), POLICY)
    [(_, headers, _)] = origin.asked
    assert "authorization" not in headers


def test_cookies_are_not_kept(origin):
    origin.answers["/set"] = answer(status="302 x", Location="/", Set_Cookie="seen=1; Path=/")
    fetch_one(origin.url("/set", host="localhost"), POLICY)
    assert origin.paths() == ["/set", "/"]
    assert "cookie" not in origin.asked[1][1]


# Redirects


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_a_redirect_is_followed(get, origin, status):
    result = get(redirect("/", status))
    assert (result.body, result.url) == (FEED, origin.url("/"))


@pytest.mark.parametrize(
    ("first", "second", "for_good"),
    [("301 x", "308 x", True), ("301 x", "302 x", False), ("307 x", "308 x", False), ("303 x", "303 x", False)],
)
def test_a_feed_has_moved_only_if_every_hop_says_for_good(get, origin, first, second, for_good):
    origin.answers["/second"] = redirect("/", second)
    assert get(redirect("second", first)).moved_to == (origin.url("/") if for_good else "")


def test_five_redirects_are_followed_and_not_a_sixth(get, origin):
    for hop in range(1, 7):
        origin.answers[f"/{hop}"] = redirect(f"/{hop + 1}")
    origin.answers["/5"] = answer(FEED)
    assert get(redirect("/1")).body == FEED
    origin.answers["/5"] = redirect("/6")
    origin.asked.clear()
    result = get(redirect("/1"))
    assert (result.trouble, result.message) == (Trouble.REDIRECT, "the server redirects more than 5 times")
    assert "/6" not in origin.paths()


@pytest.mark.parametrize(
    "target",
    [
        *("http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:10.0.0.1]/"),
        *("http://192.168.1.1:8080/x", "//172.16.0.1/"),
    ],
)
def test_a_redirect_into_a_private_network_is_refused(get, target):
    result = get(redirect(target))
    assert result.trouble == Trouble.FORBIDDEN_ADDRESS
    assert result.message == "the server redirects into a private network or to a port that is refused"


def test_a_redirect_out_of_an_allowed_host_is_guarded_again(origin, other):
    origin.answers["/out"] = redirect(other.url(host="127.0.0.1"))
    result = fetch_one(origin.url("/out", host="localhost"), replace(POLICY, allowed_private=("localhost",)))
    assert result.trouble == Trouble.FORBIDDEN_ADDRESS
    assert other.asked == []


def test_a_redirect_to_a_name_that_resolves_to_a_private_network_is_refused(get, names):
    names["inside.example"] = [["10.0.0.1"]]
    assert get(redirect("http://inside.example/")).trouble == Trouble.FORBIDDEN_ADDRESS


@pytest.mark.parametrize(
    "target",
    [
        *(
            "file:///etc/passwd",
            "ftp://example.org/",
            "http://u:p@example.org/",
            "http://exa\\mple.org/",
            "javascript:x",
        ),
        "",
    ],
)
def test_a_redirect_to_what_is_no_feed_address_is_refused(get, target):
    result = get(redirect(target))
    assert result.trouble == Trouble.REDIRECT
    assert "etc" not in result.message


def test_validators_stay_with_the_host_that_gave_them(get, origin, other):
    origin.answers["/elsewhere"] = redirect(other.url())
    get(redirect("/elsewhere"), etag='"v1"', last_modified="then")
    sent = {"if-none-match", "if-modified-since"}
    assert [sent <= headers.keys() for _, headers, _ in origin.asked] == [True, True]
    assert [sent & headers.keys() for _, headers, _ in other.asked] == [set()]


# Encodings


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("br", brotli.compress(FEED)),
        ("identity", FEED),
    ],
    ids=short,
)
def test_a_packed_body_is_unpacked(get, encoding, packed):
    assert get(answer(packed, Content_Encoding=encoding)).body == FEED


@pytest.mark.parametrize(
    ("encoding", "packed", "message"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(FEED)), "the answer is packed in a way that is not read here"),
        ("zstd", FEED, "the answer is packed in a way that is not read here"),
        ("gzip", gzip.compress(FEED)[:-9], "the answer broke off before its end"),
        ("gzip", b"<html>10.9.8.7</html>", "the answer is not packed as it says"),
        ("br", brotli.compress(FEED)[:-3], "the answer broke off before its end"),
    ],
    ids=short,
)
def test_a_body_that_cannot_be_unpacked_is_a_broken_connection(get, encoding, packed, message):
    result = get(answer(packed, Content_Encoding=encoding))
    assert (result.trouble, result.message) == (Trouble.CONNECTION, message)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def test_a_chunked_body_is_put_together(get):
    assert get(CHUNKED + b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n").body == b"hello world"


def badly_chunked_later(sock):
    sock.sendall(CHUNKED + b"5\r\nhello\r\n")
    time.sleep(0.05)
    sock.sendall(b"zz\r\n10.9.8.7")


def badly_chunked_at_once(size):
    def reply(sock):
        sock.sendall(CHUNKED)
        time.sleep(0.05)
        sock.sendall(f"{size:x}\r\n".encode() + bytes(size) + b"\r\nzz\r\n")
        time.sleep(0.05)

    return reply


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (answer(FEED, length=5000), "the answer broke off before its end"),
        (CHUNKED + b"5\r\nhello\r\n", "the answer broke off before its end"),
        (CHUNKED + b"5\r\nhello\r\nzz\r\n10.9.8.7", "the answer was not valid HTTP"),
        (badly_chunked_later, "the answer broke off before its end"),
        (badly_chunked_at_once(100), "the answer broke off before its end"),
        (badly_chunked_at_once(0x20000), "the answer broke off before its end"),
        (badly_chunked_at_once(0x100000), "the answer broke off before its end"),
        (b"", "the server hung up without an answer"),
        (b"SSH-2.0-OpenSSH_9.2 10.9.8.7\r\n", "the answer was not valid HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", "the answer was not valid HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 10_000 + b"\r\n", "the answer was not valid HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "the server hung up without an answer"),
    ],
    ids=short,
)
def test_a_broken_answer_is_a_value_with_a_plain_message(get, reply, message):
    result = get(reply)
    assert (result.trouble, result.message) == (Trouble.CONNECTION, message)


def test_nobody_listening_is_a_broken_connection():
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    result = fetch_one(f"http://127.0.0.1:{port}/", POLICY)
    assert (result.trouble, result.message) == (Trouble.CONNECTION, "no connection could be made to the server")


# Size


def endless(sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        sock.sendall(b"<item/>" * 10_000)


def announced(sock):
    sock.sendall(answer(length=10**12))
    sock.recv(1)  # sends nothing: who waits for the body would wait for ever


def endless_after_the_end(sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(FEED))
    while True:
        sock.sendall(bytes(100_000))


@pytest.mark.parametrize("reply", [endless, announced, endless_after_the_end, answer(bytes(3_000_001))], ids=short)
def test_a_body_that_is_too_large_is_refused(get, reply):
    result = get(reply, replace(POLICY, max_bytes=3_000_000))
    assert (result.trouble, result.message) == (Trouble.TOO_LARGE, "the answer is larger than 2.86102 MB")


def test_a_body_of_exactly_the_limit_passes(get):
    assert len(get(answer(bytes(3_000_000)), replace(POLICY, max_bytes=3_000_000)).body) == 3_000_000


def gzip_bomb():
    packer = zlib.compressobj(wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(30)) + packer.flush()


def brotli_bomb():
    packer = brotli.Compressor(quality=2)
    return b"".join(packer.process(bytes(1_000_000)) for _ in range(30)) + packer.finish()


@pytest.mark.parametrize(("encoding", "bomb"), [("gzip", gzip_bomb), ("br", brotli_bomb)], ids=["gzip", "br"])
def test_a_bomb_is_refused_without_being_inflated(get, encoding, bomb):
    reply = answer(bomb(), Content_Encoding=encoding)
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    result = get(reply, replace(POLICY, max_bytes=2_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.trouble == Trouble.TOO_LARGE
    assert peak < 8_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident < 15_000  # in KB


def test_many_bombs_at_once_take_no_more_room_than_one(origin):
    origin.answers["/"] = answer(brotli_bomb(), Content_Encoding="br")
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    results = list(fetch_all(ask(origin.url(), 40), replace(POLICY, max_bytes=2_000_000)))
    assert {result.trouble for result in results} == {Trouble.TOO_LARGE}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident < 30_000  # in KB


# Time


def trickle(sock):
    sock.sendall(answer(length=1000))
    while True:
        sock.sendall(b"x")
        time.sleep(0.02)


def trickle_of_headers(sock):
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        sock.sendall(b"X: y\r\n")
        time.sleep(0.02)


def hints_without_end(sock):
    while True:
        sock.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        time.sleep(0.02)


@pytest.mark.parametrize("reply", [trickle, trickle_of_headers, hints_without_end])
def test_a_trickling_server_is_ended_at_the_deadline(get, reply):
    result = get(reply, replace(POLICY, timeout_seconds=0.3))
    assert (result.trouble, result.message) == (Trouble.TIMEOUT, "no complete answer within 0.3 seconds")
    assert 0.3 <= result.seconds < 0.6


def test_the_deadline_covers_all_redirects_together(get, origin):
    def slowly(sock):
        time.sleep(0.15)
        sock.sendall(redirect("/feed"))

    assert get(slowly, replace(POLICY, timeout_seconds=0.4)).trouble == Trouble.TIMEOUT


def test_a_hung_host_does_not_delay_the_others(origin, other):
    other.answers["/"] = other.hang
    requests = [Request(0, other.url()), *(Request(key, origin.url(f"/?{key}")) for key in range(1, 31))]
    origin.answers.update({f"/?{key}": answer(FEED) for key in range(1, 31)})
    started = time.monotonic()
    arrivals = {}
    for result in fetch_all(requests, replace(POLICY, timeout_seconds=0.7)):
        arrivals[result.request.key] = time.monotonic() - started
    assert max(at for key, at in arrivals.items() if key) < 0.6
    assert 0.7 <= arrivals[0] < 1


def test_a_name_server_that_hangs_does_not_delay_the_others(origin, monkeypatch):
    hung = threading.Event()
    ask_the_system = socket.getaddrinfo

    def look_up(host, *args, **kwargs):
        return hung.wait(5) if host.endswith(".example") else ask_the_system(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    requests = [Request(key, f"http://{key}.example/") for key in range(40)] + [
        Request(40, origin.url(host="localhost"))
    ]
    started = time.monotonic()
    results = fetch_all(requests, replace(POLICY, timeout_seconds=0.7))
    assert next(results).request.key == 40
    assert time.monotonic() - started < 0.6
    assert {result.trouble for result in results} == {Trouble.TIMEOUT}
    assert time.monotonic() - started < 1
    hung.set()


# Whose turn it is


def gaps(origin):
    return [later - earlier for earlier, later in pairwise(at for _, _, at in origin.asked)]


def test_starts_on_one_host_keep_their_distance(origin):
    list(fetch_all(ask(origin.url(), 3), replace(POLICY, host_interval_seconds=0.2)))
    assert len(gaps(origin)) == 2
    assert min(gaps(origin)) > 0.18


def test_hosts_do_not_wait_for_each_other(origin, other):
    started = time.monotonic()
    requests = [*ask(origin.url(), 3), *ask(other.url(), 3)]
    assert len(list(fetch_all(requests, replace(POLICY, host_interval_seconds=0.2)))) == 6
    assert time.monotonic() - started < 0.6


def test_waiting_for_a_turn_does_not_count_as_time_without_answer(origin):
    policy = replace(POLICY, host_interval_seconds=0.25, timeout_seconds=0.2)
    assert {type(result) for result in fetch_all(ask(origin.url(), 3), policy)} == {Fetched}


def test_waiting_for_a_turn_occupies_no_place(origin, other, names):
    names["third.example"] = [["127.0.0.1"]]
    policy = replace(POLICY, host_interval_seconds=0.3, concurrency=1)
    elsewhere = [Request(10, other.url()), Request(11, origin.url(host="third.example"))]
    assert [result.request.key for result in fetch_all([*ask(origin.url(), 2), *elsewhere], policy)] == [0, 10, 11, 1]


def slowly(sock):
    time.sleep(0.05)
    sock.sendall(answer(FEED))


def test_no_more_than_so_many_requests_are_open_on_one_host(origin):
    origin.answers["/"] = slowly
    list(fetch_all(ask(origin.url(), 8), replace(POLICY, host_concurrency=2)))
    assert origin.most_open == 2


def test_no_more_than_so_many_requests_are_open_at_all(origin):
    origin.answers["/"] = slowly
    list(fetch_all(ask(origin.url(), 12), replace(POLICY, concurrency=3)))
    assert origin.most_open == 3


# Handing over


def test_every_request_gets_exactly_one_result(origin, other):
    replies = [
        answer(FEED),
        answer(status="404 x"),
        b"",
        b"nonsense",
        redirect("/0"),
        answer(FEED, length=9999),
        trickle,
    ]
    origin.answers.update({f"/{number}": reply for number, reply in enumerate(replies)})
    urls = [origin.url(f"/{number}") for number in range(len(replies))]
    urls += ["ftp://x/", "http://10.0.0.1/", "http://127.0.0.1:1/", other.url()]
    requests = [Request(key, urls[key % len(urls)]) for key in range(200)]
    results = list(fetch_all(requests, replace(POLICY, timeout_seconds=0.4, concurrency=50)))
    assert sorted(result.request.key for result in results) == list(range(200))
    assert {result.trouble for result in results if isinstance(result, Failed)} == {
        *(Trouble.NOT_FOUND, Trouble.CONNECTION, Trouble.TIMEOUT, Trouble.BAD_ADDRESS, Trouble.FORBIDDEN_ADDRESS)
    }


def test_nothing_asked_is_nothing_answered():
    assert list(fetch_all([], POLICY)) == []


def left_over(before):
    """The threads that are there beside those of before; look-ups may take a moment to see that they are done."""
    deadline = time.monotonic() + 2
    while (threads := set(threading.enumerate()) - before) and time.monotonic() < deadline:
        time.sleep(0.01)
    return threads


def test_closing_the_iterator_early_leaves_no_thread(origin, other):
    other.answers["/"] = other.hang
    before = set(threading.enumerate())
    results = fetch_all([*ask(other.url(), 20), *ask(origin.url(host="localhost"), 20)], POLICY)
    next(results)
    started = time.monotonic()
    results.close()
    assert time.monotonic() - started < 0.5
    other.closing.set()
    assert not {thread.name for thread in left_over(before) if thread.name.startswith(("turns", "look-up"))}


def give_up_at_the_first(results):
    with closing(results):
        for _ in results:
            raise KeyboardInterrupt


def test_an_error_of_the_caller_ends_what_is_under_way(origin, other):
    other.answers["/"] = other.hang
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        give_up_at_the_first(fetch_all([*ask(other.url(), 5), *ask(origin.url(), 5)], POLICY))
    assert time.monotonic() - started < 0.5


def test_an_error_that_nobody_expects_comes_out_in_the_callers_thread(origin):
    with pytest.raises(ValueError, match="header"):
        fetch_one(origin.url(), replace(POLICY, user_agent="two\r\nlines"))


def test_a_slow_caller_slows_the_fetching_down(origin):
    results = fetch_all(ask(origin.url(), 20), replace(POLICY, concurrency=3))
    next(results)
    time.sleep(0.2)
    assert len(origin.asked) == 4  # the one that was taken, and three that wait
    assert len(list(results)) == 19


def test_only_so_many_large_bodies_are_taken_in_at_once(origin):
    origin.answers["/"] = answer(bytes(9_000_000))
    with closing(fetch_all(ask(origin.url(), 10), POLICY)) as results:
        next(results)
        time.sleep(0.3)
        assert len(origin.asked) == 10
        assert 10 - origin.open <= fetch.LARGE_AT_ONCE + 1  # one more for the one that was taken


def test_large_bodies_wait_for_room_with_the_clock_stopped(origin):
    origin.answers["/"] = answer(bytes(2 * fetch.LARGE_BYTES))
    taken = 0
    for result in fetch_all(ask(origin.url(), fetch.LARGE_AT_ONCE * 3), replace(POLICY, timeout_seconds=1.0)):
        assert len(result.body) == 2 * fetch.LARGE_BYTES
        taken += 1
        time.sleep(0.1)
    assert taken == fetch.LARGE_AT_ONCE * 3


def test_a_packed_body_waits_for_room_as_a_plain_one_does(origin):
    origin.answers["/hung"] = large_and_hung(origin)
    origin.answers["/packed"] = answer(gzip.compress(bytes(2 * fetch.LARGE_BYTES)), Content_Encoding="gzip")
    hung = ask(origin.url("/hung"), fetch.LARGE_AT_ONCE)
    policy = replace(POLICY, timeout_seconds=0.5, host_interval_seconds=0.05)
    results = list(fetch_all([*hung, Request(9, origin.url("/packed"))], policy))
    assert results[0].trouble == Trouble.TIMEOUT  # the first hung one had to make room before there was any other
    assert sum(isinstance(result, Fetched) for result in results) == 1


def large_and_hung(origin):
    def reply(sock):
        sock.sendall(answer(bytes(2 * fetch.LARGE_BYTES), length=10**7))
        origin.hang(sock)

    return reply


def test_small_bodies_pass_large_ones_that_wait(origin):
    origin.answers["/large"] = large_and_hung(origin)
    requests = [*ask(origin.url("/large"), 12), *(Request(key, origin.url()) for key in range(100, 110))]
    with closing(fetch_all(requests, POLICY)) as results:
        assert {result.request.key for result in islice(results, 10)} == set(range(100, 110))


def test_a_connection_that_breaks_while_its_body_waits_for_room_is_broken(origin):
    origin.answers["/large"] = large_and_hung(origin)
    origin.answers["/bad"] = badly_chunked_at_once(fetch.LARGE_BYTES + 1)
    policy = replace(POLICY, timeout_seconds=0.5, host_interval_seconds=0.05)
    requests = [*ask(origin.url("/large"), fetch.LARGE_AT_ONCE), Request(9, origin.url("/bad"))]
    results = {result.request.key: result.trouble for result in fetch_all(requests, policy)}
    assert results == {**dict.fromkeys(range(fetch.LARGE_AT_ONCE), Trouble.TIMEOUT), 9: Trouble.CONNECTION}


# Encryption


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if not shutil.which("openssl"):
        pytest.skip("needs the openssl program to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    key = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    name = "-subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(f"{key} {name} -keyout {path} -out {path}.crt".split(), check=True, capture_output=True)
    path.write_text(path.read_text() + path.with_name("both.pem.crt").read_text())
    return path


@pytest.fixture
def encrypted(certificate):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with serving(Origin(wrap=lambda sock: context.wrap_socket(sock, server_side=True))) as running:
        yield running


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    fetch._tls.cache_clear()
    yield
    fetch._tls.cache_clear()


@pytest.mark.usefixtures("trusted")
def test_an_encrypted_feed_is_fetched(encrypted):
    assert fetch_one(encrypted.url(host="localhost", scheme="https"), POLICY).body == FEED


def test_a_certificate_that_nobody_vouches_for_is_refused(encrypted):
    result = fetch_one(encrypted.url(host="localhost", scheme="https"), POLICY)
    assert (result.trouble, result.message) == (Trouble.TLS, "the server's certificate could not be verified")
    assert encrypted.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_host_is_refused(encrypted):
    assert fetch_one(encrypted.url(scheme="https"), POLICY).trouble == Trouble.TLS


def test_a_server_that_does_not_encrypt_is_no_encrypted_one(origin):
    origin.wrap = lambda sock: sock.sendall(answer(FEED)) or sock
    result = fetch_one(origin.url(scheme="https"), POLICY)
    assert (result.trouble, result.message) == (Trouble.TLS, "no encrypted connection could be made")


@pytest.mark.usefixtures("trusted")
def test_a_redirect_from_https_to_http_is_refused(encrypted, origin):
    encrypted.answers["/"] = redirect(origin.url())
    result = fetch_one(encrypted.url(host="localhost", scheme="https"), POLICY)
    assert result.trouble == Trouble.REDIRECT
    assert result.message == "the server redirects from https to http, which is refused"
    assert origin.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_redirect_from_http_to_https_is_followed(encrypted, get):
    target = encrypted.url(host="localhost", scheme="https")
    assert get(redirect(target, "301 x")).moved_to == target


def test_one_tls_context_serves_the_whole_process():
    assert fetch._tls() is fetch._tls()
