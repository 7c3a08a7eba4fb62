"""What is told beside the digest, as soon as it is known: a sign that was seen, a status or a trend that changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils.translation import gettext

from indicators.models import Assessment, Item
from tracker.digests import cut, links, reader, render, scope, told
from tracker.digests.digest import Kind
from tracker.digests.edition import TellsOf
from tracker.digests.freeze import Occasion, Row, keep
from tracker.digests.quote import quoted
from tracker.digests.render import Words
from tracker.digests.subject import tidy
from tracker.models import Alert, AlertKind, DigestIssue, Evidence, Stage, Subscription

RECENT: Final = timedelta(days=2)  # what is older the digest tells
MOST_PIECES: Final = 3
LETTERS: Final = 600  # of a quote; four times as many of a rationale
HAPPENED: Final = (Stage.ACTION, Stage.OUTCOME)  # as the alert has it


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to tell: an approved assessment, or a sign and the evidence of it."""

    name: str
    at: datetime
    item: Item
    assessment: Assessment | None = None
    pieces: tuple[Evidence, ...] = ()


def freeze_at_once(at: datetime) -> Iterator[DigestIssue]:
    """Freezes an issue for each event and each who wants to hear of it; of each event once."""
    events = list(_events(at))
    wanting = Subscription.objects.standing().filter(at_once=True).select_related("user").order_by("pk")
    for subscription in wanting if events else ():
        for event in _unheard(subscription, events):
            issue, is_new = _freeze(subscription, event, at)
            if is_new:
                yield issue


def _events(at: datetime) -> Iterator[Event]:
    for one in _changes(at):
        yield Event(f"assessment:{one.pk}", one.decided_at or at, one.item, assessment=one)
    alerts = Alert.objects.open().filter(kind=AlertKind.OBSERVED, opened_at__gt=at - RECENT, opened_at__lte=at)
    observed = list(alerts.select_related("item__document").defer("item__document__text").order_by("pk"))
    pieces = _seen([alert.item for alert in observed if alert.item])
    for alert in observed:
        if alert.item:
            yield Event(f"alert:{alert.pk}", alert.opened_at, alert.item, pieces=tuple(pieces[alert.item.pk]))


def _changes(at: datetime) -> QuerySet[Assessment]:
    """Those approved that changed the status, or the trend that the one before had left."""
    before = Assessment.objects.filter(item=OuterRef("item"), state=Assessment.State.APPROVED)
    earlier = Q(decided_at__lt=OuterRef("decided_at")) | Q(decided_at=OuterRef("decided_at"), pk__lt=OuterRef("pk"))
    trend = before.filter(earlier).order_by("-decided_at", "-pk").values("trend")[:1]
    approved = Assessment.objects.filter(
        state=Assessment.State.APPROVED, decided_at__gt=at - RECENT, decided_at__lte=at
    ).annotate(trend_before=Coalesce(Subquery(trend), Value("")))
    changed = approved.exclude(to_status=F("from_status"), trend=F("trend_before"))
    return changed.select_related("item__document").defer("item__document__text").order_by("decided_at", "pk")


def _seen(items: Iterable[Item]) -> dict[int, list[Evidence]]:
    """The newest evidence that each sign was seen."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    confirmed = Evidence.objects.confirmed().filter(item__in=[item.pk for item in items], stage__in=HAPPENED)
    told_of = confirmed.filter(direction=F("item__polarity")).with_voices()
    for piece in told_of.select_related("entry__feed", "story").defer("text", "lead").order_by("-reviewed_at", "-pk"):
        if len(found[piece.item_id]) < MOST_PIECES:
            found[piece.item_id].append(piece)
    return found


def _unheard(subscription: Subscription, events: Iterable[Event]) -> list[Event]:
    since = subscription.confirmed_at
    new = {event.name: event for event in events if since and event.at > since}
    heard = set(subscription.issues.filter(period__in=list(new)).values_list("period", flat=True))
    left = [event for name, event in new.items() if name not in heard]
    asked = scope.of(subscription).filter(pk__in={event.item.pk for event in left})
    wanted = set(asked.values_list("pk", flat=True)) if left else set()
    return [event for event in left if event.item.pk in wanted]


def _freeze(subscription: Subscription, event: Event, at: datetime) -> tuple[DigestIssue, bool]:
    links.hand_out(subscription, at)
    with reader.speaking(subscription):
        words, rows = words_of(subscription, event), list(_rows(event))
    return keep(subscription, Occasion(DigestIssue.Kind.AT_ONCE, event.name, event.at, at), words, rows)


def words_of(subscription: Subscription, event: Event) -> Words:
    headline = _headline(event)
    context = {
        "headline": headline,
        "of": _tells(event, reader.of(subscription)),
        "why": render.why_at_once(subscription),
        "manage": reader.manage_url(subscription),
        "unsubscribe": reader.unsubscribe_url(subscription),
    }
    return Words(
        subject=tidy(f"{headline}: {told.name(event.item)}"),
        text=render_to_string("digests/at_once.txt", context),
        html=render.styled("digests/at_once.html", context),
    )


def _tells(event: Event, who: reader.Reader) -> TellsOf:
    assessed = [cut.assessment(event.assessment, LETTERS)] if event.assessment else []
    quotes = [quoted(piece, sources=0, letters=LETTERS) for piece in event.pieces]
    item = event.item
    return TellsOf(item, told.name(item), told.standing(item), who.page_of(item), "", assessed, quotes)


def _headline(event: Event) -> str:
    return told.change(event.assessment) if event.assessment else gettext("The sign was seen")


def _rows(event: Event) -> Iterator[Row]:
    if one := event.assessment:
        yield Row(Kind.CHANGED, event.item.pk, None, one.pk, cut.assessment(one, LETTERS).lines)
    kind = Kind.SET_BACK if event.item.polarity == "sets_back" else Kind.ADVANCED
    for piece in event.pieces:
        yield Row(kind, event.item.pk, piece.pk, None, quoted(piece, sources=0, letters=LETTERS).lines)
    if not event.assessment and not event.pieces:
        yield Row(kind, event.item.pk, None, None, f"{told.name(event.item)}: {gettext('The sign was seen')}")
