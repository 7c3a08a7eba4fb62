"""The source of confirmed evidence as it was read, and whether it still says so."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.evidence import Evidence

VISIT_LEASE = timedelta(minutes=5)  # a visit takes 90 seconds at most, and the reading 20


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def due(self, at: datetime) -> "SnapshotQuerySet":
        """A lease that ends far later than any can was given by a clock that has been put back: it holds nobody up.

        Far, for whoever asks may have read the time before the one who claimed it, or have a clock that is behind.
        """
        unleased = Q(lease_until__isnull=True) | Q(lease_until__lte=at) | Q(lease_until__gt=at + 2 * VISIT_LEASE)
        return self.filter(unleased, next_check_at__lte=at)


class Snapshot(models.Model):
    """The page behind a piece of evidence: its words when it was first fetched, and how it fared since."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not fetched yet")
        KEPT = "kept", _("As it was read")
        CHANGED = "changed", _("Changed since")
        GONE = "gone", _("Gone since")
        FAILED = "failed", _("Could not be fetched")

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="snapshot")
    url = models.CharField(max_length=2000)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the text
    # Of the evidence's quote in the text, in code points; None where the page has it in other words.
    quote_start = models.PositiveIntegerField(null=True, blank=True)
    quote_end = models.PositiveIntegerField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True)  # None: not looked at any more
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # since the last answer
    note = models.CharField(max_length=300, blank=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_check_at"], condition=Q(next_check_at__isnull=False), name="snapshot_due"
            )  # evidence.snapshot
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="", fetched_at__isnull=True) | ~Q(sha256="") & Q(fetched_at__isnull=False),
                name="snapshot_has_when_and_hash",
            )
        ]

    def __str__(self) -> str:
        return self.url
