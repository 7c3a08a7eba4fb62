"""What is polled, what each poll found, and the entries that came of it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

LEASE = timedelta(minutes=5)


class Outcome(models.TextChoices):
    """How a poll ended: a fixed vocabulary, so that it can be counted."""

    UPDATED = "updated", "New or changed entries"
    UNCHANGED = "unchanged", "Nothing new"
    NOT_MODIFIED = "not_modified", "Not modified (304)"
    BAD_ADDRESS = "bad_address", "Address not usable"
    FORBIDDEN_ADDRESS = "forbidden_address", "Address refused"
    DNS = "dns", "Host not found"
    CONNECTION = "connection", "Connection failed"
    TIMEOUT = "timeout", "No answer in time"
    TLS = "tls", "Certificate or TLS problem"
    TOO_LARGE = "too_large", "Answer too large"
    REDIRECT = "redirect", "Redirects too far or not safely"
    NOT_FOUND = "not_found", "Not found (404)"
    GONE = "gone", "Gone (410)"
    THROTTLED = "throttled", "Too many requests (429)"
    CLIENT_ERROR = "client_error", "Refused by the server (4xx)"
    SERVER_ERROR = "server_error", "Server error (5xx)"
    NOT_A_FEED = "not_a_feed", "Not a readable feed"
    CRASHED = "crashed", "Our own fault"


GOOD = (Outcome.UPDATED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
NETWORK = (Outcome.DNS, Outcome.CONNECTION, Outcome.TIMEOUT)


# The columns of a feed that a poll writes. The others are the analyst's, who may be typing while it is under way.
WRITTEN_BY_POLLS = (
    *("etag", "last_modified", "body_sha256", "id_policy"),
    *("next_poll_at", "period_seconds", "next_poll_reason", "lease_until"),
    *("polled_at", "succeeded_at", "last_new_at", "failures", "failing_since", "trouble", "trouble_note"),
)


class FeedState(models.TextChoices):
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"


class FeedKind(models.TextChoices):
    """What sort of source it is: a government's own word and a newspaper's are weighed differently."""

    PRESS = "press", "Press"
    WIRE = "wire", "Wire service"
    GOVERNMENT = "government", "Government"
    INTERNATIONAL = "international", "International body"
    THINK_TANK = "think_tank", "Think tank"
    SEARCH = "search", "Search feed"
    OTHER = "other", "Other"


class FeedQuerySet(models.QuerySet["Feed"]):
    def active(self) -> "FeedQuerySet":
        return self.filter(state=FeedState.ACTIVE)

    def unleased(self, at: datetime) -> "FeedQuerySet":
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=at))

    def due(self, at: datetime) -> "FeedQuerySet":
        return self.active().unleased(at).filter(next_poll_at__lte=at)

    def healthy(self) -> "FeedQuerySet":
        """Polled with success, and not failing now."""
        return self.active().filter(failures=0, succeeded_at__isnull=False)

    def in_trouble(self) -> "FeedQuerySet":
        return self.active().filter(failures__gt=0)

    def few_per_host(self, most: int) -> "FeedQuerySet":
        """At most so many of one host, the longest due first: one host cannot fill a batch."""
        rank = Window(RowNumber(), partition_by=F("host"), order_by=[F("next_poll_at").asc(), F("pk").asc()])
        return self.annotate(rank_in_host=rank).filter(rank_in_host__lte=most)

    def claim(self, at: datetime) -> bool:
        """Leases the rows still free; whoever changed the row, works."""
        return self.unleased(at).update(lease_until=at + LEASE) > 0


class Feed(models.Model):
    url = models.CharField(max_length=2000, unique=True)
    title = models.CharField(max_length=300, blank=True)
    site_url = models.CharField(max_length=2000, blank=True)
    kind = models.CharField(max_length=20, choices=FeedKind, default=FeedKind.PRESS)
    country = models.CharField(max_length=2, blank=True, help_text="ISO code: what its local stories are about")
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=FeedState, default=FeedState.ACTIVE)
    host = models.CharField(max_length=255, editable=False, db_index=True)
    added_at = models.DateTimeField(auto_now_add=True)

    # What the next request sends, and how its entries are told apart.
    etag = models.CharField(max_length=1000, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    body_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    id_policy = models.CharField(max_length=12, blank=True, editable=False)

    # The schedule: when next, and why then.
    next_poll_at = models.DateTimeField(editable=False)
    period_seconds = models.PositiveIntegerField(default=3600, editable=False)
    next_poll_reason = models.CharField(max_length=200, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)

    # Health.
    polled_at = models.DateTimeField(null=True, editable=False)
    succeeded_at = models.DateTimeField(null=True, editable=False)
    last_new_at = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=20, choices=Outcome, blank=True, editable=False)
    trouble_note = models.CharField(max_length=300, blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["title", "url"]
        indexes = [models.Index(fields=["state", "next_poll_at"], name="feed_due")]  # FeedQuerySet.due
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, failing_since__isnull=True, trouble="")
                | Q(failures__gt=0, failing_since__isnull=False) & ~Q(trouble=""),
                name="feed_trouble_says_what_and_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def note_new_address(self, host: str) -> None:
        """What the old address gave is forgotten: by it the new one could say "not modified" of what was never read."""
        self.host = host
        self.etag = self.last_modified = self.body_sha256 = ""

    def note_success(self, at: datetime, *, new: int) -> None:
        self.polled_at = self.succeeded_at = at
        self.last_new_at = at if new else self.last_new_at
        self.failures, self.failing_since, self.trouble, self.trouble_note = 0, None, "", ""

    def note_failure(self, at: datetime, *, outcome: str, note: str) -> None:
        self.polled_at = at
        self.failures += 1
        self.failing_since = self.failing_since or at
        self.trouble, self.trouble_note = outcome, note[:300]

    def note_next(self, at: datetime, *, reason: str) -> None:
        self.next_poll_at, self.next_poll_reason, self.lease_until = at, reason, None


class Poll(models.Model):
    """One visit to one feed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="polls")
    started_at = models.DateTimeField()
    seconds = models.FloatField()
    http_status = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    size = models.PositiveIntegerField(default=0, help_text="Bytes of the body")
    new = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["feed", "-started_at"], name="poll_of_feed")]  # the feed's page

    def __str__(self) -> str:
        return f"{self.feed} {self.started_at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"

    @property
    def is_good(self) -> bool:
        return self.outcome in GOOD


class EntryQuerySet(models.QuerySet["Entry"]):
    def unmatched(self) -> "EntryQuerySet":
        return self.filter(matched_at__isnull=True).order_by("pk")

    def first_seen_since(self, at: datetime) -> "EntryQuerySet":
        return self.filter(first_seen_at__gte=at)


class Entry(models.Model):
    """One entry of a feed as it stands now. An edited headline or text is a revision of the same entry."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    entry_id = models.CharField(max_length=500)
    url = models.CharField(max_length=2000, blank=True)
    canonical_url = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, help_text="Cleaned")
    raw = models.TextField(blank=True, help_text="As received")
    author = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField(null=True)
    published_raw = models.CharField(max_length=100, blank=True)
    first_seen_at = models.DateTimeField()
    is_backlog = models.BooleanField(default=False, help_text="Came with the feed's first fetch")
    revision = models.CharField(max_length=64, help_text="Hash of title and text")
    revisions = models.PositiveIntegerField(default=0, help_text="How often it was edited since")
    revised_at = models.DateTimeField(null=True)
    matched_at = models.DateTimeField(null=True)
    story = models.ForeignKey("Story", on_delete=models.SET_NULL, null=True, related_name="entries")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-first_seen_at", "-pk"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["feed", "entry_id"], name="entry_once_per_feed")]
        indexes = [
            models.Index(fields=["id"], name="entry_unmatched", condition=Q(matched_at__isnull=True)),
            models.Index(
                fields=["canonical_url"], name="entry_told", condition=Q(story__isnull=False)
            ),  # evidence.story
            models.Index(fields=["-first_seen_at"], name="entry_first_seen"),  # lists, re-matching
            models.Index(fields=["feed", "-first_seen_at"], name="entry_of_feed"),  # the feed's page
        ]

    def __str__(self) -> str:
        return self.title
