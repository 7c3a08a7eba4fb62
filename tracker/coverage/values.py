"""Coverage as values: a period, a gap, one feed over the period, and all the feeds that watched an item."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from tracker.models import Feed

# Of the time: a feed that watched so much of it is said to have watched, and one that watched less than so much, not.
MOSTLY, HARDLY = 0.9, 0.1


class Why(StrEnum):
    """What kept a feed from watching where no poll of it failed. Where one did, its outcome says why."""

    OWN_NETWORK = "own_network"
    PAUSED = "paused"
    NOT_POLLED = "not_polled"


class Unwatched(StrEnum):
    """Why no feed can watch an item, whatever it brings."""

    CLOSED = "closed"
    NO_WATCH = "no_watch"
    RESTS = "rests"
    NO_WORDS = "no_words"


@dataclass(frozen=True, slots=True)
class Period:
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which a feed was not read. Its start may lie before the period; one without an end lasts."""

    starts_at: datetime
    ends_at: datetime | None
    why: str  # the outcome of a failed poll, or a Why

    def within(self, starts_at: datetime, ends_at: datetime) -> timedelta:
        """How much of it lies between two moments."""
        return max(timedelta(), min(self.ends_at or ends_at, ends_at) - max(self.starts_at, starts_at))


@dataclass(frozen=True, slots=True)
class Brought:
    """What a feed brought. The backlog came with its first fetch and is part of the entries."""

    entries: int = 0
    backlog: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)  # without slots: the share is worked out once, and asked for item by item
class Watcher:
    """One feed over a period."""

    feed: Feed
    since: datetime  # the start of the period; for a feed added in it, its first good poll
    until: datetime
    gaps: tuple[Gap, ...]
    possible_gaps: int  # polls that found nothing they knew: entries may have come and gone before
    brought: Brought

    @property
    def language(self) -> str:
        return self.feed.language[:2]

    @cached_property
    def share(self) -> float:
        """Of the time that counts, how much it watched."""
        time = self.until - self.since
        lost = sum((gap.within(self.since, self.until) for gap in self.gaps), timedelta())
        return (time - lost) / time if time else float(not self.gaps)

    @property
    def percent(self) -> int:
        """Never 100 where a gap is."""
        return int(round(100 * self.share, 6))

    @property
    def longest_gap(self) -> Gap:
        return max(self.gaps, key=lambda gap: gap.within(self.since, self.until))

    @property
    def mostly(self) -> bool:
        return self.share >= MOSTLY

    @property
    def hardly(self) -> bool:
        return self.share < HARDLY


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """What watched an item over a period. Items that are watched alike share one, and can be grouped by it."""

    period: Period
    languages: tuple[str, ...]  # those its watch has words in
    unwatched: Unwatched | None = None
    watchers: tuple[Watcher, ...] = ()

    @property
    def whole(self) -> list[Watcher]:
        return [one for one in self.watchers if one.mostly]

    @property
    def in_part(self) -> list[Watcher]:
        return [one for one in self.watchers if not one.mostly and not one.hardly]

    @property
    def hardly(self) -> list[Watcher]:
        return [one for one in self.watchers if one.hardly]

    @property
    def watching(self) -> list[Watcher]:
        return [one for one in self.watchers if not one.hardly]

    @property
    def watched(self) -> bool:
        """Whether it says something that nothing was found."""
        return any(not one.hardly for one in self.watchers)

    @property
    def missing(self) -> list[str]:
        """Its languages that no feed watched in. A feed that says no language may bring any."""
        heard = {one.language for one in self.watching}
        return [] if "" in heard else [language for language in self.languages if language not in heard]

    @property
    def possible_gaps(self) -> list[Watcher]:
        return [one for one in self.watchers if one.possible_gaps]

    @property
    def entries(self) -> int:
        return sum(one.brought.entries for one in self.watchers)

    @property
    def backlog(self) -> int:
        return sum(one.brought.backlog for one in self.watchers)

    @property
    def last_entry_at(self) -> datetime | None:
        return max((one.brought.last_at for one in self.watchers if one.brought.last_at), default=None)
