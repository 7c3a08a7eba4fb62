"""Which links of a web page may lead to feeds. Pure: markup in, links out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree, html

from tracker.feeds.clean import absolute_url, clean_text

MAX_PAGE: Final = 1_000_000  # characters: feeds are named in a page's head, and lists of feeds are short
MAX_TAGS: Final = 5_000  # of a kind; a million characters have room for 77,000, which took 5 s
MAX_LINKS: Final = 60
MAX_TITLE: Final = 120

_TYPES: Final = {
    *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
    *("application/xml", "text/xml"),
}
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_LIKE_A_FEED: Final = re.compile(r"(?<![a-z])(?:rss2?|atom|rdf|feeds?)(?![a-z])|\.xml(?:$|\?)", re.IGNORECASE)
_CALLED_A_FEED: Final = re.compile(r"\W*(?:rss|atom|xml|web ?feed|feed)(?:[ -]?feed)?\W*", re.IGNORECASE)
# A site map is no feed, and an address in an address is a button that hands the feed to some reader.
_NO_FEED: Final = re.compile(r"sitemap|.https?(?::|%3a)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    title: str
    is_declared: bool  # by a <link>; else it only looks like a feed


def is_page(text: str, content_type: str) -> bool:
    return "html" in content_type.lower() or _PAGE.search(text, 0, 2_000) is not None


def links_in(markup: str, base: str) -> list[Link]:
    """The links to feeds of the page at the address `base`, each once: declared ones first, about comments last."""
    tree = _tree(markup[:MAX_PAGE])
    if tree is None:
        return []
    base = next((url for node in tree.iter("base") if (url := absolute_url(node.get("href", ""), base))), base)
    found: dict[str, Link] = {}
    for link in (*_declared(tree, base), *_alike(tree, base)):
        if link.url not in ("", base):
            found.setdefault(link.url, link)
    return sorted(found.values(), key=lambda link: (not link.is_declared, _is_of_comments(link)))[:MAX_LINKS]


def _tree(markup: str) -> html.HtmlElement | None:
    """None where there is nothing to read."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def _declared(tree: html.HtmlElement, base: str) -> Iterator[Link]:
    for node in islice(tree.iter("link"), MAX_TAGS):
        kinds = node.get("rel", "").lower().split()
        media_type = node.get("type", "").partition(";")[0].strip().lower()
        if media_type in _TYPES and ("alternate" in kinds or "feed" in kinds):
            yield _link(node, node.get("title", ""), base, is_declared=True)


def _alike(tree: html.HtmlElement, base: str) -> Iterator[Link]:
    for node in islice(tree.iter("a"), MAX_TAGS):
        link = _link(node, node.text_content() or node.get("title", ""), base, is_declared=False)
        if _NO_FEED.search(link.url):
            continue
        if _LIKE_A_FEED.search(link.url.partition("//")[2]) or _CALLED_A_FEED.fullmatch(link.title):
            yield link


def _link(node: html.HtmlElement, title: str, base: str, *, is_declared: bool) -> Link:
    return Link(absolute_url(node.get("href", ""), base), clean_text(title, MAX_TITLE), is_declared)


def _is_of_comments(link: Link) -> bool:
    return "comment" in f"{link.url} {link.title}".lower()
