"""OPML in and out: lists of feeds as other programs keep them, taken row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext

from indicators.refusal import Refusal
from indicators.refusal import announced as _
from tracker.feeds.address import AddressRefused
from tracker.feeds.clean import MAX_URL, clean_text
from tracker.feeds.register import add_feed, find_feed
from tracker.feeds.schedule import first_poll_at
from tracker.models import Feed, FeedKind

STARTER = Path(__file__).with_name("starter.opml")

# Our own attributes: what OPML has no word for.
NAMESPACE = "https://followthrough.example/opml"
COUNTRY, KIND = f"{{{NAMESPACE}}}country", f"{{{NAMESPACE}}}kind"


class NotOpml(Refusal, ValueError):
    """The file cannot be read as OPML; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What became of one outline: `added`, `known` (and as what, if otherwise spelled) or `refused`, and why."""

    number: int
    url: str
    outcome: str
    reason: str = ""


def import_opml(data: bytes, at: datetime) -> Iterator[ImportRow]:
    """Adds the feeds of an OPML file. A refused row stops no other; a second run adds nothing.

    Raises NotOpml before anything is added.
    """
    outlines = [node for node in _root(data).iter("outline") if node.get("xmlUrl") is not None]
    if not outlines:
        raise NotOpml(_("the file lists no feeds: no outline in it has an xmlUrl"))
    total = len(outlines)
    return (_import(number, node, first_poll_at(at, number - 1, total)) for number, node in enumerate(outlines, 1))


def _root(data: bytes) -> Element:
    try:
        root: Element = fromstring(data)
    except ParseError as error:
        raise NotOpml(_("this is no well-formed OPML: %(error)s"), error=error) from error
    except DefusedXmlException as error:
        raise NotOpml(_("the file declares entities, which is refused")) from error
    except (LookupError, ValueError) as error:
        raise NotOpml(_("its encoding cannot be read: %(error)s"), error=error) from error
    if root.tag != "opml":
        raise NotOpml(_("this is no OPML: it begins with <%(tag)s>"), tag=root.tag[:40])
    return root


def _import(number: int, node: Element, at: datetime) -> ImportRow:
    url = node.get("xmlUrl", "").strip()
    title = node.get("title") or node.get("text") or ""
    kind = node.get(KIND, "")
    try:
        added = add_feed(
            url,
            at=at,
            title="" if title == url else title,
            site_url=node.get("htmlUrl", ""),
            language=node.get("language", ""),
            country=node.get(COUNTRY, ""),
            kind=kind if kind in FeedKind.values else FeedKind.PRESS,
        )
    except AddressRefused as error:
        return ImportRow(number, url, "refused", error.told(gettext))
    return ImportRow(number, url, "added") if added else ImportRow(number, url, "known", _polled_as(url))


def _polled_as(url: str) -> str:
    feed = find_feed(url)
    return gettext("polled as %(url)s") % {"url": feed.url} if feed and feed.url != url else ""


def export_opml() -> bytes:
    """All feeds, in folders by kind."""
    root = Element("opml", {"version": "2.0", "xmlns:followthrough": NAMESPACE})
    SubElement(SubElement(root, "head"), "title").text = "Feeds of Followthrough"
    body = SubElement(root, "body")
    for kind in FeedKind:
        feeds = Feed.objects.from_the_web().filter(kind=kind)
        folder = SubElement(body, "outline", {"text": str(kind.label)}) if feeds else body
        for feed in feeds:
            SubElement(folder, "outline", _attributes(feed))
    indent(root)
    body_xml: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body_xml


def _attributes(feed: Feed) -> dict[str, str]:
    """Clean, for what a person typed may hold signs that XML has no place for."""
    said = {
        "type": "rss",
        "text": str(feed),
        "title": str(feed),
        "xmlUrl": feed.url,
        "htmlUrl": feed.site_url,
        "language": feed.language,
        "followthrough:country": feed.country,
        "followthrough:kind": feed.kind,
    }
    return {name: clean_text(value, MAX_URL) for name, value in said.items()}
