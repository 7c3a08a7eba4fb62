"""Old entries and old polls go. Entries stay gone: a feed that lists them still does not bring them back as new.

Both go in small transactions, and no more at once than is asked for: several may do it at the same time.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.models import Entry, Poll, PurgedEntry
from tracker.models.feeds import GOOD

CHUNK: Final = 500  # rows in one transaction
AT_ONCE: Final = 100_000  # rows of each kind in an hour: more than 2,000 feeds bring


def purge_old(at: datetime) -> None:
    """What the settings say is old enough."""
    if settings.POLL_RETENTION_DAYS:
        purge_polls(at - timedelta(days=settings.POLL_RETENTION_DAYS), most=AT_ONCE)
    if settings.ENTRY_RETENTION_DAYS:
        purge_entries(at - timedelta(days=settings.ENTRY_RETENTION_DAYS), most=AT_ONCE)


def purge_entries(before: datetime, *, most: int | None = None) -> int:
    """Deletes the matched entries first seen before then, but none whose story is evidence; returns how many."""
    matched = Entry.objects.filter(first_seen_at__lt=before, matched_at__isnull=False)
    old = matched.filter(evidence__isnull=True, story__evidence__isnull=True)
    purged = 0
    while chunk := list(old.order_by("feed_id", "entry_id").values_list("pk", "feed_id", "entry_id")[:CHUNK]):
        with transaction.atomic():
            gone = [PurgedEntry(feed_id=feed, entry_id=entry_id) for _, feed, entry_id in chunk]
            PurgedEntry.objects.bulk_create(gone, ignore_conflicts=True)
            Entry.objects.filter(pk__in=[pk for pk, _, _ in chunk]).delete()
        purged += len(chunk)
        if most and purged >= most:
            break
    return purged


def purge_polls(before: datetime, *, most: int) -> int:
    """Deletes the polls of before then that coverage does not need; returns how many.

    What stays says when a feed was read and when it was not: its first good poll and the last one before then, those
    that ended a silence, those that may have missed something, and the last one before then however it ended.
    """
    purged, since = 0, None
    while purged < most:
        rest = _unneeded(before).filter(**{"started_at__gte": since} if since else {})
        with transaction.atomic():
            chunk = list(rest.select_for_update(skip_locked=True).values_list("pk", "started_at")[:CHUNK])
            Poll.objects.filter(pk__in=[pk for pk, _ in chunk]).delete()
        if not chunk:
            break
        purged, since = purged + len(chunk), chunk[-1][1]  # what was kept before is not looked at again
    return purged


def _unneeded(before: datetime) -> QuerySet[Poll]:
    old = Poll.objects.filter(started_at__lt=before)
    of_feed = old.filter(feed=OuterRef("feed"))
    later, earlier = Q(started_at__gt=OuterRef("started_at")), Q(started_at__lt=OuterRef("started_at"))
    good = of_feed.filter(outcome__in=GOOD)
    passed = Q(outcome__in=GOOD) & Exists(good.filter(later)) & Exists(good.filter(earlier))
    failed = ~Q(outcome__in=GOOD) & Exists(of_feed.filter(later))
    plain = old.filter(silent_since__isnull=True, possible_gap=False)
    return plain.filter(passed | failed).order_by("started_at", "pk")
