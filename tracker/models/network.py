"""The way to the feeds: whose turn it is on a host, and when it was our own network that was down."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q


class Host(models.Model):
    """Whose turn it is on one host, for all workers. How many are there now is told by its feeds' leases."""

    name = models.CharField(max_length=255, primary_key=True)
    next_start_at = models.DateTimeField()
    rests_because = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class OutageQuerySet(models.QuerySet["Outage"]):
    def under_way(self) -> "OutageQuerySet":
        return self.filter(ended_at__isnull=True)

    def between(self, start: datetime, end: datetime) -> "OutageQuerySet":
        return self.filter(started_at__lt=end).filter(Q(ended_at__isnull=True) | Q(ended_at__gt=start))


class Outage(models.Model):
    """A time when nearly nothing could be reached: the feeds are not to blame, and nothing was being watched."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = OutageQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                models.ExpressionWrapper(Q(ended_at__isnull=True), output_field=models.BooleanField()),
                condition=Q(ended_at__isnull=True),
                name="one_outage_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="outage_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        end = f"{self.ended_at:%Y-%m-%d %H:%M}" if self.ended_at else "now"
        return f"{self.started_at:%Y-%m-%d %H:%M} to {end}"
