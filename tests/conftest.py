"""What the tests share: a site of feeds on loopback, a mailbox, people, and rows made in one line."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth.models import User
from django.test import override_settings
from django.utils import timezone, translation

from tests.servers import free_port
from tracker.web import limits

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday


@pytest.fixture
def at():
    return NOW


@pytest.fixture(autouse=True)
def in_english():
    """What a page's reader speaks stays with the thread after it is answered; the next test is not answered in it."""
    translation.deactivate()


class Site:
    """A web site on loopback: each path answers what the test put there, and keeps what it was asked."""

    def __init__(self, server):
        self.server = server
        self.pages = {}
        self.asked = []
        self.posted = []  # (path, headers, body)

    def url(self, path):
        return f"http://127.0.0.1:{self.server.server_port}{path}"

    def put(self, path, body=b"", *, status=200, content_type="application/rss+xml", headers=None):
        body = body.encode() if isinstance(body, str) else body
        self.pages[path] = (status, body, {"Content-Type": content_type, **(headers or {})})
        return self.url(path)


@contextmanager
def serving():
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            site.posted.append((self.path, dict(self.headers), body))
            self.do_GET()

        def do_GET(self):
            site.asked.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path, (404, b"", {}))
            status, body, headers = page(self) if callable(page) else page
            if status == 200 and headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            """Whoever asked may hang up whenever it likes."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site():
    with serving() as site:
        yield site


class Mailbox:
    """A real SMTP server. `answers` are given to the next DATA, one each, before it accepts; "cut" hangs up instead.

    `refused` holds addresses, of senders and recipients, and what they are refused with: one answer for good, or a list
    of them, one for each time. `answers_to` holds lists of what is said to the DATA for one recipient.
    """

    def __init__(self):
        self.messages = []
        self.attempts = []  # what was accepted and what was not
        self.answers = []
        self.answers_to = {}
        self.refused = {}
        self.lines = 0  # how often somebody has connected and said hello

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.lines += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return self._said_to(address, server)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self._said_to(address, server)

    def _said_to(self, address, server):
        said = self.refused.get(address, "250 OK")
        said = said if isinstance(said, str) else said.pop(0) if said else "250 OK"
        if said == "cut":
            server.transport.abort()
        return said

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.attempts.append(envelope)
        waiting = self.answers_to.get(envelope.rcpt_tos[0]) or self.answers
        answer = waiting.pop(0) if waiting else "250 taken"
        if answer == "cut":
            server.transport.abort()
        if answer.startswith(("250", "cut")):
            self.messages.append(envelope)
        return answer


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    box.url = f"smtp://127.0.0.1:{controller.port}"
    yield box
    controller.stop()


@pytest.fixture(scope="session", autouse=True)
def quick():
    """Without what is slow on purpose: hashing for each person made, a look at every static file for each client."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def unhurried():
    """Nobody has asked for anything yet."""
    limits.forget()


@pytest.fixture
def analyst(db):
    return User.objects.create_superuser("ana", password="a long enough one")


@pytest.fixture
def colleague(db):
    return User.objects.create_superuser("ben", password="a long enough one")


@pytest.fixture
def clock():
    return lambda: timezone.now()
