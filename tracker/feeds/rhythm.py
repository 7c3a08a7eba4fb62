"""How feeds have published while they were watched: read from their entries, many feeds in one query."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from tracker.feeds.schedule import WINDOW, Rhythm, longest_silence
from tracker.models import Entry, Feed

QUIET_WINDOW = timedelta(days=84)  # a weekly feed brings a dozen in it


def rhythms(feeds: Sequence[Feed], at: datetime) -> dict[int, Rhythm]:
    """By the feeds' keys, over the last four weeks. What came with a first fetch says nothing of the pace."""
    since = Entry.objects.filter(feed__in=feeds, first_seen_at__gt=at - WINDOW, is_backlog=False)
    counts = dict(since.values_list("feed").annotate(count=Count("pk")).order_by())
    return {
        feed.pk: Rhythm(
            items=counts.get(feed.pk, 0),
            observed=min(at - feed.added_at, WINDOW),
            newest_age=max(at - feed.newest_at, timedelta()) if feed.newest_at else None,
        )
        for feed in feeds
    }


def quiet_since(feeds: Sequence[Feed], at: datetime) -> dict[int, datetime]:
    """The feeds that have been silent for longer than their own rhythm makes likely, and since when.

    A feed that fails is not quiet but unheard. Days that brought entries are counted: entries come in bunches.
    """
    brought = Entry.objects.filter(feed__in=feeds, first_seen_at__gt=at - QUIET_WINDOW, is_backlog=False)
    days = dict(brought.values_list("feed").annotate(days=Count(TruncDate("first_seen_at"), distinct=True)).order_by())
    return {
        feed.pk: feed.last_new_at
        for feed in feeds
        if feed.last_new_at and not feed.failures and _is_quiet(feed, feed.last_new_at, days.get(feed.pk, 0), at)
    }


def _is_quiet(feed: Feed, last_new_at: datetime, days: int, at: datetime) -> bool:
    watched = min(last_new_at - feed.added_at, QUIET_WINDOW - (at - last_new_at))
    return at - last_new_at > longest_silence(Rhythm(days, max(watched, timedelta()), None))
