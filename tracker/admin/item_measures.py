"""An indicator's measurements against its targets and its baseline: in a line, in a chart and in a table."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.dateformat import format as dated

from indicators.measured import number, rows_of, told
from indicators.measures import clamped, measurement_at, progress_of, reached, target_at
from indicators.models import Item, Measure, Measurement, Target
from indicators.models.catalogue import NUMERIC

GREY: Final = "#9ca3af"  # legible on white and on black
CHART: Final = {
    "maintainAspectRatio": False,
    "spanGaps": True,
    "scales": {
        "x": {"ticks": {"maxRotation": 0, "color": GREY}, "grid": {"display": False}},
        "y": {"grace": "10%", "ticks": {"color": GREY}, "grid": {}},
    },
    "plugins": {"legend": {"display": True, "position": "bottom", "labels": {"color": GREY}}},
}


def measures(item: Item, on: date) -> dict[str, Any] | None:
    """None for what is not measured."""
    if item.kind != Item.Kind.INDICATOR or item.measure == Measure.SIGNPOST:
        return None
    targets, measurements = list(item.targets.all()), list(item.measurements.all())
    share = progress_of(item, on)
    held = clamped(share)
    return {
        "percent": None if share is None else round(100 * share),
        "bar": None if held is None else round(100 * held),
        "standing": standing(item, target_at(targets, on), measurement_at(measurements, on), share),
        "chart": json.dumps(_chart(item, targets, measurements)) if _is_drawn(item, measurements) else "",
        "chart_options": json.dumps(CHART),
        "rows": rows_of(item, targets, measurements),
    }


def standing(item: Item, target: Target | None, latest: Measurement | None, share: Decimal | None) -> str:
    """Where it is, from where and to where; and why no progress can be told, where it cannot."""
    parts = [f"{told(item, latest)} on {_said(latest.measured_on)}" if latest else "Nothing is measured yet"]
    if target:
        parts.append(f"to be {told(item, target)} by {_said(target.period_end)}")
    if item.baseline_value is not None:
        since = f" on {_said(item.baseline_on)}" if item.baseline_on else ""
        parts.append(f"from {number(item, item.baseline_value)}{since}")
    if target and latest and reached(target.value, latest.value, ascending=item.ascending):
        parts.append("the target is reached")
    return f"{'; '.join([*parts, *_why_none(item, target, latest, share)])}."


def _why_none(item: Item, target: Target | None, latest: Measurement | None, share: Decimal | None) -> list[str]:
    if share is not None or item.measure not in NUMERIC or latest is None:
        return []
    if target is None or item.baseline_value is None:
        missing = " and ".join(
            name for name, one in (("baseline", item.baseline_value), ("target", target)) if one is None
        )
        return [f"no progress can be told without a {missing}"]
    way = "more" if item.ascending else "less"
    return [f"no progress can be told: the target is not {way} than the baseline, and {way} is said to be better"]


def _is_drawn(item: Item, measurements: list[Measurement]) -> bool:
    return item.measure in NUMERIC and any(one.value is not None for one in measurements)


def _chart(item: Item, targets: list[Target], measurements: list[Measurement]) -> dict[str, Any]:
    aimed = {one.period_end: one.value for one in targets}
    measured = {one.measured_on: one.value for one in measurements}
    start = {item.baseline_on} if item.baseline_on and item.baseline_value is not None else set()
    days = sorted({*aimed, *measured, *start})
    datasets = [_line("Measured", "#0284c7", [measured.get(day) for day in days], borderWidth=2, pointRadius=4)]
    if aimed:
        datasets.append(
            _line("Target", "#16a34a", [aimed.get(day) for day in days], borderDash=[6, 4], pointStyle="rectRot")
        )
    if item.baseline_value is not None:
        datasets.append(_line("Baseline", GREY, [item.baseline_value] * len(days), borderDash=[2, 3], pointRadius=0))
    return {"labels": [_said(day) for day in days], "datasets": datasets}


def _line(label: str, colour: str, values: list[Decimal | None], **style: Any) -> dict[str, Any]:
    data = [None if value is None else float(value) for value in values]
    return {"label": label, "borderColor": colour, "backgroundColor": colour, "borderWidth": 1.5, "data": data, **style}


def _said(on: date) -> str:
    return dated(on, "j M Y")
