"""A feed says that it has moved for good: believed when it has been found there often and long enough, and reversible.

A redirect that is followed blindly hands the subscription to whoever holds the domain next.
"""

from datetime import datetime, timedelta

from django.db import transaction

from indicators.refusal import Refusal
from indicators.refusal import announced as _
from tracker.feeds.address import host_of
from tracker.models import Feed, FeedNotice
from tracker.models.feeds import GONE_WITH_THE_ADDRESS

POLLS = 3
DAYS = timedelta(days=7)

WRITTEN_BY_MOVES = ("url", "original_url", "host", "moved_to", "moved_since", "moved_polls", *GONE_WITH_THE_ADDRESS)


class MoveRefused(Refusal, ValueError):
    """A move that cannot be made; the message is one plain line."""


def note_answer(feed: Feed, moved_to: str, *, is_same_feed: bool, at: datetime) -> bool:
    """Notes where a good answer says that the feed is now; True when that is to be adopted."""
    if not moved_to or not is_same_feed or moved_to == feed.url:
        feed.note_no_move()
        return False
    if moved_to != feed.moved_to:
        feed.moved_to, feed.moved_since, feed.moved_polls = moved_to, at, 0
    feed.moved_polls += 1
    return _is_only_safer(feed.url, moved_to) or _is_proven(feed, at)


def _is_proven(feed: Feed, at: datetime) -> bool:
    return feed.moved_since is not None and feed.moved_polls >= POLLS and at - feed.moved_since >= DAYS


def _is_only_safer(url: str, moved_to: str) -> bool:
    """From http to https on the same host, the rest unchanged: nobody else can be behind that."""
    return url.startswith("http://") and moved_to == f"https://{url.removeprefix('http://')}"


def adopt(feed: Feed, *, at: datetime) -> None:
    """Takes the announced address for its own. Raises MoveRefused where there is none, or another feed has it."""
    if not feed.moved_to:
        raise MoveRefused(_("this feed announces no move"))
    if Feed.objects.filter(url=feed.moved_to).exclude(pk=feed.pk).exists():
        raise MoveRefused(_("another feed has that address already: pause or delete one of the two"))
    before, feed.original_url = feed.url, feed.original_url or feed.url
    _move(feed, feed.moved_to, FeedNotice.Kind.MOVED, f"from {before}", at)


def undo(feed: Feed, *, at: datetime) -> None:
    """Back to the address before the move. Raises MoveRefused where none was adopted, or another feed has it now."""
    if not feed.original_url:
        raise MoveRefused(_("no move of this feed was adopted"))
    if Feed.objects.filter(url=feed.original_url).exclude(pk=feed.pk).exists():
        raise MoveRefused(_("another feed has the old address now"))
    before, url, feed.original_url = feed.url, feed.original_url, ""
    _move(feed, url, FeedNotice.Kind.MOVE_UNDONE, f"back from {before}", at)


def _move(feed: Feed, url: str, kind: str, note: str, at: datetime) -> None:
    feed.url = url
    feed.note_new_address(host_of(url))
    feed.note_no_move()
    with transaction.atomic():
        feed.save(update_fields=WRITTEN_BY_MOVES)
        FeedNotice.objects.create(feed=feed, kind=kind, given_at=at, note=note[:500])
