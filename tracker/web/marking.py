"""A text, or a piece of it, with what was found in it marked."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST = 300  # characters of an excerpt
BEFORE = 100  # of these before the first mark

Stretch = tuple[int, int]  # start and end


def marked(text: str, spans: Sequence[Stretch]) -> SafeString:
    """What reaches past the text is cut off; what overlaps is marked together."""
    parts: list[tuple[str, str]] = []
    at = 0
    for start, end in _joined(spans):
        first, last = min(max(start, at), len(text)), min(end, len(text))
        if first < last:
            parts.append((text[at:first], text[first:last]))
            at = last
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[at:])


def _joined(spans: Sequence[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def excerpt(text: str, spans: Sequence[Stretch]) -> SafeString:
    """Some of the text around what was found first; its beginning when nothing was found in it."""
    start = _start(text, min(spans)[0] if spans else 0)
    end = _end(text, start)
    inside = [(first - start, last - start) for first, last in spans if first < end]
    return format_html(
        "{}{}{}", "… " if start else "", marked(text[start:end], inside), " …" if end < len(text) else ""
    )


def _start(text: str, first: int) -> int:
    """At the beginning of a word."""
    if first <= BEFORE:
        return 0
    space = text.find(" ", first - BEFORE, first)
    return space + 1 if space >= 0 else first


def _end(text: str, start: int) -> int:
    """At the end of a word, unless it is a long one."""
    end = start + LONGEST
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", start + LONGEST // 2, end)
    return space if space >= 0 else end
