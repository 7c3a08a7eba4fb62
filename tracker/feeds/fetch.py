"""The one door out: every HTTP request of the program is made here, within the limits of a `Policy`.

One event loop in a thread of its own serves any number of requests; results come back in the caller's thread, one at a
time, as they arrive. What may go wrong between two machines is a value, `Failed`; all other errors go up to the caller.
"""

import asyncio
import functools
import socket
import ssl
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

import aiohttp
from aiohttp.abc import ResolveResult
from aiohttp.connector import NEEDS_CLEANUP_CLOSED
from yarl import URL

from indicators.refusal import announced as _
from tracker.feeds import address, exchange, inflate
from tracker.feeds.exchange import Failed, Failure, Fetched, Policy, Request, Trouble, parse_retry_after
from tracker.feeds.turns import Place, Serve, Turns

__all__ = [
    "Failed",
    "Fetched",
    "Policy",
    "Request",
    "Trouble",
    "fetch_all",
    "fetch_groups",
    "fetch_one",
    "parse_retry_after",
]

MAX_REDIRECTS: Final = 5
CHUNK: Final = 64 * 1024
# Larger bodies are few, so that only a few may grow on at once: 100 requests in flight then hold at most 50 MB and
# these few, not 100 bodies of full size.
LARGE_BYTES: Final = 512 * 1024
LARGE_AT_ONCE: Final = 4
# A connection left open spares the next request to that host a handshake, but with thousands of hosts they would use
# up the file descriptors, of which there are often 1,024.
MAX_IDLE: Final = 500
# A name may come with thousands of addresses, and trying them all costs the square of their number.
MAX_ADDRESSES: Final = 8

_NO_ANSWER: Final = (socket.EAI_AGAIN, socket.EAI_FAIL)  # of the name server: no word about the host
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


def fetch_one(url: str, policy: Policy) -> Fetched | Failed:
    [result] = fetch_all([Request(key=0, url=url)], policy)
    return result


def fetch_all(requests: Sequence[Request], policy: Policy) -> Iterator[Fetched | Failed]:
    """Yields one result for each request, as they arrive. Closing the iterator ends what is still under way."""
    for group in fetch_groups(requests, policy, most=1):
        yield from group


def fetch_groups(requests: Sequence[Request], policy: Policy, *, most: int) -> Iterator[list[Fetched | Failed]]:
    """As `fetch_all`, but yields together what has arrived meanwhile: at most so many, and never waits for more."""
    sound = []
    for request in requests:
        try:
            policy.check(request.url)
            sound.append(request)
        except address.AddressRefused as error:
            yield [_explain(error).ends(request, seconds=0)]
    turns = Turns[Request, Fetched | Failed](
        lambda request: address.host_of(request.url),
        lambda request: request.delay_seconds,
        concurrency=policy.concurrency,
        large_at_once=LARGE_AT_ONCE,
        host_concurrency=policy.host_concurrency,
        host_interval_seconds=policy.host_interval_seconds,
    )
    yield from turns.results(sound, _open_door(policy, keep_open=len(sound) <= MAX_IDLE), most=most)


class _PrivateTarget(OSError):
    """An OSError, so that aiohttp goes on to a name's next address."""


# The first that fits counts; "" = the error's own words, which are ours.
_KNOWN: Final[dict[type[Exception], Failure]] = {
    address.ForbiddenAddress: Failure(Trouble.FORBIDDEN_ADDRESS, ""),
    address.RedirectRefused: Failure(Trouble.REDIRECT, ""),
    address.AddressRefused: Failure(Trouble.BAD_ADDRESS, ""),
    inflate.BadEncoding: Failure(Trouble.CONNECTION, ""),
    inflate.TooLarge: Failure(Trouble.TOO_LARGE, ""),
    aiohttp.ClientConnectorDNSError: Failure(Trouble.DNS, _("the address's host could not be found")),
    aiohttp.ClientConnectorCertificateError: Failure(Trouble.TLS, _("the server's certificate could not be verified")),
    aiohttp.ClientSSLError: Failure(Trouble.TLS, _("no encrypted connection could be made")),
    aiohttp.ClientConnectorError: Failure(Trouble.CONNECTION, _("no connection could be made to the server")),
    aiohttp.ServerDisconnectedError: Failure(Trouble.CONNECTION, _("the server hung up without an answer")),
    aiohttp.ClientPayloadError: Failure(Trouble.CONNECTION, _("the answer broke off before its end")),
    aiohttp.ClientResponseError: Failure(Trouble.CONNECTION, _("the answer was not valid HTTP")),
    aiohttp.ClientError: Failure(Trouble.CONNECTION, _("the connection broke off")),
}
_EXPECTED: Final[tuple[type[Exception], ...]] = (Failure, *_KNOWN)


class _Door:
    """Answers one request at a time, any number of times at once."""

    def __init__(self, policy: Policy, guarded: aiohttp.ClientSession, trusted: aiohttp.ClientSession) -> None:
        self._policy = policy
        self._guarded = guarded
        self._trusted = trusted

    async def answer(self, request: Request, place: Place) -> Fetched | Failed:
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._policy.timeout_seconds) as clock:
                fetched = await self._follow(request, _Room(self._policy.max_bytes, place, clock))
            return replace(fetched, seconds=time.monotonic() - started)
        except TimeoutError:
            failure = Failure(Trouble.TIMEOUT, f"no complete answer within {self._policy.timeout_seconds:g} seconds")
        except _EXPECTED as error:
            failure = _explain(error)
        return failure.ends(request, seconds=time.monotonic() - started)

    async def _follow(self, request: Request, room: "_Room") -> Fetched:
        url, for_good = request.url, True
        for hops in range(MAX_REDIRECTS + 1):
            wire = _check_hop(url, self._policy) if hops else self._policy.check(url)
            async with self._get(wire, request) as response:
                if response.status not in _REDIRECTS:
                    fetched = await _read(request, response, room)
                    return replace(fetched, url=wire, moved_to=wire if for_good else "") if hops else fetched
                if request.method == "POST":
                    raise Failure(Trouble.REDIRECT, _("the server redirects what was posted"), response.status)
                for_good = for_good and response.status in (301, 308)
                url = address.next_hop(wire, response.headers.get("Location", ""))
        raise Failure(Trouble.REDIRECT, f"the server redirects more than {MAX_REDIRECTS} times")

    def _get(self, wire: str, request: Request) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        host = address.host_of(wire)
        session = self._trusted if address.is_exempt(host, self._policy.allowed_private) else self._guarded
        # Validators mean something to the host that gave them; to any other they are a mark to know us by.
        conditions = _conditions(request) if host == address.host_of(request.url) else {}
        headers = {**conditions, **dict(request.headers)}
        target, body = URL(wire, encoded=True), request.body or None
        return session.request(request.method, target, headers=headers, data=body, allow_redirects=False)


@dataclass(frozen=True, slots=True)
class _Room:
    """How large a body may grow."""

    max_bytes: int
    place: Place
    clock: asyncio.Timeout

    async def admit(self, size: int) -> None:
        if size > self.max_bytes:
            raise inflate.TooLarge(self.max_bytes)
        if size > LARGE_BYTES:
            await self.place.grow(self.clock)


@asynccontextmanager
async def _open_door(policy: Policy, *, keep_open: bool) -> AsyncIterator[Serve[Request, Fetched | Failed]]:
    guarded = _session(policy, _guard(policy), keep_open=keep_open)
    trusted = _session(policy, None, keep_open=keep_open)
    async with guarded, trusted:
        yield _Door(policy, guarded, trusted).answer


def _session(
    policy: Policy, socket_factory: aiohttp.SocketFactoryType | None, *, keep_open: bool
) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(
        limit=0,  # `Turns` counts
        force_close=not keep_open,
        enable_cleanup_closed=NEEDS_CLEANUP_CLOSED,  # ends those that leave our good-bye over TLS unanswered
        resolver=_Resolver(),
        socket_factory=socket_factory,
        ssl=_tls(),
    )
    return aiohttp.ClientSession(
        connector=connector,
        headers={"User-Agent": policy.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate, br"},
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,  # no proxies, no .netrc
        auto_decompress=False,  # `inflate` does it within bounds
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),  # one deadline for all of it, in `_Door.answer`
        read_bufsize=CHUNK,
    )


def _guard(policy: Policy) -> aiohttp.SocketFactoryType:
    """Looks at the address that is connected to, so that no answer of a name server can pass it by."""

    def open_socket(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, target = info
        if not address.may_connect(str(target[0]), policy.allowed_private):
            raise _PrivateTarget(address.PRIVATE)
        return socket.socket(family, kind, protocol)

    return open_socket


class _Resolver(aiohttp.ThreadedResolver):
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        return (await super().resolve(host, port, family))[:MAX_ADDRESSES]


@functools.cache
def _tls() -> ssl.SSLContext:
    """One for the process: making one for each request takes ten times what the request does."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _check_hop(url: str, policy: Policy) -> str:
    """In words that repeat nothing of what the server sent."""
    try:
        return policy.check(url)
    except address.ForbiddenAddress:
        message = _("the server redirects into a private network or to a port that is refused")
        raise Failure(Trouble.FORBIDDEN_ADDRESS, message) from None
    except address.AddressRefused:
        raise Failure(Trouble.REDIRECT, _("the server redirects to an address that cannot be polled")) from None


def _conditions(request: Request) -> dict[str, str]:
    validators = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in validators.items() if value}


async def _read(request: Request, response: aiohttp.ClientResponse, room: _Room) -> Fetched:
    """The answer, if it is one that brings a feed, or no news of one. Raises Failure."""
    if response.status == 304 and not _conditions(request).keys().isdisjoint(response.request_info.headers):
        return exchange.brought(request, 304, response.headers, b"")
    successful = 200 <= response.status < 300
    if successful and request.method == "POST":
        return exchange.brought(request, response.status, response.headers, b"")
    body = await _read_body(response, room) if successful else b""
    if body or response.status == 200:
        return exchange.brought(request, 200, response.headers, body)
    raise exchange.answered(response.status, response.headers, at=datetime.now(UTC))


async def _read_body(response: aiohttp.ClientResponse, room: _Room) -> bytes:
    """Unpacked only when all of it is here, at one go: a decoder at rest may hold 16 MB, and there may be 100."""
    encoding = inflate.check_encoding(", ".join(response.headers.getall("Content-Encoding", ())))
    packed = await _take_in(response, room)
    if not encoding:
        return packed
    try:
        return inflate.unpack(packed, encoding, limit=LARGE_BYTES)
    except inflate.TooLarge:
        await room.admit(LARGE_BYTES + 1)
        return inflate.unpack(packed, encoding, limit=room.max_bytes)


async def _take_in(response: aiohttp.ClientResponse, room: _Room) -> bytes:
    await room.admit(response.content_length or 0)
    intake, body = _Intake(response), BytesIO()
    while chunk := await intake.read():
        body.write(chunk)
        await room.admit(body.tell())
    return body.getvalue()


class _Intake:
    """The bytes of a body, as they come.

    aiohttp 3.14 loses the error of a malformed chunk: who is reading waits for ever, and who reads next gets a
    RuntimeError. Here both learn it from the loss of the connection.
    """

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._content = response.content
        self._waiting = False
        connection = response.connection
        protocol = None if connection is None else connection.protocol
        closed = None if protocol is None else protocol.closed
        if closed is not None:  # else all of the body is here already
            closed.add_done_callback(self._lose)

    def _lose(self, closed: asyncio.Future[None]) -> None:
        if not closed.cancelled():
            closed.exception()  # has been looked at
        if self._waiting and not self._content.is_eof():
            self._content.set_exception(aiohttp.ClientPayloadError())

    async def read(self) -> bytes:
        self._waiting = True
        try:
            return await self._content.read(CHUNK)
        except RuntimeError as error:
            raise aiohttp.ClientPayloadError from error
        finally:
            self._waiting = False


def _explain(error: Exception) -> Failure:
    """What went wrong, without a byte of the answer and without the address that was connected to."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, _PrivateTarget):
        return Failure(Trouble.FORBIDDEN_ADDRESS, address.PRIVATE)
    if isinstance(error, aiohttp.ClientConnectorDNSError) and error.os_error.errno in _NO_ANSWER:
        return Failure(Trouble.DNS_TEMPORARY, _("the name server did not answer for the address's host"))
    known = next(failure for kind, failure in _KNOWN.items() if isinstance(error, kind))
    return replace(known, message=known.message or str(error))
