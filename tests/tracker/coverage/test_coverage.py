"""Which feeds watched an item in a period, how well, and what they brought."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Item, Watch
from tests import make
from tracker import coverage
from tracker.coverage.values import Unwatched
from tracker.models import Feed, Outage

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY


@pytest.fixture
def item():
    return make.item("R1")


def covered(item, at, period=WEEK):
    return coverage.of([item], at - period, at)[item.pk]


def watcher(item, at, period=WEEK):
    [one] = covered(item, at, period).watchers
    return one


def feed_polled_at(*moments, added, outcome="unchanged", **columns):
    feed = make.polled_feed(moments[-1], moments[-1], **columns)
    Feed.objects.filter(pk=feed.pk).update(added_at=added)
    for moment in moments[:-1]:
        make.poll(feed, moment, outcome)
    return feed


# Which feeds


def test_a_feed_that_was_read_all_the_time_watched_without_a_gap(item, at):
    make.polled_feed(at - 2 * WEEK, at)
    one = watcher(item, at)
    assert (one.share, one.gaps, one.since) == (1.0, (), at - WEEK)


@pytest.mark.parametrize(
    ("language", "watches"),
    [("en", True), ("en-US", True), ("", True), ("es", False), ("pt", False)],
)
def test_an_item_is_watched_by_the_feeds_in_the_languages_of_its_words(at, language, watches):
    item = make.item("R1", terms={"en": ["police unit"], "es": []})
    make.polled_feed(at - 2 * WEEK, at, language=language)
    assert covered(item, at).watched is watches


def test_a_feed_that_was_paused_all_the_time_does_not_count(item, at):
    make.polled_feed(at - 3 * WEEK, at - 2 * WEEK, state="paused")
    assert covered(item, at).watchers == ()


def test_a_feed_that_was_paused_in_the_period_has_a_gap_since(item, at):
    make.polled_feed(at - 2 * WEEK, at - DAY, state="paused")
    [gap] = watcher(item, at).gaps
    assert (gap.starts_at, gap.ends_at, gap.why) == (at - DAY, None, "paused")


def test_a_feed_that_waits_after_many_failures_counts_as_not_watching(item, at):
    feed = make.polled_feed(at - 3 * WEEK, at - 2 * WEEK)
    make.poll(feed, at - 8 * DAY, "dns")
    one = watcher(item, at)
    assert (one.hardly, one.share) == (True, 0.0)
    assert [(gap.starts_at, gap.ends_at, gap.why) for gap in one.gaps] == [(at - 2 * WEEK, None, "dns")]


def test_a_feed_that_was_never_polled_does_not_count(item, at):
    Feed.objects.filter(pk=make.feed().pk).update(added_at=at - 2 * WEEK)
    assert covered(item, at).watchers == ()


def test_a_feed_that_was_added_after_the_period_does_not_count(item, at):
    make.polled_feed(at - DAY, at)
    assert coverage.of([item], at - WEEK, at - 2 * DAY)[item.pk].watchers == ()


def test_what_came_after_the_period_changes_nothing(item, at):
    feed = make.polled_feed(at - 3 * WEEK, at - 2 * DAY)
    make.poll(feed, at + HOUR)
    [gap] = watcher(item, at).gaps
    assert (gap.starts_at, gap.ends_at) == (at - 2 * DAY, None)


# How well


@pytest.mark.parametrize(
    ("apart", "period", "is_gap"),
    [
        (26 * HOUR, HOUR, False),
        (26 * HOUR + MINUTE, HOUR, True),
        (48 * HOUR, DAY, False),
        (48 * HOUR + MINUTE, DAY, True),
    ],
)
def test_between_two_good_polls_a_feed_watched_up_to_a_day_or_two_of_its_periods(item, at, apart, period, is_gap):
    seconds = period.total_seconds()
    feed_polled_at(at - 3 * DAY - apart, at - 3 * DAY, added=at - WEEK, period_seconds=seconds)
    gaps = coverage.of([item], at - 3 * DAY - apart, at - 3 * DAY)[item.pk].watchers[0].gaps
    assert [(gap.starts_at, gap.ends_at) for gap in gaps] == is_gap * [(at - 3 * DAY - apart, at - 3 * DAY)]


@pytest.mark.parametrize(
    ("ago", "period", "is_gap"),
    [
        (HOUR, 15 * MINUTE, False),
        (HOUR + MINUTE, 15 * MINUTE, True),
        (12 * HOUR, 6 * HOUR, False),
        (12 * HOUR + MINUTE, 6 * HOUR, True),
    ],
)
def test_since_its_last_good_poll_a_feed_watches_until_the_next_is_late(item, at, ago, period, is_gap):
    make.polled_feed(at - WEEK, at - ago, period_seconds=period.total_seconds())
    gaps = watcher(item, at, DAY).gaps
    assert [(gap.starts_at, gap.ends_at) for gap in gaps] == is_gap * [(at - ago, None)]


def test_a_gap_is_told_from_the_last_good_poll_and_weighs_from_the_start_of_the_period(item, at):
    feed_polled_at(at - 9 * DAY, at - DAY, at - 12 * HOUR, added=at - 2 * WEEK, period_seconds=24 * 3600)
    one = watcher(item, at, 2 * DAY)
    [gap] = one.gaps
    assert (gap.starts_at, gap.ends_at) == (at - 9 * DAY, at - DAY)
    assert one.share == 0.5


@pytest.mark.parametrize("seed", range(3))
def test_every_gap_is_found_wherever_it_lies(item, at, seed):
    chance = random.Random(seed)
    hours = [sorted(chance.sample(range(1, 24 * 14), k=chance.randint(5, 25))) for _ in range(10)]
    polled = {
        feed_polled_at(at - 20 * DAY, *[at - back * HOUR for back in reversed(those)], added=at - 30 * DAY).pk: those
        for those in hours
    }
    for one in covered(item, at, 14 * DAY).watchers:
        moments = [at - 20 * DAY, *[at - back * HOUR for back in reversed(polled[one.feed.pk])]]
        long = [pair for pair in pairwise(moments) if pair[1] - pair[0] > 26 * HOUR]
        lasting = [(moments[-1], None)] if at - moments[-1] > 2 * HOUR else []
        assert [(gap.starts_at, gap.ends_at) for gap in one.gaps] == long + lasting


@pytest.mark.parametrize(
    ("lost", "percent", "state"),
    [
        (2 * DAY, 90, ["mostly"]),
        (2 * DAY + 6 * HOUR, 88, []),
        (18 * DAY, 10, []),
        (18 * DAY + 6 * HOUR, 8, ["hardly"]),
        (30 * HOUR, 93, ["mostly"]),
    ],
)
def test_from_nine_tenths_of_the_time_on_a_feed_watched_and_below_one_tenth_it_did_not(item, at, lost, percent, state):
    feed = make.polled_feed(at - 20 * DAY + lost, at)
    make.poll(feed, at - 20 * DAY)
    Feed.objects.update(added_at=at - 30 * DAY)
    one = watcher(item, at, 20 * DAY)
    assert (one.percent, [name for name in ("mostly", "hardly") if getattr(one, name)]) == (percent, state)


def test_a_feed_added_in_the_period_counts_from_its_first_good_poll(item, at):
    feed = make.polled_feed(at - 2 * DAY, at)
    Feed.objects.filter(pk=feed.pk).update(added_at=at - 4 * DAY)
    make.poll(feed, at - 3 * DAY, "dns")
    one = watcher(item, at)
    assert (one.since, one.share, one.gaps) == (at - 2 * DAY, 1.0, ())


def test_a_feed_added_in_the_period_and_never_read_did_not_watch(item, at):
    feed = make.feed(polled_at=at)
    Feed.objects.filter(pk=feed.pk).update(added_at=at - 2 * DAY)
    make.poll(feed, at - DAY, "tls")
    one = watcher(item, at)
    assert one.hardly
    assert [(gap.starts_at, gap.ends_at, gap.why) for gap in one.gaps] == [(at - 2 * DAY, None, "tls")]


def test_a_feed_added_before_and_first_read_in_the_period_has_a_gap_until_then(item, at):
    feed = make.polled_feed(at - 2 * DAY, at)
    Feed.objects.filter(pk=feed.pk).update(added_at=at - 9 * DAY)
    one = watcher(item, at)
    assert [(gap.starts_at, gap.ends_at, gap.why) for gap in one.gaps] == [(at - 9 * DAY, at - 2 * DAY, "not_polled")]
    assert (one.since, one.percent) == (at - WEEK, 28)


def test_a_moment_is_watched_by_a_feed_that_is_not_late(item, at):
    make.polled_feed(at - WEEK, at - DAY, title="Late")
    make.polled_feed(at - WEEK, at, title="Well")
    assert [(one.feed.title, one.share) for one in covered(item, at, 0 * DAY).watchers] == [
        ("Late", 0.0),
        ("Well", 1.0),
    ]


# Why not


@pytest.mark.parametrize("failed", [HOUR, 20 * HOUR, 47 * HOUR], ids=["at first", "in between", "at last"])
def test_a_gap_in_which_polls_failed_says_how(item, at, failed):
    feed = make.polled_feed(at - 2 * WEEK, at - 4 * DAY)
    for hours in range(0, 48, 6):
        make.poll(feed, at - 2 * DAY + timedelta(hours=hours))
    make.poll(feed, at - 4 * DAY + failed, "server_error")
    make.poll(feed, at)
    assert [gap.why for gap in watcher(item, at).gaps] == ["server_error"]


def test_of_several_failures_the_last_is_told(item, at):
    feed = make.polled_feed(at - 2 * WEEK, at - 4 * DAY)
    for back, outcome in ((90, "dns"), (60, "dns"), (2, "gone")):
        make.poll(feed, at - back * HOUR, outcome)
    assert [gap.why for gap in watcher(item, at).gaps] == ["gone"]
    make.poll(feed, at - HOUR)
    assert [gap.why for gap in watcher(item, at).gaps] == ["gone"]


def test_a_gap_without_a_failure_was_not_polled(item, at):
    feed = make.polled_feed(at - 2 * WEEK, at - 4 * DAY)
    assert [gap.why for gap in watcher(item, at).gaps] == ["not_polled"]
    make.poll(feed, at - HOUR)
    Feed.objects.update(state="paused")
    assert [gap.why for gap in watcher(item, at).gaps] == ["not_polled"]


@pytest.mark.parametrize(
    ("outage", "why"),
    [
        ((96 * HOUR, 48 * HOUR), "own_network"),
        ((96 * HOUR, 49 * HOUR), "dns"),
        ((48 * HOUR, None), "own_network"),
        ((47 * HOUR, None), "dns"),
        ((30 * DAY, 8 * DAY), "dns"),
    ],
    ids=["half of it", "less", "half of it still", "less still", "before"],
)
def test_a_gap_is_ours_when_our_own_network_was_down_for_half_of_it(item, at, outage, why):
    feed = make.polled_feed(at - 2 * WEEK, at - 4 * DAY)
    make.poll(feed, at - DAY, "dns")
    began, ended = outage
    Outage.objects.create(started_at=at - began, ended_at=ended and at - ended)
    assert [gap.why for gap in watcher(item, at).gaps] == [why]


def test_an_outage_before_a_gap_takes_nothing_from_one_in_it(item, at):
    feed = make.polled_feed(at - 2 * WEEK, at - 4 * DAY)
    make.poll(feed, at - DAY, "dns")
    for began, ended in ((7, 5), (3, 1)):
        Outage.objects.create(started_at=at - began * DAY, ended_at=at - ended * DAY)
    assert [gap.why for gap in watcher(item, at).gaps] == ["own_network"]


def test_polls_after_which_entries_may_be_lost_are_counted(item, at):
    feed = make.polled_feed(at - 2 * WEEK, at, gap_at=at - DAY)
    for ago in (8 * DAY, 2 * DAY, DAY):
        make.poll(feed, at - ago, possible_gap=True)
    assert watcher(item, at).possible_gaps == 2


# What they brought


def test_entries_first_seen_in_the_period_are_counted_the_backlog_apart(item, at):
    feed, other = make.polled_feed(at - DAY, at, language="en"), make.polled_feed(at - DAY, at, language="pt")
    make.entry(feed_=other, first_seen_at=at - HOUR)
    make.entry(feed_=feed, first_seen_at=at - DAY, is_backlog=True)
    for ago in (WEEK, WEEK - MINUTE, 2 * HOUR, -MINUTE):
        make.entry(feed_=feed, first_seen_at=at - ago)
    found = covered(item, at)
    assert (found.entries, found.backlog, found.last_entry_at) == (3, 1, at - 2 * HOUR)


def test_a_feed_that_brought_nothing_is_counted_with_nothing(item, at):
    make.polled_feed(at - DAY, at)
    found = covered(item, at)
    assert (found.entries, found.backlog, found.last_entry_at) == (0, 0, None)


# Items


def test_an_item_that_nothing_looks_for_is_not_watched_whatever_the_feeds_bring(at):
    make.polled_feed(at - 2 * WEEK, at)
    made = {
        Unwatched.NO_WATCH: make.item("R1", terms=None),
        Unwatched.NO_WORDS: make.item("R2", terms={"en": [], "es": []}),
        Unwatched.RESTS: make.item("R3"),
        Unwatched.CLOSED: make.item("R4"),
    }
    Watch.objects.filter(item=made[Unwatched.RESTS]).update(active=False)
    Item.objects.filter(pk=made[Unwatched.CLOSED].pk).update(status="superseded")
    found = coverage.of(Item.objects.all(), at - WEEK, at)
    assert {reason: found[item.pk].unwatched for reason, item in made.items()} == {reason: reason for reason in made}
    assert not any(one.watched for one in found.values())


def test_items_that_are_watched_alike_share_what_is_said_of_it(at):
    make.polled_feed(at - 2 * WEEK, at, language="en")
    both, alike, one = make.item(), make.item(), make.item(terms={"en": ["police"]})
    found = coverage.of([both, alike, one], at - WEEK, at)
    assert found[both.pk] is found[alike.pk]
    assert found[both.pk] is not found[one.pk]


def test_it_takes_as_many_queries_for_many_items_and_feeds_as_for_one(item, at):
    def queries(items):
        with CaptureQueriesContext(connection) as asked:
            coverage.of(items, at - WEEK, at)
        return len(asked)

    make.polled_feed(at - DAY, at, gap_at=at)
    for_one = queries([item])
    for language in ("en", "es", ""):
        feed = make.polled_feed(at - DAY, at, language=language, gap_at=at)
        make.entry(feed_=feed, first_seen_at=at)
        make.poll(feed, at - 2 * HOUR, "dns")
    items = [item, *[make.item(terms=terms) for terms in (make.JOINT_POLICE, {"es": ["policía"]}, None)]]
    assert queries(items) == for_one
