"""Numbered recommendations: "Recommendation 12: …", "R12. …", and the paragraphs 6.101, 6.102 … of a section."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from indicators.extraction.draft import RECOMMENDATION, Found
from indicators.extraction.outline import Outline
from indicators.extraction.structure import HEADING, ITEM, PARAGRAPH
from indicators.extraction.words import RECOMMENDATIONS

_LABEL = re.compile(
    r"[*_#\s]*(?:(?:[\w&/-]+ ){0,6}?(?:recommendation|recomendacion)\s+(?:n(?:o|um|umero)?[.º°]*\s*)?"
    r"(?:[a-z]{1,4}-?)?\d{1,3}(?:\.\d{1,3}|\.?[a-z]\b)*|r\d{1,3})\s*(?P<stop>[:.)–—-]|\*{1,2}|$)[*_]{0,2}\s*"
)
_PARAGRAPH = re.compile(r"(?<![\w.,])(\d{1,3})\.(\d{1,3})\.?\s{1,4}(?=[^\W\d_]|[\"“«(])")
_EMPHASISED = re.compile(r"[*_]{1,2}(?=\S)")
_INTRODUCED = re.compile(r"recommend|recomend")
FEWEST = 3  # in a series
LOOKED_BACK = 700  # characters before the first of a series, in which recommendations are announced
FEWEST_WORDS = 2
MOST_BLOCKS = 20  # of one item


def find(outline: Outline) -> Iterator[Found]:
    yield from _labelled(outline)
    yield from _series(outline)


def _labelled(outline: Outline) -> Iterator[Found]:
    for number, block in enumerate(outline.blocks):
        if block.kind not in (PARAGRAPH, HEADING, ITEM):
            continue
        label = _LABEL.match(outline.folded, block.start, min(block.end, block.start + 200))
        if label:
            start, end = _stated(outline, number, label.end())
            if len(outline.text[start:end].split()) >= FEWEST_WORDS and _is_capital(outline.text[start:end]):
                yield Found(RECOMMENDATION, start, end, "numbered", 0.95)


def _stated(outline: Outline, number: int, start: int) -> tuple[int, int]:
    """What the label introduces: the words in its emphasis, the rest of its block, or the next block."""
    block = outline.blocks[number]
    opening = _EMPHASISED.match(outline.text, block.start)
    if opening:
        closing = outline.text.find(opening.group(), start, block.end)
        if closing > start:
            return start, closing
    if outline.text[start : block.end].strip():
        return start, block.end
    following = outline.blocks[number + 1 : number + 2]
    return (following[0].start, following[0].end) if following else (start, start)


def _is_capital(words: str) -> bool:
    first = words.lstrip("\"“«'‘(*_[ ")[:1]
    return first.isupper() or first.isdigit()


def _series(outline: Outline) -> Iterator[Found]:
    """Paragraph numbers n.1, n.2, n.3 … in a section of recommendations, or announced as such, wherever in a line."""
    for run in _runs(list(_PARAGRAPH.finditer(outline.text))):
        if len(run) >= FEWEST and _is_announced(outline, run[0].start()):
            stops = [match.start() for match in run[1:]] + [len(outline.text)]
            for match, stop in zip(run, stops, strict=True):
                yield Found(RECOMMENDATION, match.end(), _end(outline, match.end(), stop), "numbered", 0.95)


def _runs(matches: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Numbers that follow one another. One that neither goes on nor is gone on from ("Law No. 20.609") is skipped."""
    run: list[re.Match[str]] = []
    for match, following in zip_longest(matches, matches[1:]):
        if run and _follows(run[-1], match):
            run.append(match)
        elif following and _follows(match, following):
            if run:
                yield run
            run = [match]
    if run:
        yield run


def _follows(one: re.Match[str], other: re.Match[str]) -> bool:
    """The next of a series; a number or two may be missing, by a misprint or a break."""
    return one[1] == other[1] and 0 < int(other[2]) - int(one[2]) <= 3


def _is_announced(outline: Outline, start: int) -> bool:
    at = outline.block_at(start)
    if outline.sections[at].role == RECOMMENDATIONS:
        return True
    before = outline.folded[max(0, start - LOOKED_BACK) : start].rstrip()
    return outline.sections[at].role == "" and before.endswith(":") and bool(_INTRODUCED.search(before))


def _end(outline: Outline, start: int, stop: int) -> int:
    """An item ends with its block, unless that leads in to a list or breaks off before a small letter."""
    at = outline.block_at(start)
    end = min(outline.blocks[at].end, stop)
    leads = outline.text[end - 1 : end] == ":"
    for block, following in pairwise(outline.blocks[at : at + MOST_BLOCKS]):
        broken = outline.text[following.start].islower() and outline.text[block.end - 1 : block.end] not in ".?!;"
        if end >= stop or not ((broken and following.kind != HEADING) or (leads and following.kind == ITEM)):
            break
        end = min(following.end, stop)
    return end
