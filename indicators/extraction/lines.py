"""The lines of a text with their places, and its pages: form feeds part them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
# The dots between a title and its page in a table of contents; short of any real ellipsis.
_LEADERS = re.compile(r"\.{5}|(?:\. ){5}|…{3}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the space around it."""

    start: int
    end: int
    text: str
    indent: int
    after_blank: bool  # or at the beginning of a page


def lines_of(text: str) -> list[Line]:
    lines: list[Line] = []
    ended = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if stripped and not _LEADERS.search(stripped):
            start = match.start() + len(raw) - len(raw.lstrip())
            between = text[ended : match.start()]
            lines.append(Line(start, start + len(stripped), stripped, start - match.start(), _is_gap(between)))
            ended = match.end()
    return lines


def page_starts(text: str) -> Sequence[int]:
    """Where each page starts; nothing when the text is not in pages."""
    starts = [0, *(match.end() for match in re.finditer("\f", text))]
    return starts if len(starts) > 1 else []


def page_at(starts: Sequence[int], place: int) -> int | None:
    return bisect_right(starts, place) if starts else None


def _is_gap(between: str) -> bool:
    return "\f" in between or between.count("\n") > 1 or between.count("\r") > max(1, between.count("\n"))
