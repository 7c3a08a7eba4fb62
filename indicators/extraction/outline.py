"""A text as the rules read it: blocks under their headings, each with the role of its section, and sentences."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from indicators.extraction.details import named_actor
from indicators.extraction.sentences import sentences_of
from indicators.extraction.structure import HEADING, ITEM, PARAGRAPH, Block, blocks_of
from indicators.extraction.words import (
    ADDRESSEE_HEADING,
    CLOSED,
    CLOSED_HEADING,
    RECOMMENDATIONS,
    RECOMMENDATIONS_HEADING,
    TAKEAWAYS,
    TAKEAWAYS_HEADING,
    WATCH,
    WATCH_HEADING,
)
from indicators.watch.words import SPANISH, WORD, fold, language_of

_ROLES = (
    (CLOSED_HEADING, CLOSED),
    (RECOMMENDATIONS_HEADING, RECOMMENDATIONS),
    (WATCH_HEADING, WATCH),
    (TAKEAWAYS_HEADING, TAKEAWAYS),
)
# Chapters repeat short headings ("Background"); pages repeat the title of the document, or have a number beside it.
FEWEST_RUNNING_HEADS, SHORT_HEADING, LONGEST_RUNNING_HEAD = 3, 3, 100
LONGEST_SENTENCE = 1_200  # characters; what is longer is not prose


@dataclass(frozen=True, slots=True)
class Section:
    """What stands above a block: the nearest heading, what the section is for, and to whom it speaks."""

    heading: str = ""
    role: str = ""
    level: int = 0
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph or an item, and the number of its block."""

    start: int
    end: int
    block: int
    folded: str
    words: frozenset[str]
    first: bool  # of its block


class Outline:
    """The blocks of a text and what each stands under."""

    def __init__(self, text: str, language: str = "") -> None:
        self.text = text
        self.folded = fold(text)
        self.language = language[:2] or language_of(text)
        self.blocks = blocks_of(text)
        self.sections = _sections(text, self.blocks)
        self._starts = [block.start for block in self.blocks]

    @property
    def spanish(self) -> bool:
        return self.language == SPANISH

    def of(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def block_at(self, place: int) -> int:
        """The number of the block in which a place is, or before which."""
        return max(0, bisect_right(self._starts, place) - 1)

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        return [
            self._sentence(start, end, number, first=start == block.start)
            for number, block in enumerate(self.blocks)
            if block.kind in (PARAGRAPH, ITEM)
            for start, end in sentences_of(self.text, block.start, block.end)
            if end - start <= LONGEST_SENTENCE
        ]

    def _sentence(self, start: int, end: int, block: int, *, first: bool) -> Sentence:
        folded = self.folded[start:end]
        return Sentence(start, end, block, folded, frozenset(WORD.findall(folded)), first)

    @cached_property
    def lists(self) -> Sequence[tuple[int, int]]:
        """The runs of list items, as numbers of blocks, end exclusive."""
        runs: list[tuple[int, int]] = []
        for number, block in enumerate(self.blocks):
            if block.kind != ITEM:
                continue
            if runs and runs[-1][1] == number:
                runs[-1] = (runs[-1][0], number + 1)
            else:
                runs.append((number, number + 1))
        return runs


def _sections(text: str, blocks: Sequence[Block]) -> list[Section]:
    """The section of each block. A heading of no role keeps that of the one it stands below."""
    sections: list[Section] = []
    current = Section()
    furniture = _running_heads(text, blocks)
    for number, block in enumerate(blocks):
        if block.kind == HEADING and number not in furniture:
            current = _under(current, text[block.start : block.end], block.level)
        sections.append(current)
    return sections


def _running_heads(text: str, blocks: Sequence[Block]) -> set[int]:
    """The headings that are the same on page after page and head no section."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        if block.kind == HEADING and block.end - block.start <= LONGEST_RUNNING_HEAD:
            places[" ".join(text[block.start : block.end].split())].append(number)
    return {
        number
        for heading, numbers in places.items()
        if len(numbers) >= FEWEST_RUNNING_HEADS and not role_of(heading)
        for number in numbers
        if len(heading.split()) > SHORT_HEADING or _is_by_page_number(text, blocks, number)
    }


def _is_by_page_number(text: str, blocks: Sequence[Block], number: int) -> bool:
    beside = blocks[max(0, number - 1) : number + 2]
    return any(text[block.start : block.end].strip("|- ").isdigit() for block in beside)


def _under(above: Section, heading: str, level: int) -> Section:
    words = " ".join(heading.strip("#*_: \t").split())
    role = role_of(words)
    to = ADDRESSEE_HEADING.match(fold(words)) if above.role == RECOMMENDATIONS and level >= above.level else None
    addressed = bool(to)
    addressee = named_actor(words[to.end() :]) if to else ""
    if role and not (addressed and role != CLOSED):
        return Section(words, role, level)
    if above.role and (level > above.level or addressed):
        return Section(words, above.role, above.level, addressee)
    return Section(words, "", level)


def role_of(heading: str) -> str:
    folded = fold(heading)
    return next((role for pattern, role in _ROLES if pattern.search(folded)), "")
