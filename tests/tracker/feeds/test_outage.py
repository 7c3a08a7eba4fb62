"""When nearly nothing can be reached, it is our own network: no feed is blamed, and it is said once."""

from datetime import timedelta

import pytest

from tests import make
from tests.make import rss
from tracker.feeds import poll
from tracker.models import Feed, FeedNotice, Outage, Poll

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def feeds(at):
    """24 feeds on six hosts where nobody answers, well until now."""
    made = [
        make.feed(f"http://127.0.0.1:1/{number}", succeeded_at=at - DAY, polled_at=at - DAY) for number in range(24)
    ]
    for number, feed in enumerate(made):
        Feed.objects.filter(pk=feed.pk).update(host=f"host{number % 6}.example")
    return made


def poll_all(at):
    return list(poll.poll_these(Feed.objects.all(), lambda: at))


def test_an_outage_counts_against_no_feed_and_is_said_once(feeds, at):
    for minutes in (0, 15, 30):
        poll_all(at + minutes * MINUTE)
    assert Outage.objects.get().ended_at is None
    assert not Feed.objects.in_trouble().exists()
    assert not FeedNotice.objects.exists()
    last = Poll.objects.first()
    assert (last.outcome, last.note) == ("connection", "not counted: the network here seems to be down")
    assert Feed.objects.first().next_poll_reason == "in 10 min: the network here seems to be down"


def test_the_failures_that_led_up_to_an_outage_are_taken_back(feeds, at):
    list(poll.poll_these(Feed.objects.filter(pk__in=[feed.pk for feed in feeds[:8]]), lambda: at))
    assert Feed.objects.in_trouble().count() == 8
    poll_all(at + 5 * MINUTE)
    assert Feed.objects.in_trouble().count() == 0
    assert Outage.objects.get().started_at == at


def test_a_feed_that_failed_long_before_the_outage_fails_still(feeds, at):
    Feed.objects.filter(pk=feeds[0].pk).update(failures=5, strain=2.5, failing_since=at - 5 * DAY, trouble="connection")
    poll_all(at)
    assert Feed.objects.in_trouble().get() == feeds[0]


def test_an_outage_ends_when_most_can_be_reached_again(site, feeds, at):
    poll_all(at)
    for feed in feeds:
        path = f"/{feed.pk}"
        Feed.objects.filter(pk=feed.pk).update(url=site.put(path, rss(("e1", "Joint unit opens", ""))))
    poll_all(at + 10 * MINUTE)
    assert Outage.objects.get().ended_at == at + 10 * MINUTE


def test_one_dead_host_with_many_feeds_is_no_outage(at):
    for number in range(24):
        make.feed(f"http://127.0.0.1:1/{number}")
    poll_all(at)
    assert not Outage.objects.exists()
    assert Feed.objects.in_trouble().count() == 24


def test_servers_that_answer_with_errors_are_no_outage(site, at):
    for number in range(24):
        make.feed(site.put(f"/{number}", status=500))
    poll_all(at)
    assert not Outage.objects.exists()
