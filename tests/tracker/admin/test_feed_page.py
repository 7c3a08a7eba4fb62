"""A feed's own page: how it is at a glance, the facts, the last polls, and what can be done about it."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.make import rss
from tracker.admin.feed_health import POLLS, WEEKS
from tracker.models import FeedNotice, Outage, Poll

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ACTS = ["poll", "pause", "resume", "adopt", "undo"]


@pytest.fixture
def now():
    return timezone.now()


def page(feed):
    return reverse("admin:tracker_feed_change", args=[feed.pk])


def button(feed, act):
    return reverse(f"admin:tracker_feed_{act}", args=[feed.pk])


def polled(now, **columns):
    return make.feed(**{"title": "The Herald", "polled_at": now, "succeeded_at": now, "last_new_at": now, **columns})


# What it says


def test_it_says_first_how_the_feed_is(desk, words, now):
    feed = polled(
        now,
        failures=31,
        failing_since=now - 19 * DAY,
        trouble="dns",
        trouble_note="the address's host could not be found",
        gap_at=now - DAY,
    )
    said = words(desk.get(page(feed)))
    assert "Host not found The address's host could not be found. It has been failing since" in said
    assert "for 2 weeks, 31 times in a row." in said
    assert said.index("Host not found") < said.index("Possible gap") < said.index("Last attempt")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"polled_at": -3 * HOUR}, "3 hours ago"),
        ({"last_new_at": None}, "Last new entry never"),
        ({"next_poll_reason": "every 42 min, by how often it publishes"}, "every 42 min, by how often it publishes"),
        ({"state": "paused"}, "Next poll not while it is paused"),
        ({"lease_until": 3 * MINUTE}, "Next poll it is being polled just now"),
        ({"lease_until": -3 * MINUTE, "next_poll_reason": "newly added"}, "newly added"),
        ({"period_seconds": 5400}, "Period 1 hour, 30 minutes"),
        ({"hint_seconds": 1800}, "the feed itself asks for 30 minutes"),
        ({"etag": '"1"', "last_modified": "Mon"}, "Validators ETag and Last-Modified"),
        ({"etag": '"1"'}, "Validators ETag"),
        ({}, "Validators none: each poll brings the whole document"),
        ({"original_url": "http://old.example/rss"}, "Before it moved http://old.example/rss"),
        ({"moved_to": "https://new.example/rss", "moved_since": -DAY}, "Says it moved to https://new.example/rss"),
    ],
)
def test_it_says_the_facts(desk, words, now, columns, told):
    at = {name: now + value if isinstance(value, timedelta) else value for name, value in columns.items()}
    assert told in words(desk.get(page(polled(now, **at))))


def test_it_says_that_our_own_network_is_down(desk, words, now):
    feed = polled(now)
    Outage.objects.create(started_at=now - DAY, ended_at=now - HOUR)
    assert "Our own network" not in words(desk.get(page(feed)))
    Outage.objects.create(started_at=now)
    assert "Our own network has been down since" in words(desk.get(page(feed)))


def test_it_shows_the_last_polls_and_no_other_feeds(desk, words, now):
    feed = polled(now)
    Poll.objects.create(
        feed=feed,
        started_at=now,
        seconds=1.26,
        http_status=200,
        outcome="updated",
        new=4,
        updated=1,
        listed=30,
        size=91_234,
        possible_gap=True,
        note="truncated: read 30 entries",
    )
    Poll.objects.create(feed=make.feed(), started_at=now, seconds=1, outcome="dns", note="of another feed")
    said = words(desk.get(page(feed)))
    assert "New or changed entries 200 4 1 30 89.1 KB 1.3 possible gap truncated: read 30 entries" in said
    assert "of another feed" not in said


def test_it_shows_so_many_polls_the_newest_first_and_leads_to_all(desk, now):
    feed = polled(now)
    for number in range(POLLS + 3):
        Poll.objects.create(feed=feed, started_at=now - number * HOUR, seconds=1, outcome="unchanged")
    answer = desk.get(page(feed))
    assert [poll.started_at for poll in answer.context["polls"]] == [now - number * HOUR for number in range(POLLS)]
    assert f'href="/admin/tracker/poll/?feed__id__exact={feed.pk}"' in answer.content.decode()


def test_it_shows_its_notices_and_leads_to_its_entries(desk, words, now):
    feed = polled(now)
    FeedNotice.objects.create(feed=feed, kind="recovered", given_at=now, note="after 3 days")
    FeedNotice.objects.create(feed=make.feed(), kind="gone", given_at=now, note="another one")
    make.entry(feed_=feed)
    make.entry(feed_=feed, is_backlog=True)
    answer = desk.get(page(feed))
    said = words(answer)
    assert "after 3 days" in said
    assert "another one" not in said
    assert "2 entries 1 came with the first fetch" in said
    assert f'href="/admin/tracker/entry/?feed__id__exact={feed.pk}"' in answer.content.decode()


def test_it_draws_the_entries_of_each_week_without_the_backlog(desk, now):
    feed = polled(now)
    monday = now - timedelta(days=now.weekday())
    for weeks, backlog in ((0, False), (0, False), (2, False), (WEEKS - 1, False), (WEEKS, False), (1, True)):
        make.entry(feed_=feed, first_seen_at=monday - timedelta(weeks=weeks), is_backlog=backlog)
    make.entry(first_seen_at=now)
    [bars] = json.loads(desk.get(page(feed)).context["entries_by_week"])["datasets"]
    assert bars["data"] == [1, *[0] * (WEEKS - 4), 1, 0, 2]


def test_hostile_words_are_shown_and_not_run(desk, now):
    hostile = "<script>alert(1)</script>"
    feed = polled(
        now,
        **dict.fromkeys(["title", "next_poll_reason", "trouble_note", "moved_to", "original_url"], hostile),
        failures=1,
        failing_since=now,
        trouble="dns",
        moved_since=now,
    )
    Poll.objects.create(feed=feed, started_at=now, seconds=1, outcome="dns", note=hostile)
    FeedNotice.objects.create(feed=feed, kind="broken", given_at=now, note=hostile)
    assert hostile not in desk.get(page(feed)).content.decode()


def test_it_asks_the_database_no_more_for_a_long_history(desk, now, django_assert_max_num_queries):
    feed = polled(now, failures=1, failing_since=now, trouble="dns")
    for number in range(40):
        Poll.objects.create(feed=feed, started_at=now - number * HOUR, seconds=1, outcome="dns")
        FeedNotice.objects.create(feed=feed, kind="broken", given_at=now - number * DAY)
        make.entry(feed_=feed, first_seen_at=now - number * DAY)
    with django_assert_max_num_queries(20):
        desk.get(page(feed))


# What can be done


def offered(desk, feed):
    html = desk.get(page(feed)).content.decode()
    return [act for act in ACTS if f'<form method="post" action="{button(feed, act)}"' in html]


@pytest.mark.parametrize(
    ("columns", "acts"),
    [
        ({}, ["poll", "pause"]),
        ({"state": "paused"}, ["poll", "resume"]),
        ({"moved_to": "https://new.example/rss"}, ["poll", "pause", "adopt"]),
        ({"original_url": "https://old.example/rss"}, ["poll", "pause", "undo"]),
    ],
)
def test_only_what_makes_sense_is_offered(desk, now, columns, acts):
    assert offered(desk, polled(now, **columns)) == acts


def test_poll_now_polls_and_leads_back(desk, site, said):
    feed = make.feed(site.put("/rss", rss(("e1", "Joint unit opens", ""))))
    answer = desk.post(button(feed, "poll"))
    assert answer["Location"] == page(feed)
    [line] = said(answer)
    assert "+1 new" in line


def test_a_feed_is_paused_and_resumed(desk, said, now):
    feed = polled(now, next_poll_at=now + 9 * DAY)
    assert said(desk.post(button(feed, "pause"))) == ["1 feed paused."]
    feed.refresh_from_db()
    assert feed.state == "paused"
    desk.post(button(feed, "resume"))
    feed.refresh_from_db()
    assert (feed.state, feed.next_poll_reason) == ("active", "resumed")
    assert feed.next_poll_at < now + DAY


def test_a_move_is_adopted_and_undone(desk, now, said):
    feed = polled(
        now, url="https://old.example/rss", moved_to="https://new.example/feed", moved_since=now - DAY, moved_polls=3
    )
    assert said(desk.post(button(feed, "adopt"))) == ["The move is adopted."]
    feed.refresh_from_db()
    assert (feed.url, feed.original_url, feed.moved_to) == ("https://new.example/feed", "https://old.example/rss", "")
    said_after = said(desk.post(button(feed, "undo")))
    assert "The move is undone." in said_after
    feed.refresh_from_db()
    assert (feed.url, feed.original_url) == ("https://old.example/rss", "")


def test_a_move_that_is_refused_says_why(desk, now, said):
    make.feed("https://new.example/feed")
    feed = polled(now, url="https://old.example/rss", moved_to="https://new.example/feed", moved_since=now)
    [line] = said(desk.post(button(feed, "adopt")))
    assert line.endswith(".")
    feed.refresh_from_db()
    assert feed.url == "https://old.example/rss"


def test_who_may_only_look_sees_how_it_is_and_no_buttons(client, words, now):
    feed = polled(now, moved_to="https://new.example/rss", original_url="https://old.example/rss", moved_since=now)
    person = User.objects.create(username="vera", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_feed"))
    client.force_login(person)
    assert "Move announced" in words(client.get(page(feed)))
    assert offered(client, feed) == []
    assert {client.post(button(feed, act)).status_code for act in ACTS} == {403}
    feed.refresh_from_db()
    assert (feed.state, feed.moved_to) == ("active", "https://new.example/rss")
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_by_opening_a_link(desk, now, act):
    assert desk.get(button(polled(now), act)).status_code == 405
