"""Documents and their items: recommendations and indicators in one table, so that evidence has one foreign key."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an item stands. *Not assessed*, *no evidence* and *not started* are three different things."""

    NOT_ASSESSED = "not_assessed", _("Not assessed")
    NO_EVIDENCE = "no_evidence", _("No evidence")
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    PARTIALLY_IMPLEMENTED = "partially_implemented", _("Partially implemented")
    IMPLEMENTED = "implemented", _("Implemented")
    NOT_IMPLEMENTED = "not_implemented", _("Not implemented")
    NO_LONGER_APPLICABLE = "no_longer_applicable", _("No longer applicable")
    SUPERSEDED = "superseded", _("Superseded")


class Trend(models.TextChoices):
    """Which way it is going, whatever the status."""

    ADVANCING = "advancing", _("Advancing")
    UNCHANGED = "unchanged", _("Unchanged")
    STALLED = "stalled", _("Stalled")
    REVERSED = "reversed", _("Reversed")


class Polarity(models.TextChoices):
    """What it means when the thing an indicator describes happens."""

    ADVANCES = "advances", _("Good news when it happens")
    SETS_BACK = "sets_back", _("Bad news when it happens")


class Measure(models.TextChoices):
    """What an indicator is judged by: a signpost by whether it happens, a measure by a number, a grade or words.

    The five measures are those of the IATI standard's codelist IndicatorMeasure.
    """

    SIGNPOST = "signpost", _("Signpost: it happens or not")
    UNIT = "unit", _("Number of units")
    PERCENTAGE = "percentage", _("Percentage")
    NOMINAL = "nominal", _("Count on a nominal scale")
    ORDINAL = "ordinal", _("Grade on an ordinal scale")
    QUALITATIVE = "qualitative", _("Described in words")


NUMERIC = (Measure.UNIT, Measure.PERCENTAGE, Measure.NOMINAL)
IN_WORDS = (Measure.ORDINAL, Measure.QUALITATIVE)  # these refuse numbers
DIGITS, DECIMALS = 20, 6


class Topic(models.Model):
    name = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Country(models.Model):
    """A country by its ISO 3166 alpha-2 code; the names are the gazetteer's."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name


class Actor(models.Model):
    """Whoever a recommendation is addressed to, or whose doing an indicator shows."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40, blank=True)
    country = models.ForeignKey(Country, on_delete=models.SET_NULL, null=True, blank=True)
    aliases = models.JSONField(
        default=dict, blank=True, help_text=_('Other names by language: {"es": ["Cancillería"]}')
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Cycle(models.Model):
    """A round in which a body makes and reports on recommendations: a review, an action plan, a budget year."""

    name = models.CharField(max_length=120, unique=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="cycle_starts_before_it_ends",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    title = models.CharField(max_length=300, unique=True)
    number = models.CharField(max_length=80, blank=True, help_text=_("The publisher's own: GAO-21-123"))
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, default="en")
    text = models.TextField(blank=True, help_text=_("The document's text, if it may be kept; quotes are cut from it"))
    sha256 = models.CharField(max_length=64, blank=True, editable=False)  # of the words of its text
    outline = models.JSONField(default=dict, blank=True, editable=False)  # {"pages": [start], "headings": [...]}

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], condition=~Q(sha256=""), name="document_text_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ItemQuerySet(models.QuerySet["Item"]):
    def open(self) -> "ItemQuerySet":
        return self.exclude(status__in=CLOSED)


class Item(models.Model):
    """One recommendation, or one sign to watch for, at its place in a document."""

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", _("Recommendation")
        INDICATOR = "indicator", _("Indicator")

    class Priority(models.TextChoices):
        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    class DueBasis(models.TextChoices):
        STATED = "stated", _("Stated in the document")
        DERIVED = "derived", _("Derived by the analyst")
        NONE = "none", _("No date")

    kind = models.CharField(max_length=20, choices=Kind)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="items")
    reference = models.CharField(max_length=40, help_text=_("Unique within the document"))
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    heading = models.CharField(max_length=300, blank=True, help_text=_("The heading it stands under"))
    place = models.CharField(max_length=200, blank=True, help_text=_("Where under the heading: table row, list item"))
    quote = models.TextField(blank=True)
    quote_start = models.PositiveIntegerField(null=True, blank=True, help_text=_("In code points from the start"))
    quote_end = models.PositiveIntegerField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    cycle = models.ForeignKey(Cycle, on_delete=models.SET_NULL, null=True, blank=True, related_name="items")
    topics = models.ManyToManyField(Topic, blank=True, related_name="items")
    countries = models.ManyToManyField(Country, blank=True, related_name="items")
    actors = models.ManyToManyField(Actor, through="Addressee", blank=True, related_name="items")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.MEDIUM)
    published = models.BooleanField(default=False, help_text=_("Shown on the public board"))
    expected_outcome = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_basis = models.CharField(max_length=10, choices=DueBasis, default=DueBasis.NONE)
    polarity = models.CharField(max_length=10, choices=Polarity, default=Polarity.ADVANCES)
    informs = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="informed_by")
    trips_when = models.TextField(
        blank=True, help_text=_("What would trip it: the event after which it counts as seen")
    )
    active_from = models.DateField(null=True, blank=True)
    active_until = models.DateField(null=True, blank=True)
    measure = models.CharField(max_length=12, choices=Measure, default=Measure.SIGNPOST)
    unit = models.CharField(max_length=80, blank=True, help_text=_("homicides per 100,000 people"))
    ascending = models.BooleanField(default=True, help_text=_("More of it is better"))
    baseline_value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    baseline_narrative = models.TextField(blank=True, help_text=_("For a measure in words"))
    baseline_on = models.DateField(null=True, blank=True)
    review_every_days = models.PositiveSmallIntegerField(default=90)
    added_at = models.DateTimeField(null=True, default=timezone.now, editable=False)  # empty: before this was kept
    # What it takes to call it implemented, beside that an announcement closes nothing.
    closing_stage = models.CharField(max_length=20, blank=True, help_text=_("The least that must have happened"))
    closing_sources = models.PositiveSmallIntegerField(
        default=1, help_text=_("Independent publishers that must tell it")
    )
    closing_official = models.BooleanField(default=False, help_text=_("An official source must be among them"))
    # Written by an approved assessment and by nothing else: see indicators/assessment.py.
    status = models.CharField(max_length=24, choices=Status, default=Status.NOT_ASSESSED, editable=False)
    trend = models.CharField(max_length=12, choices=Trend, blank=True, default="", editable=False)
    last_assessed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What its publisher says of it, in the publisher's words and in ours. A claim, never our status.
    reported_status = models.CharField(max_length=120, blank=True)
    reported_scheme = models.CharField(max_length=20, blank=True)
    reported_as = models.CharField(max_length=24, choices=Status, blank=True, default="")
    reported_note = models.TextField(blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["document_id", "reference"]
        permissions = [("publish_item", "Can show an item on the public board")]
        constraints = [
            models.UniqueConstraint(fields=["document", "reference"], name="item_reference_unique_in_document"),
            models.CheckConstraint(
                condition=Q(quote_start__isnull=True, quote_end__isnull=True) | Q(quote_start__lt=F("quote_end")),
                name="item_quote_has_both_ends",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="item_status_known"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, due_basis="none") | Q(due_on__isnull=False) & ~Q(due_basis="none"),
                name="item_due_date_says_its_basis",
            ),
            models.CheckConstraint(
                condition=Q(baseline_value__isnull=True) | Q(measure__in=NUMERIC),
                name="item_measured_in_words_has_no_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED


CLOSED = (Status.IMPLEMENTED, Status.NOT_IMPLEMENTED, Status.NO_LONGER_APPLICABLE, Status.SUPERSEDED)


class Addressee(models.Model):
    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        SUPPORTING = "supporting", _("Supporting")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="addressees")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT)
    role = models.CharField(max_length=12, choices=Role, default=Role.LEAD)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "actor"], name="addressee_once_per_item")]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display().lower()})"


class RecommendationManager(models.Manager["Item"]):
    def get_queryset(self) -> models.QuerySet["Item"]:
        return super().get_queryset().filter(kind=Item.Kind.RECOMMENDATION)


class Recommendation(Item):
    objects = RecommendationManager()  # type: ignore[assignment, misc]

    class Meta:
        proxy = True


class IndicatorManager(models.Manager["Item"]):
    def get_queryset(self) -> models.QuerySet["Item"]:
        return super().get_queryset().filter(kind=Item.Kind.INDICATOR)


class Indicator(Item):
    objects = IndicatorManager()  # type: ignore[assignment, misc]

    class Meta:
        proxy = True
