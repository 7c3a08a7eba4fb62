"""A measure on the board: where it is, a drawing without script, and the same points as a table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from indicators.measured import Row, row_of, rows_of
from indicators.measures import clamped, measurement_at, progress_of, target_at
from indicators.models import Item, Measure, Measurement, Target
from indicators.models.catalogue import NUMERIC

WIDTH, HEIGHT = 600, 180
EDGE: Final = 14  # around the drawing, so that no mark is cut


@dataclass(frozen=True, slots=True)
class Mark:
    x: str
    y: str
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    line: str  # the points of the measured values
    marks: list[Mark]
    baseline: str  # its height; empty where there is none


@dataclass(frozen=True, slots=True)
class Measured:
    percent: int | None
    bar: int | None
    latest: Row | None
    target: Row | None
    drawing: Drawing | None
    rows: list[Row]


def measured(item: Item, on: date) -> Measured | None:
    """None for what is not measured. Reads targets and measurements as they may be prefetched."""
    if item.measure == Measure.SIGNPOST:
        return None
    targets, measurements = list(item.targets.all()), list(item.measurements.all())
    share, target, latest = progress_of(item, on), target_at(targets, on), measurement_at(measurements, on)
    held = clamped(share)
    return Measured(
        percent=None if share is None else round(100 * share),
        bar=None if held is None else round(100 * held),
        latest=row_of(item, latest) if latest else None,
        target=row_of(item, target) if target else None,
        drawing=draw(item, targets, measurements),
        rows=rows_of(item, targets, measurements),
    )


def draw(item: Item, targets: list[Target], measurements: list[Measurement]) -> Drawing | None:
    """From the first day to the last and from the least value to the greatest. None with fewer than two points."""
    seen = [(one.measured_on, one.value) for one in measurements if one.value is not None]
    aimed = [(one.period_end, one.value) for one in targets if one.value is not None]
    start = item.baseline_value
    points = seen + aimed + ([(item.baseline_on, start)] if item.baseline_on and start is not None else [])
    if item.measure not in NUMERIC or not seen or len(points) < 2:
        return None
    days, values = [day.toordinal() for day, _ in points], [value for _, value in points]
    values += [] if start is None else [start]

    def mark(day: date, value: Decimal, kind: str) -> Mark:
        return Mark(_along(day.toordinal(), min(days), max(days)), _up(value, values), kind)

    line = [mark(day, value, "seen") for day, value in sorted(seen)]
    return Drawing(
        " ".join(f"{one.x},{one.y}" for one in line),
        [*line, *(mark(day, value, "aimed") for day, value in aimed)],
        "" if start is None else _up(start, values),
    )


def _along(day: int, first: int, last: int) -> str:
    share = (day - first) / (last - first) if last > first else 0.5
    return f"{EDGE + share * (WIDTH - 2 * EDGE):.1f}"


def _up(value: Decimal, values: list[Decimal]) -> str:
    least, greatest = min(values), max(values)
    share = float((value - least) / (greatest - least)) if greatest > least else 0.5
    return f"{HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE):.1f}"
