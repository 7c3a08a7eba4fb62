"""What an issue says: read from the rows, item by item, and frozen as one before anything is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string

from indicators.models import Assessment, Item
from tracker.digests.period import Period, last_period
from tracker.digests.subscribe import token_of
from tracker.models import DigestIssue, Direction, Entry, Evidence, Feed, Subscription

MOST_PIECES = 5  # of evidence per item and direction; the rest is counted
MOST_QUIET = 30  # items listed as quiet; the rest is counted


@dataclass(frozen=True, slots=True)
class Moved:
    """One item of which something happened."""

    item: Item
    advances: list[Evidence]
    sets_back: list[Evidence]
    context: list[Evidence]
    more: int
    assessments: list[Assessment]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was watching meanwhile."""

    healthy: int
    languages: list[str]
    entries: int
    troubled: list[Feed]

    @property
    def watched(self) -> bool:
        return self.healthy > 0


@dataclass(frozen=True, slots=True)
class Digest:
    starts_at: datetime
    ends_at: datetime
    moved: list[Moved]
    quiet: list[Item]
    quiet_more: int
    unwatched: list[Item]
    waiting: int
    coverage: Coverage

    @property
    def advanced(self) -> int:
        return sum(1 for moved in self.moved if moved.advances)

    @property
    def set_back(self) -> int:
        return sum(1 for moved in self.moved if moved.sets_back)


def due_periods(at: datetime) -> Iterator[tuple[Subscription, Period]]:
    """The subscriptions whose period has ended and that have no issue for it yet."""
    for subscription in Subscription.objects.filter(active=True).order_by("pk"):
        period = last_period(subscription.cadence, subscription.time_zone, subscription.local_hour, at)
        if period.due_at > subscription.created_at and not subscription.issues.filter(period=period.name).exists():
            yield subscription, period


def compose_due(at: datetime) -> Iterator[tuple[Subscription, Digest]]:
    """What would be frozen now; writes nothing."""
    for subscription, _ in due_periods(at):
        yield subscription, compose(subscription, _start(subscription), at)


def freeze_due(at: datetime) -> Iterator[DigestIssue]:
    """Freezes an issue for each subscription whose period has ended; a period that has one already gets no other."""
    for subscription, period in due_periods(at):
        issue, frozen = freeze(subscription, period, at)
        if frozen:
            yield issue


def freeze(subscription: Subscription, period: Period, at: datetime) -> tuple[DigestIssue, bool]:
    """Composes and keeps one issue; of two at the same time the database lets one through."""
    digest = compose(subscription, _start(subscription), at)
    return DigestIssue.objects.get_or_create(
        subscription=subscription,
        period=period.name,
        defaults={
            "starts_at": digest.starts_at,
            "ends_at": digest.ends_at,
            "message_id": make_msgid("digest", domain=urlsplit(settings.SITE_URL).hostname),
            "next_attempt_at": at,
            **render(subscription, digest),
        },
    )


def _start(subscription: Subscription) -> datetime:
    """From the end of the last issue on, whatever was missed since."""
    last = subscription.issues.order_by("-ends_at").first()
    return last.ends_at if last else subscription.created_at


def compose(subscription: Subscription, starts_at: datetime, ends_at: datetime) -> Digest:
    items = list(_items(subscription))
    moved = [found for item in items if (found := _moved(item, starts_at, ends_at))]
    still = [item for item in items if item.pk not in {one.item.pk for one in moved} and not item.is_closed]
    quiet = [item for item in still if _is_watched(item)]
    return Digest(
        starts_at=starts_at,
        ends_at=ends_at,
        moved=moved,
        quiet=quiet[:MOST_QUIET],
        quiet_more=max(0, len(quiet) - MOST_QUIET),
        unwatched=[item for item in still if not _is_watched(item)],
        waiting=Evidence.objects.suggested().filter(item__in=items).count(),
        coverage=coverage(starts_at, ends_at),
    )


def _items(subscription: Subscription) -> QuerySet[Item]:
    """What the subscription asked for; everything when it named nothing."""
    every = Item.objects.select_related("document", "watch").order_by("document", "reference")
    items, topics = list(subscription.items.all()), list(subscription.topics.all())
    if not items and not topics:
        return every
    return every.filter(Q(pk__in=[item.pk for item in items]) | Q(topics__in=topics)).distinct()


def _moved(item: Item, starts_at: datetime, ends_at: datetime) -> Moved | None:
    pieces = Evidence.objects.confirmed().filter(item=item).judged_between(starts_at, ends_at)
    by_direction = {
        direction: list(_told_by(pieces.filter(direction=direction))[:MOST_PIECES]) for direction in Direction.values
    }
    assessments = list(
        item.assessments.filter(
            state=Assessment.State.APPROVED, decided_at__gt=starts_at, decided_at__lte=ends_at
        ).order_by("decided_at")
    )
    total = pieces.count()
    if not total and not assessments:
        return None
    return Moved(
        item=item,
        advances=by_direction[Direction.ADVANCES],
        sets_back=by_direction[Direction.SETS_BACK],
        context=by_direction[Direction.CONTEXT] + by_direction[Direction.UNCLEAR],
        more=total - sum(map(len, by_direction.values())),
        assessments=assessments,
    )


def _told_by(pieces: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return (
        pieces.annotate(outlets=Count("story__entries__feed", distinct=True))
        .order_by("-score")
        .select_related("entry__feed")
    )


def _is_watched(item: Item) -> bool:
    watch = getattr(item, "watch", None)
    return watch is not None and watch.active and any(watch.terms.values())


def coverage(starts_at: datetime, ends_at: datetime) -> Coverage:
    healthy = Feed.objects.healthy()
    return Coverage(
        healthy=healthy.count(),
        languages=sorted({language[:2] for language in healthy.values_list("language", flat=True) if language}),
        entries=Entry.objects.filter(first_seen_at__gt=starts_at, first_seen_at__lte=ends_at).count(),
        troubled=list(Feed.objects.in_trouble().order_by("failing_since")),
    )


def render(subscription: Subscription, digest: Digest) -> dict[str, str]:
    """The frozen words: subject, text and HTML with its styles in place."""
    context = {
        "digest": digest,
        "subscription": subscription,
        "site": settings.SITE_URL,
        "unsubscribe": unsubscribe_url(subscription),
    }
    return {
        "subject": " ".join(render_to_string("digests/subject.txt", context).split())[:200],
        "text": render_to_string("digests/body.txt", context),
        "html": css_inline.inline(render_to_string("digests/body.html", context)),
    }


def unsubscribe_url(subscription: Subscription) -> str:
    return f"{settings.SITE_URL}/unsubscribe/{token_of(subscription)}/"
