"""The measures of documents as values, for the IATI export: what each should reach by when, and what it was."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or words; `on` is the day it was measured, `source` where that is told."""

    value: Decimal | None
    narrative: str
    on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    start: date
    end: date
    targets: list[Amount] = field(default_factory=list)
    actuals: list[Amount] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MeasuredItem:
    title: str
    description: str
    measure: str
    unit: str
    ascending: bool
    baseline: Amount | None
    periods: list[Period]


@dataclass(frozen=True, slots=True)
class MeasuredDocument:
    """`published_on` is None where nobody said; `days` are all that its measures know."""

    title: str
    number: str
    publisher: str
    language: str
    published_on: date | None
    is_over: bool
    leads: list[str]
    items: list[MeasuredItem]

    def started_on(self) -> date | None:
        """Published, else the earliest day that its measures know; None where there is none."""
        periods = [period.start for item in self.items for period in item.periods]
        baselines = [item.baseline.on for item in self.items if item.baseline and item.baseline.on]
        return self.published_on or min([*periods, *baselines], default=None)


def periods_of(
    targets: list[tuple[date, Amount]], measured: list[tuple[date, Amount]], since: date | None
) -> list[Period]:
    """Periods that end with each target, the first beginning `since`; after the last each measurement ends one.

    A register knows when a target is due, not since when it counts: each period begins where the one before ended.
    """
    due = sorted(day for day, _ in targets)
    late = sorted(day for day, _ in measured if not due or day > due[-1])
    ends = list(dict.fromkeys(due + late))
    if not ends:
        return []
    begins = min([since or date(ends[0].year, 1, 1), ends[0], *(day for day, _ in measured)])
    starts = [begins, *(end + timedelta(days=1) for end, _ in pairwise(ends))]
    return [
        Period(
            start,
            end,
            [amount for day, amount in targets if day == end],
            [amount for day, amount in sorted(measured, key=lambda one: one[0]) if start <= day <= end],
        )
        for start, end in zip(starts, ends, strict=True)
    ]
