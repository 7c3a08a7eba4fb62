"""What is kept about an item beside its words: who answered what, the steps on the way, and its kin elsewhere."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models.catalogue import Actor, Item


class Position(models.TextChoices):
    """What an addressee says it will do; whether it does is the status."""

    NO_RESPONSE = "no_response", _("No response")
    ACCEPTED = "accepted", pgettext_lazy("response", "Accepted")
    ACCEPTED_IN_PRINCIPLE = "accepted_in_principle", _("Accepted in principle")
    PARTIALLY_ACCEPTED = "partially_accepted", _("Partially accepted")
    NOTED = "noted", _("Noted")
    REJECTED = "rejected", pgettext_lazy("response", "Rejected")


class Response(models.Model):
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="responses")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="responses")
    position = models.CharField(max_length=24, choices=Position)
    text = models.TextField(blank=True, help_text=_("In the words of whoever answered"))
    received_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=2000, blank=True)

    class Meta:
        ordering = [F("received_on").desc(nulls_last=True), "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(position__in=Position.values), name="response_position_known"),
            models.UniqueConstraint(fields=["item", "actor", "received_on"], name="response_once_a_day"),
            models.UniqueConstraint(
                fields=["item", "actor"], condition=Q(received_on__isnull=True), name="response_undated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_position_display()}"


class Milestone(models.Model):
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        constraints = [models.UniqueConstraint(fields=["item", "title"], name="milestone_once_per_item")]

    def __str__(self) -> str:
        return self.title


class Relation(models.Model):
    """How one item stands to another: "item <kind> other". Said once; the other end reads it backwards."""

    class Kind(models.TextChoices):
        DUPLICATES = "duplicates", _("Duplicates")
        SUPERSEDES = "supersedes", _("Supersedes")
        RESTATES = "restates", _("Restates")
        PART_OF = "part_of", _("Is part of")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=Kind)
    other = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="related_from")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "other"], name="relation_once_per_pair"),
            models.CheckConstraint(condition=~Q(item=F("other")), name="relation_is_with_another"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other}"
