"""Polling: claim what is due, fetch many at once, and leave entries, a poll and the next time for each feed."""

import hashlib
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tracker.feeds import fetch, schedule
from tracker.feeds.fetch import Failed, Fetched
from tracker.feeds.parse import IdPolicy, NotAFeed, ParsedFeed, parse_feed
from tracker.feeds.policy import limits, outgoing
from tracker.feeds.store import Stored, store_entries
from tracker.models import Entry, Feed, Outcome, Poll
from tracker.models.feeds import WRITTEN_BY_POLLS, FeedQuerySet

logger = logging.getLogger(__name__)

BATCH = 100  # feeds in one claim: as many as one event loop keeps in flight

NOTHING_STORED = Stored(new=0, updated=0)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Found:
    """What one visit brought."""

    outcome: str
    note: str = ""
    stored: Stored = NOTHING_STORED
    retry_after_seconds: float | None = None


def poll_due(clock: Clock) -> Iterator[Poll]:
    """Polls one batch of what is due; nothing when nothing is."""
    at = clock()
    due = Feed.objects.due(at).few_per_host(settings.FEED_HOST_CONCURRENCY).order_by("next_poll_at")[:BATCH]
    yield from poll_feeds(_claim([feed.pk for feed in due], at), clock)


def poll_all_due(clock: Clock) -> Iterator[Poll]:
    """Batch after batch, until nothing is due."""
    while batch := list(poll_due(clock)):
        yield from batch


def poll_these(feeds: FeedQuerySet, clock: Clock) -> Iterator[Poll]:
    """Polls these feeds now, due or not, each once, and leaves out what another worker is at."""
    pks = list(feeds.values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        yield from poll_feeds(_claim(pks[start : start + BATCH], clock()), clock)


def _claim(pks: Sequence[int], at: datetime) -> list[Feed]:
    with transaction.atomic():  # one commit for all, and in the order of the keys, so that nobody deadlocks
        claimed = [pk for pk in sorted(pks) if Feed.objects.filter(pk=pk).claim(at)]
    return list(Feed.objects.filter(pk__in=claimed))


def poll_feeds(feeds: Sequence[Feed], clock: Clock) -> Iterator[Poll]:
    """Fetches claimed feeds all at once and stores each as it arrives: a slow one holds up nobody."""
    by_pk = {feed.pk: feed for feed in feeds}
    requests = [fetch.Request(feed.pk, feed.url, feed.etag, feed.last_modified) for feed in feeds]
    for result in fetch.fetch_all(requests, outgoing()):
        if poll := _settle(by_pk[result.request.key], result, clock()):
            yield poll


def _settle(feed: Feed, result: Fetched | Failed, at: datetime) -> Poll | None:
    """Keeps a result; None when the feed was deleted while it was fetched.

    Our own fault in one feed is logged in full and noted on its row; the others go on.
    """
    try:
        with transaction.atomic():
            return _keep(feed, result, at)
    except Exception as error:
        if not Feed.objects.filter(pk=feed.pk).exists():
            return None
        logger.exception("keeping the entries of %s failed", feed.url)
        feed.refresh_from_db()
        with transaction.atomic():
            return _note(feed, result, Found(Outcome.CRASHED, f"our own fault: {type(error).__name__}"), at)


def _keep(feed: Feed, result: Fetched | Failed, at: datetime) -> Poll:
    if isinstance(result, Failed):
        found = Found(result.trouble, result.message, retry_after_seconds=result.retry_after_seconds)
    else:
        found = _read(feed, result, at)
    return _note(feed, result, found, at)


def _read(feed: Feed, fetched: Fetched, at: datetime) -> Found:
    if fetched.status == 304:
        return Found(Outcome.NOT_MODIFIED)
    digest = hashlib.sha256(fetched.body).hexdigest()
    if digest == feed.body_sha256:
        feed.etag, feed.last_modified = fetched.etag, fetched.last_modified
        return Found(Outcome.UNCHANGED, "the same body as before")
    try:
        parsed = _parse(feed, fetched, at)
    except NotAFeed as error:
        return Found(Outcome.NOT_A_FEED, str(error))
    _learn(feed, parsed, fetched, digest)  # first, for the entries speak the feed's language
    stored = store_entries(feed, parsed.entries, at)
    return Found(Outcome.UPDATED if stored.new or stored.updated else Outcome.UNCHANGED, parsed.note, stored)


def _parse(feed: Feed, fetched: Fetched, at: datetime) -> ParsedFeed:
    id_policy = IdPolicy(feed.id_policy) if feed.id_policy else None
    return parse_feed(fetched.body, url=fetched.url, content_type=fetched.content_type, id_policy=id_policy, at=at)


def _learn(feed: Feed, parsed: ParsedFeed, fetched: Fetched, digest: str) -> None:
    """What the feed says of itself; an analyst's own title and language stay, those typed at this moment too."""
    said = {"title": parsed.title[:300], "site_url": parsed.site_url, "language": parsed.language[:10]}
    for column, value in said.items():
        if value and not getattr(feed, column):
            setattr(feed, column, value)
            Feed.objects.filter(pk=feed.pk, **{column: ""}).update(**{column: value})
    feed.id_policy = parsed.id_policy
    feed.etag, feed.last_modified = fetched.etag, fetched.last_modified
    feed.body_sha256 = digest


def _note(feed: Feed, result: Fetched | Failed, found: Found, at: datetime) -> Poll:
    """Writes the poll, the feed's health and its next time: in the transaction that stored the entries."""
    poll = Poll(
        feed=feed,
        started_at=at - timedelta(seconds=result.seconds),
        seconds=round(result.seconds, 3),
        http_status=result.status,
        outcome=found.outcome,
        size=len(result.body) if isinstance(result, Fetched) else 0,
        new=found.stored.new,
        updated=found.stored.updated,
        note=found.note[:300],
    )
    poll.save()
    if poll.is_good:
        feed.note_success(at, new=found.stored.new)
    else:
        feed.note_failure(at, outcome=found.outcome, note=found.note)
    upcoming = _next(feed, found, at)
    feed.note_next(upcoming.at, reason=upcoming.reason)
    feed.save(update_fields=WRITTEN_BY_POLLS)
    return poll


def _next(feed: Feed, found: Found, at: datetime) -> schedule.Next:
    jitter = random.uniform(0.9, 1.1)  # noqa: S311 (spreads load, guards nothing)
    if not feed.failures:
        period = _period(feed, at)
        feed.period_seconds = round(period.total_seconds())
        return schedule.after_success(at, period, jitter=jitter)
    retry_after = None if found.retry_after_seconds is None else timedelta(seconds=found.retry_after_seconds)
    period = timedelta(seconds=feed.period_seconds)
    return schedule.after_failure(at, period, failures=feed.failures, retry_after=retry_after, jitter=jitter)


def _period(feed: Feed, at: datetime) -> timedelta:
    """By how often the feed published while it was watched; its backlog says nothing of that."""
    observed = min(at - feed.added_at, schedule.WINDOW)
    items = Entry.objects.filter(feed=feed, is_backlog=False, first_seen_at__gte=at - schedule.WINDOW).count()
    return schedule.period_of(items, observed, limits())


def line_of(poll: Poll) -> str:
    """A poll as one line for a person."""
    brought = [f"+{poll.new} new"] if poll.new else []
    brought += [f"{poll.updated} edited"] if poll.updated else []
    told = ", ".join(brought) or str(poll.get_outcome_display())
    note = f" ({poll.note})" if poll.note else ""
    return f"{str(poll.feed)[:40]:<40} {told}{note}, {poll.seconds:.1f} s"
