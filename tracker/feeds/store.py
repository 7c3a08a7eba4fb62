"""Parsed entries become rows: new ones once, edited ones as a revision of the same row."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.db.models import F

from tracker.feeds.parse import ParsedEntry
from tracker.models import Entry, Feed

# Parameters that say how a reader came to a page, not which page it is.
TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|ref_src|cmpid|ocid|at_\w+)$", re.IGNORECASE)

LONGEST_URL = 500


@dataclass(frozen=True, slots=True)
class Stored:
    new: int
    updated: int


def store_entries(feed: Feed, parsed: Sequence[ParsedEntry], at: datetime) -> Stored:
    """Stores what is new and what changed. Twice the same changes nothing: a feed's entry ids are unique."""
    known = dict(
        Entry.objects.filter(feed=feed, entry_id__in=[entry.entry_id for entry in parsed]).values_list(
            "entry_id", "revision"
        )
    )
    new = [_row(feed, entry, at) for entry in parsed if entry.entry_id not in known]
    changed = [entry for entry in parsed if known.get(entry.entry_id, revision_of(entry)) != revision_of(entry)]
    # Sorted by key: two workers that store the same feed then wait for each other instead of deadlocking.
    Entry.objects.bulk_create(sorted(new, key=lambda row: row.entry_id), ignore_conflicts=True, batch_size=500)
    for entry in changed:
        _revise(feed, entry, at)
    return Stored(new=len(new), updated=len(changed))


def revision_of(entry: ParsedEntry) -> str:
    return hashlib.sha256(f"{entry.title}\0{entry.text}".encode()).hexdigest()


def _row(feed: Feed, entry: ParsedEntry, at: datetime) -> Entry:
    return Entry(
        feed=feed,
        entry_id=entry.entry_id,
        url=entry.url,
        canonical_url=canonical_url(entry.url),
        title=entry.title,
        text=entry.text,
        html=entry.html,
        raw=entry.raw,
        author=entry.author[:200],
        language=(entry.language or feed.language)[:10],
        published_at=entry.published_at,
        published_raw=entry.published_raw[:100],
        first_seen_at=at,
        is_backlog=feed.succeeded_at is None,
        revision=revision_of(entry),
    )


def _revise(feed: Feed, entry: ParsedEntry, at: datetime) -> None:
    """An edit: the row takes the new words and waits for the matcher again."""
    Entry.objects.filter(feed=feed, entry_id=entry.entry_id).update(
        title=entry.title,
        text=entry.text,
        html=entry.html,
        raw=entry.raw,
        revision=revision_of(entry),
        revisions=F("revisions") + 1,
        revised_at=at,
        matched_at=None,
    )


def canonical_url(url: str) -> str:
    """The address without what only tells where the reader came from; two outlets' links to one page become equal."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(pair[0])])
    host = parts.netloc.lower().removeprefix("www.")
    canonical = urlunsplit(("https" if parts.scheme else "", host, parts.path.rstrip("/"), query, ""))
    # An index entry has room for some 2,700 bytes; whatever is longer is told apart by its hash.
    return canonical if len(canonical) <= LONGEST_URL else hashlib.sha256(canonical.encode()).hexdigest()
