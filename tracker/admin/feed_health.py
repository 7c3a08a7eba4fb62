"""What a feed's own page shows of its health, and which buttons it has."""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _

from tracker.admin.feed_acts import ACTS
from tracker.admin.weeks import weeks_until
from tracker.feeds.condition import conditions_of, lasting, look_around
from tracker.models import Feed, Outage

POLLS: Final = 30
NOTICES: Final = 6
WEEKS: Final = 26
CHART: Final = {
    "maintainAspectRatio": False,
    "scales": {"y": {"beginAtZero": True, "ticks": {"precision": 0}}, "x": {"ticks": {"maxRotation": 0}}},
    "plugins": {"legend": {"display": False}},
}


def health_page(feed: Feed, at: datetime) -> dict[str, Any]:
    entries = feed.entries.aggregate(all=Count("pk"), backlog=Count("pk", filter=Q(is_backlog=True)))
    return {
        "conditions": conditions_of(feed, look_around(Feed.objects.filter(pk=feed.pk), at)),
        "outage": Outage.objects.under_way().first(),
        "acts": [(name, act.label) for name, act in ACTS.items() if act.fits(feed)],
        "is_being_polled": feed.lease_until is not None and feed.lease_until > at,
        "period": _span(feed.period_seconds, at),
        "hint": _span(feed.hint_seconds, at),
        "validators": _validators(feed),
        "entries": entries,
        "entries_by_week": json.dumps(_entries_by_week(feed, at)),
        "chart_options": json.dumps(CHART),
        "polls": feed.polls.all()[:POLLS],
        "notices": feed.notices.all()[:NOTICES],
    }


def _validators(feed: Feed) -> str:
    if feed.etag and feed.last_modified:
        return _("ETag and Last-Modified")
    return "ETag" if feed.etag else "Last-Modified" if feed.last_modified else ""


def _span(seconds: int | None, at: datetime) -> str:
    return lasting(at, at + timedelta(seconds=seconds), units=2) if seconds else ""


def _entries_by_week(feed: Feed, at: datetime) -> dict[str, Any]:
    """By the week they were first seen; the first fetch's backlog would dwarf the rest, and says nothing of a week."""
    weeks = weeks_until(at, WEEKS)
    found = feed.entries.filter(first_seen_at__gte=weeks[0], is_backlog=False).annotate(week=TruncWeek("first_seen_at"))
    counts = dict(found.values_list("week").annotate(count=Count("pk")).order_by())
    return {
        "labels": [dated(week, "d M") for week in weeks],
        "datasets": [
            {"label": _("Entries"), "backgroundColor": "#0284c7", "data": [counts.get(week, 0) for week in weeks]}
        ],
    }
