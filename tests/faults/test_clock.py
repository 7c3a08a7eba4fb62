"""The machine's clock is stepped, forth and back: no wait for what never was, nothing twice."""

from datetime import timedelta

import pytest

from indicators.intake import submit, take
from indicators.models import Intake
from tests import make
from tests.make import rss
from tracker.digests import compose, send
from tracker.evidence import queue, snapshot
from tracker.feeds import claim, poll
from tracker.models import DigestIssue, Entry, Feed, Host, Poll, Snapshot

pytestmark = pytest.mark.django_db

HOUR, DAY, MINUTE, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)

steps = pytest.mark.parametrize("step", [HOUR, DAY, 400 * DAY], ids=["an hour", "a day", "a year"])


def claimed(at):
    return [one.feed for one in claim.claim_due(at)]


def polled(at):
    return list(poll.poll_due(lambda: at))


@pytest.fixture
def herald(site):
    return make.feed(site.put("/rss", rss(("e1", "Joint unit opens", ""))))


# Feeds


@steps
def test_the_lease_of_a_worker_that_lived_in_the_future_holds_nobody_up(at, step):
    feed = make.feed()
    assert claimed(at + step) == [feed]
    Feed.objects.update(attempts=0)
    assert claimed(at + SECOND) == [feed]


@steps
def test_a_feed_that_was_polled_in_the_future_is_polled_again_when_the_clock_is_put_back(herald, site, at, step):
    polled(at)
    assert len(polled(at + step)) == 1
    Poll.objects.filter(started_at__lt=at + MINUTE).update(started_at=at - HOUR)  # the last one by this clock
    site.put("/rss", rss(("e2", "Joint unit grows", ""), ("e1", "Joint unit opens", "")))
    [one] = polled(at + MINUTE)
    assert (one.new, Entry.objects.count()) == (1, 2)
    herald.refresh_from_db()
    assert at < herald.next_poll_at < at + DAY
    assert polled(at + 2 * MINUTE) == []


@steps
def test_a_feed_that_was_added_in_the_future_is_polled_when_the_clock_is_put_back(herald, at, step):
    Feed.objects.update(added_at=at + step, next_poll_at=at + step)
    assert len(polled(at)) == 1


def test_a_time_further_ahead_than_any_feed_is_put_off_is_not_waited_for(herald, at):
    Feed.objects.update(polled_at=at, next_poll_at=at + 34 * DAY)
    assert len(polled(at)) == 1
    Feed.objects.update(polled_at=at, next_poll_at=at + 32 * DAY)
    Poll.objects.all().delete()
    assert polled(at) == []


@steps
def test_a_clock_put_forth_polls_once_and_not_for_each_hour_that_it_skipped(herald, at, step):
    polled(at)
    assert len(polled(at + step)) == 1
    assert polled(at + step + SECOND) == []


def test_a_machine_whose_clock_is_fast_does_not_have_its_feeds_asked_at_every_tick(herald, at):
    for tick in range(30):
        polled(at + HOUR + tick * 20 * SECOND)
        polled(at + tick * 20 * SECOND)
    assert Poll.objects.count() <= 3


def test_a_host_that_rests_by_a_clock_of_the_future_is_asked_when_that_was_put_back(settings, herald, at):
    settings.FEED_HOST_INTERVAL_SECONDS, settings.FEED_HOST_CONCURRENCY = 5, 2
    polled(at + DAY)
    assert Host.objects.get().next_start_at > at + DAY
    assert len(polled(at)) == 1


def test_a_host_that_is_full_only_by_leases_of_the_future_is_asked(settings, at):
    settings.FEED_HOST_CONCURRENCY = 2
    feeds = [make.feed(f"https://herald.example/{number}") for number in range(2)]
    assert claimed(at + DAY) == feeds
    Feed.objects.update(attempts=0)
    assert claimed(at) == feeds


# Digests


@steps
def test_a_digest_that_came_too_early_does_not_come_again_when_its_day_comes(mailbox, at, step):
    make.subscription(cadence="daily", created_at=at - DAY)
    for now in (at, at + step, at + SECOND, at + step, at + step + SECOND):
        list(compose.freeze_due(now))
        list(send.send_due(lambda now=now: now))
    periods = list(DigestIssue.objects.values_list("period", flat=True))
    assert len(periods) == len(set(periods)) == len(mailbox.messages) == (1 if step == HOUR else 2)


@pytest.mark.parametrize("column", ["lease_until", "next_attempt_at"])
def test_an_issue_that_waits_for_a_time_that_was_never_there_is_sent(mailbox, at, column):
    make.subscription(cadence="daily", created_at=at - DAY)
    list(compose.freeze_due(at))
    DigestIssue.objects.update(**{column: at + 2 * DAY})
    list(send.send_due(lambda: at))
    assert len(mailbox.messages) == 1


# Documents, sources, the queue


@steps
def test_a_document_that_is_being_read_in_the_future_is_read(analyst, at, step):
    submit.submit_text("The board should publish its accounts each year. " * 9, title="Accounts", by=analyst, at=at)
    Intake.objects.update(state="reading", lease_until=at + step)
    [intake] = take.read_waiting(lambda: at)
    assert intake.state == "done"


@steps
def test_a_document_whose_address_is_being_fetched_in_the_future_is_waiting(analyst, at, step):
    columns = {"kind": "address", "url": "https://a.example/", "submitted_by": analyst, "submitted_at": at}
    Intake.objects.create(state="reading", lease_until=at + step, **columns)
    assert Intake.objects.waiting(at).exists()
    Intake.objects.update(lease_until=at + MINUTE)
    assert not Intake.objects.waiting(at).exists()


@steps
def test_a_source_that_is_being_visited_in_the_future_is_visited(analyst, at, step):
    make.confirmed(by=analyst)
    snapshot.queue_confirmed(at)
    Snapshot.objects.update(lease_until=at + step)
    assert Snapshot.objects.due(at).exists()
    Snapshot.objects.update(lease_until=at + MINUTE)
    assert not Snapshot.objects.due(at).exists()


@steps
def test_a_story_that_somebody_looks_at_in_the_future_is_given_to_the_next_who_asks(analyst, colleague, at, step):
    make.evidence()
    held = queue.take(queue.Wanted(), by=analyst, at=at + step)
    assert queue.take(queue.Wanted(), by=colleague, at=at) == held
    assert queue.take(queue.Wanted(), by=analyst, at=at + MINUTE) is None


# Clocks that differ a little, and a time that was read a moment before it is used: a fresh lease holds all the same


behind = pytest.mark.parametrize("behind", [timedelta(milliseconds=1), MINUTE], ids=["a moment", "a minute"])


@behind
def test_a_feed_is_not_claimed_twice_by_who_is_behind(at, behind):
    make.feed(next_poll_at=at - HOUR)
    assert claimed(at)
    assert claimed(at - behind) == []


@behind
def test_an_issue_is_not_claimed_twice_by_who_is_behind(at, behind):
    make.subscription(cadence="daily", created_at=at - DAY)
    list(compose.freeze_due(at))
    DigestIssue.objects.update(next_attempt_at=at - HOUR)
    assert DigestIssue.objects.all().claim(at)
    assert not DigestIssue.objects.all().claim(at - behind)


@behind
def test_a_document_is_not_read_twice_by_who_is_behind(analyst, at, behind):
    submit.submit_text("The board should publish its accounts each year. " * 9, title="Accounts", by=analyst, at=at)
    assert take._claim(at)
    assert take._claim(at - behind) is None
    assert not Intake.objects.waiting(at - behind).exists()


@behind
def test_a_source_is_not_visited_twice_by_who_is_behind(analyst, at, behind):
    make.confirmed(by=analyst)
    snapshot.queue_confirmed(at - HOUR)
    assert snapshot._claim(at)
    assert not snapshot._claim(at - behind)


@behind
def test_a_story_is_not_given_to_two_by_who_is_behind(analyst, colleague, at, behind):
    make.evidence()
    assert queue.take(queue.Wanted(), by=analyst, at=at)
    assert queue.take(queue.Wanted(), by=colleague, at=at - behind) is None
