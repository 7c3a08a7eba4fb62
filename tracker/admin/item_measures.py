"""An indicator's measurements against its targets and its baseline: in a line, in a chart and in a table."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

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
    parts = [_on(told(item, latest), latest.measured_on) if latest else _("Nothing is measured yet")]
    if target:
        aimed = {"value": told(item, target), "day": _said(target.period_end)}
        parts.append(_("to be %(value)s by %(day)s") % aimed)
    if item.baseline_value is not None:
        start = number(item, item.baseline_value)
        parts.append(_("from %(value)s") % {"value": _on(start, item.baseline_on) if item.baseline_on else start})
    if target and latest and reached(target.value, latest.value, ascending=item.ascending):
        parts.append(_("the target is reached"))
    return f"{'; '.join([*parts, *_why_none(item, target, latest, share)])}."


def _on(value: str, day: date) -> str:
    return _("%(value)s on %(day)s") % {"value": value, "day": _said(day)}


def _why_none(item: Item, target: Target | None, latest: Measurement | None, share: Decimal | None) -> list[str]:
    if share is not None or item.measure not in NUMERIC or latest is None:
        return []
    if target is None and item.baseline_value is None:
        return [_("no progress can be told without a baseline and target")]
    if target is None:
        return [_("no progress can be told without a target")]
    if item.baseline_value is None:
        return [_("no progress can be told without a baseline")]
    if item.ascending:
        return [_("no progress can be told: the target is not more than the baseline, and more is said to be better")]
    return [_("no progress can be told: the target is not less than the baseline, and less is said to be better")]


def _is_drawn(item: Item, measurements: list[Measurement]) -> bool:
    return item.measure in NUMERIC and any(one.value is not None for one in measurements)


def _chart(item: Item, targets: list[Target], measurements: list[Measurement]) -> dict[str, Any]:
    aimed = {one.period_end: one.value for one in targets}
    measured = {one.measured_on: one.value for one in measurements}
    start = {item.baseline_on} if item.baseline_on and item.baseline_value is not None else set()
    days = sorted({*aimed, *measured, *start})
    datasets = [_line(_("Measured"), "#0284c7", [measured.get(day) for day in days], borderWidth=2, pointRadius=4)]
    if aimed:
        datasets.append(
            _line(_("Target"), "#16a34a", [aimed.get(day) for day in days], borderDash=[6, 4], pointStyle="rectRot")
        )
    if item.baseline_value is not None:
        datasets.append(_line(_("Baseline"), GREY, [item.baseline_value] * len(days), borderDash=[2, 3], pointRadius=0))
    return {"labels": [_said(day) for day in days], "datasets": datasets}


def _line(label: str, colour: str, values: list[Decimal | None], **style: Any) -> dict[str, Any]:
    data = [None if value is None else float(value) for value in values]
    return {"label": label, "borderColor": colour, "backgroundColor": colour, "borderWidth": 1.5, "data": data, **style}


def _said(on: date) -> str:
    return dated(on, "j M Y")
