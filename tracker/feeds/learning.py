"""What an answer teaches of its feed: how to ask next time, what it calls itself, how its entries are told apart."""

from datetime import datetime

from tracker.feeds.exchange import Fetched
from tracker.feeds.hints import hint_of
from tracker.feeds.parse import ParsedFeed
from tracker.feeds.reading import Found
from tracker.feeds.store import rename
from tracker.models import Feed, Outcome


def learn(found: Found, at: datetime) -> None:
    """Nothing from an answer that could not be read, nor from a 304, which stands for what is known."""
    if isinstance(found.result, Fetched) and found.outcome in (Outcome.UPDATED, Outcome.UNCHANGED):
        _learn_to_ask(found.feed, found.result, at)
    if found.parsed:
        _learn_names(found.feed, found.parsed)
        _learn_to_tell_apart(found.feed, found.parsed)
        found.feed.body_sha256 = found.body_sha256


def _learn_to_ask(feed: Feed, fetched: Fetched, at: datetime) -> None:
    feed.etag, feed.last_modified = fetched.etag, fetched.last_modified
    if not (fetched.request.etag or fetched.request.last_modified):
        feed.whole_at = at


def _learn_names(feed: Feed, parsed: ParsedFeed) -> None:
    """What an analyst has typed stays, also what is typed at this moment."""
    said = {"title": parsed.title[:300], "site_url": parsed.site_url, "language": parsed.language[:10]}
    for column, value in said.items():
        if value and not getattr(feed, column):
            setattr(feed, column, value)
            Feed.objects.filter(pk=feed.pk, **{column: ""}).update(**{column: value})


def _learn_to_tell_apart(feed: Feed, parsed: ParsedFeed) -> None:
    if feed.id_policy and parsed.id_policy and parsed.id_policy != feed.id_policy:
        rename(feed, parsed.id_policy)
    feed.id_policy, feed.known_entries = parsed.id_policy or "", parsed.memory
    ttl, update_period, update_frequency = parsed.asks
    hint = hint_of(ttl=ttl, update_period=update_period, update_frequency=update_frequency)
    feed.hint_seconds = round(hint.total_seconds()) if hint else None


def note_newest(feed: Feed, parsed: ParsedFeed, at: datetime, *, new: int) -> None:
    """What is new was published just now, whatever its date; only a first fetch brings what is old."""
    if new and feed.succeeded_at:
        feed.newest_at = at
        return
    dates = [entry.published_at for entry in parsed.entries if entry.published_at and entry.published_at <= at]
    feed.newest_at = max([*dates, *filter(None, [feed.newest_at])], default=None)
