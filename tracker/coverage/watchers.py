"""How well each feed watched a period, and what it brought.

A good poll reads what was published since the good poll before it, as far as the feed still lists it: so a feed is
taken to have watched between two of them that are no further apart than a day, or than twice its own period. What was
published since its last good poll nobody has read: there it watches for as long as its next poll is not late.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q

from tracker.coverage.stretches import Stretch, ends, find_stretches
from tracker.coverage.values import Brought, Gap, Period, Watcher, Why
from tracker.models import Entry, Feed, Outage, Poll
from tracker.models.feeds import FeedQuerySet, FeedState

APART = timedelta(hours=26)  # a day, and what a clock put back or a late start adds where feeds are polled once a day
LATE = timedelta(hours=1)  # however short a feed's period is, for the worker has others to poll
PERIODS = 2  # one poll may fail

COLUMNS = ("title", "url", "language", "state", "added_at", "period_seconds", "gap_at")


def find_watchers(languages: Set[str], period: Period) -> Iterator[Watcher]:
    """Every feed in one of these languages, or in none, that watched in the period or should have."""
    feeds = [feed for feed in _feeds(period) if feed.language[:2] in {*languages, ""}]
    stretches = find_stretches(feeds, period)
    fresh = [feed for feed in feeds if stretches[feed.pk][0].starts_at is None]
    brought, possible_gaps = _brought(feeds, fresh, period), _possible_gaps(feeds, period)
    outages = Outage.objects.between(period.starts_at, period.ends_at)  # asked only where there is a gap
    for feed in feeds:
        yield Watcher(
            feed=feed,
            since=_since(feed, stretches[feed.pk][0], period),
            until=period.ends_at,
            gaps=tuple(_gaps(feed, stretches[feed.pk], period, outages)),
            possible_gaps=possible_gaps.get(feed.pk, 0),
            brought=brought.get(feed.pk, Brought()),
        )


def _feeds(period: Period) -> FeedQuerySet:
    """Those polled in the period, and those in use that were polled before: they may wait after many failures."""
    polled = Exists(
        Poll.objects.filter(feed=OuterRef("pk"), started_at__gt=period.starts_at, started_at__lte=period.ends_at)
    )
    in_use = Q(state=FeedState.ACTIVE, added_at__lt=period.ends_at, polled_at__isnull=False)
    return Feed.objects.from_the_web().filter(polled | in_use).only(*COLUMNS).annotate(**ends(period))


def _since(feed: Feed, first: Stretch, period: Period) -> datetime:
    """A feed added in the period counts from its first good poll; as long as it has none, from when it was added."""
    if first.starts_at or feed.added_at <= period.starts_at:
        return period.starts_at
    return first.ends_at or feed.added_at


def _gaps(feed: Feed, stretches: Sequence[Stretch], period: Period, outages: Iterable[Outage]) -> Iterator[Gap]:
    for stretch in stretches:
        if _is_gap(feed, stretch, period):
            gap = Gap(stretch.starts_at or feed.added_at, stretch.ends_at, _why(feed, stretch))
            yield replace(gap, why=Why.OWN_NETWORK) if _is_ours(gap, outages, period) else gap


def _is_gap(feed: Feed, stretch: Stretch, period: Period) -> bool:
    own = timedelta(seconds=PERIODS * feed.period_seconds)
    if stretch.starts_at is None:  # not read before: a gap, unless it has just been added
        return stretch.ends_at is None or feed.added_at <= period.starts_at
    if stretch.ends_at is None:
        return period.ends_at - stretch.starts_at > max(own, LATE)
    return stretch.ends_at - stretch.starts_at > max(own, APART)


def _why(feed: Feed, stretch: Stretch) -> str:
    if stretch.failed:
        return stretch.failed
    return Why.PAUSED if feed.state == FeedState.PAUSED and not stretch.ends_at else Why.NOT_POLLED


def _is_ours(gap: Gap, outages: Iterable[Outage], period: Period) -> bool:
    """Whether our own network was down for half of it at least, of what lies in the period."""
    ends = [(max(one.started_at, period.starts_at), one.ended_at or period.ends_at) for one in outages]
    down = sum((gap.within(*one) for one in ends), timedelta())
    return bool(ends) and 2 * down >= gap.within(period.starts_at, period.ends_at)


def _brought(feeds: Sequence[Feed], fresh: Sequence[Feed], period: Period) -> dict[int, Brought]:
    """Counted by feed alone, which an index answers; the backlog only of `fresh` feeds."""
    entries = Entry.objects.filter(first_seen_at__gt=period.starts_at, first_seen_at__lte=period.ends_at).order_by()
    backlog = entries.filter(is_backlog=True).values_list("feed").annotate(Count("pk"))
    new = {feed.pk for feed in fresh}
    first = {feed: count for feed, count in backlog if feed in new} if new else {}
    seen = entries.filter(feed__in=feeds).values_list("feed").annotate(Count("pk"), Max("first_seen_at"))
    return {feed: Brought(count, first.get(feed, 0), last_at) for feed, count, last_at in seen}


def _possible_gaps(feeds: Sequence[Feed], period: Period) -> dict[int, int]:
    """Counted among the polls of those feeds only that have had one since."""
    suspect = [feed for feed in feeds if feed.gap_at and feed.gap_at > period.starts_at]
    polls = Poll.objects.filter(feed__in=suspect, possible_gap=True)
    within = polls.filter(started_at__gt=period.starts_at, started_at__lte=period.ends_at)
    return dict(within.order_by().values_list("feed").annotate(Count("pk")))
