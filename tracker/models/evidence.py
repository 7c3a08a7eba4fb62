"""What the entries say about the items: suggested by the matcher, judged by a person."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models import Citation, Item, Watch
from tracker.models.entries import Entry, EntryQuerySet


class Direction(models.TextChoices):
    ADVANCES = "advances", _("Advances")
    SETS_BACK = "sets_back", _("Sets back")
    CONTEXT = "context", _("Context")
    UNCLEAR = "unclear", _("Unclear")


class Stage(models.TextChoices):
    """How far along what happened is. An announcement alone never closes anything."""

    ANNOUNCEMENT = "announcement", _("Announcement")
    FORMAL_COMMITMENT = "formal_commitment", _("Formal commitment")
    ACTION = "action", _("Action")
    OUTCOME = "outcome", _("Outcome")


class Verdict(models.TextChoices):
    SUGGESTED = "suggested", _("Suggested")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", pgettext_lazy("verdicts", "Rejected")
    DUPLICATE = "duplicate", _("Duplicate")


RIGHT = (Verdict.CONFIRMED, Verdict.DUPLICATE)  # a duplicate tells of the event as well
JUDGED = (*RIGHT, Verdict.REJECTED)


class Story(models.Model):
    """One event, told by one outlet or by many."""

    title = models.CharField(max_length=500)
    first_seen_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-first_seen_at"]
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return self.title

    @property
    def sources(self) -> EntryQuerySet:
        return Entry.objects.filter(story=self).as_sources()

    @property
    def publishers(self) -> set[str]:
        return {entry.publisher for entry in self.sources}


class EntryWord(models.Model):
    """One of the rarest words of an entry that tells a story: by these its retellings find it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=60)
    told_at = models.DateTimeField(help_text=_("The entry's: a word is looked up among those of its days"))

    class Meta:
        indexes = [models.Index(fields=["word", "told_at", "entry"], name="entry_by_word")]  # evidence.story

    def __str__(self) -> str:
        return self.word


class Origin(models.TextChoices):
    MATCHED = "matched", _("Found by a watch")
    MANUAL = "manual", _("Added by a person")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def suggested(self) -> "EvidenceQuerySet":
        return self.filter(verdict=Verdict.SUGGESTED)

    def confirmed(self) -> "EvidenceQuerySet":
        return self.filter(verdict=Verdict.CONFIRMED)

    def judged_between(self, start: datetime, end: datetime) -> "EvidenceQuerySet":
        return self.filter(reviewed_at__gt=start, reviewed_at__lte=end)

    def with_voices(self) -> "EvidenceQuerySet":
        """With how many independent publishers tell the story: those that copy one text are one voice."""
        told = Entry.objects.filter(story=OuterRef("story")).order_by().values("story")
        voices = told.annotate(voices=Count("voice", distinct=True)).values("voices")
        return self.annotate(voices=Coalesce(Subquery(voices), 1))


class Evidence(models.Model):
    """What one story says about one item. Rejected rows are kept: they teach the matcher."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="evidence")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="evidence")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="evidence")
    direction = models.CharField(max_length=12, choices=Direction, default=Direction.UNCLEAR)
    stage = models.CharField(max_length=20, choices=Stage, blank=True)
    score = models.FloatField()
    explanation = models.JSONField(help_text=_("The parts that sum to the score, and the cues of the direction"))
    watch_version = models.PositiveIntegerField()
    # What was read: kept in step with the entry while suggested, frozen by the verdict. Offsets of the
    # explanation and of the quote point into title + newline + lead.
    title = models.CharField(max_length=500)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True, help_text=_("All of it, as it was read"))
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True, help_text=_("When this was read at the source"))
    quote = models.TextField(blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.MATCHED)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=Verdict, default=Verdict.SUGGESTED)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    needs_recheck = models.BooleanField(default=False, help_text=_("Its source has changed or is gone since"))
    recheck_note = models.CharField(max_length=300, blank=True)
    citations = models.ManyToManyField(Citation, blank=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["item", "story"], name="evidence_once_per_item_and_story"),
            models.CheckConstraint(
                condition=Q(verdict="suggested", reviewed_by__isnull=True, reviewed_at__isnull=True)
                | ~Q(verdict="suggested") & Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="evidence_verdict_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(origin="matched", added_by__isnull=True) | Q(origin="manual", added_by__isnull=False),
                name="evidence_added_by_hand_has_who",
            ),
        ]
        indexes = [
            models.Index(fields=["verdict", "-score", "id"], name="evidence_queue"),  # the review queue
            models.Index(fields=["item", "verdict", "-reviewed_at"], name="evidence_of_item"),  # digest, item page
            models.Index(fields=["-created_at", "-id"], name="evidence_newest"),  # the list
            # The front page's charts and the alerts; then what moved, and each reviewer's figures.
            models.Index(fields=["created_at", "verdict", "direction", "item"], name="evidence_by_day"),
            models.Index(fields=["verdict", "reviewed_at", "direction", "reviewed_by"], name="evidence_judged"),
            models.Index(fields=["id"], condition=Q(needs_recheck=True), name="evidence_to_look_at_again"),
            models.Index(
                fields=["snoozed_until"], condition=Q(snoozed_until__isnull=False), name="evidence_put_off"
            ),  # how many wait
        ]

    def __str__(self) -> str:
        return self.title

    def says_otherwise(self, direction: str, stage: str) -> bool:
        """Whether these are the contrary, or another stage, as far as both say: then it is of another event."""
        contrary = {self.direction, direction} == {Direction.ADVANCES, Direction.SETS_BACK}
        return contrary or bool(self.stage and stage and self.stage != stage)


class Hold(models.Model):
    """A story that somebody is looking at, so that nobody else gets it meanwhile."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="hold")
    analyst = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.story}, by {self.analyst}"


class Rematch(models.Model):
    """Up to which version a watch has been matched against the entries already stored."""

    watch = models.OneToOneField(Watch, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.watch} at version {self.version}"


class Lesson(models.Model):
    """What a watch last learned from: verdicts are new when these are others."""

    watch = models.OneToOneField(Watch, on_delete=models.CASCADE, related_name="+")
    taught_at = models.DateTimeField()
    verdicts = models.PositiveIntegerField()
    latest_at = models.DateTimeField(help_text=_("When the latest of them was given"))

    def __str__(self) -> str:
        return f"{self.watch}: {self.verdicts} verdicts"
