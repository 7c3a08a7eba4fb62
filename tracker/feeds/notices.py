"""What a person should hear of a feed, once: that it broke, that it is broken still after a month, that it is back."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import override

from tracker.feeds.backoff import LONG_BROKEN, is_broken, is_gone
from tracker.models import Feed, FeedNotice

Kind = FeedNotice.Kind


def after_success(feed: Feed, at: datetime) -> Iterator[FeedNotice]:
    """To be asked before the feed notes its success."""
    if feed.broken_at and feed.failing_since:
        yield _notice(feed, Kind.RECOVERED, at, f"it had failed since {feed.failing_since:%-d %B %Y %H:%M}")
    feed.broken_at = None


def after_failure(feed: Feed, at: datetime) -> Iterator[FeedNotice]:
    """To be asked after the feed has noted its failure."""
    lasted = at - (feed.failing_since or at)
    with override(None):  # kept as it was written, whoever polled by hand
        said = f"{feed.get_trouble_display()}: {feed.trouble_note}"
    gone = is_gone(at - feed.gone_at if feed.gone_at else None)
    if not feed.broken_at and (gone or is_broken(feed.failures, lasted)):
        feed.broken_at = at
        yield _notice(feed, Kind.GONE if gone else Kind.BROKEN, at, said)
    elif feed.broken_at and lasted >= LONG_BROKEN and not _was_said(feed, Kind.STILL_BROKEN, feed.broken_at):
        yield _notice(feed, Kind.STILL_BROKEN, at, said)


def _was_said(feed: Feed, kind: str, since: datetime) -> bool:
    return FeedNotice.objects.filter(feed=feed, kind=kind, given_at__gte=since).exists()


def moved_onto_another(feed: Feed, at: datetime) -> Iterator[FeedNotice]:
    """Two feeds end at one address: a person decides which of them stays."""
    if not _was_said(feed, Kind.MOVED_ONTO_ANOTHER, feed.moved_since or at):
        said = f"{feed.moved_to} is polled already, as another feed: pause or delete one of the two"
        yield _notice(feed, Kind.MOVED_ONTO_ANOTHER, at, said)


def _notice(feed: Feed, kind: str, at: datetime, note: str) -> FeedNotice:
    return FeedNotice(feed=feed, kind=kind, given_at=at, note=note[:500])
