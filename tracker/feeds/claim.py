"""Whose turn it is: feeds are leased to one worker, and a host is asked seldom enough by all workers together.

All of it is in rows, so that it holds across processes and machines. Nobody sleeps for a host: a feed whose host rests
is due again when the rest is over.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery

from tracker.feeds import quarantine, step
from tracker.models import Feed, FeedState, Host
from tracker.models.feeds import BATCH, LEASE


@dataclass(frozen=True, slots=True)
class Claimed:
    feed: Feed
    wait: timedelta  # until its host may be asked


def claim_due(at: datetime) -> list[Claimed]:
    """Leases up to a batch of what is due, of each host only as many as it bears.

    What was under way when a worker was killed comes after all others, and alone: it may be what killed it.
    """
    with transaction.atomic():
        step.put_right(at)
        quarantine.isolate(Feed.objects.all(), at)
        _postpone(at)
        most = settings.FEED_HOST_CONCURRENCY
        under_way = _under_way(at)
        full = [host for host, count in under_way.items() if count >= most]
        due = Feed.objects.due(at).exclude(host__in=full)
        fresh = due.filter(attempts=0).few_per_host(most).order_by("next_poll_at", "pk")[:BATCH]
        room = {host: most - count for host, count in under_way.items()}
        fitting = _fitting(fresh.values_list("pk", "host"), room)
        if not fitting:
            left_over = due.filter(attempts__gt=0).order_by("attempts", "next_poll_at", "pk")
            fitting = list(left_over.values_list("pk", flat=True)[:1])
        return _claim(fitting, at)


def claim_these(pks: Sequence[int], at: datetime) -> list[Claimed]:
    """Leases those of these feeds that nobody else is at, due or not: each waits for its host's turn.

    For a host that rests for long nobody waits: its feeds are left out, as are those in quarantine.
    """
    with transaction.atomic():
        quarantine.isolate(Feed.objects.filter(pk__in=pks), at)
        asleep = Host.objects.filter(next_start_at__gt=at + LEASE).values("name")
        harmless = Feed.objects.filter(pk__in=pks).exclude(state=FeedState.QUARANTINED)
        awake = set(harmless.exclude(host__in=asleep).values_list("pk", flat=True))
        return _claim([pk for pk in pks if pk in awake], at)


def give_back(pks: Collection[int], *, at_once: bool) -> None:
    """Claimed feeds that were not settled, though nobody was killed: that attempt does not count.

    After an error of ours they keep their leases, or each tick would ask their servers in vain.
    """
    held = Feed.objects.filter(pk__in=pks, lease_until__isnull=False, attempts__gt=0)
    held.update(attempts=F("attempts") - 1, **({"lease_until": None} if at_once else {}))


def _postpone(at: datetime) -> None:
    """Feeds that are due while their host rests: next when it does not, and it says why."""
    resting = Host.objects.filter(next_start_at__gt=at)
    waiting = Feed.objects.due(at).filter(host__in=resting.values("name"))
    free = waiting.select_for_update(no_key=True, skip_locked=True).order_by("pk")  # whoever holds the others postpones
    host = Host.objects.filter(name=OuterRef("host"))
    Feed.objects.filter(pk__in=list(free.values_list("pk", flat=True))).update(
        next_poll_at=Subquery(host.values("next_start_at")[:1]),
        next_poll_reason=Subquery(host.values("rests_because")[:1]),
    )


def _under_way(at: datetime) -> dict[str, int]:
    return dict(Feed.objects.leased(at).values_list("host").annotate(count=Count("pk")).order_by())


def _fitting(due: Iterable[tuple[int, str]], room: Mapping[str, int]) -> list[int]:
    taken = Counter[str]()
    fitting = []
    for pk, host in due:
        if taken[host] < room.get(host, taken[host] + 1):
            taken[host] += 1
            fitting.append(pk)
    return fitting


def _claim(pks: Sequence[int], at: datetime) -> list[Claimed]:
    """Whoever changed the row, works; the attempt is counted before the work.

    Rows that another worker holds are passed over, so that nobody deadlocks.
    """
    free = Feed.objects.filter(pk__in=pks).unleased(at).select_for_update(no_key=True, skip_locked=True).order_by("pk")
    order = {pk: number for number, pk in enumerate(pks)}
    feeds = sorted(free, key=lambda feed: order[feed.pk])
    starts = _starts([feed.host for feed in feeds], at)
    for until in set(starts):
        leased = [feed.pk for feed, start in zip(feeds, starts, strict=True) if start == until]
        Feed.objects.filter(pk__in=leased).update(lease_until=until + LEASE, attempts=F("attempts") + 1)
    return [Claimed(feed, max(start - at, timedelta())) for feed, start in zip(feeds, starts, strict=True)]


def _starts(hosts: Sequence[str], at: datetime) -> list[datetime]:
    """When each may start, kept on the hosts' rows for the next who asks."""
    interval = timedelta(seconds=settings.FEED_HOST_INTERVAL_SECONDS)
    if not interval:
        return [at] * len(hosts)
    Host.objects.bulk_create([Host(name=name, next_start_at=at) for name in sorted(set(hosts))], ignore_conflicts=True)
    rows = {row.name: row for row in Host.objects.select_for_update().filter(name__in=hosts).order_by("name")}
    starts = []
    for host in hosts:
        start = max(rows[host].next_start_at, at)
        rows[host].next_start_at = start + interval
        rows[host].rests_because = f"its host is asked every {interval.total_seconds():g} s at most"
        starts.append(start)
    Host.objects.bulk_update(rows.values(), ["next_start_at", "rests_because"])
    return starts


def rest(host: str, until: datetime, because: str) -> None:
    """Lets nobody ask this host before then."""
    row, added = Host.objects.get_or_create(name=host, defaults={"next_start_at": until, "rests_because": because})
    if not added:
        Host.objects.filter(pk=row.pk, next_start_at__lt=until).update(next_start_at=until, rests_because=because)
