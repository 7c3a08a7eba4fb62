"""The stretches between a feed's good polls, found without reading all its polls.

There are half a million polls in a month of 500 feeds, and only the long stretches matter. So from one moment of each
day the nearest polls before and after it are looked up: no stretch longer than a day lies between two such moments.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from tracker.coverage.values import Period
from tracker.models import Feed, Poll
from tracker.models.feeds import GOOD

STEP = timedelta(days=1)

Around = tuple[int, datetime | None, datetime | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one good poll to the next; None where there was none before, or is none up to the period's end."""

    starts_at: datetime | None
    ends_at: datetime | None
    failed: str  # the outcome of a poll that failed in it; empty if none did


def find_stretches(period: Period) -> dict[int, list[Stretch]]:
    """By feed, the first one first: every stretch longer than a day, and those the moments happen to meet."""
    met: dict[int, dict[tuple[datetime | None, datetime | None], str]] = defaultdict(dict)
    for at in _moments(period):
        for feed, start, end, *outcomes in _around(at, period):
            failed = [outcome for outcome in outcomes if outcome and outcome not in GOOD]
            met[feed][start, end] = failed[-1] if failed else met[feed].get((start, end), "")
    return {feed: [Stretch(*ends, failed) for ends, failed in found.items()] for feed, found in met.items()}


def _moments(period: Period) -> Iterator[datetime]:
    at = period.starts_at
    while at < period.ends_at:
        yield at
        at += STEP
    yield period.ends_at


def _around(at: datetime, period: Period) -> QuerySet[Feed, Around]:
    """Of each feed the good polls nearest to a moment, and how the nearest of all ended: four steps in an index."""
    polls = Poll.objects.filter(feed=OuterRef("pk"))
    before = polls.filter(started_at__lte=at).order_by("-started_at")
    after = polls.filter(started_at__gt=at, started_at__lte=period.ends_at).order_by("started_at")
    return (
        Feed.objects.from_the_web()
        .order_by()
        .values_list(
            "pk",
            Subquery(before.filter(outcome__in=GOOD).values("started_at")[:1]),
            Subquery(after.filter(outcome__in=GOOD).values("started_at")[:1]),
            Subquery(before.values("outcome")[:1]),
            Subquery(after.values("outcome")[:1]),
        )
    )
