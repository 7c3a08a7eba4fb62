"""Bytes of a feed to entries. The only home of feedparser; pure: no Django, no HTTP, and the time is an argument.

feedparser reads every dialect and trusts what it reads. So the document is decoded, checked, cut and mended before it;
four of its habits are changed; and whatever it still raises becomes `NotAFeed`, at one place. It takes nine tenths of
a poll, so that it is given only the entries whose bytes were not in the document before; in doubt, all of them.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from xml.sax.expatreader import ExpatParser

import feedparser
from feedparser import mixin
from feedparser.mixin import _FeedParserMixin
from feedparser.util import FeedParserDict

from indicators.refusal import announced as _
from tracker.feeds import clean, known, rawtext
from tracker.feeds.document import MAX_ENTRIES, Document, NotAFeed, check_bounds, open_document
from tracker.feeds.entry import MAX_AUTHOR, ParsedEntry, each, named, read_entries
from tracker.feeds.identity import IdPolicy, choose_policy, id_of, key_of
from tracker.feeds.jsonfeed import RawEntry, RawFeed, read_json_feed, said

_NOT_THE_STORY = {"self", "edit", "replies", "license"}


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    title: str
    site_url: str
    language: str
    id_policy: IdPolicy | None  # None = nothing was there to be told apart
    entries: tuple[ParsedEntry, ...]  # in the order of the document, one per entry_id; without those that were known
    listed: int  # entries in the document, known ones too
    dropped: int  # entries that could not be read, and doubled ones
    asks: tuple[str, str, str]  # how often the feed would be asked: its ttl, sy:updatePeriod, sy:updateFrequency
    memory: bytes  # what to remember of this document; b"" = nothing, and the next one is read whole
    note: str


def parse_feed(
    body: bytes,
    *,
    url: str,
    at: datetime,
    content_type: str = "",
    id_policy: IdPolicy | None = None,
    memory: bytes = b"",
) -> ParsedFeed:
    """Reads a feed fetched from `url` at the time `at`. Raises NotAFeed.

    `id_policy` and `memory` are what came of it the last time; with them, what was known then is left out.
    """
    text = rawtext.decode_bytes(body, content_type).lstrip("\ufeff\0 \t\r\n")
    if not text:
        raise NotAFeed(_("the answer was empty"))
    if text.startswith(("{", "[")) or ("json" in content_type and not text.startswith("<")):
        return _all_json(text, url, at, id_policy)
    document = open_document(text)
    split = None if document.note else known.split(document.text.encode("utf-8", "replace"), told=(url,))
    news = split and id_policy and _only_news(split, url, at, id_policy, known.unpack(memory))
    return news or _all(document, split, url, at, id_policy)


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


def _quick_get(parsed: FeedParserDict, key: str, default: Any = None, get: Any = FeedParserDict.get) -> Any:
    return get(parsed, key, default) if key in _RENAMED else dict.get(parsed, key, default)


def _quick_urljoin(base: str, uri: str, join: Any = mixin._urljoin) -> str:
    return str(join(base, uri)) if uri else base


# Habits of feedparser 6 that no option changes. The first four are dangerous:
feedparser.api.PREFERRED_XML_PARSERS[:] = [__name__]  # it takes `create_parser`, above
# It searches authors for an address by a quadratic pattern: 20 KB without "@" cost 3.6 s.
_FeedParserMixin._sync_author_detail = _sync_short_author
# It compares each tag with each, and we use none: 1 MB of keywords costs half an hour.
_FeedParserMixin._add_tag = lambda parser, *tag: parser._get_context().setdefault("tags", [])
# It resolves guids like links: every id would change on the day the feed moves to another address.
_FeedParserMixin.can_be_relative_uri = _FeedParserMixin.can_be_relative_uri - {"id"}
# The other three are slow, a fifth of its time together: it looks for old names of every key, by exception,
_RENAMED = {*FeedParserDict.keymap, "category", "enclosures", "license", "updated", "updated_parsed"}
FeedParserDict.get = _quick_get
# joins no base with no address at every tag, and copies a flat dictionary as if it were deep.
mixin._urljoin = _quick_urljoin
mixin.copy = SimpleNamespace(deepcopy=FeedParserDict)


def _all_json(text: str, url: str, at: datetime, given: IdPolicy | None) -> ParsedFeed:
    try:
        raw = read_json_feed(text, limit=MAX_ENTRIES)
    except ValueError as error:
        raise NotAFeed(str(error)) from error
    read = read_entries(raw, url, at)
    return _parsed(raw, read, url, _policy(read, given))


def _policy(read: Sequence[ParsedEntry], given: IdPolicy | None) -> IdPolicy | None:
    return choose_policy([named(entry) for entry in read], given) if read else given


def _only_news(split: known.Split, url: str, at: datetime, policy: IdPolicy, memory: known.Memory) -> ParsedFeed | None:
    """What the last document did not have; None when there is any doubt that reading all of it would give the same."""
    if split.context != memory.context:
        return None
    fresh = split.fresh(memory)
    data = split.only(fresh)
    check_bounds(data.decode())
    if not rawtext.is_well_formed(data):
        return None
    raw = _read_xml(data, url)
    read = read_entries(raw, url, at)
    after = _remember(split, fresh, read, policy, memory) if len(read) == len(fresh) else b""
    return replace(_parsed(raw, read, url, policy), listed=len(set(split.marks)), memory=after) if after else None


def _all(document: Document, split: known.Split | None, url: str, at: datetime, given: IdPolicy | None) -> ParsedFeed:
    check_bounds(document.text)
    data = split.document if split else document.text.encode("utf-8", "replace")
    is_whole = rawtext.is_well_formed(data)
    raw = _read_xml(data if is_whole else rawtext.mend_markup(document.text).encode("utf-8", "replace"), url)
    if document.note:
        unread = max(document.begun - len(raw.entries), 0)
        raw = replace(raw, unread=unread, note=document.note.format(entries=len(raw.entries)))
    read = read_entries(raw, url, at)
    policy = _policy(read, given)
    parsed = _parsed(raw, read, url, policy)
    if not (split and is_whole and policy and len(read) == len(split.spans)):
        return parsed
    nothing = known.unpack(b"")
    fresh = split.fresh(nothing)
    return replace(parsed, memory=_remember(split, fresh, [read[number] for number in fresh], policy, nothing))


def _remember(
    split: known.Split, fresh: Sequence[int], read: Sequence[ParsedEntry], policy: IdPolicy, before: known.Memory
) -> bytes:
    after = known.remember(split, fresh, [key_of(named(entry), policy) for entry in read], before)
    return after.pack() if after else b""


def _read_xml(data: bytes, url: str) -> RawFeed:
    """What feedparser makes of a document that is well-formed, or as near to it as it could be brought."""
    # Where no base is declared we join the links ourselves; for feedparser to do it costs half as much time again.
    has_base = rawtext.BASE.search(data.decode())
    headers = {"content-location": url if has_base else "", "content-type": "application/xml"}
    try:
        found = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever it is, it is the document's fault and a line on the feed's page
        raise NotAFeed(_("unreadable: feedparser ends in %(error)s"), error=type(error).__name__) from error
    if not found.version and not found.entries:
        raise NotAFeed(_("this is markup, but not a feed"))
    feed, entries = found.feed, tuple(each(_raw_entry, found.entries[:MAX_ENTRIES]))
    return RawFeed(
        title=said(feed, "title"),
        link=said(feed, "link"),
        language=said(feed, "language"),
        entries=entries,
        unread=len(found.entries) - len(entries),
        asks=(said(feed, "ttl"), said(feed, "sy_updateperiod"), said(feed, "sy_updatefrequency")),
    )


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


def _parsed(raw: RawFeed, read: Sequence[ParsedEntry], url: str, policy: IdPolicy | None) -> ParsedFeed:
    """The feed with the first entry of each id."""
    found: dict[str, ParsedEntry] = {}
    for entry in read:
        found.setdefault(id_of(named(entry), policy or IdPolicy.GUID), entry)
    unread = raw.unread + len(raw.entries) - len(read)
    could_not = f"{unread:,} {'entry' if unread == 1 else 'entries'} could not be read" if unread else ""
    return ParsedFeed(
        title=clean.plain_text(raw.title, clean.MAX_TITLE, is_html="<" in raw.title),
        site_url=clean.absolute_url(raw.link, url),
        language=clean.language_tag(raw.language),
        id_policy=policy,
        entries=tuple(replace(entry, entry_id=entry_id) for entry_id, entry in found.items()),
        listed=len(found),
        dropped=unread + len(read) - len(found),
        asks=raw.asks,
        memory=b"",
        note=raw.note or could_not,
    )
