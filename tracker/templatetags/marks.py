"""Shows a text with the words that matched marked in it, and what each part of it gives to the score or takes away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from indicators.watch.score import ACTOR, LEARNED, PHRASE, PLACE, WORD

register = template.Library()

KINDS = {WORD: _("word"), PHRASE: _("phrase"), ACTOR: _("actor"), PLACE: _("place"), LEARNED: _("learned")}
CUES = {"advances": _("advances"), "sets_back": _("sets back")}
CONTEXT = (PLACE, LEARNED)  # marked otherwise than what an analyst wrote
LEAST_FELT = 0.05  # of a score: nearly every word that was learned gives less
MOST_LISTED, LEAST_LISTED = 8, 3

Span = tuple[int, int, str, str]  # from, to, its style, and what is told of it


class Explained(Protocol):
    """A text as it was read, and why it scores what it does."""

    @property
    def title(self) -> str: ...
    @property
    def lead(self) -> str: ...
    @property
    def explanation(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Weight:
    """All that a term, a place or a learned word gives to a score, or takes away."""

    term: str
    kind: str
    share: float

    @property
    def told(self) -> str:
        return str(KINDS.get(self.kind, ""))

    @property
    def css(self) -> str:
        return _style(self.kind, self.share)


@register.filter
def marked_title(piece: Explained) -> SafeString:
    return _marked(piece, 0, len(piece.title))


@register.filter
def marked_lead(piece: Explained) -> SafeString:
    start = len(piece.title) + 1
    return _marked(piece, start, start + len(piece.lead))


@register.filter
def weights(piece: Explained) -> list[Weight]:
    """What matched, each with the sum of its contributions, the heaviest first, whether it gives or takes away."""
    totals: dict[tuple[str, str], float] = {}
    for part in piece.explanation["terms"]:
        key = part["term"], part.get("kind", WORD)
        totals[key] = totals.get(key, 0) + part["contribution"]
    heaviest = sorted(totals.items(), key=lambda one: -abs(one[1]))
    return [Weight(term, kind, share) for (term, kind), share in heaviest]


@register.filter
def main(parts: Sequence[Weight]) -> Sequence[Weight]:
    """Those worth a look."""
    return parts[: _felt(parts)]


@register.filter
def smaller(parts: Sequence[Weight]) -> Sequence[Weight]:
    return parts[_felt(parts) :]


def _felt(parts: Sequence[Weight]) -> int:
    felt = sum(abs(part.share) >= LEAST_FELT for part in parts)
    return max(LEAST_LISTED, min(MOST_LISTED, felt))


@register.filter
def together(parts: Sequence[Weight]) -> float:
    return sum(part.share for part in parts)


@register.filter
def signed(share: float) -> str:
    return f"{'−' if share < 0 else '+'}{abs(share):.2f}"


def _style(kind: str, share: float) -> str:
    context = f" ft-{kind}" if kind in CONTEXT else ""
    return f"ft-match{context}{' ft-against' if share < 0 else ''}"


def _marked(piece: Explained, start: int, end: int) -> SafeString:
    text = f"{piece.title}\n{piece.lead}"
    parts: list[SafeString] = []
    at = start
    for first, last, css, told in _spans(piece.explanation, start, end):
        parts += [format_html("{}", text[at:first]), _mark(css, told, text[first:last])]
        at = last
    return format_html_join("", "{}", ((part,) for part in [*parts, format_html("{}", text[at:end])]))


def _mark(css: str, told: str, text: str) -> SafeString:
    return format_html('<mark class="{}" title="{}">{}</mark>', css, told, text)


def _spans(explanation: Mapping[str, Any], start: int, end: int) -> Iterator[Span]:
    """Spans to mark, in order and without overlap: a phrase before the words in it, the matched before the cues, and
    what was learned only where nothing else is.
    """
    parts = explanation["terms"]
    matched = _matched([part for part in parts if part.get("kind") != LEARNED])
    cues = [(c["start"], c["end"], f"ft-cue ft-{c['says']}", _said(c["says"])) for c in explanation["cues"]]
    learned = _matched([part for part in parts if part.get("kind") == LEARNED and _is_felt(part)])
    taken: list[Span] = []
    for span in [*sorted(matched, key=_longest_first), *cues, *learned]:
        if start <= span[0] < span[1] <= end and not _overlaps(span, taken):
            taken.append(span)
    yield from sorted(taken)


def _said(cue: str) -> str:
    return str(CUES.get(cue) or cue.replace("_", " "))


def _is_felt(part: Mapping[str, Any]) -> bool:
    return bool(abs(part["contribution"]) >= LEAST_FELT)


def _matched(parts: Sequence[Mapping[str, Any]]) -> list[Span]:
    """One span for all that stands at the same place: an actor may be a phrase of the watch too."""
    places: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
    for part in parts:
        places.setdefault((part["start"], part["end"]), []).append(part)
    return [(*place, _style_of(there), "; ".join(map(_told, there))) for place, there in places.items()]


def _style_of(parts: Sequence[Mapping[str, Any]]) -> str:
    """That of the first, which is the analyst's own where one is."""
    return _style(parts[0].get("kind", WORD), sum(part["contribution"] for part in parts))


def _told(part: Mapping[str, Any]) -> str:
    kind = KINDS.get(part.get("kind", ""), "")
    return f"{part['term']}: {signed(part['contribution'])}{f' ({kind})' if kind else ''}"


def _longest_first(span: Span) -> int:
    return span[0] - span[1]


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < other[1] and other[0] < span[1] for other in others)
