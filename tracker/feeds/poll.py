"""Polling: claim what is due, fetch many at once, read what arrived, and settle it: entries, health, the next time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils.translation import gettext as _

from tracker.feeds import claim, fetch
from tracker.feeds.claim import Claimed
from tracker.feeds.policy import outgoing, watched_languages
from tracker.feeds.reading import read_answer
from tracker.feeds.settle import settle
from tracker.models import Feed, Poll
from tracker.models.feeds import BATCH, FeedQuerySet

TOGETHER = 16  # feeds settled in one transaction, if so many have arrived: nobody waits for the slowest

SHIFT = timedelta(minutes=5)  # after which no new batch is begun: the worker's tasks end at nine minutes
WHOLE_EVERY = timedelta(days=7)  # a server may say "not modified" by mistake, and for ever

Clock = Callable[[], datetime]


def poll_due(clock: Clock) -> Iterator[Poll]:
    """Polls one batch of what is due; nothing when nothing is."""
    yield from poll_claimed(claim.claim_due(clock()), clock)


def poll_all_due(clock: Clock) -> Iterator[Poll]:
    """Batch after batch, until nothing is due."""
    while batch := list(poll_due(clock)):
        yield from batch


def poll_these(feeds: FeedQuerySet, clock: Clock) -> Iterator[Poll]:
    """Polls these feeds now, due or not, each once, and leaves out what another worker is at."""
    pks = list(feeds.values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        yield from poll_claimed(claim.claim_these(pks[start : start + BATCH], clock()), clock)


def poll_claimed(claimed: Sequence[Claimed], clock: Clock) -> Iterator[Poll]:
    """Fetches claimed feeds all at once and settles them as they arrive: a slow one holds up nobody."""
    if not claimed:
        return
    feeds = {one.feed.pk: one.feed for one in claimed}
    unsettled = set(feeds)
    try:
        requests = [_request(one, clock()) for one in claimed]
        watched = watched_languages()
        for arrived in fetch.fetch_groups(requests, outgoing(), most=TOGETHER):
            at = clock()
            found = [read_answer(feeds[result.request.key], result, at) for result in arrived]
            polls = settle(found, at, watched=watched)
            unsettled -= {one.feed.pk for one in found}
            yield from polls
    except BaseException as error:
        with suppress(DatabaseError):  # where it does not answer, the leases end by themselves
            claim.give_back(unsettled, at_once=not isinstance(error, Exception))
        raise


def _request(claimed: Claimed, at: datetime) -> fetch.Request:
    feed, delay = claimed.feed, claimed.wait.total_seconds()
    if _may_be_conditional(feed, at):
        return fetch.Request(feed.pk, feed.url, feed.etag, feed.last_modified, delay)
    return fetch.Request(feed.pk, feed.url, delay_seconds=delay)


def _may_be_conditional(feed: Feed, at: datetime) -> bool:
    return feed.whole_at is not None and at - feed.whole_at < WHOLE_EVERY


def line_of(poll: Poll) -> str:
    """A poll as one line for a person."""
    brought = [_("+%(number)s new") % {"number": poll.new}] if poll.new else []
    brought += [_("%(number)s edited") % {"number": poll.updated}] if poll.updated else []
    told = ", ".join(brought) or str(poll.get_outcome_display())
    note = f" ({poll.note})" if poll.note else ""
    return f"{str(poll.feed)[:40]:<40} {told}{note}, {poll.seconds:.1f} s"
