"""A feed's document in XML: what stands before it is checked, a broken end and what is too much are cut off.

Pure strings. What comes out is what feedparser is given, whole or in part.
"""

import re
from dataclasses import dataclass
from typing import Final

from indicators.refusal import Refusal
from indicators.refusal import announced as _
from tracker.feeds import rawtext

MAX_ENTRIES: Final = 2_000
MAX_PROLOG: Final = 16 * 1024  # what stands before the root element: under 1 KB in real feeds

_PROLOG_PIECE: Final = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*>", re.DOTALL | re.IGNORECASE)
_ROOT: Final = re.compile(r"<((?:[\w.-]+:)?(?:rss|rdf|feed|channel))\b", re.IGNORECASE)
_TAG: Final = re.compile(r"<([A-Za-z_][\w.:-]*)")
_DTD: Final = re.compile(r"<!DOCTYPE[^>]*\[|<!ENTITY", re.IGNORECASE)
_WEB_PAGE: Final = re.compile(r"<(?:html|head|body|meta|title|script)\b", re.IGNORECASE)
_ENTRY_START: Final = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>/]", re.IGNORECASE)
_ENTRY_END: Final = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)


class NotAFeed(Refusal, ValueError):  # noqa: N818, RUF100 (an answer, not a fault)
    """The document cannot be read; the message is one plain line for a person."""


@dataclass(frozen=True, slots=True)
class Document:
    text: str
    note: str  # what was left out, with {entries} for how many are read; "" = it is all here
    begun: int  # entries that begin in what was left out and in what was not; counted where something was


def open_document(text: str) -> Document:
    """The document from its root on. Raises NotAFeed when there is none, and for what may not stand before it."""
    root = _find_root(text)
    document, note = _whole(text[root.start() :], root[1])
    return Document(document, note, len(_ENTRY_START.findall(text)) if note else 0)


def check_bounds(document: str) -> None:
    """Raises NotAFeed for what would keep feedparser busy for minutes."""
    if rawtext.is_exhausting(document):
        raise NotAFeed(_("the document is built to exhaust its reader, which is refused"))


def _find_root(text: str) -> re.Match[str]:
    start = said_before = 0
    while said_before <= MAX_PROLOG and (piece := _PROLOG_PIECE.match(text, start)):
        start = piece.end()
        said_before += len(piece[0].strip())
    root = _ROOT.search(text, start, start + MAX_PROLOG) or _TAG.search(text, start)
    if not root:
        raise NotAFeed(_("this is plain text, not a feed"))
    if _WEB_PAGE.match(text, start):
        raise NotAFeed(_("this is a web page, not a feed"))
    if said_before + root.start() - start > MAX_PROLOG:
        raise NotAFeed(_("more than 16 KB stand before the feed, which is refused"))
    if _DTD.search(text, start, root.start()):
        raise NotAFeed(_("the document declares entities, which is refused"))
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
