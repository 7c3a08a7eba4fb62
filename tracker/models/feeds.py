"""What is polled, when and why then, how it fares, and what each poll found."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from tracker.models import bulk

LEASE = timedelta(minutes=3)  # a batch takes one at most; and who was killed is caught up within five
BATCH = 100  # feeds in one claim: as many as one event loop keeps in flight
SILENT = timedelta(days=1)  # between two good polls; a longer stretch is told by the poll that ended it
BY_HAND = "manual:"  # the address of the one feed that holds what people added: no server has it, nobody polls it


class Outcome(models.TextChoices):
    """How a poll ended: a fixed vocabulary, so that it can be counted."""

    UPDATED = "updated", _("New or changed entries")
    UNCHANGED = "unchanged", _("Nothing new")
    NOT_MODIFIED = "not_modified", _("Not modified (304)")
    BAD_ADDRESS = "bad_address", _("Address not usable")
    FORBIDDEN_ADDRESS = "forbidden_address", _("Address refused")
    DNS = "dns", _("Host not found")
    DNS_TEMPORARY = "dns_temporary", _("Name server did not answer")
    CONNECTION = "connection", _("Connection failed")
    TIMEOUT = "timeout", _("No answer in time")
    TLS = "tls", _("Certificate or TLS problem")
    TOO_LARGE = "too_large", _("Answer too large")
    REDIRECT = "redirect", _("Redirects too far or not safely")
    NOT_FOUND = "not_found", _("Not found (404)")
    GONE = "gone", _("Gone (410)")
    THROTTLED = "throttled", _("Too many requests (429)")
    CLIENT_ERROR = "client_error", _("Refused by the server (4xx)")
    SERVER_ERROR = "server_error", _("Server error (5xx)")
    NOT_A_FEED = "not_a_feed", _("Not a readable feed")
    CRASHED = "crashed", _("Our own fault")


GOOD = (Outcome.UPDATED, Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
NETWORK = (Outcome.DNS, Outcome.DNS_TEMPORARY, Outcome.CONNECTION, Outcome.TIMEOUT)


# The columns of a feed that a poll writes. The others are the analyst's, who may be typing while it is under way.
WRITTEN_BY_POLLS = (
    *("etag", "last_modified", "body_sha256", "whole_at", "id_policy", "known_entries", "hint_seconds"),
    *("next_poll_at", "period_seconds", "next_poll_reason", "lease_until", "attempts"),
    *("polled_at", "succeeded_at", "last_new_at", "newest_at", "gap_at"),
    *("failures", "strain", "failing_since", "trouble", "trouble_note", "gone_at", "broken_at"),
    *("moved_to", "moved_since", "moved_polls"),
)

# A feed that does not fail.
UNFAILED = {"failures": 0, "strain": 0, "failing_since": None, "gone_at": None, "trouble": "", "trouble_note": ""}


# What the old address gave, forgotten with it: by it the new one could say "not modified" of what was never read.
GONE_WITH_THE_ADDRESS = {"etag": "", "last_modified": "", "body_sha256": "", "known_entries": b""}


def longest_lease() -> timedelta:
    """No claim reaches further: it waits for a host that rests for less than a lease, then for all before it there."""
    return 2 * LEASE + BATCH * timedelta(seconds=settings.FEED_HOST_INTERVAL_SECONDS)


class FeedState(models.TextChoices):
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    QUARANTINED = "quarantined", _("Quarantined")


class FeedKind(models.TextChoices):
    """What sort of source it is: a government's own word and a newspaper's are weighed differently."""

    PRESS = "press", _("Press")
    WIRE = "wire", _("Wire service")
    GOVERNMENT = "government", _("Government")
    INTERNATIONAL = "international", _("International body")
    THINK_TANK = "think_tank", _("Think tank")
    SEARCH = "search", _("Search feed")
    OTHER = "other", _("Other")


_ACTIVE = Q(state=FeedState.ACTIVE)
HEALTHY = _ACTIVE & Q(failures=0, succeeded_at__isnull=False)
IN_TROUBLE = _ACTIVE & Q(failures__gt=0)
NEVER_POLLED = _ACTIVE & Q(polled_at__isnull=True)


class FeedQuerySet(models.QuerySet["Feed"]):
    def from_the_web(self) -> "FeedQuerySet":
        """All but the one that holds what people added."""
        return self.exclude(url=BY_HAND)

    def active(self) -> "FeedQuerySet":
        return self.filter(state=FeedState.ACTIVE)

    def unleased(self, at: datetime) -> "FeedQuerySet":
        """A lease that ends later than any can was given by a clock that has been put back: it holds nobody up."""
        impossible = Q(lease_until__gt=at + longest_lease())
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=at) | impossible)

    def leased(self, at: datetime) -> "FeedQuerySet":
        return self.filter(lease_until__gte=at, lease_until__lte=at + longest_lease())

    def due(self, at: datetime) -> "FeedQuerySet":
        return self.active().unleased(at).filter(next_poll_at__lte=at)

    def healthy(self) -> "FeedQuerySet":
        """Polled with success, and not failing now."""
        return self.filter(HEALTHY)

    def in_trouble(self) -> "FeedQuerySet":
        return self.filter(IN_TROUBLE)

    def quarantined(self) -> "FeedQuerySet":
        return self.filter(state=FeedState.QUARANTINED)

    def counted(self) -> dict[str, int]:
        """How many are how, in one query."""
        states = {"healthy": HEALTHY, "trouble": IN_TROUBLE, "new": NEVER_POLLED}
        states |= {state.value: Q(state=state) for state in (FeedState.PAUSED, FeedState.QUARANTINED)}
        return self.order_by().aggregate(**{name: Count("pk", filter=such) for name, such in states.items()})

    def few_per_host(self, most: int) -> "FeedQuerySet":
        """At most so many of one host, the longest due first: one host cannot fill a batch."""
        waiting_longest = [F("next_poll_at").asc(), F("polled_at").asc(nulls_first=True), F("pk").asc()]
        rank = Window(RowNumber(), partition_by=F("host"), order_by=waiting_longest)
        return self.annotate(rank_in_host=rank).filter(rank_in_host__lte=most)

    def resume(self, at: datetime) -> int:
        """Those that were paused, or stopped their workers, are polled again, as if nothing had been."""
        return self.make_due(at, reason="resumed", state=FeedState.ACTIVE, attempts=0)

    def make_due(self, at: datetime, *, reason: str, **columns: object) -> int:
        """Has the workers poll these as soon as they can."""
        return self.update(next_poll_at=at, next_poll_reason=reason, **columns)

    def write(self, feeds: Iterable["Feed"], columns: Sequence[str]) -> None:
        """Saves these columns of many feeds, in the order of their keys."""
        rows = [[*(getattr(feed, column) for column in columns), feed.pk] for feed in sorted(feeds, key=lambda f: f.pk)]
        bulk.update(Feed, columns, rows)


class Feed(models.Model):
    url = models.CharField(max_length=2000, unique=True)
    original_url = models.CharField(
        max_length=2000, blank=True, editable=False, help_text=_("The address before a permanent move was adopted")
    )
    title = models.CharField(max_length=300, blank=True)
    site_url = models.CharField(max_length=2000, blank=True)
    kind = models.CharField(max_length=20, choices=FeedKind, default=FeedKind.PRESS)
    country = models.CharField(max_length=2, blank=True, help_text=_("ISO code: what its local stories are about"))
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=12, choices=FeedState, default=FeedState.ACTIVE)
    host = models.CharField(max_length=255, editable=False, db_index=True)
    added_at = models.DateTimeField(auto_now_add=True)

    # What the next request sends, and how its entries are told apart.
    etag = models.CharField(max_length=1000, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    body_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    whole_at = models.DateTimeField(null=True, editable=False, help_text=_("Last asked for without conditions"))
    id_policy = models.CharField(max_length=12, blank=True, editable=False)
    known_entries = models.BinaryField(
        default=b"",
        editable=False,
        help_text=_("Marks of the entries in the last document, so that only others are read"),
    )

    # Where the server says the feed has moved to for good, and what speaks for it so far.
    moved_to = models.CharField(max_length=2000, blank=True, editable=False)
    moved_since = models.DateTimeField(null=True, editable=False)
    moved_polls = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Polls that found the same feed there")
    )

    # The schedule: when next, and why then.
    next_poll_at = models.DateTimeField(editable=False)
    period_seconds = models.PositiveIntegerField(default=3600, editable=False)
    next_poll_reason = models.CharField(max_length=200, blank=True, editable=False)
    hint_seconds = models.PositiveIntegerField(
        null=True, editable=False, help_text=_("The period the feed itself asks for")
    )
    lease_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Claims since the last that was settled: each one more cost a worker"
    )

    # Health.
    polled_at = models.DateTimeField(null=True, editable=False)
    succeeded_at = models.DateTimeField(null=True, editable=False)
    last_new_at = models.DateTimeField(null=True, editable=False)
    newest_at = models.DateTimeField(
        null=True, editable=False, help_text=_("Publication of its newest entry, as far as known")
    )
    gap_at = models.DateTimeField(
        null=True, editable=False, help_text=_("Last time entries may have come and gone unseen")
    )
    failures = models.PositiveIntegerField(default=0, editable=False)
    strain = models.FloatField(
        default=0, editable=False, help_text=_("The failures in a row, by how much each one says")
    )
    failing_since = models.DateTimeField(null=True, editable=False)
    trouble = models.CharField(max_length=20, choices=Outcome, blank=True, editable=False)
    trouble_note = models.CharField(max_length=300, blank=True, editable=False)
    gone_at = models.DateTimeField(
        null=True, editable=False, help_text=_("Since when the server has said 410 and nothing else")
    )
    broken_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When the notice was given that it is broken")
    )

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

    @property
    def is_by_hand(self) -> bool:
        return self.url == BY_HAND

    def note_new_address(self, host: str) -> None:
        self.host = host
        self._note(GONE_WITH_THE_ADDRESS)

    def note_success(self, at: datetime, *, new: int) -> None:
        self.polled_at = self.succeeded_at = at
        self.last_new_at = at if new else self.last_new_at
        self.note_unfailed()

    def note_unfailed(self) -> None:
        self._note(UNFAILED)

    def note_no_move(self) -> None:
        self.moved_to, self.moved_since, self.moved_polls = "", None, 0

    def _note(self, columns: Mapping[str, object]) -> None:
        for column, value in columns.items():
            setattr(self, column, value)

    def note_failure(self, at: datetime, *, outcome: str, weight: float, note: str) -> None:
        self.polled_at = at
        self.failures, self.strain = self.failures + 1, self.strain + weight
        self.failing_since = self.failing_since or at
        self.gone_at = (self.gone_at or at) if outcome == Outcome.GONE else None
        self.trouble, self.trouble_note = outcome, note[:300]

    def note_next(self, at: datetime, *, reason: str) -> None:
        self.next_poll_at, self.next_poll_reason = at, reason
        self.lease_until, self.attempts = None, 0


class Poll(models.Model):
    """One visit to one feed."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="polls")
    started_at = models.DateTimeField()
    seconds = models.FloatField()
    http_status = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    size = models.PositiveIntegerField(default=0, help_text=_("Bytes of the body"))
    listed = models.PositiveIntegerField(default=0, help_text=_("Entries in the document"))
    new = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    possible_gap = models.BooleanField(
        default=False, help_text=_("Everything listed was new: more may have come and gone")
    )
    silent_since = models.DateTimeField(
        null=True, editable=False, help_text="Of a good poll: when the one before it was, if more than a day ago"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["feed", "-started_at"], name="poll_of_feed"),  # the feed's page
            models.Index(fields=["-started_at", "-id"], name="poll_newest"),  # the list
            models.Index(fields=["-started_at", "-id"], condition=Q(possible_gap=True), name="poll_possible_gap"),
            models.Index(fields=["started_at"], condition=Q(silent_since__isnull=False), name="poll_after_silence"),
        ]

    def __str__(self) -> str:
        return f"{self.feed} {self.started_at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"

    @property
    def is_good(self) -> bool:
        return self.outcome in GOOD


class FeedNotice(models.Model):
    """What a person should hear of a feed, said once when it happens."""

    class Kind(models.TextChoices):
        BROKEN = "broken", _("Broken")
        STILL_BROKEN = "still_broken", _("Broken for a month")
        GONE = "gone", _("Gone")
        RECOVERED = "recovered", _("Recovered")
        MOVED = "moved", _("Moved")
        MOVE_UNDONE = "move_undone", _("Move undone")
        QUARANTINED = "quarantined", _("Quarantined")
        MOVED_ONTO_ANOTHER = "moved_onto_another", _("Moved to where another feed is")

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    given_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["-given_at"], name="notice_newest")]  # the front page

    def __str__(self) -> str:
        return f"{self.feed}: {self.get_kind_display().lower()}"
