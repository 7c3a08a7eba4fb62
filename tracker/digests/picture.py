"""The evidence of a period day by day, or week by week where that would be too many columns to read.

A table of numbers in coloured cells, which needs no image and which every mail reader shows; and a line for each day.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.dateformat import format as dated
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext

MOST_DAYS = timedelta(days=14)
MOST_BARS = 15  # what a phone shows; so many days touch two weeks
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A day, or the week that begins on it. The first one may stand for all the weeks before the others."""

    starts_on: date
    is_week: bool
    and_before: bool
    advances: int
    sets_back: int
    context: int

    @property
    def line(self) -> str:
        day = dated(self.starts_on, "j M" if self.is_week else "D j M")
        if self.is_week:
            told = gettext("until the week of %(day)s") if self.and_before else gettext("week of %(day)s")
            day = told % {"day": day}
        return f"{day}: {self._numbers}"

    @property
    def _numbers(self) -> str:
        told = [
            ngettext("%(number)s advances", "%(number)s advance", self.advances) % {"number": self.advances},
            ngettext("%(number)s sets back", "%(number)s set back", self.sets_back) % {"number": self.sets_back},
            gettext("%(number)s context") % {"number": self.context},
        ]
        counts = (self.advances, self.sets_back, self.context)
        return ", ".join(words for words, count in zip(told, counts, strict=True) if count) or gettext("nothing")


@dataclass(frozen=True, slots=True)
class Row:
    """One direction over all the days."""

    label: str
    colour: str
    numbers: Sequence[int]


def draw(found: Iterable[tuple[datetime, str]], starts_at: datetime, ends_at: datetime) -> list[Bar]:
    """Of when each piece was confirmed and what it is told as. Days are those of the place that is set."""
    is_week = ends_at - starts_at > MOST_DAYS
    columns, and_before = _columns(localdate(starts_at), localdate(ends_at), is_week=is_week)
    counts = Counter((_column(localdate(at), columns, is_week=is_week), kind) for at, kind in found)
    if not counts:
        return []
    return [
        Bar(
            starts_on=day,
            is_week=is_week,
            and_before=and_before and day == columns[0],
            advances=counts[day, "advanced"],
            sets_back=counts[day, "set_back"],
            context=counts[day, "context"],
        )
        for day in columns
    ]


def _columns(first: date, last: date, *, is_week: bool) -> tuple[Sequence[date], bool]:
    step = WEEK if is_week else DAY
    start = _monday(first) if is_week else first
    columns = [start + number * step for number in range((last - start) // step + 1)]
    return columns[-MOST_BARS:], len(columns) > MOST_BARS


def _column(day: date, columns: Sequence[date], *, is_week: bool) -> date:
    return max(columns[0], _monday(day) if is_week else day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def heads(bars: Sequence[Bar]) -> list[tuple[str, str]]:
    """Two short lines over each column: the day of the week, or the month where it begins; and the day."""
    found, month = [], 0
    for bar in bars:
        over = dated(bar.starts_on, "D")[:2]
        if bar.is_week:
            over, month = dated(bar.starts_on, "M") if bar.starts_on.month != month else "", bar.starts_on.month
        found.append((over, f"{'≤' if bar.and_before else ''}{bar.starts_on.day}"))
    return found


def rows(bars: Sequence[Bar]) -> list[Row]:
    found = [
        Row(gettext("Advances"), "up", [bar.advances for bar in bars]),
        Row(gettext("Sets back"), "down", [bar.sets_back for bar in bars]),
        Row(gettext("Context"), "about", [bar.context for bar in bars]),
    ]
    return [row for row in found if any(row.numbers)]


def lines(bars: Sequence[Bar]) -> list[str]:
    return [bar.line for bar in bars]


def caption(bars: Sequence[Bar]) -> str:
    if any(bar.is_week for bar in bars):
        return gettext("Evidence by the week in which it was confirmed")
    return gettext("Evidence by the day on which it was confirmed")
