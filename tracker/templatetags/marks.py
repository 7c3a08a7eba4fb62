"""Shows a text with the words that matched marked in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.models import Evidence

register = template.Library()


@register.filter
def marked_title(piece: Evidence) -> SafeString:
    return _marked(piece, 0, len(piece.title))


@register.filter
def marked_lead(piece: Evidence) -> SafeString:
    start = len(piece.title) + 1
    return _marked(piece, start, start + len(piece.lead))


@register.filter
def weights(piece: Evidence) -> list[dict[str, Any]]:
    """The terms that matched, each with the sum of its contributions, heaviest first."""
    totals: dict[str, float] = {}
    for part in piece.explanation["terms"]:
        totals[part["term"]] = totals.get(part["term"], 0) + part["contribution"]
    return [{"term": term, "share": total} for term, total in sorted(totals.items(), key=lambda one: -one[1])]


def _marked(piece: Evidence, start: int, end: int) -> SafeString:
    text = f"{piece.title}\n{piece.lead}"
    parts: list[SafeString] = []
    at = start
    for first, last, css, told in _spans(piece.explanation, start, end):
        parts += [format_html("{}", text[at:first]), _mark(css, told, text[first:last])]
        at = last
    return format_html_join("", "{}", ((part,) for part in [*parts, format_html("{}", text[at:end])]))


def _mark(css: str, told: str, text: str) -> SafeString:
    return format_html('<mark class="{}" title="{}">{}</mark>', css, told, text)


def _spans(explanation: dict[str, Any], start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """Spans to mark, in order and without overlap: a phrase before the words in it, the matched before the cues."""
    matched = [
        (p["start"], p["end"], "ft-match", f"{p['term']}: {p['contribution']:.2f}") for p in explanation["terms"]
    ]
    cues = [(c["start"], c["end"], f"ft-cue ft-{c['says']}", c["says"].replace("_", " ")) for c in explanation["cues"]]
    taken: list[tuple[int, int, str, str]] = []
    for span in [*sorted(matched, key=_longest_first), *cues]:
        if start <= span[0] < span[1] <= end and not _overlaps(span, taken):
            taken.append(span)
    yield from sorted(taken)


def _longest_first(span: tuple[int, int, str, str]) -> int:
    return span[0] - span[1]


def _overlaps(span: tuple[int, int, str, str], others: Sequence[tuple[int, int, str, str]]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in others)
