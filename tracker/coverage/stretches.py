"""The stretches between a feed's good polls, found without reading all its polls.

There are millions of polls in a month of 2,000 feeds, and only the long stretches matter. A good poll that comes more
than a day after the one before it says so itself; what else is asked of each feed is where it began and where it ended.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tracker.coverage.values import Period
from tracker.models import Feed, Poll
from tracker.models.feeds import GOOD

POLLS = Poll.objects.filter(feed=OuterRef("pk"))
NEWEST, OLDEST = "-started_at", "started_at"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one good poll to the next; None where there was none before, or is none up to the period's end."""

    starts_at: datetime | None
    ends_at: datetime | None
    failed: str  # the outcome of a poll that failed in it; empty if none did


def find_stretches(feeds: Sequence[Any], period: Period) -> dict[int, list[Stretch]]:
    """By feed, the first one first: every stretch longer than a day, and the last one, which no poll has ended yet.

    The feeds are annotated with the `ends` of the same period.
    """
    found: dict[int, list[Stretch]] = defaultdict(list)
    for pk, start, end, failed in _long(period):
        found[pk].append(Stretch(start, end, failed or ""))
    for feed in feeds:
        if feed.last_good_at:
            failed = feed.last_outcome if feed.last_outcome not in GOOD else ""
            found[feed.pk].append(Stretch(feed.last_good_at, None, failed))
    for pk, first, failed in _beginnings([feed.pk for feed in feeds if not feed.was_read], period):
        found[pk].insert(0, Stretch(None, first, failed or ""))
    return found


def ends(period: Period) -> dict[str, Exists | Subquery]:
    """Of each feed, as annotations: was it read before the period, its last good poll, how its last poll ended."""
    until = POLLS.filter(started_at__lte=period.ends_at).order_by(NEWEST)
    read = POLLS.filter(outcome__in=GOOD)
    return {
        "was_read": Exists(read.filter(started_at__lte=period.starts_at)),
        "last_good_at": Subquery(until.filter(outcome__in=GOOD).values("started_at")[:1]),
        "last_outcome": Subquery(until.values("outcome")[:1]),
    }


def _long(period: Period) -> QuerySet[Poll, tuple[int, datetime, datetime, str | None]]:
    within = Poll.objects.filter(started_at__gt=period.starts_at, started_at__lte=period.ends_at)
    between = Poll.objects.filter(
        feed=OuterRef("feed"), started_at__gt=OuterRef("silent_since"), started_at__lt=OuterRef("started_at")
    )
    failed = between.exclude(outcome__in=GOOD).order_by(NEWEST).values("outcome")[:1]
    late = within.filter(silent_since__isnull=False).order_by(OLDEST)
    return late.values_list("feed", "silent_since", "started_at", Subquery(failed))


def _beginnings(feeds: Iterable[int], period: Period) -> QuerySet[Feed, tuple[int, datetime | None, str | None]]:
    """Of feeds that were not read before the period: their first good poll in it, and what failed before that."""
    within = POLLS.filter(started_at__gt=period.starts_at, started_at__lte=period.ends_at)
    first = within.filter(outcome__in=GOOD).order_by(OLDEST).values("started_at")[:1]
    before = POLLS.filter(started_at__lt=Coalesce(OuterRef("first"), period.ends_at), started_at__gt=period.starts_at)
    failed = before.exclude(outcome__in=GOOD).order_by(NEWEST).values("outcome")[:1]
    asked = Feed.objects.filter(pk__in=feeds).order_by().annotate(first=Subquery(first), failed=Subquery(failed))
    return asked.values_list("pk", "first", "failed")
