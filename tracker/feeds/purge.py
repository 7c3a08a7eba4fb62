"""Old entries go, and stay gone: a feed that lists them still does not bring them back as new."""

from datetime import datetime

from django.db import transaction

from tracker.models import Entry, PurgedEntry

CHUNK = 500  # entries in one transaction


def purge_entries(before: datetime) -> int:
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
    return purged
