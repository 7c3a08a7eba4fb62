"""Who wants to hear what how often, and each issue they were sent."""

import zoneinfo
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Item, Topic

SEND_LEASE = timedelta(minutes=5)


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        told = _("“%(value)s” is no time zone; write one as Area/City, like America/Mexico_City")
        raise ValidationError(told, params={"value": value})


class Subscription(models.Model):
    """One address and what it asked for. No items and no topics chosen means everything."""

    class Cadence(models.TextChoices):
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly, on Monday")
        MONTHLY = "monthly", _("Monthly, on the first")

    email = models.EmailField()
    items = models.ManyToManyField(
        Item, blank=True, related_name="+", help_text=_("No items and no topics: everything")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    cadence = models.CharField(max_length=10, choices=Cadence, default=Cadence.WEEKLY)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_time_zone])
    local_hour = models.PositiveSmallIntegerField(default=7, validators=[MaxValueValidator(23)])
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    unsubscribed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["email", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(local_hour__lte=23), name="subscription_hour_is_of_the_day"),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_cadence_display().lower()}"


class DigestIssueQuerySet(models.QuerySet["DigestIssue"]):
    def due(self, at: datetime) -> "DigestIssueQuerySet":
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=at)
        return self.filter(free, state=DigestIssue.State.FROZEN, next_attempt_at__lte=at)

    def wanted(self) -> "DigestIssueQuerySet":
        """Those whose subscription still stands. No part of `due`: a claim must change the row by its own columns."""
        return self.filter(subscription__active=True)

    def claim(self, at: datetime) -> bool:
        """Leases the issue and counts the attempt before the work; whoever changed the row, works."""
        return self.due(at).update(lease_until=at + SEND_LEASE, attempts=models.F("attempts") + 1, attempted_at=at) > 0


class DigestIssue(models.Model):
    """One period's digest for one subscription: frozen before it is sent, and sent as frozen."""

    class State(models.TextChoices):
        FROZEN = "frozen", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="issues")
    period = models.CharField(max_length=10, help_text=_("The local day it was due"))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.FROZEN)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects = DigestIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "period"], name="one_issue_per_subscription_and_period"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at__isnull=True),
                name="sent_issue_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="issue_due")]  # DigestIssueQuerySet.due

    def __str__(self) -> str:
        return self.subject
