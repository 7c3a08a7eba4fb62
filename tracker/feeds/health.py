"""How one visit changes a feed's health, and when it is visited next and why."""

import random
from collections.abc import Set
from datetime import datetime, timedelta

from tracker.feeds import backoff, claim, known, moves, notices, schedule
from tracker.feeds.exchange import Fetched
from tracker.feeds.policy import limits
from tracker.feeds.reading import Found
from tracker.feeds.schedule import Next, Rhythm
from tracker.models import Feed, FeedNotice, Outage, Outcome, Poll
from tracker.models.feeds import NETWORK

HOST_REST = timedelta(minutes=10)  # after a 429 that does not say how long
LONGEST_HOST_REST = timedelta(days=1)


def note(
    found: Found, poll: Poll, rhythm: Rhythm, at: datetime, *, watched: Set[str], during: Outage | None
) -> list[FeedNotice]:
    """Notes the visit on the feed, which is not saved here; gives what a person should hear of it."""
    if poll.is_good:
        return _note_success(found, poll, rhythm, at, watched)
    if during and found.outcome in NETWORK:
        return _note_outage(found.feed, poll, at, during)
    return _note_failure(found, at)


def _note_success(found: Found, poll: Poll, rhythm: Rhythm, at: datetime, watched: Set[str]) -> list[FeedNotice]:
    feed, is_first = found.feed, found.feed.succeeded_at is None
    told = list(notices.after_success(feed, at))
    feed.note_success(at, new=poll.new)
    asked = [timedelta(seconds=feed.hint_seconds)] if feed.hint_seconds else []
    visit = schedule.Visit(
        new=poll.new,
        listed=poll.listed or known.count(bytes(feed.known_entries)),
        is_first=is_first,
        hint=max([*asked, *filter(None, [found.hint])], default=None),
        has_validators=bool(feed.etag or feed.last_modified),
    )
    current = timedelta(seconds=feed.period_seconds)
    upcoming = schedule.after_success(at, rhythm, visit, limits(feed, watched), current=current, jitter=_jitter())
    poll.possible_gap = upcoming.possible_gap
    feed.gap_at = at if upcoming.possible_gap else feed.gap_at
    _note_next(feed, upcoming)
    return told + _note_move(found, poll, at, is_first=is_first)


def _note_move(found: Found, poll: Poll, at: datetime, *, is_first: bool) -> list[FeedNotice]:
    """The same feed: what is there was known here, or nothing was known yet."""
    feed = found.feed
    moved_to = found.result.moved_to if isinstance(found.result, Fetched) else ""
    is_same_feed = is_first or poll.listed > poll.new or found.parsed is None
    if not moves.note_answer(feed, moved_to, is_same_feed=is_same_feed, at=at):
        return []
    try:
        moves.adopt(feed, at=at)
    except moves.MoveRefused:
        return list(notices.moved_onto_another(feed, at))
    return []


def _note_failure(found: Found, at: datetime) -> list[FeedNotice]:
    feed = found.feed
    feed.note_failure(at, outcome=found.outcome, weight=backoff.weight_of(found.outcome), note=found.note)
    failing = backoff.Failing(
        outcome=found.outcome,
        strain=feed.strain,
        failures=feed.failures,
        lasted=at - (feed.failing_since or at),
        retry_after=found.retry_after,
        gone_for=at - feed.gone_at if feed.gone_at else None,
    )
    period = timedelta(seconds=feed.period_seconds)
    _note_next(feed, backoff.after_failure(at, period, failing, jitter=_jitter()))
    if found.outcome == Outcome.THROTTLED:
        wait = min(found.retry_after or HOST_REST, LONGEST_HOST_REST)
        claim.rest(feed.host, at + wait, "its host said that it was asked too often")
    return list(notices.after_failure(feed, at))


def _note_outage(feed: Feed, poll: Poll, at: datetime, outage: Outage) -> list[FeedNotice]:
    """It counts against nobody, nor does what failed since it began."""
    feed.polled_at = at
    if feed.failing_since and feed.failing_since >= outage.started_at:
        feed.note_unfailed()
    poll.note = "not counted: the network here seems to be down"
    _note_next(feed, backoff.after_outage(at, timedelta(seconds=feed.period_seconds), jitter=_jitter()))
    return []


def _note_next(feed: Feed, upcoming: Next) -> None:
    feed.period_seconds = round(upcoming.period.total_seconds())
    feed.note_next(upcoming.at, reason=upcoming.reason)


def _jitter() -> float:
    return random.uniform(0.9, 1.1)  # noqa: S311 (spreads load, guards nothing)
