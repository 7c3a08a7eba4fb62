"""The faces of the watching: feeds with their health, the review queue, the items' record, the digests."""

from tracker.admin import (
    alerts,
    boards,
    dashboard,
    digests,
    entries,
    evidence,
    feeds,
    items,
    people,
    subscriptions,
    watches,
)

__all__ = [
    "alerts",
    "boards",
    "dashboard",
    "digests",
    "entries",
    "evidence",
    "feeds",
    "items",
    "people",
    "subscriptions",
    "watches",
]
