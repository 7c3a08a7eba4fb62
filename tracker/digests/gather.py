"""Reads what an issue is about: a few queries over all its items at once, never one for each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Case, Count, Max, Prefetch, QuerySet, Value, When
from django.utils.timezone import localdate

from indicators.models import Assessment, Item, Watch
from indicators.schedule import Schedule, schedule
from tracker import coverage
from tracker.coverage import Coverage
from tracker.digests import picture, scope
from tracker.digests.digest import BY_EVIDENCE, Digest, Kind, Part, Piece, Still
from tracker.models import Direction, Entry, Evidence, Feed, Subscription

MOST_PARTS = 30  # items of a section that are read whole; more of them never fit
MOST_PIECES = 5  # of evidence of each
OLD_NEWS = timedelta(days=30)  # a new feed's backlog from before this is context, whichever way it points

ITEM = ("kind", "reference", "title", "status", "trend", "priority", "due_on", "published", "added_at")
FEED = ("title", "url", "trouble", "failing_since")
BY_URGENCY = Case(When(priority="high", then=Value(0)), When(priority="medium", then=Value(1)), default=Value(2))

KINDS: dict[str, Kind] = {Direction.ADVANCES.value: Kind.ADVANCED, Direction.SETS_BACK.value: Kind.SET_BACK}
SCHEDULES = {Kind.OVERDUE: Schedule.OVERDUE, Kind.DUE_SOON: Schedule.DUE_SOON}


def gather(subscription: Subscription, starts_at: datetime, ends_at: datetime) -> Digest:
    asked = scope.of(subscription)
    items = list(_in_order(asked))
    pieces = list(_pieces(asked, starts_at, ends_at))
    assessed = _assessed(asked, starts_at, ends_at)
    waiting = _Waiting(asked, starts_at, ends_at)
    sections = {
        **_by_evidence(items, pieces),
        Kind.CHANGED: [Part(item, assessments=assessed[item.pk]) for item in items if item.pk in assessed],
        Kind.NEW: [Part(item) for item in items if item.added_at and starts_at < item.added_at <= ends_at],
        **{kind: _dated(items, kind, starts_at, ends_at) for kind in SCHEDULES},
        Kind.WAITING: list(waiting.parts(items)),
    }
    covered = _covered(asked, items, starts_at, ends_at)
    heard = {*assessed, *(piece.item for piece in pieces)}
    still = [item for item in items if item.pk not in heard and not item.is_closed]
    quiet = [item for item in still if covered[item.pk].watched and item.pk not in waiting.items]
    return Digest(
        starts_at=starts_at,
        ends_at=ends_at,
        items=len(items),
        sections={kind: sections[kind] for kind in Kind if sections.get(kind)},
        evidence=_whole(sections),
        quiet=_together(quiet, covered),
        unwatched=_together([item for item in still if not covered[item.pk].watched], covered),
        backlog=waiting.backlog,
        feeds=len({one.feed.pk for said in set(covered.values()) for one in said.watching}),
        troubled=list(Feed.objects.in_trouble().only(*FEED).order_by("failing_since", "pk")),
        bars=picture.draw(((piece.reviewed_at, piece.kind) for piece in pieces), starts_at, ends_at),
    )


def _in_order(asked: QuerySet[Item]) -> QuerySet[Item]:
    """What matters most first. Without the documents' texts: each is read for every item of it, and none is told."""
    told = asked.select_related("document").only(*ITEM, "document__title")
    return told.order_by(BY_URGENCY, "document__title", "reference")


def _pieces(asked: QuerySet[Item], starts_at: datetime, ends_at: datetime) -> Iterator[Piece]:
    """The best first."""
    confirmed = Evidence.objects.confirmed().filter(item__in=asked).judged_between(starts_at, ends_at)
    rows = confirmed.order_by("-score", "pk").values_list(
        "pk", "item", "direction", "reviewed_at", "published_at", "entry__is_backlog"
    )
    for pk, item, direction, reviewed_at, published_at, is_backlog in rows:
        is_old = is_backlog and published_at is not None and published_at < starts_at - OLD_NEWS
        kind = Kind.CONTEXT if is_old else KINDS.get(direction, Kind.CONTEXT)
        yield Piece(pk, item, kind.value, reviewed_at or ends_at)


def _by_evidence(items: Sequence[Item], pieces: Iterable[Piece]) -> dict[Kind, list[Part]]:
    found: dict[tuple[str, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        found[piece.kind, piece.item].append(piece)
    return {
        kind: [Part(item, found[kind, item.pk]) for item in items if (kind, item.pk) in found] for kind in BY_EVIDENCE
    }


def _assessed(asked: QuerySet[Item], starts_at: datetime, ends_at: datetime) -> dict[int, list[Assessment]]:
    approved = Assessment.objects.filter(item__in=asked, state=Assessment.State.APPROVED)
    found: dict[int, list[Assessment]] = defaultdict(list)
    for one in approved.filter(decided_at__gt=starts_at, decided_at__lte=ends_at).order_by("decided_at", "pk"):
        found[one.item_id].append(one)
    return dict(found)


def _dated(items: Iterable[Item], kind: Kind, starts_at: datetime, ends_at: datetime) -> list[Part]:
    """What has become late, or nearly, in the period first."""
    before, now, wanted = localdate(starts_at), localdate(ends_at), SCHEDULES[kind]
    late = [item for item in items if schedule(item, now) == wanted]
    parts = [Part(item, is_news=schedule(item, before) != wanted) for item in late]
    return sorted(parts, key=lambda part: not part.is_news)


class _Waiting:
    """How much of what was suggested nobody has judged, by item; a new feed's backlog is counted apart."""

    def __init__(self, asked: QuerySet[Item], starts_at: datetime, ends_at: datetime) -> None:
        suggested = Evidence.objects.suggested().filter(item__in=asked, created_at__lte=ends_at).order_by()
        self.items: Counter[int] = Counter()
        self._fresh: dict[int, tuple[int, bool]] = {}
        self.backlog = 0
        rows = suggested.values_list("item", "entry__is_backlog").annotate(Count("pk"), Max("created_at"))
        for item, is_backlog, number, newest in rows:
            self.items[item] += number
            if is_backlog:
                self.backlog += number
            else:
                self._fresh[item] = number, newest > starts_at

    def parts(self, items: Iterable[Item]) -> Iterator[Part]:
        for item in items:
            if item.pk in self._fresh:
                number, is_news = self._fresh[item.pk]
                yield Part(item, waiting=number, is_news=is_news)


def _covered(
    asked: QuerySet[Item], items: Sequence[Item], starts_at: datetime, ends_at: datetime
) -> dict[int, Coverage]:
    watches = Watch.objects.filter(item__in=asked).only("item", "terms", "filter", "active")
    return coverage.of(items, starts_at, ends_at, watches=watches)


def _whole(sections: Mapping[Kind, Sequence[Part]]) -> dict[int, Evidence]:
    """The pieces that may be told, with who tells them."""
    parts = [part for kind in BY_EVIDENCE for part in sections.get(kind, ())[:MOST_PARTS]]
    chosen = [piece.pk for part in parts for piece in part.pieces[:MOST_PIECES]]
    sources = Prefetch("story__entries", Entry.objects.as_sources(), to_attr="told_by")
    told = Evidence.objects.filter(pk__in=chosen).defer("text", "lead", "explanation").with_voices()
    return told.select_related("entry__feed", "story").prefetch_related(sources).in_bulk() if chosen else {}


def _together(items: Iterable[Item], covered: Mapping[int, Coverage]) -> list[Still]:
    """Items by their coverage: those that are watched alike share one."""
    alike: dict[Coverage, list[Item]] = defaultdict(list)
    for item in items:
        alike[covered[item.pk]].append(item)
    return [Still(one, those) for one, those in alike.items()]
