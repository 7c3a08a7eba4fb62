"""JSON Feed 1.0 and 1.1 (jsonfeed.org), which feedparser does not read; and the raw values readers give `parse`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as the feed gave it: nothing in it is clean, and "" is what it did not say."""

    guid: str
    link: str
    title: str
    title_is_html: bool
    body: str
    body_is_html: bool
    base: str  # what the body's relative links are relative to
    author: str
    language: str
    dates: tuple[str, ...]  # best first


@dataclass(frozen=True, slots=True)
class RawFeed:
    title: str
    link: str
    language: str
    entries: tuple[RawEntry, ...]
    unread: int = 0  # items that were there and could not be read
    note: str = ""
    asks: tuple[str, str, str] = ("", "", "")  # ttl, sy:updatePeriod, sy:updateFrequency


def read_json_feed(text: str, *, limit: int) -> RawFeed:
    """The first `limit` items of a JSON Feed. Raises ValueError, with a line for a person, on anything else."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("the JSON is broken") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in said(feed, "version"):
        raise ValueError("this is JSON, but not a JSON Feed")
    entries = tuple(_raw_entry(item) for item in items[:limit] if isinstance(item, dict))
    return RawFeed(
        title=said(feed, "title"),
        link=said(feed, "home_page_url"),
        language=said(feed, "language"),
        entries=entries,
        unread=len(items) - len(entries),
        note=f"only the first {limit:,} entries were read" if len(items) > limit else "",
    )


def _raw_entry(item: dict[str, Any]) -> RawEntry:
    markup = said(item, "content_html")
    return RawEntry(
        guid=said(item, "id"),
        link=said(item, "url") or said(item, "external_url"),
        title=said(item, "title"),
        title_is_html=False,
        body=markup or said(item, "content_text") or said(item, "summary"),
        body_is_html=bool(markup),
        base="",
        author=", ".join(_authors(item)),
        language=said(item, "language"),
        dates=tuple(filter(None, (said(item, "date_published"), said(item, "date_modified")))),
    )


def _authors(item: dict[str, Any]) -> Iterator[str]:
    """1.1 has a list of authors, 1.0 has one author."""
    listed = item.get("authors")
    for author in listed if isinstance(listed, list) else [item.get("author")]:
        if isinstance(author, dict) and said(author, "name"):
            yield said(author, "name")


def said(thing: dict[str, Any], key: str) -> str:
    """The value as text, "" when there is none; numbers too, for they occur as ids."""
    value = dict.get(thing, key)  # past feedparser's own `get`, which answers "updated" with "published" and a warning
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
