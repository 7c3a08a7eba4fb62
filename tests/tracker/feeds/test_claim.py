"""Whose turn it is: leases on feeds, turns of hosts, all of it in rows that every worker sees."""

from datetime import timedelta

import pytest

from tests import make
from tests.make import rss
from tests.racing import together
from tests.servers import ON_SQLITE
from tracker.feeds import claim, poll
from tracker.models import Feed, Host
from tracker.models.feeds import LEASE

pytestmark = pytest.mark.django_db

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def polite(settings):
    settings.FEED_HOST_INTERVAL_SECONDS, settings.FEED_HOST_CONCURRENCY = 5, 2


def crowd(count, host="herald.example", **columns):
    return [make.feed(f"https://{host}/{number}", **columns) for number in range(count)]


def claimed(at):
    return {one.feed: one.wait for one in claim.claim_due(at)}


# Leases


def test_a_feed_that_another_worker_has_claimed_is_left_to_it(at):
    feed = make.feed()
    assert list(claimed(at)) == [feed]
    assert claimed(at + LEASE) == {}
    assert claim.claim_these([feed.pk], at + LEASE) == []


def test_the_lease_of_a_worker_that_was_killed_expires(at):
    feed = make.feed()
    claimed(at)
    assert list(claimed(at + LEASE + SECOND)) == [feed]


def test_a_feed_that_is_paused_or_not_due_is_not_claimed(at):
    make.feed(state="paused")
    make.feed(next_poll_at=at + SECOND)
    assert claimed(at) == {}


@pytest.mark.skipif(ON_SQLITE, reason="SQLite lets nobody write while another one does")
@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_the_same_moment_share_the_feeds_between_them(at):
    for number in range(60):
        make.feed(f"https://host{number}.example/")
    shares = together(*[lambda: [one.feed.pk for one in claim.claim_due(at)]] * 4)
    taken = [pk for share in shares for pk in share]
    assert len(taken) == len(set(taken))
    assert Feed.objects.filter(lease_until__isnull=False).count() == len(taken)


# Hosts


def test_one_host_cannot_fill_a_batch(polite, at):
    feeds, lone = crowd(5), make.feed(next_poll_at=at)
    assert set(claimed(at)) == {*feeds[:2], lone}


def test_two_of_one_host_start_one_after_the_other(polite, at):
    crowd(2)
    assert sorted(claimed(at).values()) == [0 * SECOND, 5 * SECOND]
    assert Host.objects.get().next_start_at == at + 10 * SECOND


def test_a_host_that_was_just_asked_is_not_asked_by_another_worker(polite, at):
    first, second, third = crowd(3)
    assert set(claimed(at)) == {first, second}
    assert claimed(at + SECOND) == {}
    third.refresh_from_db()
    assert third.next_poll_at == at + 10 * SECOND
    assert third.next_poll_reason == "its host is asked every 5 s at most"


def test_no_more_of_one_host_are_under_way_than_it_bears(polite, at):
    crowd(3)
    claimed(at)
    assert claimed(at + MINUTE) == {}  # the two are being fetched still, for all that anybody knows
    Feed.objects.update(lease_until=None, attempts=0)
    assert len(claimed(at + 2 * MINUTE)) == 2


def test_who_waits_for_a_host_longest_goes_first(polite, at):
    feeds = crowd(6)
    turns = []
    for round_ in range(3):
        now = at + round_ * MINUTE
        turns += sorted(feeds.index(feed) for feed in claimed(now))
        Feed.objects.filter(lease_until__isnull=False).update(lease_until=None, next_poll_at=now, polled_at=now)
    assert sorted(turns) == list(range(6))


def test_feeds_that_a_person_asks_for_wait_for_their_hosts_turn_too(polite, at):
    feeds = crowd(3)
    waits = [one.wait for one in claim.claim_these([feed.pk for feed in feeds], at)]
    assert waits == [0 * SECOND, 5 * SECOND, 10 * SECOND]
    assert Feed.objects.get(pk=feeds[2].pk).lease_until == at + 10 * SECOND + LEASE


def test_a_host_that_was_asked_too_often_rests_with_all_its_feeds(site, settings, at):
    settings.FEED_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    make.feed(site.put("/a", status=429, headers={"Retry-After": "3600"}))
    list(poll.poll_due(lambda: at))
    other = make.feed(site.put("/b", rss(("e1", "Joint unit opens", ""))))
    elsewhere = make.feed(other.url.replace("127.0.0.1", "localhost"))
    assert set(claimed(at + MINUTE)) == {elsewhere}
    other.refresh_from_db()
    assert other.next_poll_at == at + 60 * MINUTE
    assert other.next_poll_reason == "its host said that it was asked too often"
    assert other in claimed(at + 61 * MINUTE)


def test_nobody_who_asks_by_hand_is_kept_waiting_for_a_host_that_rests_for_long(at):
    feed = make.feed()
    claim.rest(feed.host, at + 60 * MINUTE, "its host said that it was asked too often")
    assert claim.claim_these([feed.pk], at) == []
    assert [one.feed for one in claim.claim_these([feed.pk], at + 60 * MINUTE)] == [feed]


def test_a_shorter_rest_does_not_end_a_longer_one(at):
    for minutes in (60, 10):
        claim.rest("herald.example", at + minutes * MINUTE, f"for {minutes} minutes")
    assert Host.objects.get().rests_because == "for 60 minutes"


def test_without_spacing_no_host_is_written_down(settings, at):
    settings.FEED_HOST_INTERVAL_SECONDS = 0
    crowd(3)
    assert len(claimed(at)) == 3
    assert not Host.objects.exists()
