"""When a feed is polled next after a good poll, and why then. Pure: values in, a time and a reason out.

Politeness makes the wait longer, what the feed lists bounds it: an entry that came and went unseen is lost for good,
a visit too many costs its server little. `benchmarks/schedule.py` shows what each of the numbers here is worth.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
WINDOW = timedelta(days=28)  # four whole weeks, so that weekends count as often as they come

HALF = 0.5  # an item expected at each visit: most visits then find one or none
QUIET = 12  # a feed whose newest entry is a day old is visited every two hours
LONGEST_HINT = DAY
FIRST_DAY_PERIOD = timedelta(minutes=30)
SAFE_SHARE = 1 / 10  # of the list may be new at the mean pace: in busy hours and bursts it is several times that
TINY_LIST = 3  # so few may all be new without anything amiss

UNSEEN_CHANCE = 1 / 1000
SHORTEST_SILENCE = timedelta(days=5)  # Easter, from Thursday evening to Tuesday morning
LONGEST_SILENCE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Limits:
    shortest: timedelta
    longest: timedelta
    unconditional: timedelta  # the shortest for feeds that give neither validators nor 304: each visit costs all of it


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a feed published while it was watched."""

    items: int  # first seen within `observed`, without the backlog that the first fetch found
    observed: timedelta  # since the first good poll, at most `WINDOW`
    newest_age: timedelta | None  # since its newest entry; None when none is known

    @property
    def interval(self) -> timedelta:
        """The mean time between two items. A young feed is not judged by an hour, nor a silent one as dead."""
        return max(self.observed, DAY) / (self.items + 1)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a good poll found."""

    new: int
    listed: int  # entries in the document as last read, so also after a 304, where nothing is new; 0 = not known
    is_first: bool
    hint: timedelta | None  # the period the feed asks for
    has_validators: bool


@dataclass(frozen=True, slots=True)
class Next:
    at: datetime
    reason: str  # for a person
    period: timedelta  # in force from now on
    possible_gap: bool = False  # entries may have come and gone unseen


@dataclass(frozen=True, slots=True)
class _Wait:
    period: timedelta
    reason: str
    possible_gap: bool = False


def after_success(
    at: datetime, rhythm: Rhythm, visit: Visit, limits: Limits, *, current: timedelta, jitter: float
) -> Next:
    """`current` is the period in force until now.

    `jitter` is a factor near 1 that keeps feeds added together from being polled together for ever.
    """
    usual = _within(_bounded(_wished(rhythm, visit, limits), rhythm, visit), limits)
    overtaken = _overtaken(visit, limits, current)
    wait = overtaken if overtaken and overtaken.period <= usual.period else usual
    return Next(at + wait.period * jitter, wait.reason, wait.period, wait.possible_gap)


def _wished(rhythm: Rhythm, visit: Visit, limits: Limits) -> _Wait:
    """What the feed's rhythm, its silence, its own wish and its server's cost ask for: the longest of these."""
    waits = [_every(rhythm.interval * HALF, ", by how often it publishes")]
    if rhythm.newest_age is not None:
        waits.append(_every(rhythm.newest_age / QUIET, f": its newest entry is {in_words(rhythm.newest_age)} old"))
    if visit.hint is not None:
        asked = f": the feed asks for {in_words(visit.hint)} between visits"
        waits.append(_every(min(visit.hint, LONGEST_HINT), asked))
    if not visit.has_validators:
        waits.append(_every(limits.unconditional, ": its server sends all of it each time, changed or not"))
    return max(waits, key=lambda wait: wait.period)


def _bounded(wished: _Wait, rhythm: Rhythm, visit: Visit) -> _Wait:
    """Not so long that too much of what the feed lists would be new, whoever wished it.

    Of a feed's first day nothing is known, and a busy one may turn its list over within the hour.
    """
    waits = [wished]
    if rhythm.observed < DAY:
        waits.append(_every(FIRST_DAY_PERIOD, " on its first day, to learn how often it publishes"))
    if visit.listed:
        safe = max(visit.listed * SAFE_SHARE, HALF) * rhythm.interval
        waits.append(_every(safe, f": it lists {_entries(visit.listed)} and might drop some unseen"))
    return min(waits, key=lambda wait: wait.period)


def _within(wait: _Wait, limits: Limits) -> _Wait:
    if wait.period < limits.shortest:
        return _every(limits.shortest, ": no feed is asked more often")
    if wait.period > limits.longest:
        return _every(limits.longest, ": no feed waits longer")
    return wait


def _overtaken(visit: Visit, limits: Limits, current: timedelta) -> _Wait | None:
    """The turnover guard: at the pace just seen, half of the list would be new at the next visit.

    None where no more than half was new. It goes before every wish, those of servers too.
    """
    if visit.is_first or visit.new <= visit.listed / 2:
        return None
    if visit.new < visit.listed:
        period = max(current * (visit.listed / visit.new / 2), limits.shortest)
        return _Wait(period, f"in {in_words(period)}: {visit.new} of {_entries(visit.listed)} listed were new")
    again = f"again in {in_words(limits.shortest)}: everything listed was new"
    # One new warning on a list of one is no gap, but a second one right after it may be.
    if visit.listed <= TINY_LIST and current > limits.shortest:
        return _Wait(limits.shortest, again)
    return _Wait(limits.shortest, f"{again}, and more may have come and gone", possible_gap=True)


def first_poll_at(at: datetime, number: int, total: int) -> datetime:
    """Feeds imported together, `number` from 0, start a second apart, and the last of many within the hour."""
    return at + min(SECOND, HOUR / total) * number


def longest_silence(rhythm: Rhythm) -> timedelta:
    """How long a feed may bring nothing before that is odd by its own rhythm: at rate λ, e^(-λt) < 1/1000.

    Its `items` are the days that brought any, for entries come in bunches: held against their number, two press
    conferences a week give nineteen false alarms a year. They are counted up to the newest, not up to now, or the
    silence itself would slow the rhythm it is held against.
    """
    if rhythm.items < 3:
        return LONGEST_SILENCE
    return min(max(rhythm.interval * -math.log(UNSEEN_CHANCE), SHORTEST_SILENCE), LONGEST_SILENCE)


def _every(period: timedelta, why: str) -> _Wait:
    return _Wait(period, f"every {in_words(period)}{why}")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def in_words(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return f"{round(span.total_seconds())} s"
    if minutes < 120:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"
