"""Where the pages and headings of a text are, kept with it so that a page need not read it again."""

from typing import TypedDict

from indicators.extraction.lines import page_starts
from indicators.extraction.structure import HEADING, blocks_of


class Heading(TypedDict):
    level: int
    start: int
    end: int


class Places(TypedDict):
    pages: list[int]
    headings: list[Heading]


def outline(text: str) -> Places:
    """In code points. No pages when the text is not in pages; a heading of a lower level stands above others."""
    headings: list[Heading] = [
        {"level": block.level, "start": block.start, "end": block.end}
        for block in blocks_of(text)
        if block.kind == HEADING
    ]
    return {"pages": list(page_starts(text)), "headings": headings}
