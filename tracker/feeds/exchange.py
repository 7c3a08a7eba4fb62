"""One exchange with a server, as values: what is asked, within what limits, and what came back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http.client import responses
from typing import Final, Literal

from tracker.feeds.address import Exemption, check_url

_OF_THE_WIRE: Final = frozenset({"connection", "content-encoding", "content-length", "set-cookie", "transfer-encoding"})


class Trouble(StrEnum):
    BAD_ADDRESS = "bad_address"
    FORBIDDEN_ADDRESS = "forbidden_address"
    DNS = "dns"
    DNS_TEMPORARY = "dns_temporary"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    TLS = "tls"
    TOO_LARGE = "too_large"
    REDIRECT = "redirect"
    NOT_FOUND = "not_found"
    GONE = "gone"
    THROTTLED = "throttled"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"


_TROUBLES: Final = {404: Trouble.NOT_FOUND, 410: Trouble.GONE, 429: Trouble.THROTTLED}


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that limits an outgoing request."""

    user_agent: str
    timeout_seconds: float = 20  # for the whole request, redirects included
    max_bytes: int = 10 * 1024 * 1024  # of a body, packed and unpacked
    concurrency: int = 100  # requests in flight
    host_interval_seconds: float = 5  # between two starts on one host; 0 = no spacing
    host_concurrency: int = 2  # requests in flight on one host
    allowed_private: tuple[Exemption, ...] = ()
    allowed_ports: frozenset[int] | None = frozenset({80, 443})  # None = any

    def check(self, url: str) -> str:
        """As `check_url`: the address as it goes over the wire. Raises AddressRefused."""
        return check_url(url, allowed_private=self.allowed_private, allowed_ports=self.allowed_ports)


@dataclass(frozen=True, slots=True)
class Request:
    key: int
    url: str
    etag: str = ""
    last_modified: str = ""
    delay_seconds: float = 0  # before it may start: until its host's turn
    method: Literal["GET", "POST"] = "GET"  # what is posted follows no redirect, and of its answer nothing is read
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    request: Request
    status: int  # 200, or 304 with an empty body
    url: str  # where the answer came from
    moved_to: str  # the same, if the server says that the feed has moved there for good; else ""
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    headers: Mapping[str, str]  # names in lower case
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    request: Request
    trouble: Trouble
    message: str  # one line for a person: no bytes of the answer, no resolved address
    status: int | None
    retry_after_seconds: float | None
    seconds: float


@dataclass(eq=False)
class Failure(Exception):
    """Ends a request from within."""

    trouble: Trouble
    message: str
    status: int | None = None
    retry_after_seconds: float | None = None

    def ends(self, request: Request, *, seconds: float) -> Failed:
        return Failed(request, self.trouble, self.message, self.status, self.retry_after_seconds, seconds)


def brought(request: Request, status: int, headers: Mapping[str, str], body: bytes) -> Fetched:
    """For an answer that came straight from where it was asked for; how long it took is added later."""
    return Fetched(
        request=request,
        status=status,
        url=request.url,
        moved_to="",
        body=body,
        content_type=_text(headers.get("Content-Type", "")),
        etag=_validator(headers.get("ETag", "")),
        last_modified=_validator(headers.get("Last-Modified", "")),
        headers=_lasting(headers),
        seconds=0,
    )


def answered(status: int, headers: Mapping[str, str], *, at: datetime) -> Failure:
    """For a status that brings no feed, in our words and not in the server's."""
    trouble = _TROUBLES.get(status) or (Trouble.SERVER_ERROR if 500 <= status < 600 else Trouble.CLIENT_ERROR)
    phrase = f" ({responses[status].lower()})" if status in responses else ""
    retry_after = headers.get("Retry-After", "") if status in (429, 503) else ""
    return Failure(trouble, f"the server answered {status}{phrase}", status, parse_retry_after(retry_after, now=at))


def parse_retry_after(value: str, *, now: datetime) -> float | None:
    """Seconds from now, for either form of the header; a date that has passed is 0, what makes no sense is None."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        at = parsedate_to_datetime(value)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return max(0.0, (at - now).total_seconds())
    except (ValueError, OverflowError):
        return None


def _lasting(headers: Mapping[str, str]) -> dict[str, str]:
    """By name in lower case, without those that speak of the bytes on the wire, and fit for a database."""
    joined: dict[str, str] = {}
    for name, value in headers.items():  # a name may come twice
        name, value = name.lower(), _text(value)
        if name not in _OF_THE_WIRE:
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _text(value: str) -> str:
    """Without the lone surrogates that bytes beyond UTF-8 become."""
    return value.encode("utf-8", "replace").decode()


def _validator(value: str) -> str:
    """An ETag or Last-Modified, if it can be kept and sent back as it is; else ""."""
    return value if len(value) <= 200 and value.isascii() and value.isprintable() else ""
