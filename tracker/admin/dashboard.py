"""The front page: what needs attention, what moved, and who is watching. Every number leads to its rows."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.admin.people import person
from indicators.models import Assessment, Item, Status
from tracker.admin.attention import attention
from tracker.admin.charts import evidence_by_week
from tracker.admin.heat import heat
from tracker.admin.links import to_evidence, to_list
from tracker.admin.movement import movement
from tracker.admin.topics import by_topic
from tracker.feeds.condition import quiet_feeds
from tracker.models import (
    Alert,
    DigestIssue,
    Direction,
    Entry,
    Evidence,
    Feed,
    FeedNotice,
    Outage,
    Subscription,
    Verdict,
)

MOST_TOLD = 999
NOTICES = 5


def waiting(request: HttpRequest) -> str:
    """The sidebar's badge. It is on every page, so it counts no further than anybody would review."""
    return _told(Evidence.objects.suggested())


def alerting(request: HttpRequest) -> str:
    """Likewise: what is open."""
    return _told(Alert.objects.open())


def _told(rows: QuerySet[Any]) -> str:
    count = rows.order_by()[: MOST_TOLD + 1].count()
    return f"{MOST_TOLD:,}+" if count > MOST_TOLD else str(count or "")  # nothing is no badge


def on_alerts(request: HttpRequest) -> bool:
    """Whether the sidebar marks Alerts: the reviewers' address lies below it, and is marked by itself."""
    below = request.path.removeprefix(reverse("admin:tracker_alert_changelist"))
    return below != request.path and not below.startswith("reviewers/")


def on_evidence(request: HttpRequest) -> bool:
    """Whether the sidebar marks Evidence: the queue's address lies below it, and is marked by itself."""
    below = request.path.removeprefix(reverse("admin:tracker_evidence_changelist"))
    return below != request.path and not below.startswith("review/")


def on_subscriptions(request: HttpRequest) -> bool:
    """Whether the sidebar marks Subscriptions: one's own lies below them, and is marked by itself."""
    below = request.path.removeprefix(reverse("admin:tracker_subscription_changelist"))
    return below != request.path and not below.startswith("mine/")


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    at = timezone.now()
    week = _hours_ago(at, 7 * 24)
    return {
        **context,
        "title": _("Overview"),
        "attention": attention(person(request)),
        "cards": _cards(at),
        "movement": movement(week),
        "by_week": evidence_by_week(at),
        "statuses": _statuses(),
        "topics": by_topic(),
        "heat": heat(at),
        "feeds": _feeds(at),
        "latest": _latest(),
        "troubled": Feed.objects.in_trouble().order_by("failing_since")[:6],
        "notices": FeedNotice.objects.select_related("feed")[:NOTICES],
        "outage": Outage.objects.under_way().first(),
    }


def _cards(at: datetime) -> list[dict[str, Any]]:
    day, week = _hours_ago(at, 24), _hours_ago(at, 7 * 24)
    confirmed = dict(
        Evidence.objects.confirmed()
        .filter(reviewed_at__gte=week)
        .order_by()
        .values_list("direction")
        .annotate(n=Count("*"))
    )
    return [
        _card(_("Waiting for review"), Evidence.objects.suggested().count(), to_list("tracker_evidence_review")),
        _card(_("Confirmed this week"), sum(confirmed.values()), _confirmed(week)),
        *(
            _card(title, confirmed.get(way, 0), _confirmed(week, direction__exact=way.value))
            for title, way in ((_("of them advance"), Direction.ADVANCES), (_("of them set back"), Direction.SETS_BACK))
        ),
        _card(
            _("Assessments to decide"),
            Assessment.objects.filter(state="proposed").count(),
            to_list("indicators_assessment_changelist", {"state__exact": "proposed"}),
        ),
        _card(
            _("Entries in 24 hours"),
            Entry.objects.filter(first_seen_at__gte=day).count(),
            to_list("tracker_entry_changelist", {"first_seen_at__gte": day.isoformat()}),
        ),
        _card(
            _("Feeds in trouble"),
            Feed.objects.in_trouble().count(),
            to_list("tracker_feed_changelist", {"health": "trouble"}),
        ),
        _card(
            _("Digests given up"),
            DigestIssue.objects.filter(state="failed").count(),
            to_list("tracker_digestissue_changelist", {"state__exact": "failed"}),
        ),
        _card(
            _("Addresses suspended"),
            Subscription.objects.filter(active=True, suspended_at__isnull=False).count(),
            to_list("tracker_subscription_changelist", {"state": "suspended"}),
        ),
    ]


def _card(title: str, count: int, link: str) -> dict[str, Any]:
    return {"title": title, "count": count, "link": link}


def _confirmed(since: datetime, **asked: object) -> str:
    return to_evidence(verdict__exact=Verdict.CONFIRMED.value, reviewed_at__gte=since, **asked)


def _hours_ago(at: datetime, hours: int) -> datetime:
    """To the minute: so the address of the rows is short, and counts what the page counted."""
    return (at - timedelta(hours=hours)).replace(second=0, microsecond=0)


def _latest() -> Any:
    newest = Evidence.objects.exclude(verdict=Verdict.REJECTED).select_related("item", "entry__feed")
    shown = (
        "title",
        "direction",
        "verdict",
        "item__reference",
        "item__title",
        "entry__feed__title",
        "entry__feed__url",
    )
    return newest.only(*shown)[:8]


def _statuses() -> list[dict[str, Any]]:
    counts = dict(Item.objects.values_list("status").annotate(count=Count("pk")).order_by())
    most = max(counts.values(), default=1)
    return [
        {
            "label": label,
            "count": counts[value],
            "percent": round(100 * counts[value] / most),
            "link": to_list("indicators_board", {"status": value}),
            "css": f"ft-status-{value}",
        }
        for value, label in Status.choices
        if value in counts
    ]


def _feeds(at: datetime) -> list[dict[str, Any]]:
    feeds = Feed.objects.from_the_web()
    quiet, counts = len(quiet_feeds(feeds, at)), feeds.counted()
    by_health = [
        (_("Healthy"), counts["healthy"] - quiet, "healthy"),
        (_("In trouble"), counts["trouble"], "trouble"),
        (_("Quiet too long"), quiet, "quiet"),
        (_("Not polled yet"), counts["new"], "new"),
        (_("Paused"), counts["paused"], "paused"),
    ]
    if counts["quarantined"]:
        by_health.append((_("Quarantined"), counts["quarantined"], "quarantined"))
    most = max(count for _, count, _ in by_health) or 1
    return [
        {
            "label": label,
            "count": count,
            "percent": round(100 * count / most),
            "link": to_list("tracker_feed_changelist", {"health": health}),
            "css": f"ft-health-{health}",
        }
        for label, count, health in by_health
    ]
