"""Parsed entries become rows, those of many feeds at once: new ones once, edited ones as a revision of the same row."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from tracker.feeds.entry import ParsedEntry
from tracker.feeds.identity import IdPolicy, Named, id_of
from tracker.models import Entry, Feed, PurgedEntry, bulk
from tracker.models.address import canonical_url

Key = tuple[int, str]  # a feed's key and an entry's id


@dataclass(frozen=True, slots=True)
class Stored:
    new: int
    updated: int


def store_entries(brought: Sequence[tuple[Feed, Sequence[ParsedEntry]]], at: datetime) -> dict[int, Stored]:
    """Stores what is new and what changed, and tells how much by the feeds' keys.

    Twice the same changes nothing: a feed's entry ids are unique, and what was purged does not come back.
    """
    revisions = _known([feed for feed, _ in brought], [entry.entry_id for _, entries in brought for entry in entries])
    rows: list[list[Any]] = []
    stored = {}
    for feed, entries in brought:
        new = [entry for entry in entries if (feed.pk, entry.entry_id) not in revisions]
        changed = [
            entry for entry in entries if revisions.get((feed.pk, entry.entry_id)) not in (None, _revision(entry))
        ]
        rows += [_row(feed, entry, at) for entry in new]
        for entry in changed:
            _revise(feed, entry, at)
        stored[feed.pk] = Stored(len(new), len(changed))
    # Sorted by key: two workers that store the same feed then wait for each other instead of deadlocking.
    bulk.insert_new(Entry, COLUMNS, sorted(rows, key=itemgetter(0, 1)))
    return stored


def _known(feeds: Iterable[Feed], ids: Sequence[str]) -> dict[Key, str | None]:
    """The revision of each entry that is there already, None for those purged."""
    known = Feed.objects.filter(pk__in=[feed.pk for feed in feeds]).filter(_has(Entry) | _has(PurgedEntry))
    if not (pks := list(known.values_list("pk", flat=True))):  # first fetches, with many ids to look for
        return {}
    purged = PurgedEntry.objects.filter(feed__in=pks, entry_id__in=ids).values_list("feed_id", "entry_id")
    there = Entry.objects.filter(feed__in=pks, entry_id__in=ids).values_list("feed_id", "entry_id", "revision")
    return dict.fromkeys(purged) | {(feed, entry_id): revision for feed, entry_id, revision in there}


def _has(model: type[Entry] | type[PurgedEntry]) -> Q:
    return Q(Exists(model._default_manager.filter(feed=OuterRef("pk"))))


def _revision(entry: ParsedEntry) -> str:
    return hashlib.sha256(f"{entry.title}\0{entry.text}".encode()).hexdigest()


COLUMNS = (
    *("feed_id", "entry_id", "url", "canonical_url", "title", "text", "html", "author", "language"),
    *("published_at", "published_raw", "first_seen_at", "is_backlog", "revision"),
)


def _row(feed: Feed, entry: ParsedEntry, at: datetime) -> list[Any]:
    return [
        feed.pk,
        entry.entry_id,
        entry.url,
        canonical_url(entry.url),
        entry.title,
        entry.text,
        entry.html,
        entry.author[:200],
        (entry.language or feed.language)[:10],
        entry.published_at,
        entry.published_raw[:100],
        at,
        feed.succeeded_at is None,
        _revision(entry),
    ]


def _revise(feed: Feed, entry: ParsedEntry, at: datetime) -> None:
    """An edit: the row takes the new words and waits for the matcher again."""
    Entry.objects.filter(feed=feed, entry_id=entry.entry_id).update(
        title=entry.title,
        text=entry.text,
        html=entry.html,
        revision=_revision(entry),
        revisions=F("revisions") + 1,
        revised_at=at,
        matched_at=None,
    )


def rename(feed: Feed, policy: IdPolicy) -> None:
    """Gives the stored entries the ids they have under the feed's new policy, so that none of them comes as new."""
    rows = list(Entry.objects.filter(feed=feed).only("entry_id", "url", "title", "published_raw", "text"))
    taken = {row.entry_id for row in rows}
    renamed = []
    for row in sorted(rows, key=lambda row: row.pk):
        new_id = id_of(Named("", row.url, row.title, row.published_raw, row.text), policy)
        if new_id not in taken:
            taken.add(new_id)
            row.entry_id = new_id
            renamed.append(row)
    Entry.objects.bulk_update(renamed, ["entry_id"], batch_size=200)
