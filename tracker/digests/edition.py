"""A digest as one reader gets it: how much is told at most, and what is told of what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from indicators.models import Item
from tracker.digests.digest import BY_EVIDENCE, Kind
from tracker.digests.quote import Quoted, Rest
from tracker.models import Feed

MOVED = (*BY_EVIDENCE, Kind.CHANGED)  # told at length


@dataclass(frozen=True, slots=True)
class Limits:
    parts: int  # items of a section
    pieces: int  # of evidence of each
    sources: int  # others that tell it
    still: int  # items of a section of which nothing was found
    feeds: int  # in trouble
    letters: int  # of a quote; four times as many of a rationale


# From the most that anybody wants to read down to what always fits. The first that fits is taken.
LADDER = (
    Limits(parts=30, pieces=5, sources=12, still=30, feeds=20, letters=300),
    Limits(parts=20, pieces=4, sources=4, still=20, feeds=10, letters=300),
    Limits(parts=12, pieces=3, sources=2, still=12, feeds=8, letters=200),
    Limits(parts=8, pieces=2, sources=1, still=8, feeds=5, letters=160),
    Limits(parts=5, pieces=1, sources=0, still=5, feeds=5, letters=120),
    Limits(parts=2, pieces=1, sources=0, still=3, feeds=3, letters=80),
    Limits(parts=0, pieces=0, sources=0, still=0, feeds=0, letters=80),
)


@dataclass(frozen=True, slots=True)
class Assessed:
    pk: int
    change: str
    rationale: str

    @property
    def lines(self) -> str:
        return gettext("Assessed: %(change)s. %(rationale)s") % {"change": self.change, "rationale": self.rationale}


@dataclass(frozen=True, slots=True)
class TellsOf:
    """What is said of one item in one section."""

    item: Item
    name: str
    standing: str
    page: str
    line: str = ""
    assessed: Sequence[Assessed] = ()
    quoted: Sequence[Quoted] = ()
    rest: Rest = Rest(0)  # noqa: RUF009


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section as it is told. The note is said once, of all its items."""

    kind: Kind
    heading: str
    tells: Sequence[TellsOf]
    rest: Rest
    note: str = ""
    note_at: str = ""
    begins: bool = True  # or it goes on under the heading before

    @property
    def at_length(self) -> bool:
        return self.kind in MOVED


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest as one reader gets it."""

    chapters: Sequence[Chapter]
    troubled: Sequence[Feed]
    rest_troubled: Rest

    @property
    def moved(self) -> bool:
        return any(chapter.at_length for chapter in self.chapters)
