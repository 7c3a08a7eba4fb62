"""The evidence by week and direction: as a chart, and as a table of the same numbers that leads to the rows."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, IntegerField, Value
from django.utils.dateformat import format as dated

from tracker.admin.links import KEPT, to_kept
from tracker.admin.weeks import weeks_until
from tracker.models import Direction, Evidence

WEEKS = 12
STACKED = {
    "maintainAspectRatio": False,
    "scales": {"x": {"stacked": True}, "y": {"stacked": True, "beginAtZero": True, "ticks": {"precision": 0}}},
    "plugins": {"legend": {"display": True, "position": "bottom"}},
}
COLOURS = {
    Direction.ADVANCES: "#16a34a",
    Direction.SETS_BACK: "#dc2626",
    Direction.CONTEXT: "#0284c7",
    Direction.UNCLEAR: "#94a3b8",
}


def evidence_by_week(at: datetime) -> dict[str, Any]:
    """Not counting what was rejected, by the week it was found."""
    weeks = weeks_until(at, WEEKS)
    counts = _counted(weeks)
    return {
        "any": bool(counts),
        "chart": json.dumps(_chart(weeks, counts)),
        "options": json.dumps(STACKED),
        "table": _table(weeks, counts),
    }


def _counted(weeks: Sequence[datetime]) -> dict[tuple[int, str], int]:
    """By week and direction. One query of a part for each week: a third of what it takes to sort all by their week.

    It counts rows, not keys: so an index is all that it reads.
    """
    first, *others = (_in_week(number, week) for number, week in enumerate(weeks))
    return {(week, direction): count for week, direction, count in first.union(*others, all=True)}


def _in_week(number: int, week: datetime) -> Any:
    found = Evidence.objects.filter(created_at__gte=week, created_at__lt=week + timedelta(weeks=1), verdict__in=KEPT)
    numbered = found.order_by().annotate(week=Value(number, IntegerField()))
    return numbered.values_list("week", "direction").annotate(n=Count("*"))


def _chart(weeks: Sequence[datetime], counts: Mapping[tuple[int, str], int]) -> dict[str, Any]:
    return {
        "labels": [dated(week, "d M") for week in weeks],
        "datasets": [
            {
                "label": str(direction.label),
                "backgroundColor": colour,
                "stack": "evidence",
                "data": [counts.get((number, direction.value), 0) for number in range(len(weeks))],
            }
            for direction, colour in COLOURS.items()
        ],
    }


def _table(weeks: Sequence[datetime], counts: Mapping[tuple[int, str], int]) -> dict[str, Any]:
    """The newest week first."""
    return {
        "directions": [str(direction.label) for direction in COLOURS],
        "rows": [
            (
                dated(weeks[number], "d M"),
                [
                    (counts.get((number, way.value), 0), _kept_in(weeks[number], direction__exact=way.value))
                    for way in COLOURS
                ],
            )
            for number in reversed(range(len(weeks)))
        ],
    }


def _kept_in(week: datetime, **asked: object) -> str:
    return to_kept(created_at__gte=week, created_at__lt=week + timedelta(weeks=1), **asked)
