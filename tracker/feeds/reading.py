"""An answer becomes what it brought: the entries it did not bring before, nothing new, or the class of its trouble."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.feeds import hints
from tracker.feeds.document import NotAFeed
from tracker.feeds.exchange import Failed, Fetched
from tracker.feeds.identity import IdPolicy
from tracker.feeds.parse import ParsedFeed, parse_feed
from tracker.models import Feed, Outcome

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What one visit to one feed brought."""

    feed: Feed
    result: Fetched | Failed
    outcome: str  # UPDATED when there was something to read: whether any of it is new, the store will tell
    note: str = ""
    parsed: ParsedFeed | None = None  # None where nothing was read
    body_sha256: str = ""  # of what was read
    hint: timedelta | None = None  # the period that the answer's headers ask for

    @property
    def retry_after(self) -> timedelta | None:
        seconds = self.result.retry_after_seconds if isinstance(self.result, Failed) else None
        return None if seconds is None else timedelta(seconds=seconds)


def read_answer(feed: Feed, result: Fetched | Failed, at: datetime) -> Found:
    """Our own fault in one document is logged in full and noted like any other trouble: the other feeds go on."""
    if isinstance(result, Failed):
        return Found(feed, result, result.trouble, result.message)
    try:
        return _read(feed, result, at)
    except NotAFeed as error:
        return Found(feed, result, Outcome.NOT_A_FEED, str(error))
    except Exception as error:
        logger.exception("reading %s failed", feed.url)
        return Found(feed, result, Outcome.CRASHED, f"our own fault: {type(error).__name__}")


def _read(feed: Feed, fetched: Fetched, at: datetime) -> Found:
    hint = hints.hint_from(fetched.headers, at)
    if fetched.status == 304:
        return Found(feed, fetched, Outcome.NOT_MODIFIED, hint=hint)
    digest = hashlib.sha256(fetched.body).hexdigest()
    if digest == feed.body_sha256:
        return Found(feed, fetched, Outcome.UNCHANGED, "the same body as before", hint=hint)
    parsed = parse_feed(
        fetched.body,
        url=fetched.url,
        content_type=fetched.content_type,
        id_policy=IdPolicy(feed.id_policy) if feed.id_policy else None,
        memory=bytes(feed.known_entries),
        at=at,
    )
    return Found(feed, fetched, Outcome.UPDATED, parsed.note, parsed, digest, hint)
