"""What an issue says, as values: by section what happened to which item, what was watched, and what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from indicators.models import Assessment, Item
from tracker.coverage import Coverage
from tracker.digests.picture import Bar
from tracker.models import DigestEntry, Evidence, Feed

Kind = DigestEntry.Section

BY_EVIDENCE = (Kind.ADVANCED, Kind.SET_BACK, Kind.CONTEXT)


class Piece(NamedTuple):
    """One piece of confirmed evidence, as far as it must be known to choose what is told."""

    pk: int
    item: int
    kind: str
    reviewed_at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """What one section has on one item."""

    item: Item
    pieces: Sequence[Piece] = ()
    assessments: Sequence[Assessment] = ()
    waiting: int = 0
    is_news: bool = True  # or it was so already when the last issue was made


@dataclass(frozen=True, slots=True)
class Still:
    """Items of which nothing happened, and that are watched alike: what is said of their coverage is said once."""

    coverage: Coverage
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Digest:
    starts_at: datetime
    ends_at: datetime
    items: int  # that are asked for
    sections: Mapping[str, Sequence[Part]]  # in the order in which they are told; none is empty
    evidence: Mapping[int, Evidence]  # of the pieces, those that may be told, whole
    quiet: Sequence[Still]
    unwatched: Sequence[Still]
    backlog: int  # suggested pieces that came with the backlog of a new feed
    feeds: int  # that watched any of the items
    troubled: Sequence[Feed]
    bars: Sequence[Bar]

    def parts(self, kind: str) -> Sequence[Part]:
        return self.sections.get(kind, ())

    @property
    def watched(self) -> bool:
        return self.feeds > 0

    @property
    def waiting(self) -> int:
        """Suggested pieces, without the backlog."""
        return sum(part.waiting for part in self.parts(Kind.WAITING))

    def references(self, kind: str) -> list[str]:
        stills = {Kind.QUIET: self.quiet, Kind.UNWATCHED: self.unwatched}.get(Kind(kind))
        if stills is None:
            return [part.item.reference for part in self.parts(kind)]
        return [item.reference for still in stills for item in still.items]
