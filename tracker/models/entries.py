"""What the feeds brought: entries as they stand now, and the ids of those that were purged."""

from datetime import datetime

from django.db import models
from django.db.models import Min, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tracker.models.feeds import Feed, FeedKind
from tracker.models.publisher import SEARCHERS, named_at_end, site_of

LONGEST_NAME = 300  # characters of a publisher's
MOST_WAITING = 100_000  # looked at for the oldest: with more than that the matcher is behind anyway


class EntryQuerySet(models.QuerySet["Entry"]):
    def unmatched(self) -> "EntryQuerySet":
        return self.filter(matched_at__isnull=True).order_by("pk")

    def waiting_since(self) -> datetime | None:
        """When the one that waits longest for the matcher came, or was edited last; None when none waits."""
        since = Coalesce("revised_at", "first_seen_at")
        first: datetime | None = self.unmatched()[:MOST_WAITING].aggregate(first=Min(since))["first"]
        return first

    def first_seen_since(self, at: datetime) -> "EntryQuerySet":
        return self.filter(first_seen_at__gte=at)

    def as_sources(self) -> "EntryQuerySet":
        """As those who tell a story are listed, the first one first; without what nobody reads in a list."""
        return self.select_related("feed").defer("html", "text").order_by("first_seen_at", "pk")


class Entry(models.Model):
    """One entry of a feed as it stands now. An edited headline or text is a revision of the same entry."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    entry_id = models.CharField(max_length=500)
    url = models.CharField(max_length=2000, blank=True)
    canonical_url = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, help_text=_("Cleaned"))
    author = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    published_at = models.DateTimeField(null=True)
    published_raw = models.CharField(max_length=100, blank=True)
    first_seen_at = models.DateTimeField()
    is_backlog = models.BooleanField(default=False, help_text=_("Came with the feed's first fetch"))
    revision = models.CharField(max_length=64, help_text=_("Hash of title and text"))
    revisions = models.PositiveIntegerField(default=0, help_text=_("How often it was edited since"))
    revised_at = models.DateTimeField(null=True)
    matched_at = models.DateTimeField(null=True)
    story = models.ForeignKey("Story", on_delete=models.SET_NULL, null=True, related_name="entries")
    voice = models.CharField(
        max_length=LONGEST_NAME,
        blank=True,
        help_text=_(
            "Whose words it tells its story in: its publisher's, or those of the agency or the paper it copies"
        ),
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-first_seen_at", "-pk"]
        verbose_name_plural = _("entries")
        constraints = [models.UniqueConstraint(fields=["feed", "entry_id"], name="entry_once_per_feed")]
        indexes = [
            models.Index(fields=["id"], name="entry_unmatched", condition=Q(matched_at__isnull=True)),
            models.Index(
                fields=["canonical_url"], name="entry_told", condition=Q(story__isnull=False)
            ),  # evidence.story
            models.Index(fields=["-first_seen_at"], name="entry_first_seen"),  # lists, re-matching
            models.Index(fields=["feed", "-first_seen_at"], name="entry_of_feed"),  # the feed's page
            # The list, narrowed to these; how many a feed began with.
            models.Index(fields=["-first_seen_at", "-id", "feed"], condition=Q(is_backlog=True), name="entry_backlog"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def told_at(self) -> datetime:
        """When it was published, as far as the source says so."""
        return self.published_at or self.first_seen_at

    @property
    def publisher(self) -> str:
        """The site it links to; of a search feed the outlet named after the headline; else the feed.

        Of what somebody added by hand, whoever that person says.
        """
        site = site_of(self.url)
        if self.feed.is_by_hand:
            return (site or self.author or str(self.feed))[:LONGEST_NAME]
        if self.feed.kind == FeedKind.SEARCH or site in SEARCHERS:
            site = named_at_end(self.title)
        return (site or site_of(self.feed.site_url) or str(self.feed))[:LONGEST_NAME]


class PurgedEntry(models.Model):
    """An entry that was purged: a feed that lists it still does not bring it back."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="+")
    entry_id = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "entry_id"], name="entry_purged_once")]

    def __str__(self) -> str:
        return self.entry_id
