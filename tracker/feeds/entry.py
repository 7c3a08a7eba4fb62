"""A raw entry becomes a clean one: safe text, safe links, a date that can be. Pure; one bad entry loses no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from typing import Any, TypeVar
from urllib.parse import urljoin

from tracker.feeds import clean, dates, rawtext
from tracker.feeds.identity import Named
from tracker.feeds.jsonfeed import RawEntry, RawFeed

MAX_RAW, MAX_AUTHOR = 100_000, 200
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # there were no feeds: an earlier date is a default (1970, 1900) or a slip
MAX_AHEAD = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    entry_id: str  # identity within the feed, by its policy
    guid: str
    url: str  # absolute http(s), or ""
    title: str
    text: str
    html: str
    author: str
    language: str  # "" unless the entry says another than its feed
    published_at: datetime | None  # UTC; None when the feed does not say, or says what cannot be
    published_raw: str


_Made = TypeVar("_Made")


def each(make: Callable[[Any], _Made | None], given: Iterable[Any]) -> list[_Made]:
    """What could be made of them: one bad entry never loses the others."""
    made = []
    for thing in given:
        try:
            result = make(thing)
        except (ValueError, TypeError, LookupError, ArithmeticError):
            continue
        if result:
            made.append(result)
    return made


def read_entries(raw: RawFeed, url: str, at: datetime) -> list[ParsedEntry]:
    language = clean.language_tag(raw.language)
    return each(lambda entry: _entry(entry, url, language, at), raw.entries)


def _entry(raw: RawEntry, url: str, language: str, at: datetime) -> ParsedEntry | None:
    """The entry, clean, without an id until the policy is known. None when it says nothing."""
    title = clean.plain_text(raw.title, clean.MAX_TITLE, is_html=raw.title_is_html)
    link = clean.absolute_url(raw.link, url)
    body = raw.body[:MAX_RAW]
    source = body if raw.body_is_html else escape(unescape(rawtext.mend_references(body)))
    markup = clean.clean_html(source, urljoin(url, raw.base))
    text = clean.clean_text(clean.words_of(markup), clean.MAX_TEXT)
    if not (title or link or text):
        return None
    spoken = clean.language_tag(raw.language)
    moments = filter(None, map(dates.read_date, raw.dates))
    return ParsedEntry(
        entry_id="",
        guid=clean.clean_text(raw.guid, MAX_RAW),
        url=link,
        title=title,
        text=text,
        html=markup,
        author=clean.plain_text(raw.author, MAX_AUTHOR, is_html="<" in raw.author),
        language="" if spoken == language else spoken,
        published_at=next((moment for moment in moments if EARLIEST <= moment <= at + MAX_AHEAD), None),
        published_raw=clean.clean_text(raw.dates[0], 100) if raw.dates else "",
    )


def named(entry: ParsedEntry) -> Named:
    return Named(entry.guid, entry.url, entry.title, entry.published_raw, entry.text)
