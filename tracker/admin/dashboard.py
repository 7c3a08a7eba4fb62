"""The front page: what waits, what moved, and who is watching. Every number leads to its rows."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Assessment, Item, Status
from tracker.admin.weeks import weeks_until
from tracker.feeds.condition import quiet_feeds
from tracker.models import DigestIssue, Direction, Entry, Evidence, Feed, FeedNotice, Outage

WEEKS = 12
NOTICES = 5
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


def waiting(request: HttpRequest) -> str:
    """The sidebar's badge."""
    return str(Evidence.objects.suggested().count())


def on_evidence(request: HttpRequest) -> bool:
    """Whether the sidebar marks Evidence: the queue's address lies below it, and is marked by itself."""
    below = request.path.removeprefix(reverse("admin:tracker_evidence_changelist"))
    return below != request.path and not below.startswith("review/")


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    at = timezone.now()
    return {
        **context,
        "title": "Overview",
        "chart_options": json.dumps(STACKED),
        "cards": _cards(at),
        "evidence_by_week": json.dumps(_evidence_by_week(at)),
        "any_evidence": Evidence.objects.exists(),
        "statuses": _statuses(),
        "feeds": _feeds(at),
        "latest": Evidence.objects.select_related("item", "entry__feed").exclude(verdict="rejected")[:8],
        "troubled": Feed.objects.in_trouble().order_by("failing_since")[:6],
        "notices": FeedNotice.objects.select_related("feed")[:NOTICES],
        "outage": Outage.objects.under_way().first(),
    }


def _cards(at: datetime) -> list[dict[str, Any]]:
    day, week = at - timedelta(days=1), at - timedelta(days=7)
    confirmed = Evidence.objects.confirmed().filter(reviewed_at__gte=week)
    return [
        _card("Waiting for review", Evidence.objects.suggested().count(), "tracker_evidence_review"),
        _card("Confirmed this week", confirmed.count(), "tracker_evidence_changelist", "verdict__exact=confirmed"),
        _card(
            "Assessments to decide",
            Assessment.objects.filter(state="proposed").count(),
            "indicators_assessment_changelist",
            "state__exact=proposed",
        ),
        _card("Entries in 24 hours", Entry.objects.filter(first_seen_at__gte=day).count(), "tracker_entry_changelist"),
        _card("Feeds in trouble", Feed.objects.in_trouble().count(), "tracker_feed_changelist", "health=trouble"),
        _card(
            "Digests given up",
            DigestIssue.objects.filter(state="failed").count(),
            "tracker_digestissue_changelist",
            "state__exact=failed",
        ),
    ]


def _card(title: str, count: int, page: str, query: str = "") -> dict[str, Any]:
    return {"title": title, "count": count, "link": _link(page, query)}


def _link(page: str, query: str = "") -> str:
    return reverse(f"admin:{page}") + (f"?{query}" if query else "")


def _evidence_by_week(at: datetime) -> dict[str, Any]:
    """Not counting what was rejected, by the week it was found."""
    weeks = weeks_until(at, WEEKS)
    found: QuerySet[Any, Any] = (
        Evidence.objects.filter(created_at__gte=weeks[0])
        .exclude(verdict="rejected")
        .annotate(week=TruncWeek("created_at"))
        .values_list("week", "direction")
        .annotate(count=Count("pk"))
        .order_by()
    )
    counts = {(week, direction): count for week, direction, count in found}
    return {
        "labels": [f"{week:%d %b}" for week in weeks],
        "datasets": [
            {
                "label": str(direction.label),
                "backgroundColor": colour,
                "stack": "evidence",
                "data": [counts.get((week, direction.value), 0) for week in weeks],
            }
            for direction, colour in COLOURS.items()
        ],
    }


def _statuses() -> list[dict[str, Any]]:
    counts = dict(Item.objects.values_list("status").annotate(count=Count("pk")).order_by())
    most = max(counts.values(), default=1)
    return [
        {
            "label": label,
            "count": counts[value],
            "percent": round(100 * counts[value] / most),
            "link": _link("indicators_recommendation_changelist", f"status__exact={value}"),
            "css": f"ft-status-{value}",
        }
        for value, label in Status.choices
        if value in counts
    ]


def _feeds(at: datetime) -> list[dict[str, Any]]:
    feeds = Feed.objects.all()
    quiet = len(quiet_feeds(feeds, at))
    by_health = [
        ("Healthy", feeds.healthy().count() - quiet, "healthy"),
        ("In trouble", feeds.in_trouble().count(), "trouble"),
        ("Quiet too long", quiet, "quiet"),
        ("Not polled yet", feeds.active().filter(polled_at__isnull=True).count(), "new"),
        ("Paused", feeds.filter(state="paused").count(), "paused"),
    ]
    most = max(count for _, count, _ in by_health) or 1
    return [
        {
            "label": label,
            "count": count,
            "percent": round(100 * count / most),
            "link": _link("tracker_feed_changelist", f"health={health}"),
            "css": f"ft-health-{health}",
        }
        for label, count, health in by_health
    ]
