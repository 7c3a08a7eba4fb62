"""The database is full, read-only or away: that is said, blames no feed, and is made up for."""

import os
import subprocess
import sys

import pytest
from django.db import DataError, OperationalError

from tests import make
from tests.make import rss
from tests.servers import free_port
from tests.workers import ROOT
from tracker.feeds import poll, settle
from tracker.models import Entry, Feed, Poll

pytestmark = pytest.mark.django_db


def refusing(error, cause, monkeypatch):
    """A database that takes everything but entries."""

    def store_entries(brought, _at):
        if brought:
            raise error from cause
        return {}

    monkeypatch.setattr(settle, "store_entries", store_entries)


def coded(**codes):
    cause = Exception()
    cause.__dict__.update(codes)
    return cause


def polled(at):
    return list(poll.poll_due(lambda: at))


@pytest.mark.parametrize(
    "codes",
    [{"sqlstate": "53100"}, {"sqlstate": "57P01"}, {"sqlite_errorname": "SQLITE_FULL"}, {}],
    ids=["disk full", "shut down", "SQLite full", "connection lost"],
)
def test_a_database_that_takes_nothing_ends_the_poll_and_no_feed_is_blamed(site, at, monkeypatch, codes):
    feed = make.feed(site.put("/rss", rss(("e1", "Joint unit opens", ""))))
    with monkeypatch.context() as broken:
        refusing(OperationalError("no"), coded(**codes), broken)
        with pytest.raises(OperationalError):
            polled(at)
    feed.refresh_from_db()
    assert (feed.failures, feed.attempts, Poll.objects.count()) == (0, 0, 0)
    Feed.objects.update(lease_until=None)
    assert [one.new for one in polled(at)] == [1]


@pytest.mark.parametrize(
    ("error", "codes"),
    [
        pytest.param(OperationalError, {"sqlstate": "54000"}, id="a row too large for its index"),
        pytest.param(OperationalError, {"sqlite_errorname": "SQLITE_ERROR"}, id="a statement too large"),
        pytest.param(DataError, {}, id="a value out of range"),
    ],
)
def test_what_the_database_refuses_of_one_feed_is_noted_on_that_feed(site, at, monkeypatch, error, codes):
    feed = make.feed(site.put("/rss", rss(("e1", "Joint unit opens", ""))))
    with monkeypatch.context() as broken:
        refusing(error("no"), coded(**codes), broken)
        polled(at)
    feed.refresh_from_db()
    assert (feed.trouble, feed.failures, Entry.objects.count()) == ("crashed", 1, 0)


@pytest.mark.parametrize("command", [["poll"], ["match"], ["send_digests"]])
def test_a_command_says_in_one_line_that_the_database_is_away(command):
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *command],
        env=os.environ | {"DATABASE_URL": f"postgres://nobody@127.0.0.1:{free_port()}/nothing"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.strip().splitlines()
    assert "the database says: connection" in line
