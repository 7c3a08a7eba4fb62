"""The figures for a graph, read from the database when they are asked for; the only prometheus_client.

Nothing is counted in the processes themselves, so that it does not matter which of them answers. What there may be a
million of is estimated, or counted no further than `MOST`.
"""

import platform
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Case, CharField, Count, Model, Q, QuerySet, Value, When
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from tracker.feeds.condition import IS_GONE
from tracker.models import (
    Alert,
    AlertKind,
    DigestIssue,
    Entry,
    Evidence,
    Feed,
    FeedState,
    Outcome,
    Poll,
    Tick,
)

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
MOST: Final = 100_000  # counted of what waits: beyond it is known well enough that it is too much
HOUR: Final = timedelta(hours=1)

# The first that holds of a feed.
_HEALTH: Final = Case(
    When(~Q(state=FeedState.ACTIVE), then=Value("paused")),
    When(IS_GONE, then=Value("gone")),
    When(broken_at__isnull=False, failures__gt=0, then=Value("broken")),
    When(failures__gt=0, then=Value("failing")),
    When(succeeded_at__isnull=True, then=Value("new")),
    default=Value("healthy"),
    output_field=CharField(),
)
_HEALTHS: Final = ("healthy", "new", "failing", "broken", "gone", "paused")


def exposed(at: datetime) -> bytes:
    return generate_latest(Figures(at))


class Figures(Collector):
    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterable[Metric]:
        yield from self._feeds()
        yield from self._line()
        yield from self._mail()
        yield self._ticks()
        alerts = _counted(Alert.objects.open(), "kind", AlertKind.values)
        yield _by("open_alerts", "Alerts that are open", "kind", alerts)
        yield _build()

    def _feeds(self) -> Iterator[Metric]:
        ours = Feed.objects.from_the_web().annotate(health=_HEALTH)
        yield _by("feeds", "Feeds by their health", "health", _counted(ours, "health", _HEALTHS))
        due = Feed.objects.due(self.at).order_by("next_poll_at").values_list("next_poll_at", flat=True).first()
        yield _one("oldest_due_feed_seconds", "For how long the feed that waits longest is due", self._since(due))
        polls = Poll.objects.filter(started_at__gt=self.at - HOUR)
        told = _counted(polls, "outcome", Outcome.values)
        yield _by("polls_last_hour", "Polls of the last hour by outcome", "outcome", told)

    def _line(self) -> Iterator[Metric]:
        waiting, suggested = Entry.objects.unmatched(), Evidence.objects.suggested()
        yield _one("unmatched_entries", f"Entries that wait for the matcher, up to {MOST}", _so_far(waiting))
        since = self._since(Entry.objects.waiting_since())
        yield _one("oldest_unmatched_entry_seconds", "For how long the entry that waits longest does so", since)
        yield _one("suggested_evidence", f"Evidence that waits for a person, up to {MOST}", _so_far(suggested))
        yield _one("entries", "Entries stored, about", _about(Entry))
        yield _one("evidence", "Evidence stored, about", _about(Evidence))

    def _mail(self) -> Iterator[Metric]:
        due = DigestIssue.objects.due(self.at).wanted().count()
        failed = DigestIssue.objects.filter(state=DigestIssue.State.FAILED).count()
        counts = {"due": due, "given_up": failed}
        yield _by("undelivered_issues", "Issues that are due, and those that were given up", "why", counts)

    def _ticks(self) -> Metric:
        ages = {name: self._since(at) for name, at in Tick.objects.order_by("name").values_list("name", "at")}
        return _by("last_tick_age_seconds", "For how long each task has not begun", "name", ages)

    def _since(self, moment: datetime | None) -> float:
        return max(0.0, (self.at - moment).total_seconds()) if moment else 0.0


def _one(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"followthrough_{name}", told, value=value)


def _by(name: str, told: str, label: str, values: dict[str, int] | dict[str, float]) -> Metric:
    family = GaugeMetricFamily(f"followthrough_{name}", told, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _build() -> Metric:
    about = {"version": settings.VERSION, "python": platform.python_version(), "database": connection.vendor}
    family = GaugeMetricFamily("followthrough_build_info", "What runs here", labels=list(about))
    family.add_metric(list(about.values()), 1)
    return family


def _counted(rows: QuerySet, field: str, kinds: Iterable[str]) -> dict[str, int]:
    """Those of which there is none are there with 0: a line that vanishes from a graph tells nothing."""
    counts = rows.order_by().values_list(field).annotate(count=Count("pk"))
    return dict.fromkeys(kinds, 0) | dict(counts)


def _so_far(rows: QuerySet) -> int:
    return rows.order_by().values("pk")[:MOST].count()


def _about(model: type[Model]) -> int:
    """What PostgreSQL's statistics say, where there is much; SQLite's count is quick enough."""
    rows = model._default_manager.all()
    if connection.vendor != "postgresql":
        return rows.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(%s)", [model._meta.db_table])
        [estimate] = cursor.fetchone() or [0]
    return int(estimate) if estimate >= MOST else _so_far(rows)
