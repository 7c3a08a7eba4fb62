"""What needs somebody's attention: opened once, closed by itself when its reason is gone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Item
from tracker.models.evidence import Evidence
from tracker.models.feeds import Feed


class AlertKind(models.TextChoices):
    STALE = "stale", _("Not assessed for too long")
    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "due_soon", _("Due soon")
    SILENT = "silent", _("Nothing found, though well watched")
    UNWATCHED = "unwatched", _("Nothing found, and badly watched")
    OBSERVED = "observed", _("The sign was seen")
    SETBACKS = "setbacks", _("Many setbacks at once")
    CHANGED_SOURCE = "changed_source", _("A source has changed or is gone")
    FEED_DOWN = "feed_down", _("A feed is down")


class AlertQuerySet(models.QuerySet["Alert"]):
    def open(self) -> "AlertQuerySet":
        return self.filter(closed_at__isnull=True)


class Alert(models.Model):
    kind = models.CharField(max_length=16, choices=AlertKind)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="alerts")
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, null=True, blank=True, related_name="alerts")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, null=True, blank=True, related_name="alerts")
    told = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["-opened_at"], condition=Q(closed_at__isnull=True), name="alert_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(feed__isnull=True) & Q(item__isnull=False) | Q(feed__isnull=False, item__isnull=True),
                name="alert_is_about_an_item_or_a_feed",
            ),
            models.UniqueConstraint(
                fields=["kind", "item"],
                condition=Q(closed_at__isnull=True, item__isnull=False, evidence__isnull=True),
                name="alert_open_once_an_item",
            ),
            models.UniqueConstraint(
                fields=["kind", "feed"], condition=Q(closed_at__isnull=True), name="alert_open_once_a_feed"
            ),
            models.UniqueConstraint(
                fields=["kind", "evidence"], condition=Q(closed_at__isnull=True), name="alert_open_once_a_piece"
            ),
        ]

    def __str__(self) -> str:
        return self.told
