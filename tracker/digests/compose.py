"""What an issue says: read from the rows, item by item, and frozen as one before anything is sent."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from typing import TypeVar
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.template.loader import render_to_string

from indicators.models import Assessment, Item
from tracker import coverage
from tracker.coverage import Coverage
from tracker.digests import links
from tracker.digests.period import Period, last_period
from tracker.models import DigestIssue, Direction, Entry, Evidence, Feed, Subscription

Row = TypeVar("Row", Evidence, Assessment)

MOST_PIECES = 5  # of evidence per item and direction; the rest is counted
MOST_STILL = 30  # items that are watched alike; the rest is counted


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
class Still:
    """Items of which nothing happened, and that are watched alike: what is said of their coverage is said once."""

    coverage: str
    items: list[Item]
    more: int


@dataclass(frozen=True, slots=True)
class Digest:
    starts_at: datetime
    ends_at: datetime
    moved: list[Moved]
    quiet: list[Still]
    unwatched: list[Still]
    waiting: int
    waiting_items: list[Item]
    watched: bool
    troubled: list[Feed]

    @property
    def advanced(self) -> int:
        return sum(1 for moved in self.moved if moved.advances)

    @property
    def set_back(self) -> int:
        return sum(1 for moved in self.moved if moved.sets_back)


def due_periods(at: datetime) -> Iterator[tuple[Subscription, Period]]:
    """The subscriptions whose period has ended and that have no issue for it yet."""
    for subscription in Subscription.objects.standing().order_by("pk"):
        period = last_period(subscription.cadence, subscription.time_zone, subscription.local_hour, at)
        is_new = period.due_at > (subscription.confirmed_at or subscription.created_at)
        if is_new and not subscription.issues.filter(period=period.name).exists():
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
    links.hand_out(subscription, at)
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
    last = subscription.issues.filter(kind=DigestIssue.Kind.DIGEST).order_by("-ends_at").first()
    return last.ends_at if last else subscription.confirmed_at or subscription.created_at


def compose(subscription: Subscription, starts_at: datetime, ends_at: datetime) -> Digest:
    items = list(_items(subscription))
    pieces = _by_item(_pieces(items, starts_at, ends_at))
    assessments = _by_item(_assessments(items, starts_at, ends_at))
    waiting = Counter(Evidence.objects.suggested().filter(item__in=items).values_list("item_id", flat=True))
    news = {*pieces, *assessments}
    still = [item for item in items if item.pk not in news and not item.is_closed]
    covered = coverage.of(items, starts_at, ends_at)
    quiet = [item for item in still if covered[item.pk].watched and not waiting[item.pk]]
    return Digest(
        starts_at=starts_at,
        ends_at=ends_at,
        moved=[_moved(item, pieces[item.pk], assessments[item.pk]) for item in items if item.pk in news],
        waiting=waiting.total(),
        waiting_items=[item for item in still if waiting[item.pk]],
        quiet=_together(quiet, covered),
        unwatched=_together([item for item in still if not covered[item.pk].watched], covered),
        watched=any(one.watched for one in covered.values()),
        troubled=list(Feed.objects.in_trouble().order_by("failing_since")),
    )


def _items(subscription: Subscription) -> QuerySet[Item]:
    """What the subscription asked for; everything when it named nothing."""
    every = Item.objects.select_related("document", "watch").order_by("document", "reference")
    items, topics = list(subscription.items.all()), list(subscription.topics.all())
    if not items and not topics:
        return every
    return every.filter(Q(pk__in=[item.pk for item in items]) | Q(topics__in=topics)).distinct()


def _pieces(items: list[Item], starts_at: datetime, ends_at: datetime) -> QuerySet[Evidence]:
    confirmed = Evidence.objects.confirmed().filter(item__in=items).judged_between(starts_at, ends_at)
    sources = Prefetch("story__entries", Entry.objects.as_sources(), to_attr="told_by")
    told = confirmed.with_voices().select_related("entry__feed", "story").prefetch_related(sources)
    return told.order_by("-score", "pk")


def _assessments(items: list[Item], starts_at: datetime, ends_at: datetime) -> QuerySet[Assessment]:
    approved = Assessment.objects.filter(item__in=items, state=Assessment.State.APPROVED)
    return approved.filter(decided_at__gt=starts_at, decided_at__lte=ends_at).order_by("decided_at")


def _by_item(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found


def _moved(item: Item, pieces: list[Evidence], assessments: list[Assessment]) -> Moved:
    advances = [piece for piece in pieces if piece.direction == Direction.ADVANCES]
    sets_back = [piece for piece in pieces if piece.direction == Direction.SETS_BACK]
    context = [piece for piece in pieces if piece not in advances and piece not in sets_back]
    return Moved(
        item=item,
        advances=advances[:MOST_PIECES],
        sets_back=sets_back[:MOST_PIECES],
        context=context[:MOST_PIECES],
        more=sum(max(0, len(kind) - MOST_PIECES) for kind in (advances, sets_back, context)),
        assessments=assessments,
    )


def _together(items: Iterable[Item], covered: Mapping[int, Coverage]) -> list[Still]:
    """Items by their coverage, as it is said."""
    alike: dict[Coverage, list[Item]] = defaultdict(list)
    for item in items:
        alike[covered[item.pk]].append(item)
    return [
        Still(coverage.sentence(one), those[:MOST_STILL], max(0, len(those) - MOST_STILL))
        for one, those in alike.items()
    ]


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
    return links.link_to("unsubscribe", subscription)
