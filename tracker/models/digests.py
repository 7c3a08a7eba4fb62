"""What was sent to whom: each issue frozen before it is sent, what it spoke of, and every attempt to deliver it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models import Assessment, Item
from tracker.models.evidence import Evidence
from tracker.models.subscriptions import Subscription

SEND_LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)  # before an attempt: no retry is put off for longer


class DigestIssueQuerySet(models.QuerySet["DigestIssue"]):
    def due(self, at: datetime) -> "DigestIssueQuerySet":
        """A lease or a wait far longer than any can be was given by a clock that has been put back: it holds nobody up.

        Far, for whoever asks may have read the time before the one who claimed it, or have a clock that is behind.
        """
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=at) | Q(lease_until__gt=at + 2 * SEND_LEASE)
        its_time = Q(next_attempt_at__lte=at) | Q(next_attempt_at__gt=at + LONGEST_WAIT)
        return self.filter(free, its_time, state=DigestIssue.State.FROZEN)

    def wanted(self) -> "DigestIssueQuerySet":
        """Those that may go. No part of `due`: a claim must change the row by its own columns.

        What asks for a confirmation goes to those who have not given it.
        """
        confirmed = Q(subscription__confirmed_at__isnull=False) | Q(kind=DigestIssue.Kind.CONFIRMATION)
        return self.filter(confirmed, subscription__active=True, subscription__suspended_at__isnull=True)

    def claim(self, at: datetime) -> bool:
        """Leases the issue and counts the attempt before the work; whoever changed the row, works."""
        return self.due(at).update(lease_until=at + SEND_LEASE, attempts=models.F("attempts") + 1, attempted_at=at) > 0


class DigestIssue(models.Model):
    """One message to one subscription: frozen before it is sent, and sent as frozen."""

    class State(models.TextChoices):
        FROZEN = "frozen", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")
        SKIPPED = "skipped", _("Nothing to say")

    class Kind(models.TextChoices):
        DIGEST = "digest", _("Digest")
        AT_ONCE = "at_once", _("At once")
        ASKED = "asked", _("Asked for")
        CONFIRMATION = "confirmation", _("Confirmation")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="issues")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DIGEST)
    period = models.CharField(max_length=60, help_text=_("The local day it was due, or what it is about"))
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


class DigestEntry(models.Model):
    """One thing that an issue said of one item, kept in the order in which it was said."""

    class Section(models.TextChoices):
        ADVANCED = "advanced", _("Advanced")
        SET_BACK = "set_back", _("Set back")
        CHANGED = "changed", _("Status or trend changed")
        CONTEXT = "context", _("Context")
        NEW = "new", _("New")
        OVERDUE = "overdue", _("Overdue")
        DUE_SOON = "due_soon", _("Due soon")
        WAITING = "waiting", _("Not judged yet")
        QUIET = "quiet", _("Watched, nothing found")
        UNWATCHED = "unwatched", _("Not watched")

    issue = models.ForeignKey(DigestIssue, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    section = models.CharField(max_length=10, choices=Section)
    item = models.ForeignKey(Item, on_delete=models.SET_NULL, null=True, related_name="+")
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.SET_NULL, null=True, related_name="+")
    told = models.TextField(blank=True)  # as it was said; stays when the rows above are gone

    class Meta:
        ordering = ["issue", "position"]
        constraints = [models.UniqueConstraint(fields=["issue", "position"], name="digest_entry_has_its_place")]

    def __str__(self) -> str:
        return self.told


class Delivery(models.Model):
    """One attempt to deliver an issue, written before it is made: one that never ended was cut off."""

    class Outcome(models.TextChoices):
        UNDER_WAY = "under_way", _("Under way, or cut off")
        SENT = "sent", _("Taken")
        TRY_AGAIN = "try_again", _("Refused for now")
        UNCLEAR = "unclear", _("Unclear whether it was taken")
        REFUSED = "refused", _("Refused for good")
        IMPOSSIBLE = "impossible", _("No message can be made of it")

    issue = models.ForeignKey(DigestIssue, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.UNDER_WAY)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["issue", "number"]
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["issue", "number"], name="delivery_numbered_once")]

    def __str__(self) -> str:
        return f"{self.issue}: {self.get_outcome_display()}"
