"""The faces of the watching: feeds with their health, the review queue, the items' record, the digests."""

from tracker.admin import dashboard, digests, entries, evidence, feeds, items, watches

__all__ = ["dashboard", "digests", "entries", "evidence", "feeds", "items", "watches"]
