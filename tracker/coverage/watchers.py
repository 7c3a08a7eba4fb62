"""How well each feed watched a period.

A good poll reads what was published since the good poll before it, as far as the feed still lists it: so a feed is
taken to have watched between two of them that are no further apart than a day, or than twice its own period. What was
published since its last good poll nobody has read: there it watches for as long as its next poll is not late.
"""

from collections.abc import Iterator, Sequence, Set
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q

from tracker.coverage.stretches import Stretch, find_stretches
from tracker.coverage.values import Brought, Gap, Period, Watcher, Why
from tracker.models import Entry, Feed, Outage, Poll
from tracker.models.feeds import FeedQuerySet, FeedState

APART = timedelta(hours=26)  # a day, and what a clock put back or a late start adds where feeds are polled once a day
LATE = timedelta(hours=1)  # however short a feed's period is, for the worker has others to poll
PERIODS = 2  # one poll may fail

COLUMNS = ("title", "url", "language", "state", "added_at", "period_seconds", "gap_at")


def find_watchers(languages: Set[str], period: Period) -> list[Watcher]:
    """Every feed in one of these languages, or in none, that watched in the period or should have."""
    feeds = [feed for feed in _feeds(period) if feed.language[:2] in {*languages, ""}]
    stretches = find_stretches(feeds, period)
    outages = list(Outage.objects.between(period.starts_at, period.ends_at))
    fresh = [feed for feed in feeds if stretches[feed.pk][0].starts_at is None]
    brought, possible_gaps = _brought(feeds, fresh, period), _possible_gaps(feeds, period)
    return [
        _watcher(feed, stretches[feed.pk], period, outages, brought.get(feed.pk, Brought()), possible_gaps.get(feed.pk, 0))
        for feed in feeds
    ]
