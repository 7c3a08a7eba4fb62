"""The list of feeds: those in trouble first, each with what is wrong with it, and found by that."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tracker.models import Feed, Host, Outage

pytestmark = pytest.mark.django_db

LIST = "/admin/tracker/feed/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def polled(now, title, **columns):
    return make.feed(title=title, **{"polled_at": now, "succeeded_at": now, "last_new_at": now, **columns})


def failing(now, title, *, days, **columns):
    trouble = {"failures": 2, "failing_since": now - days * DAY, "trouble": "dns"}
    return polled(now, title, **{**trouble, **columns})


def one_of_each(now):
    """Made in an order, and with titles in an order, that are not those of the list."""
    polled(now, "A healthy one")
    make.feed(title="B paused", state="paused")
    make.silent_feed(12 * DAY, at=now, title="C quiet")
    failing(now, "D gone", days=60, gone_at=now - 50 * DAY, trouble="gone")
    failing(now, "E failing now", days=1)
    failing(now, "F failing for long", days=30)
    failing(now, "G failing for long and more", days=30, strain=9)
    make.feed(title="H not polled")
    polled(now, "I moving", moved_to="https://new.example/rss", moved_since=now)
    polled(now, "J with a gap", gap_at=now - DAY)


def titles(answer):
    return [feed.title for feed in answer.context["cl"].result_list]


def test_feeds_in_trouble_come_first(desk, now):
    one_of_each(now)
    assert titles(desk.get(LIST)) == [
        "G failing for long and more",
        "F failing for long",
        "E failing now",
        "D gone",
        "C quiet",
        "A healthy one",
        "H not polled",
        "I moving",
        "J with a gap",
        "B paused",
    ]


def test_the_head_of_a_column_orders_the_list_as_asked(desk, now):
    one_of_each(now)
    assert [title[0] for title in titles(desk.get(f"{LIST}?o=1"))] == list("ABCDEFGHIJ")


@pytest.mark.parametrize(
    ("health", "found"),
    [
        ("healthy", "AIJ"),
        ("trouble", "GFED"),
        ("gone", "D"),
        ("quiet", "C"),
        ("new", "H"),
        ("moved", "I"),
        ("gap", "J"),
        ("paused", "B"),
        ("nonsense", "GFEDCAHIJB"),
    ],
)
def test_feeds_are_found_by_their_health(desk, now, health, found):
    one_of_each(now)
    assert "".join(title[0] for title in titles(desk.get(f"{LIST}?health={health}"))) == found


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            {"failures": 31, "failing_since": 19 * DAY, "trouble": "dns"},
            "Host not found for 2 weeks, 31 times in a row",
        ),
        ({"failures": 1, "failing_since": 2 * HOUR, "trouble": "timeout"}, "No answer in time once, 2 hours ago"),
        ({"gap_at": 2 * DAY}, "Possible gap 2 days ago"),
        ({"last_new_at": 3 * HOUR}, "3 hours ago"),
        ({"next_poll_reason": "every 42 min, by how often it publishes"}, "every 42 min, by how often it publishes"),
        ({"state": "paused"}, "not while paused"),
    ],
)
def test_each_feed_says_why(desk, words, now, columns, told):
    ago = {name: now - value if isinstance(value, timedelta) else value for name, value in columns.items()}
    polled(now, "The Herald", **ago)
    assert told in words(desk.get(LIST))


def test_a_feed_whose_host_asked_to_be_left_alone_says_so(desk, words, now):
    polled(now, "The Herald")
    Host.objects.create(
        name=Feed.objects.get().host, next_start_at=now + 90 * timedelta(minutes=1), rests_because="the server asked"
    )
    assert "Resting for 1 hour" in words(desk.get(LIST))


def test_the_list_says_that_our_own_network_is_down(desk, words, now):
    polled(now, "The Herald")
    assert "Our own network" not in words(desk.get(LIST))
    Outage.objects.create(started_at=now)
    assert "Our own network has been down since" in words(desk.get(LIST))


def test_what_is_done_with_the_list_is_done_with_the_chosen_feeds_of_a_filter(desk, now):
    one_of_each(now)
    gone, failing_now = Feed.objects.get(title="D gone"), Feed.objects.get(title="E failing now")
    chosen = {"action": "pause", "_selected_action": [gone.pk, failing_now.pk]}
    desk.post(f"{LIST}?health=gone", chosen)
    assert set(Feed.objects.filter(state="paused").values_list("title", flat=True)) == {"B paused", "D gone"}


def queries_of(desk, address):
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("query", ["", "?health=quiet", "?health=trouble", "?q=healthy"])
def test_the_list_asks_the_database_no_more_for_many_feeds_than_for_few(desk, now, query):
    one_of_each(now)
    few = queries_of(desk, LIST + query)
    for number in range(15):
        failing(now, f"failing {number}", days=number)
        polled(now, f"healthy {number}")
    make.silent_feed(12 * DAY, at=now, title="silent too")
    assert queries_of(desk, LIST + query) == few


def test_the_list_does_not_read_what_only_polls_need(desk, now):
    polled(now, "The Herald")
    with CaptureQueriesContext(connection) as queries:
        desk.get(LIST)
    assert not [query for query in queries if "known_entries" in query["sql"]]
