"""The order of the work: each tick does what the rows say is to do, and hands on to the next stage."""

import json
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from tests import make
from tests.make import rss
from tests.workers import empty_broker
from tracker import tasks
from tracker.models import Entry, Evidence

pytestmark = pytest.mark.django_db

SPOKEN = ("e1", "Ministers sign the joint police unit pact", "The joint police unit starts in March.")


@pytest.fixture
def sent():
    """The names of the tasks that were sent to the broker."""
    empty_broker()
    with redis.Redis(unix_socket_path=settings.REDIS_URL.removeprefix("redis+socket://")) as broker:
        yield lambda: [json.loads(message)["headers"]["task"] for message in broker.lrange("celery", 0, -1)]
    empty_broker()


def test_a_poll_tick_polls_what_is_due_and_asks_for_it_to_be_matched(site, sent):
    make.feed(site.put("/rss", rss(SPOKEN)))
    tasks.poll_due()
    assert Entry.objects.count() == 1
    assert sent() == ["tracker.match_waiting"]


def test_a_poll_tick_that_comes_twice_finds_nothing_left(site, sent):
    make.feed(site.put("/rss", rss(SPOKEN)))
    tasks.poll_due()
    tasks.poll_due()
    assert len(site.asked) == len(sent()) == 1


def test_a_match_tick_matches_new_entries_and_new_watches():
    make.item("R1")
    make.entry(SPOKEN[1], SPOKEN[2], language="en", first_seen_at=timezone.now())
    tasks.match_waiting()
    make.item("R2")
    tasks.match_waiting()
    assert sorted(Evidence.objects.values_list("item__reference", flat=True)) == ["R1", "R2"]


def test_a_digest_tick_freezes_and_sends_once(mailbox):
    make.subscription(cadence="daily", created_at=timezone.now() - timedelta(days=2))
    tasks.send_digests()
    tasks.send_digests()
    assert len(mailbox.messages) == 1
