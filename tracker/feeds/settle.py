"""What the visits found is written: entries, polls, each feed's health and its next time, all in one transaction.

A batch of feeds is written together, for a commit costs as much as ten feeds. Where our own fault in one of them spoils
it, they are written one by one, and the fault is noted on the row it belongs to.
"""

import logging
from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import OperationalError, transaction

from tracker.feeds import health, learning, outage
from tracker.feeds.backoff import Attempt
from tracker.feeds.exchange import Fetched
from tracker.feeds.reading import Found
from tracker.feeds.rhythm import rhythms
from tracker.feeds.store import Stored, store_entries
from tracker.models import Feed, FeedNotice, Outcome, Poll
from tracker.models.feeds import GOOD, NETWORK, SILENT, WRITTEN_BY_POLLS

logger = logging.getLogger(__name__)


def settle(found: Sequence[Found], at: datetime, *, watched: Set[str]) -> list[Poll]:
    """Keeps what was found; nothing of a feed that was deleted meanwhile. `watched` = languages of active watches."""
    try:
        return _write(found, at, watched)
    except Exception as error:
        if len(found) > 1:
            return [poll for one in found for poll in settle([_afresh(one)], at, watched=watched)]
        if _is_the_databases(error):
            raise
        logger.exception("keeping the entries of %s failed", found[0].feed.url)
        return _write([_fault(found[0], error)], at, watched)


def _is_the_databases(error: Exception) -> bool:
    """It is full, locked, restarting or away, which says nothing of the feed; that a row is too large for it does."""
    code = str(getattr(error.__cause__, "sqlstate", None) or getattr(error.__cause__, "sqlite_errorname", ""))
    return isinstance(error, OperationalError) and not code.startswith("54") and code != "SQLITE_ERROR"


def _fault(found: Found, error: Exception) -> Found:
    """In place of what could not be kept: nothing was brought, and it is said that this was our own fault."""
    return replace(_afresh(found), outcome=Outcome.CRASHED, note=f"our own fault: {type(error).__name__}", parsed=None)


def _afresh(found: Found) -> Found:
    """With the feed as it is in the database: what was noted on it went with the transaction."""
    return replace(found, feed=Feed.objects.filter(pk=found.feed.pk).first() or found.feed)


@transaction.atomic
def _write(found: Sequence[Found], at: datetime, watched: Set[str]) -> list[Poll]:
    found = _still_there(found)
    during = outage.look([Attempt(one.feed.host, one.outcome in NETWORK) for one in found], at)
    stored = _store(found, at)
    paces = rhythms([one.feed for one in found], at)
    polls, given = [], list[FeedNotice]()
    for one in found:
        poll = _poll(one, stored.get(one.feed.pk), at)
        given += health.note(one, poll, paces[one.feed.pk], at, watched=watched, during=during)
        polls.append(poll)
    Poll.objects.bulk_create(polls)
    Feed.objects.write([one.feed for one in found], WRITTEN_BY_POLLS)
    FeedNotice.objects.bulk_create(given)
    return polls


def _still_there(found: Sequence[Found]) -> list[Found]:
    """Not deleted, and nobody deletes them until this is written."""
    rows = Feed.objects.filter(pk__in=[one.feed.pk for one in found]).select_for_update(no_key=True).order_by("pk")
    there = set(rows.values_list("pk", flat=True))
    return [one for one in found if one.feed.pk in there]


def _store(found: Sequence[Found], at: datetime) -> dict[int, Stored]:
    """First what the documents said of their feeds, for the entries speak the feed's language."""
    for one in found:
        learning.learn(one, at)
    stored = store_entries([(one.feed, one.parsed.entries) for one in found if one.parsed], at)
    for one in found:
        if one.parsed:
            learning.note_newest(one.feed, one.parsed, at, new=stored[one.feed.pk].new)
    return stored


def _poll(found: Found, stored: Stored | None, at: datetime) -> Poll:
    """One row of what happened. A document that was read may have brought nothing new."""
    stored, result = stored or Stored(new=0, updated=0), found.result
    is_nothing_new = found.outcome == Outcome.UPDATED and not (stored.new or stored.updated)
    started_at = at - timedelta(seconds=result.seconds)
    return Poll(
        feed=found.feed,
        started_at=started_at,
        silent_since=_silent_since(found, started_at),
        seconds=round(result.seconds, 3),
        http_status=result.status,
        outcome=Outcome.UNCHANGED if is_nothing_new else found.outcome,
        size=len(result.body) if isinstance(result, Fetched) else 0,
        listed=found.parsed.listed if found.parsed else 0,
        new=stored.new,
        updated=stored.updated,
        note=found.note[:300],
    )


def _silent_since(found: Found, at: datetime) -> datetime | None:
    """Read before health notes this success on the feed."""
    before = found.feed.succeeded_at
    return before if found.outcome in GOOD and before and at - before > SILENT else None
