"""Bytes of a feed to entries. The only home of feedparser; pure: no Django, no HTTP, and the time is an argument.

feedparser reads every dialect and trusts what it reads. So the document is decoded, checked, cut and mended before it;
four of its habits are changed; and whatever it still raises becomes `NotAFeed`, at one place.
"""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from html import escape, unescape
from typing import Any, TypeVar
from urllib.parse import urljoin
from xml.sax.expatreader import ExpatParser

import feedparser
from feedparser.mixin import _FeedParserMixin

from tracker.feeds import clean, dates, rawtext
from tracker.feeds.jsonfeed import RawEntry, RawFeed, read_json_feed, said

MAX_ENTRIES = 2_000
MAX_PROLOG = 16 * 1024  # what stands before the root element: under 1 KB in real feeds
MAX_RAW, MAX_ID, MAX_AUTHOR = 100_000, 500, 200
TOLERATED = 0.05  # share of blank or doubled ids under which an identity policy still serves
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)  # there were no feeds: an earlier date is a default (1970, 1900) or a slip
MAX_AHEAD = timedelta(hours=24)


class IdPolicy(StrEnum):
    """What tells a feed's entries apart, best first."""

    GUID = "guid"
    LINK = "link"
    LINK_DATE = "link_date"
    TITLE_DATE = "title_date"


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    entry_id: str  # identity within the feed
    url: str  # absolute http(s), or ""
    title: str
    text: str
    html: str
    raw: str  # as received: never to be shown
    author: str
    language: str  # "" unless the entry says another than its feed
    published_at: datetime | None  # UTC; None when the feed does not say, or says what cannot be
    published_raw: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    title: str
    site_url: str
    language: str
    id_policy: IdPolicy
    entries: tuple[ParsedEntry, ...]  # in the order of the document, one per entry_id
    dropped: int  # entries that could not be read, and doubled ones
    note: str


class NotAFeed(ValueError):  # noqa: N818, RUF100 (an answer, not a fault)
    """The document cannot be read; the message is one plain line for a person."""


def parse_feed(
    body: bytes, *, url: str, at: datetime, content_type: str = "", id_policy: IdPolicy | None = None
) -> ParsedFeed:
    """Reads a feed fetched from `url` at the time `at`; `id_policy` is what it was read by before. Raises NotAFeed."""
    feed = _read(rawtext.decode_bytes(body, content_type).lstrip("\ufeff\0 \t\r\n"), url, content_type)
    language = clean.language_tag(feed.language)
    read = _each(lambda raw: _entry(raw, url, language, at), feed.entries)
    policy = _choose_policy(read, id_policy)
    entries = _identified(read, policy)
    unread = feed.unread + len(feed.entries) - len(read)
    could_not = f"{unread:,} {'entry' if unread == 1 else 'entries'} could not be read" if unread else ""
    return ParsedFeed(
        title=clean.plain_text(feed.title, clean.MAX_TITLE, is_html="<" in feed.title),
        site_url=clean.absolute_url(feed.link, url),
        language=language,
        id_policy=policy,
        entries=entries,
        dropped=unread + len(read) - len(entries),
        note=feed.note or could_not,
    )


def _read(text: str, url: str, content_type: str) -> RawFeed:
    if not text:
        raise NotAFeed("the answer was empty")
    if not (text.startswith(("{", "[")) or ("json" in content_type and not text.startswith("<"))):
        return _read_xml(text, url)
    try:
        return read_json_feed(text, limit=MAX_ENTRIES)
    except ValueError as error:
        raise NotAFeed(str(error)) from error


_PROLOG_PIECE = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<((?:[\w.-]+:)?(?:rss|rdf|feed|channel))\b", re.IGNORECASE)
_TAG = re.compile(r"<([A-Za-z_][\w.:-]*)")
_NOT_THE_STORY = {"self", "edit", "replies", "license"}
_DTD = re.compile(r"<!DOCTYPE[^>]*\[|<!ENTITY", re.IGNORECASE)
_WEB_PAGE = re.compile(r"<(?:html|head|body|meta|title|script)\b", re.IGNORECASE)
_ENTRY_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)


def _find_root(text: str) -> re.Match[str]:
    """The root element's start. Raises NotAFeed when there is none, and for what may not stand before it."""
    start = said_before = 0
    while said_before <= MAX_PROLOG and (piece := _PROLOG_PIECE.match(text, start)):
        start = piece.end()
        said_before += len(piece[0].strip())
    root = _ROOT.search(text, start, start + MAX_PROLOG) or _TAG.search(text, start)
    if not root:
        raise NotAFeed("this is plain text, not a feed")
    if _WEB_PAGE.match(text, start):
        raise NotAFeed("this is a web page, not a feed")
    if said_before + root.start() - start > MAX_PROLOG:
        raise NotAFeed("more than 16 KB stand before the feed, which is refused")
    if _DTD.search(text, start, root.start()):
        raise NotAFeed("the document declares entities, which is refused")
    return root


def _whole(document: str, root: str) -> tuple[str, str]:
    """The document, closed after its last whole entry within bounds, and a note when that leaves something out."""
    starts = [match.start() for match in _ENTRY_START.finditer(document)]
    end, note = document.rfind(f"</{root}"), ""
    if len(starts) > MAX_ENTRIES:
        end, note = starts[MAX_ENTRIES], f"only the first {MAX_ENTRIES:,} entries were read"
    elif end < 0:
        ends = [match.end() for match in _ENTRY_END.finditer(document)]
        end, note = [len(document), *starts[:1], *ends][-1], "truncated: read {entries} entries"
    closing = "</channel>" if note and root.lower().endswith("rss") else ""
    return f"{document[:end]}{closing}</{root}>", note


class _WholeTexts(ExpatParser):
    """The standard library's parser, but texts come whole and not line by line: 9 MB of blank lines cost 18 s."""

    def reset(self) -> None:
        super().reset()
        self._parser.buffer_text = True  # type: ignore[attr-defined]


create_parser = _WholeTexts  # `xml.sax.make_parser` calls this in the modules it is given


def _sync_short_author(parser: Any, key: str = "author", sync: Any = _FeedParserMixin._sync_author_detail) -> None:
    context = parser._get_context()
    if len(context.get(key) or "") > MAX_AUTHOR:
        context[key] = context[key][:MAX_AUTHOR]
    sync(parser, key)


# Four habits of feedparser 6 that no option changes.
feedparser.api.PREFERRED_XML_PARSERS[:] = [__name__]  # it takes `create_parser`, above
# It searches authors for an address by a quadratic pattern: 20 KB without "@" cost 3.6 s.
_FeedParserMixin._sync_author_detail = _sync_short_author
# It compares each tag with each, and we use none: 1 MB of keywords costs half an hour.
_FeedParserMixin._add_tag = lambda parser, *tag: parser._get_context().setdefault("tags", [])
# It resolves guids like links: every id would change on the day the feed moves to another address.
_FeedParserMixin.can_be_relative_uri = _FeedParserMixin.can_be_relative_uri - {"id"}


def _read_xml(text: str, url: str) -> RawFeed:
    root = _find_root(text)
    document, note = _whole(text[root.start() :], root[1])
    if rawtext.is_exhausting(document):
        raise NotAFeed("the document is built to exhaust its reader, which is refused")
    data = document.encode("utf-8", "replace")
    if not rawtext.is_well_formed(data):
        data = rawtext.mend_markup(document).encode("utf-8", "replace")
    # Where no base is declared we join the links ourselves; for feedparser to do it costs half as much time again.
    headers = {"content-location": url if rawtext.BASE.search(document) else "", "content-type": "application/xml"}
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever it is, it is the document's fault and a line on the feed's page
        raise NotAFeed(f"unreadable: feedparser ends in {type(error).__name__}") from error
    if not found.version and not found.entries:
        raise NotAFeed("this is markup, but not a feed")
    feed, entries = found.feed, tuple(_each(_raw_entry, found.entries[:MAX_ENTRIES]))
    were_there = len(_ENTRY_START.findall(text)) if note else len(found.entries)
    unread, note = max(were_there - len(entries), 0), note.format(entries=len(found.entries))
    return RawFeed(said(feed, "title"), said(feed, "link"), said(feed, "language"), entries, unread, note)


_Made = TypeVar("_Made")


def _each(make: Callable[[Any], _Made | None], given: Iterable[Any]) -> list[_Made]:
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


def _raw_entry(entry: dict[str, Any]) -> RawEntry:
    """An entry of feedparser's. Its body is the longest there is: some feeds call a teaser "content"."""
    title = dict.get(entry, "title_detail") or {}
    body = max(
        [*(dict.get(entry, "content") or ()), dict.get(entry, "summary_detail") or {}],
        key=lambda part: len(said(part, "value")),
    )
    guid, link = said(entry, "id"), said(entry, "feedburner_origlink") or said(entry, "link")
    if dict.get(entry, "guidislink") and not guid.startswith(("http", "/")):
        link = ""  # feedparser took for a link what is only an id
    others = (
        said(other, "href") for other in dict.get(entry, "links") or () if said(other, "rel") not in _NOT_THE_STORY
    )
    return RawEntry(
        guid=guid,
        link=link or next(others, ""),
        title=said(entry, "title"),
        title_is_html=said(title, "type") != "text/plain",
        body=said(body, "value"),
        body_is_html=said(body, "type") != "text/plain",
        base=said(body, "base"),
        author=said(entry, "author"),
        language=said(entry, "language") or said(body, "language") or said(title, "language"),
        dates=tuple(filter(None, (said(entry, key) for key in ("published", "updated", "created")))),
    )


def _entry(raw: RawEntry, url: str, language: str, at: datetime) -> ParsedEntry | None:
    """The entry, clean, with its guid for an id until the policy is known. None when it says nothing."""
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
        entry_id=clean.clean_text(raw.guid, MAX_RAW),
        url=link,
        title=title,
        text=text,
        html=markup,
        raw=body.replace("\0", "").encode("utf-8", "ignore").decode(),
        author=clean.plain_text(raw.author, MAX_AUTHOR, is_html="<" in raw.author),
        language="" if spoken == language else spoken,
        published_at=next((moment for moment in moments if EARLIEST <= moment <= at + MAX_AHEAD), None),
        published_raw=clean.clean_text(raw.dates[0], 100) if raw.dates else "",
    )


def _key(entry: ParsedEntry, policy: IdPolicy) -> str:
    """The entry's id under one policy; "" when it lacks what that takes. `entry_id` still holds the guid."""
    if policy is IdPolicy.GUID:
        return entry.entry_id
    if policy is IdPolicy.LINK:
        return entry.url
    if policy is IdPolicy.LINK_DATE:
        return f"{entry.url} {entry.published_raw}" if entry.url and entry.published_raw else ""
    return f"{entry.title} {entry.published_raw}".rstrip() if entry.title else ""


def _choose_policy(entries: Sequence[ParsedEntry], given: IdPolicy | None) -> IdPolicy:
    """The given one while it names the entries; else the first under which few are blank or doubled, or the best."""
    tolerated = TOLERATED * len(entries)
    if given and sum(not _key(entry, given) for entry in entries) <= tolerated:
        return given

    def unfit(policy: IdPolicy) -> int:
        lost = len(entries) - len({_key(entry, policy) for entry in entries} - {""})
        return lost if lost > tolerated else 0

    return min(IdPolicy, key=unfit)


def _identified(entries: Sequence[ParsedEntry], policy: IdPolicy) -> tuple[ParsedEntry, ...]:
    """The first entry of each id. What is blank under the policy gets the next best id, so that no entry is lost."""
    policies = sorted(IdPolicy, key=lambda other: other != policy)
    found: dict[str, ParsedEntry] = {}
    for entry in entries:
        key = next(filter(None, (_key(entry, other) for other in policies)), entry.text)
        found.setdefault(key if len(key) <= MAX_ID else f"sha256:{sha256(key.encode()).hexdigest()}", entry)
    return tuple(replace(entry, entry_id=key) for key, entry in found.items())
