"""The review queue: which suggestion a person gets next, so that no two look at one event, and what goes with it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q

from indicators.models import Item
from tracker.models import Evidence, Feed, Hold, Verdict
from tracker.models.evidence import EvidenceQuerySet

HELD = timedelta(minutes=10)  # longer than anybody reads one piece; what was left lying is free again then
LONGEST_HELD = 2 * HELD  # whatever seems to be held for longer was so by a clock that has been put back since
SNOOZED = timedelta(days=1)
MOST_COUNTED = 1_000  # of what has no index of its own
MOST_TRIES = 20  # somebody else may take what we have just seen: as often as people ask at the same moment


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the queue somebody wants to see; empty: all of it."""

    item: int | None = None
    topic: int | None = None
    owner: int | None = None
    feed: str = ""  # part of its title
    language: str = ""
    least_score: float | None = None

    @property
    def condition(self) -> Q:
        """Items by their keys, for of these the pieces that wait are counted in an index; it has no joins."""
        asked = {
            "item": self.item,
            "item__in": self.topic and Item.objects.filter(topics=self.topic).values("pk"),
            "entry__feed__in": self.feed and Feed.objects.filter(title__icontains=self.feed).values("pk"),
            "language": self.language,
            "score__gte": self.least_score,
        }
        told = Q(**{name: value for name, value in asked.items() if value not in (None, "")})
        return told & Q(item__in=Item.objects.filter(owner=self.owner).values("pk")) if self.owner else told

    @property
    def is_counted(self) -> bool:
        """Whether all that waits can be counted without opening every piece."""
        return not (self.feed or self.language)


@dataclass(frozen=True, slots=True)
class Left:
    count: int
    is_all: bool = True


def waiting(wanted: Wanted, at: datetime) -> EvidenceQuerySet:
    """The suggestions that nobody put off, the best first."""
    awake = Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=at)
    return Evidence.objects.suggested().filter(awake, wanted.condition).order_by("-score", "pk")


def left(wanted: Wanted, at: datetime) -> Left:
    """How many wait: all less those put off, for each of the two has an index, and both together have none."""
    if not wanted.is_counted:
        found = waiting(wanted, at).order_by()[: MOST_COUNTED + 1].count()
        return Left(min(found, MOST_COUNTED), is_all=found <= MOST_COUNTED)
    suggested = Evidence.objects.suggested().filter(wanted.condition)
    return Left(suggested.count() - Evidence.objects.filter(wanted.condition, snoozed_until__gt=at).count())


def take(wanted: Wanted, *, by: User, at: datetime, passed: Collection[int] = (), first: int = 0) -> Evidence | None:
    """The best suggestion that nobody else looks at, held for this person; None when there is none.

    `passed` are pieces that this person left for later; `first` is the key of one that comes before the best.
    """
    for _ in range(MOST_TRIES):
        held = Hold.objects.filter(until__gt=at, until__lte=at + LONGEST_HELD).exclude(analyst=by)
        free = waiting(wanted, at).exclude(story__in=held.values("story")).exclude(pk__in=passed)
        free = free.select_related("item__document", "entry__feed", "story")
        piece = (free.filter(pk=first).first() if first else None) or free.first()
        if piece is None or _hold(piece, by=by, at=at):
            return piece
    return None


def _hold(piece: Evidence, *, by: User, at: datetime) -> bool:
    """Takes the story, and lets go of what the same person held before. False when somebody was faster."""
    Hold.objects.filter(analyst=by).exclude(story=piece.story_id).delete()
    over = Q(until__lte=at) | Q(until__gt=at + LONGEST_HELD)
    mine_or_over = Hold.objects.filter(Q(analyst=by) | over, story=piece.story_id)
    if mine_or_over.update(analyst=by, until=at + HELD):
        return True
    try:
        with transaction.atomic():
            Hold.objects.create(story_id=piece.story_id, analyst=by, until=at + HELD)
    except IntegrityError:
        return False
    return True


def companions(piece: Evidence) -> list[Evidence]:
    """The same event, suggested for other items. Asked for by its story alone: by that it has few."""
    same = Evidence.objects.filter(story=piece.story_id).exclude(pk=piece.pk)
    told = same.select_related("item").defer("text", "explanation").order_by("pk")
    return sorted((one for one in told if one.verdict == Verdict.SUGGESTED), key=lambda one: -one.score)
