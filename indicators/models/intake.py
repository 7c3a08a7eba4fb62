"""How documents come in, and what was found in them: an intake becomes a document, a draft becomes an item."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from indicators.extraction.rules import TOLD
from indicators.models.catalogue import Document, Item

_FOUND_BY_HAND = gettext_noop("a person")


LONGEST_LEASE = timedelta(minutes=4)  # reading takes 150 seconds at most, finding the drafts of 2,500 pages some more


def _held(at: datetime) -> Q:
    """A lease that ends far later than any can was given by a clock that has been put back: it holds nobody up.

    Far, for whoever asks may have read the time before the one who claimed it, or have a clock that is behind.
    """
    return Q(lease_until__isnull=False, lease_until__gt=at, lease_until__lte=at + 2 * LONGEST_LEASE)


class IntakeQuerySet(models.QuerySet["Intake"]):
    def waiting(self, at: datetime) -> "IntakeQuerySet":
        """Neither finished nor being worked on."""
        unfinished = self.filter(state__in=(Intake.State.WAITING, Intake.State.READING))
        return unfinished.exclude(_held(at))

    def being_read(self, at: datetime) -> "IntakeQuerySet":
        return self.filter(_held(at), state=Intake.State.READING)


class Intake(models.Model):
    """A file, a pasted text or an address that somebody handed in; it stays, as what the document was made from."""

    class Kind(models.TextChoices):
        PASTE = "paste", _("Pasted text")
        FILE = "file", _("File")
        ADDRESS = "address", _("Web address")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Being read")
        DONE = "done", _("Read")
        REFUSED = "refused", _("Not read")

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=300, blank=True, help_text=_("The file's name"))
    url = models.URLField(max_length=2000, blank=True)
    content = models.BinaryField(null=True, blank=True)  # None: an address that was not fetched yet
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)  # of the content
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    pages = models.PositiveIntegerField(null=True, blank=True)
    pages_read = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)  # why it was not read, or which document it already is
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="intakes")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-id"]
        indexes = [
            models.Index(  # what the reader asks for, every few seconds
                fields=["submitted_at"], condition=Q(state__in=("waiting", "reading")), name="intake_unfinished"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "reading"), document__isnull=True, finished_at__isnull=True)
                | Q(state="done", document__isnull=False, finished_at__isnull=False)
                | Q(state="refused", document__isnull=True, finished_at__isnull=False) & ~Q(note=""),
                name="intake_ends_as_a_document_or_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.name or self.url or gettext("Pasted text")

    @property
    def is_finished(self) -> bool:
        return self.state in (Intake.State.DONE, Intake.State.REFUSED)


class DraftQuerySet(models.QuerySet["ItemDraft"]):
    def open(self) -> "DraftQuerySet":
        return self.filter(state=ItemDraft.State.OPEN)


class ItemDraft(models.Model):
    """An item as extraction or an analyst proposes it, at its place in the text: to be accepted or not."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        REPLACED = "replaced", _("Split or merged")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=20, choices=Item.Kind)
    title = models.CharField(max_length=300)
    quote = models.TextField()
    start = models.PositiveIntegerField()  # in code points: document.text[start:end] == quote
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    addressee = models.CharField(max_length=200, blank=True)
    expected_outcome = models.TextField(blank=True)
    countries = models.JSONField(default=list, blank=True)  # ISO codes
    due_on = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=40, blank=True)  # empty: a person's
    confidence = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    item = models.OneToOneField(Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="draft")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["start", "end", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="draft_quotes_something"),
            models.CheckConstraint(
                condition=Q(state="open", item__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(~Q(state="open"), decided_by__isnull=False, decided_at__isnull=False),
                name="draft_decision_has_who_and_when",
            ),
            models.UniqueConstraint(
                fields=["document", "kind", "start", "end"], condition=Q(state="open"), name="draft_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def found_by(self) -> str:
        return gettext(TOLD.get(self.rule, self.rule) or _FOUND_BY_HAND)
