"""The clock was put back: what was written by the later time is put right, or nobody would be asked until it comes.

The sign is a poll, or a feed's coming, in the future. A feed that another machine's clock makes look so is not asked
more often for it: one that was polled within the last quarter of an hour, by this clock, is left as it is.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from tracker.feeds.backoff import GONE_PERIOD, LONGEST_DELAY_THEN, LONGEST_RETRY_AFTER
from tracker.feeds.policy import LONGEST_UNWATCHED
from tracker.models import Feed, Host, Poll
from tracker.models.feeds import LEASE

SLACK: Final = LEASE  # by which the machines' clocks may differ
RECENT: Final = timedelta(minutes=15)
JITTER: Final = 1.1  # at the most


def put_right(at: datetime) -> None:
    """Makes due what a later clock has put off. Nothing to do, it costs one query."""
    polled_then = Q(polled_at__gt=at + SLACK)
    added_then = Q(polled_at__isnull=True, added_at__gt=at + SLACK, next_poll_at__gte=F("added_at") - SLACK)
    impossible = Q(next_poll_at__gt=at + farthest())
    waiting = Feed.objects.active().unleased(at).filter(next_poll_at__gt=at)
    odd = waiting.filter(polled_then | added_then | impossible)
    polled = Poll.objects.filter(feed=OuterRef("pk"), started_at__gt=at - RECENT, started_at__lte=at)
    pks = list(odd.exclude(Exists(polled)).order_by("pk").values_list("pk", flat=True))
    if pks:
        hosts = Feed.objects.filter(pk__in=pks).values("host")
        Host.objects.filter(name__in=hosts, next_start_at__gt=at + SLACK).update(next_start_at=at)
        Feed.objects.filter(pk__in=pks).make_due(at, reason="the clock here was put back")


def farthest() -> timedelta:
    """No poll is put off for longer, whatever the settings, the server and its failures ask for."""
    longest = timedelta(seconds=settings.FEED_MAX_PERIOD_SECONDS)
    return max(longest, LONGEST_UNWATCHED, LONGEST_RETRY_AFTER, LONGEST_DELAY_THEN, GONE_PERIOD) * JITTER
