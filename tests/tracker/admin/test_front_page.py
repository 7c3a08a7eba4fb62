"""What the front page says of the feeds: who watches, what a person should hear, and when nothing is watched."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tracker.models import FeedNotice, Outage

pytestmark = pytest.mark.django_db

FRONT = "/admin/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def test_it_says_while_our_own_network_is_down(desk, words, now):
    Outage.objects.create(started_at=now - DAY, ended_at=now - HOUR)
    assert "Our own network" not in words(desk.get(FRONT))
    Outage.objects.create(started_at=now)
    assert "Our own network has been down since" in words(desk.get(FRONT))


def test_it_shows_the_five_newest_notices_and_leads_to_their_feeds(desk, words, now):
    feed = make.feed(title="The Herald")
    for number in range(6):
        FeedNotice.objects.create(feed=feed, kind="broken", given_at=now - number * DAY, note=f"notice {number}")
    answer = desk.get(FRONT)
    told = words(answer)
    assert [f"notice {number}" in told for number in range(6)] == [True] * 5 + [False]
    assert told.index("notice 0") < told.index("notice 4")
    assert "Broken The Herald" in told
    assert f'href="{reverse("admin:tracker_feed_change", args=[feed.pk])}"' in answer.content.decode()


def test_without_notices_it_speaks_of_none(desk, words):
    assert "notices" not in words(desk.get(FRONT))


def test_every_feed_is_counted_once_by_its_health_and_the_number_leads_to_them(desk, now):
    answering = {"polled_at": now, "succeeded_at": now, "last_new_at": now, "newest_at": now}
    make.feed(**answering)
    make.feed(**answering, failures=1, failing_since=now, trouble="dns")
    make.feed()
    make.feed(state="paused", **answering)
    make.silent_feed(12 * DAY, at=now)
    rows = desk.get(FRONT).context["feeds"]
    assert [(row["label"], row["count"]) for row in rows] == [
        ("Healthy", 1),
        ("In trouble", 1),
        ("Quiet too long", 1),
        ("Not polled yet", 1),
        ("Paused", 1),
    ]
    assert [len(desk.get(row["link"]).context["cl"].result_list) for row in rows] == [1] * 5
