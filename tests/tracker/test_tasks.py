"""The order of the work: each tick does what the rows say is to do, and hands on to the next stage."""

import json
from datetime import timedelta

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests import make
from tests.make import rss
from tests.workers import empty_broker
from tracker import tasks
from tracker.models import Entry, Evidence, Tick

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


# Ticks


@pytest.mark.parametrize("name", sorted({entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}))
def test_every_task_of_the_schedule_leaves_word_of_when_it_last_began(name):
    short = name.removeprefix("tracker.")
    Tick.note(short, timezone.now() - timedelta(days=1))
    before = timezone.now()
    current_app.tasks[name]()
    [tick] = Tick.objects.all()
    assert (tick.name, tick.at >= before) == (short, True)


def test_a_task_that_cannot_leave_word_works_all_the_same(caplog):
    make.item("R1")
    make.entry(SPOKEN[1], SPOKEN[2], language="en", first_seen_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tracker_tick RENAME TO tracker_tick_away")
    tasks.match_waiting()
    assert Evidence.objects.count() == 1
    assert "when match_waiting began could not be noted" in caplog.text
