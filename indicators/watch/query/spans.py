"""Stretches of words, and which of them are near each other.

Two stretches that are near make a longer one, from the first word to the last, which may be near to a third. Only the
outermost are kept, those inside no other: whatever is near a stretch is near, too, to one it is inside of, so nothing
is lost, and there are never more of them than words. As the outermost begin and end in the same order, two sorted
lists hold them and a bisection finds those in reach.
"""

from bisect import bisect_left, bisect_right
from typing import TypeAlias

# The first words and the last words, each in order. Of single words they are the same list.
Spans: TypeAlias = tuple[list[int], list[int]]

_NONE: list[int] = []
NOWHERE: Spans = (_NONE, _NONE)


def joined(one: Spans, other: Spans, within: int) -> Spans:
    """What those with at most `within` words between them make together."""
    if len(other[0]) < len(one[0]):
        one, other = other, one
    pairs = _reached(one, other, within)
    if other[0] is not other[1]:  # of those longer than a word one may hold several of `one`
        pairs += _reached(other, one, within)
    return outermost(pairs)


def _reached(one: Spans, other: Spans, within: int) -> list[tuple[int, int]]:
    """Each of `one` together with the first and with the last of the other that it reaches."""
    firsts, lasts = other
    pairs = []
    for first, last in zip(*one, strict=True):
        low = bisect_left(lasts, first - within - 1)
        high = bisect_right(firsts, last + within + 1) - 1
        if low <= high:  # written out, for min() and max() take half the time of a long chain
            begin, end = firsts[low], lasts[low]
            pairs.append((begin if begin < first else first, end if end > last else last))
            if low < high:
                begin, end = firsts[high], lasts[high]
                pairs.append((begin if begin < first else first, end if end > last else last))
    return pairs


def outermost(pairs: list[tuple[int, int]]) -> Spans:
    """Those that are inside no other, in order."""
    pairs.sort()
    firsts: list[int] = []
    lasts: list[int] = []
    furthest = -1
    for first, last in pairs:
        if last > furthest:
            furthest = last
            if firsts and first == firsts[-1]:
                lasts[-1] = last
            else:
                firsts.append(first)
                lasts.append(last)
    return firsts, lasts
