"""Plays made-up feeds against ours and other readers' published schedules: entries lost, polls a day, mean delay.

    python benchmarks/schedule.py [NAME=VALUE …]

NAME is a number of tracker/feeds/schedule.py to be tried with another VALUE (times in minutes): SAFE_SHARE=9 takes the
bound by the list away, FIRST_DAY_PERIOD=9999 the watchful first day, QUIET=9999 the rest for feeds that are silent.
"""

import math
import random
import sys
import time
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tracker.feeds import backoff, schedule

MINUTE, DAY, WEEK = 1 / 60, 24.0, 168.0  # all times here are hours; hour 0 is a Monday's midnight
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
BEFORE, WATCHED, RUNS = 8, 56, 4  # days published before the first poll; days polled; how often with other chances


# --- The feeds ---


def _steady(hour):
    return 1.0


def _office(hour):
    """Working hours, and nothing outside them."""
    return float(hour < 5 * DAY and 9 <= hour % DAY < 17)


def _newspaper(hour):
    """Mostly in working hours, a little at night, a third of it at weekends."""
    return (1.0 if 9 <= hour % DAY < 17 else 0.05) * (1.0 if hour < 5 * DAY else 0.3)


def _agency(hour):
    """From early to late, half of it at weekends."""
    busy = 1.0 if 8 <= hour % DAY < 20 else 0.5 if 6 <= hour % DAY < 23 else 0.1
    return busy * (1.0 if hour < 5 * DAY else 0.5)


def _conferences(hour):
    """Tuesdays and Thursdays towards noon, hardly ever else."""
    if hour // DAY in (1, 3) and 11 <= hour % DAY < 13:
        return 1.0
    return 0.02 if hour < 5 * DAY else 0.0


@dataclass(frozen=True)
class Made:
    """A made-up feed: entries come by chance, in bunches of that mean size, at the hours of the week given."""

    name: str
    per_day: Callable[[float], float]  # by the day
    lists: int
    hours: Callable[[float], float] = _agency
    bunch: int = 1
    hint: float | None = None
    has_validators: bool = True
    is_down: Callable[[float], bool] = lambda day: False


FEEDS = [
    Made("150 a day, lists 20", lambda day: 150, 20, _newspaper),
    Made("the same, in bunches of 3", lambda day: 150, 20, _agency, bunch=3),
    Made("the same, in bunches of 8", lambda day: 150, 20, _agency, bunch=8),
    Made("150, asks for 6 h", lambda day: 150, 20, _newspaper, hint=6),
    Made("150, never says 304", lambda day: 150, 20, _newspaper, has_validators=False),
    Made("100 a day, lists 10", lambda day: 100, 10, bunch=2),
    Made("20 a day, lists 20", lambda day: 20, 20, bunch=2),
    Made("20 a day, office hours", lambda day: 20, 20, _office, bunch=2),
    Made("2 a day, lists 30", lambda day: 2, 30),
    Made("once a week", lambda day: 1 / 7, 10, _office),
    Made("press conferences, 6 papers", lambda day: 3, 20, _conferences, bunch=6),
    Made("2, from day 28 on 60 a day", lambda day: 2 if day < 28 else 60, 20, bunch=2),
    Made("20, dead from day 10 to 30", lambda day: 20, 20, bunch=2, is_down=lambda day: 10 <= day < 30),
]


def published(made, chance, days=BEFORE + WATCHED):
    """The hours of its entries, in order. Day 0 of `per_day` is the first that is polled."""
    weight = sum(made.hours(hour) for hour in range(int(WEEK))) / 7
    entries = []
    for hour in range(int(days * DAY)):
        rate = made.per_day(hour / DAY - BEFORE) * made.hours(hour % WEEK) / weight / made.bunch
        at = hour + chance.expovariate(rate) if rate else math.inf
        while at < hour + 1:
            moment = at
            for _ in range(chance.randint(1, 2 * made.bunch - 1)):
                entries.append(moment)
                moment += chance.expovariate(1 / MINUTE)
            at += chance.expovariate(rate)
    return sorted(entries)


# --- The schedules: after a poll, the hours until the next ---


@dataclass
class Seen:
    """What a reader knows of a feed after a good poll."""

    at: float
    new: int
    listed: list  # when its listed entries were published, in order
    is_first: bool
    stored: list = field(default_factory=list)  # when all entries ever seen were published
    brought: list = field(default_factory=list)  # when those after the first poll were first seen


class Ours:
    """tracker/feeds/schedule.py and backoff.py, with the limits of a feed that an active watch uses."""

    limits = schedule.Limits(timedelta(minutes=15), timedelta(hours=6), timedelta(hours=1))

    def __init__(self, made, chance):
        self.made, self.chance, self.period, self.began = made, chance, timedelta(hours=1), None
        self.strain, self.failures, self.failing_since = 0.0, 0, 0.0

    def after(self, seen):
        self.strain, self.failures = 0.0, 0
        self.began = seen.at if self.began is None else self.began
        window = schedule.WINDOW / timedelta(hours=1)
        rhythm = schedule.Rhythm(
            len(seen.brought) - bisect(seen.brought, seen.at - window),
            timedelta(hours=min(seen.at - self.began, window)),
            timedelta(hours=seen.at - seen.listed[-1]) if seen.listed else None,
        )
        hint = None if self.made.hint is None else timedelta(hours=self.made.hint)
        visit = schedule.Visit(seen.new, len(seen.listed), seen.is_first, hint, self.made.has_validators)
        jitter = self.chance.uniform(0.9, 1.1)
        upcoming = schedule.after_success(MONDAY, rhythm, visit, self.limits, current=self.period, jitter=jitter)
        self.period = upcoming.period
        return (upcoming.at - MONDAY) / timedelta(hours=1)

    def after_failure(self, at):
        self.failing_since = at if not self.failures else self.failing_since
        self.strain, self.failures = self.strain + backoff.weight_of("server_error"), self.failures + 1
        lasted = timedelta(hours=at - self.failing_since)
        failing = backoff.Failing("server_error", self.strain, self.failures, lasted, None, None)
        upcoming = backoff.after_failure(MONDAY, self.period, failing, jitter=self.chance.uniform(0.9, 1.1))
        return (upcoming.at - MONDAY) / timedelta(hours=1)


class Hourly:
    """Every hour; so too Miniflux as it is installed (round_robin, 60 minutes) where the feed asks for no more."""

    def __init__(self, made, chance):
        pass

    def after(self, seen):
        return 1.0

    def after_failure(self, at):
        return 1.0


class Miniflux:
    """POLLING_SCHEDULER=entry_frequency: a week by the entries a week at the mean gap of those published in the last
    seven days, none for one or none; 5 minutes to 24 hours; after 3 failures never again until a person asks. Its
    scheduler looks for due feeds once an hour unless told otherwise, which is left out here in its favour.

    github.com/miniflux/v2: ScheduleNextCheck in internal/model/feed.go, WeeklyFeedEntryCount in
    internal/storage/feed.go, defaults in internal/config/options.go.
    """

    def __init__(self, made, chance):
        self.made, self.period, self.failures = made, DAY, 0

    def after(self, seen):
        self.failures = 0
        since = bisect(seen.stored, seen.at - WEEK)
        gaps = len(seen.stored) - since - 1
        period = DAY
        if gaps > 0 and seen.stored[-1] > seen.stored[since]:
            period = WEEK / math.ceil(WEEK * gaps / (seen.stored[-1] - seen.stored[since]))
        self.period = min(max(period, 5 * MINUTE, self.made.hint or 0.0), DAY)
        return self.period

    def after_failure(self, at):
        self.failures += 1
        return self.period if self.failures < 3 else math.inf


class CommaFeed:
    """Half the mean gap between the entries listed, 5 minutes to 1 hour; 1, 2, 4 hours when the newest is a week, two
    weeks, a month old; never sooner than max-age says, nor later than 4 hours. The first 3 failures change nothing,
    then an hour more for each.

    github.com/Athou/commafeed: FeedRefreshIntervalCalculator.java, averageTimeBetweenEntries in FeedParser.java,
    defaults in CommaFeedConfiguration.java (5.6 and later).
    """

    def __init__(self, made, chance):
        self.made, self.failures = made, 0

    def after(self, seen):
        self.failures = 0
        return min(max(self._empirical(seen), 5 * MINUTE, self.made.hint or 0.0), 4.0)

    def _empirical(self, seen):
        days = (seen.at - seen.listed[-1]) // DAY if seen.listed else 30
        if days >= 7:
            return 4.0 if days >= 30 else 2.0 if days >= 14 else 1.0
        if len(seen.listed) < 2:
            return 4.0
        return min((seen.listed[-1] - seen.listed[0]) / (len(seen.listed) - 1) / 2, 1.0)

    def after_failure(self, at):
        self.failures += 1
        return 5 * MINUTE if self.failures < 3 else min(self.failures - 2.0, 4.0)


class MediaCloud:
    """From 6 hours (or what sy:updatePeriod says), by the share of what is listed that was known: under a third, an
    hour less, and straight back to 6 hours from more; over two thirds or unchanged, 10 minutes more, an hour more
    after a silent month; 10 minutes to 24 hours. Failures multiply it by half their number, up to a day.

    github.com/mediacloud/rss-fetcher: _check_auto_adjust and update_feed in fetcher/tasks.py, defaults in
    fetcher/config.py.
    """

    def __init__(self, made, chance):
        self.period, self.failures, self.hint = made.hint or 6.0, 0, made.hint
        self.newest_at = 0.0

    def after(self, seen):
        self.failures = 0
        self.newest_at = seen.at if seen.new or seen.is_first else self.newest_at
        known = 1 - seen.new / len(seen.listed) if seen.listed else 1.0
        if not seen.is_first and known >= 0.67:
            silent = known == 1 and seen.at - self.newest_at > 31 * DAY
            self.period = min(self.period + (1.0 if silent else 10 * MINUTE), DAY)
        elif not seen.is_first and known < 0.33:
            shorter = 6.0 if self.period > 6 else self.period - 1
            self.period = max(shorter, self.hint or 0.0, 10 * MINUTE)
        return self.period

    def after_failure(self, at):
        self.failures += 1
        return min(self.period * max(self.failures / 2, 1), DAY)


SCHEDULES = {
    "ours": Ours,
    "hourly": Hourly,
    "Miniflux": Miniflux,
    "CommaFeed": CommaFeed,
    "Media Cloud": MediaCloud,
}


# --- The play ---


@dataclass
class Outcome:
    polls: int = 0
    days: float = 0.0
    entries: int = 0
    lost: int = 0
    delay: float = 0.0  # hours, of all entries seen together

    def __add__(self, other):
        return Outcome(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def __str__(self):
        seen = max(self.entries - self.lost, 1)
        lost = 100 * self.lost / max(self.entries, 1)
        return f"{lost:6.2f}{self.polls / self.days:6.1f}{60 * self.delay / seen:6.0f}"


def play(made, make_schedule, *, run=0):
    """One feed under one schedule. What came out while the feed was down counts for and against nobody."""
    entries = published(made, random.Random(f"{made.name} {run}"))
    start = BEFORE * DAY + run * 31  # another hour of another day each time
    plan = make_schedule(made, random.Random(run))
    at, known, is_first = start, bisect(entries, start), True
    outcome = Outcome(days=(entries[-1] - start) / DAY)
    stored, brought = [], []
    counts = [not made.is_down(entry / DAY - BEFORE) for entry in entries]
    outcome.entries = sum(counts[known:])
    while known < len(entries) and at < math.inf:
        outcome.polls += 1
        if made.is_down(at / DAY - BEFORE):
            at += plan.after_failure(at)
            continue
        until = bisect(entries, at)
        since = max(until - made.lists, 0)
        fresh = range(since if is_first else max(known, since), until)
        stored += [entries[i] for i in fresh]
        if not is_first:
            outcome.lost += sum(counts[known:since])
            outcome.delay += sum(at - entries[i] for i in fresh if counts[i])
            brought += [at] * len(fresh)
        known = until
        at += plan.after(Seen(at, len(fresh), entries[since:until], is_first, stored, brought))
        is_first = False
    outcome.lost += sum(counts[known:])  # given up
    return outcome


# --- Silence ---

YEARS = 20


def false_alarms(made, count):
    """A year, of `longest_silence` for a feed that is well: `count` says what of its entries makes its rhythm."""
    alarms = 0
    for year in range(YEARS):
        entries = published(made, random.Random(f"{made.name} {year}"), days=365)
        for newest, following in pairwise(entries):
            if following - newest < schedule.SHORTEST_SILENCE / timedelta(hours=1) or newest < 28 * DAY:
                continue
            window = entries[bisect(entries, newest - 28 * DAY) : bisect(entries, newest)]
            rhythm = schedule.Rhythm(count(window), schedule.WINDOW, None)
            alarms += following - newest > schedule.longest_silence(rhythm) / timedelta(hours=1)
    return alarms / YEARS


def _days(entries):
    return len({entry // DAY for entry in entries})


def main(*trials):
    began = time.monotonic()
    for name, value in (trial.split("=") for trial in trials):
        is_time = isinstance(getattr(schedule, name), timedelta)
        setattr(schedule, name, timedelta(minutes=float(value)) if is_time else float(value))
    print(f"{'lost %, polls a day, delay in minutes':<28}" + "".join(f"{name:>18}" for name in SCHEDULES))
    for made in FEEDS:
        cells = [sum((play(made, plan, run=run) for run in range(RUNS)), Outcome()) for plan in SCHEDULES.values()]
        print(f"{made.name:<28}" + "".join(map(str, cells)), flush=True)
    print("\nfalse alarms of silence a year, by days that brought entries (and by entries)")
    for made in FEEDS[-7:-2]:
        print(f"{made.name:<28}{false_alarms(made, _days):6.2f}   ({false_alarms(made, len):.2f})", flush=True)
    print(f"\n{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
