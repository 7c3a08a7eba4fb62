"""The invented newspapers on loopback, in the act a test says, and the line set up to watch them."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.test import override_settings
from django.utils import timezone

from tracker.demo import analyst, script, stage
from tracker.demo.render import Edition
from tracker.demo.serve import NewsServer, base_url
from tracker.evidence import record
from tracker.feeds import poll
from tracker.models import Evidence, Feed

OPENED = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Press:
    act = 0

    def __init__(self):
        self.server = NewsServer(0, self.edition)
        self.port = self.server.server_port

    def edition(self, port):
        return Edition(self.act, OPENED, 45.0, base_url(port))

    def url(self, path):
        return f"{base_url(self.port)}/{path}"


@contextmanager
def printing():
    press = Press()
    thread = threading.Thread(target=press.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield press
    finally:
        press.server.shutdown()
        press.server.server_close()
        thread.join()


def pieces(item, entry):
    return Evidence.objects.filter(item__reference=item, story__entries__entry_id=f"demo:{entry}")


class Demonstration:
    def __init__(self, press):
        self.press = press
        self.suggested = {}  # (item, entry): direction and stage, as the matcher had them
        self.lines = []

    def poll(self, feeds=None):
        list(poll.poll_these(feeds or Feed.objects.active(), timezone.now))
        sum(record.match_waiting(timezone.now()))

    def play(self, act):
        self.press.act = act
        self.poll()
        for piece in Evidence.objects.suggested().select_related("item", "entry"):
            told = piece.item.reference, piece.entry.entry_id.removeprefix("demo:")
            self.suggested[told] = piece.direction, piece.stage
        scene = script.scenes()[act]
        assert analyst.missing(scene) == []
        self.lines += analyst.perform(scene, timezone.now)


@contextmanager
def demonstrating(mail):
    """The stage is set and nothing has been polled yet."""
    line = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": mail,
        "FEED_ALLOWED_PRIVATE_HOSTS": ["127.0.0.1"],
        "FEED_ALLOWED_PORTS": ["any"],
        "FEED_HOST_INTERVAL_SECONDS": 0.0,
        "FEED_HOST_CONCURRENCY": 20,
    }
    with printing() as press, override_settings(**line), pytest.MonkeyPatch.context() as patch:
        patch.setenv(stage.PORT, str(press.port))
        stage.load()
        yield Demonstration(press)


@pytest.fixture
def press():
    with printing() as press:
        yield press


@pytest.fixture
def demonstration(db, tmp_path):
    with demonstrating(tmp_path) as demonstration:
        yield demonstration
