"""Whether a source still says what was confirmed: unchanged, changed or gone. Pure.

Advertisements, dates and lists of other articles change every day, so a page has changed only when what was quoted is
no longer there, or when most of it is other words. A page is gone when it was missing twice, a day apart: sites have
bad hours. A network that fails says nothing of a page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from indicators.refusal import announced as _
from indicators.watch.words import split_words

RUN = 5  # words that stand together: as many seldom meet by chance
LEAST_KEPT = 0.6  # of the old runs; a corrected article keeps nine tenths, another one at the same address a twentieth
APART = timedelta(days=1)
MISSING = (404, 410, 451)  # not found, gone, taken down by law

QUOTE_LOST = _("Its quote is no longer on the page.")
HEADLINE_LOST = _("Its headline is no longer on the page.")
REWRITTEN = _("Most of the page is other words now.")
PAGE_GONE = _("Its page is gone.")


class Found(StrEnum):
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"  # for the first time, or not yet for a day
    GONE = "gone"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a page."""

    text: str  # as it was first read; "" before that
    quote: str
    title: str
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    found: Found
    note: str = ""  # one sentence, always the same for the same finding


def compare(kept: Kept, text: str, status: int | None, at: datetime) -> Finding:
    """`text` is what is read there now, "" for nothing; `status` is the server's, None when it gave no answer."""
    if status in MISSING:
        is_gone = kept.missing_since is not None and at - kept.missing_since >= APART
        return Finding(Found.GONE, PAGE_GONE) if is_gone else Finding(Found.MISSING)
    if not text:
        return Finding(Found.NO_ANSWER)
    note = _change(kept, text) if kept.text else ""
    return Finding(Found.CHANGED, note) if note else Finding(Found.UNCHANGED)


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where a text has it first, in code points, whatever its spaces, line ends and case."""
    words = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(words, text, re.IGNORECASE) if words else None
    return found.span() if found else None


def _change(kept: Kept, text: str) -> str:
    """What was never on the page, since a feed has its own summaries, cannot be missed there."""
    old, new = _words(kept.text), _words(text)
    if old == new:
        return ""
    for said, lost in ((kept.quote, QUOTE_LOST), (kept.title, HEADLINE_LOST)):
        if said and _has(old, said):
            if not _has(new, said):
                return lost
            break  # a quote that stands speaks for a headline that was edited
    return REWRITTEN if _share_kept(old, new) < LEAST_KEPT else ""


def _has(words: Sequence[str], said: str) -> bool:
    return f" {' '.join(_words(said))} " in f" {' '.join(words)} "


def _share_kept(old: Sequence[str], new: Sequence[str]) -> float:
    runs = _runs(old)
    return len(runs & _runs(new)) / len(runs) if runs else 1.0


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[first : first + RUN]) for first in range(max(len(words) - RUN + 1, 1))}


def _words(text: str) -> Sequence[str]:
    return split_words(text)[0]
