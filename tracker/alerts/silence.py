"""Items of which nothing was found for two months: because nothing happened, or because nobody watched.

To ask what was watched is costly, however few items it is asked of. So days are whole here, which brings all that fall
quiet together at midnight, and an alert that is open is thought over once a day: at the hour at which it was opened.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from indicators.models import Item
from tracker import coverage
from tracker.alerts import rules
from tracker.alerts.find import TELLING
from tracker.alerts.rules import Key, Wanted
from tracker.coverage import Coverage
from tracker.coverage.values import MOSTLY
from tracker.models import Alert, AlertKind, Evidence, Feed

DAYS: Final = 60
KINDS: Final = (AlertKind.SILENT, AlertKind.UNWATCHED)
DAY: Final = timedelta(days=1)
TICK: Final = timedelta(seconds=300)  # how often it is looked


def quiet(opened: Mapping[Key, Alert], at: datetime) -> Iterator[Wanted]:
    """Of each quiet item whether it is silent or unwatched: as is open, or thought over."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=DAYS)
    still = _quiet_items(since)
    standing = {key.item: alert for key, alert in opened.items() if key.kind in KINDS and key.item in still}
    kept = {item: alert for item, alert in standing.items() if not _is_to_think_over(alert, at)}
    yield from (Wanted(Key(alert.kind, item=item), alert.told) for item, alert in kept.items())
    items = _judgeable(still - set(kept), since)
    yield from _judged(items, coverage.of(items, since, at) if items else {})


def _quiet_items(since: datetime) -> Set[int]:
    """Open items of which nothing was found since."""
    found = Evidence.objects.filter(created_at__gte=since, verdict__in=TELLING).order_by()
    heard = set(found.values_list("item", flat=True).distinct())
    return set(Item.objects.open().order_by().values_list("pk", flat=True)) - heard


def _is_to_think_over(alert: Alert, at: datetime) -> bool:
    """Once each whole day after it was opened."""
    age = at - alert.opened_at
    return age >= DAY and age % DAY < TICK


def _judgeable(items: Collection[int], since: datetime) -> Sequence[Item]:
    """All, once anything has been watched for so long; before that only those that no feed can watch."""
    asked = Item.objects.filter(pk__in=items).only("pk", "status").order_by("pk")
    if Feed.objects.filter(added_at__lte=since).exists():
        return list(asked)
    return list(asked.filter(Q(watch__isnull=True) | Q(watch__active=False)))


def _judged(items: Sequence[Item], covered: Mapping[int, Coverage]) -> Iterator[Wanted]:
    """Items that are watched alike share their coverage, so its words are found once."""
    said = {one: (coverage.sentence(one), _was_good(one)) for one in set(covered.values())}
    for item in items:
        told, good = said[covered[item.pk]]
        yield rules.quiet(item.pk, DAYS, told, is_watched=good)


def _was_good(covered: Coverage) -> bool:
    """One feed at least that watched nearly all of it, from its start: not one that was added yesterday."""
    whole = covered.period.ends_at - covered.period.starts_at
    return any((one.until - one.since) * one.share >= MOSTLY * whole for one in covered.watching)
