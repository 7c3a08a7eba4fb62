"""How feeds have published: counted from their entries, many feeds in one query."""

from datetime import timedelta

import pytest

from tests import make
from tracker.feeds.rhythm import quiet_since, rhythms
from tracker.models import Feed

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def feed(at, *days_ago, age=100, **columns):
    """A feed watched for `age` days, with an entry on each of these days."""
    made = make.feed(**{"last_new_at": at - min(days_ago) * DAY if days_ago else None, **columns})
    Feed.objects.filter(pk=made.pk).update(added_at=at - age * DAY)
    for day in days_ago:
        make.entry(feed_=made, first_seen_at=at - day * DAY)
    return Feed.objects.get(pk=made.pk)


def test_a_rhythm_counts_four_weeks_and_no_backlog(at, django_assert_num_queries):
    one, other = feed(at, 1, 2, 27, 29, newest_at=at - DAY), feed(at, age=3)
    make.entry(feed_=one, first_seen_at=at, is_backlog=True)
    with django_assert_num_queries(1):
        found = rhythms([one, other], at)
    assert (found[one.pk].items, found[one.pk].observed, found[one.pk].newest_age) == (3, 28 * DAY, DAY)
    assert (found[other.pk].items, found[other.pk].observed, found[other.pk].newest_age) == (0, 3 * DAY, None)


def test_a_daily_feed_that_is_silent_for_two_weeks_is_quiet(at):
    silent = feed(at, *range(14, 60))
    assert quiet_since([silent], at) == {silent.pk: at - 14 * DAY}


def test_a_weekly_feed_that_is_silent_for_two_weeks_is_not(at):
    assert quiet_since([feed(at, *range(14, 84, 7))], at) == {}


def test_a_feed_that_fails_is_not_called_quiet(at):
    failing = feed(at, *range(14, 60), failures=1, strain=1, failing_since=at, trouble="dns")
    assert quiet_since([failing, feed(at)], at) == {}
