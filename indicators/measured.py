"""An indicator's measurements, targets and baseline as rows in words: what a table shows, wherever it stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.models import Item, Measure, Measurement, Target


@dataclass(frozen=True, slots=True)
class Row:
    on: date | None
    kind: str
    told: str
    source: str = ""


def rows_of(item: Item, targets: list[Target], measurements: list[Measurement]) -> list[Row]:
    """The newest first."""
    rows = [row_of(item, one) for one in measurements] + [row_of(item, one) for one in targets]
    if item.baseline_value is not None or item.baseline_narrative:
        value = item.baseline_value
        said = item.baseline_narrative if value is None else number(item, value)
        rows.append(Row(item.baseline_on, _("Baseline"), said))
    return sorted(rows, key=lambda row: row.on or date.min, reverse=True)


def row_of(item: Item, one: Target | Measurement) -> Row:
    if isinstance(one, Target):
        return Row(one.period_end, _("Target"), told(item, one))
    return Row(one.measured_on, _("Measured"), told(item, one), one.source_url)


def told(item: Item, one: Target | Measurement) -> str:
    return one.narrative if one.value is None else number(item, one.value)


def number(item: Item, value: Decimal) -> str:
    sign = " %" if item.measure == Measure.PERCENTAGE else ""
    unit = f" {item.unit}" if item.unit and item.unit != "%" else ""
    return f"{value.normalize():,f}{sign}{unit}"
