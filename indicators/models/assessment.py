"""What was judged of an item, by whom, when and on what evidence. Rows are added, never changed after the decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.catalogue import Item, Status, Trend


class Assessment(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="assessments")
    from_status = models.CharField(max_length=24, choices=Status)
    to_status = models.CharField(max_length=24, choices=Status)
    trend = models.CharField(max_length=12, choices=Trend, blank=True, default="")
    effective_on = models.DateField()
    rationale = models.TextField()
    coverage = models.TextField(blank=True, help_text=_("What was watched, where nothing was found"))
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | Q(~Q(state="proposed"), decided_by__isnull=False, decided_at__isnull=False),
                name="assessment_decision_has_who_and_when",
            ),
            models.CheckConstraint(condition=~Q(rationale=""), name="assessment_has_a_rationale"),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference}: {self.get_to_status_display()} ({self.get_state_display().lower()})"


class Citation(models.Model):
    """What an assessment cites, as it was read then: a footnote that outlives its source."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="citations")
    title = models.CharField(max_length=500)
    url = models.CharField(max_length=2000, blank=True)
    quote = models.TextField(blank=True)
    direction = models.CharField(max_length=12)
    stage = models.CharField(max_length=20, blank=True)
    publishers = models.JSONField(default=list, blank=True)  # the independent ones that told it then
    official = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["seen_at"]

    def __str__(self) -> str:
        return self.title
