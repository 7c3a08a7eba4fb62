"""Places in a text: words found again, a quote cut in pieces, the text in segments by what marks it. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indicators.refusal import announced as _

Span = tuple[int, int]

_BETWEEN_ENDS = re.compile(r"\s*(?:…|\.\.\.)\s*")
MOST_BETWEEN_ENDS = 4_000  # code points of a quote of which only the first and the last words are given
_NUMBERED = re.compile(r"(?:^|\n)[^\S\n]*(?:(?:recommendation|recomendaci[oó]n)\s+)?(\d+(?:\.\d+)+)[.):]?\s*$", re.I)
_LABELLED = re.compile(r"(?:^|\n)\W*(?:recommendation|recomendaci[oó]n)\s+(?:n\.?[ºo°]?\s*)?(\d+)\W*$", re.I)
LONGEST_NUMBER = 60  # characters before the words, in which their number may stand


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text and the numbers of all that covers it."""

    start: int
    text: str
    covered_by: tuple[int, ...] = ()


def locate(text: str, words: str) -> Span | None:
    """Where words stand, whatever the space between them and their case; "first words … last words" spans all."""
    first, *rest = [end for end in _BETWEEN_ENDS.split(words.strip()) if end] or [""]
    found = _search(text, first)
    if not found or not rest:
        return found
    last = _search(text[: found[1] + MOST_BETWEEN_ENDS], rest[-1], found[1])
    return (found[0], last[1]) if last else None


def _search(text: str, words: str, start: int = 0) -> Span | None:
    parts = words.split()
    if not parts:
        return None
    found = re.compile(r"\s+".join(map(re.escape, parts)), re.I).search(text, start)
    return found.span() if found else None


def cut(quote: str, pieces: str) -> list[Span]:
    """The spans of the lines that somebody broke a quote into. Raises ValueError when the words are not the same."""
    spans: list[Span] = []
    at = 0
    for line in filter(str.strip, pieces.splitlines()):
        found = re.compile(r"\s*" + r"\s*".join(map(re.escape, "".join(line.split())))).match(quote, at)
        if not found:
            raise ValueError(_("only line breaks may be added: the words must stay as they are"))
        at = found.end()
        spans.append((found.start() + len(found.group()) - len(found.group().lstrip()), at))
    if quote[at:].strip():
        raise ValueError(_("only line breaks may be added: no words may be left out"))
    return spans


def number_before(text: str, start: int) -> str:
    """The number under which the document itself lists what starts there ("118.45", "Recommendation 3:"), or ""."""
    before = text[max(0, start - LONGEST_NUMBER) : start]
    found = _NUMBERED.search(before) or _LABELLED.search(before)
    return found.group(1) if found else ""


def segments(text: str, marked: Iterable[tuple[int, Span]], cuts: Sequence[int] = ()) -> list[Segment]:
    """The whole text in pieces, each covered by the same marks from end to end; cut at further places if asked."""
    spans = [(number, start, end) for number, (start, end) in marked]
    places = {0, len(text), *(at for at in cuts if at < len(text))}
    places.update(at for _, start, end in spans for at in (start, end) if at <= len(text))
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, start, end in spans:
        starts.setdefault(start, []).append(number)
        ends.setdefault(end, []).append(number)
    covering: dict[int, None] = {}
    pieces = []
    for at, following in pairwise(sorted(places)):
        for number in ends.get(at, ()):
            covering.pop(number, None)
        covering.update(dict.fromkeys(starts.get(at, ())))
        pieces.append(Segment(at, text[at:following], tuple(covering)))
    return pieces
