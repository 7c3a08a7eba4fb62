"""The web server of the invented newspapers: on this machine's loopback only, with ETags, and its news in acts."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tracker.demo import render
from tracker.demo.newsroom import LAST_ACT, Outlet, find_outlet
from tracker.demo.render import Edition

HOST = "127.0.0.1"
ACT_SECONDS = 45.0

FORMS: dict[str, tuple[str, Callable[[Outlet, Edition], bytes]]] = {
    "rss": ("application/rss+xml", render.rss),
    "atom": ("application/atom+xml", render.atom),
    "json": ("application/feed+json", render.json_feed),
}


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    content_type: str = "text/plain"
    body: bytes = b""

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


NOT_FOUND = Answer(HTTPStatus.NOT_FOUND, body=b"There is no such page.\n")
GONE = Answer(HTTPStatus.GONE, body=b"This newspaper has closed.\n")


def base_url(port: int) -> str:
    return f"http://{HOST}:{port}"


def edition_at(at: datetime, *, opened_at: datetime, act_seconds: float, port: int) -> Edition:
    act = min(LAST_ACT, max(0, int((at - opened_at) / timedelta(seconds=act_seconds))))
    return Edition(act, opened_at, act_seconds, base_url(port))


def answer(path: str, edition: Edition) -> Answer:
    """What a request for this path gets: `/`, `/outlet/`, `/outlet/feed`, `/outlet/article`."""
    slug, _, page = urlsplit(path).path.strip("/").partition("/")
    if not slug:
        return _html(render.front_page(edition))
    outlet = find_outlet(slug)
    if outlet is None:
        return NOT_FOUND
    if outlet.form == "gone":
        return GONE
    if page == "feed":
        content_type, rendered = FORMS[outlet.form]
        return Answer(HTTPStatus.OK, f"{content_type}; charset=utf-8", rendered(outlet, edition))
    return _page(outlet, page, edition)


def _page(outlet: Outlet, page: str, edition: Edition) -> Answer:
    if not page:
        return _html(render.outlet_page(outlet, edition))
    article = next((article for article in outlet.articles if article.guid == page), None)
    body = article and render.article_page(outlet, article, edition)
    return _html(body) if body else NOT_FOUND


def _html(body: bytes) -> Answer:
    return Answer(HTTPStatus.OK, "text/html; charset=utf-8", body)


class NewsServer(ThreadingHTTPServer):
    """Serves the edition of the moment. With port 0 the system chooses one: `server_port` is it."""

    daemon_threads = True

    def __init__(self, port: int, edition: Callable[[int], Edition]) -> None:
        """`edition` gets the port, which the addresses in the feeds name."""
        super().__init__((HOST, port), _Handler)
        self._edition = edition

    def edition(self) -> Edition:
        return self._edition(self.server_port)


class _Handler(BaseHTTPRequestHandler):
    server: NewsServer

    def do_GET(self) -> None:
        given = answer(self.path, self.server.edition())
        known = given.status == HTTPStatus.OK and self.headers.get("If-None-Match") == given.etag
        self.send_response(HTTPStatus.NOT_MODIFIED if known else given.status)
        self.send_header("ETag", given.etag)
        self.send_header("Content-Type", given.content_type)
        self.send_header("Content-Length", "0" if known else str(len(given.body)))
        self.end_headers()
        if not known:
            self.wfile.write(given.body)

    def log_message(self, *args: object) -> None:
        """Says nothing: what the program makes of the news is what the terminal is for."""


def by_the_clock(clock: Callable[[], datetime], opened_at: datetime, act_seconds: float) -> Callable[[int], Edition]:
    """Editions by the time that has passed since the opening."""

    def edition(port: int) -> Edition:
        return edition_at(clock(), opened_at=opened_at, act_seconds=act_seconds, port=port)

    return edition
