"""What happened lately to some items of the board: evidence that was confirmed, assessments that were approved."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.models import Assessment, Item
from tracker.models import Evidence
from tracker.web import public
from tracker.web.addresses import of_the_web
from tracker.web.board.listing import latest_evidence
from tracker.web.outlets import outlet_of

MOST = 50


@dataclass(frozen=True, slots=True)
class Event:
    name: str  # for good: evidence/7
    at: datetime
    title: str
    told: SafeString
    item: Item


def recent(items: QuerySet[Item]) -> list[Event]:
    """The latest first."""
    events = [*map(_confirmed, _pieces(items)), *map(_approved, _assessments(items))]
    return sorted(events, key=lambda event: (event.at, event.name), reverse=True)[:MOST]


def _pieces(items: QuerySet[Item]) -> QuerySet[Evidence]:
    """Looked for by item, which an index answers; no index has the evidence of all items by its day.

    The latest pieces are of the items that have the latest ones, and none is older than the last of these.
    """
    newest = items.order_by().annotate(at=latest_evidence()).order_by(F("at").desc(nulls_last=True))
    latest = {pk: at for pk, at in newest.values_list("pk", "at")[:MOST] if at}
    pieces = public.evidence().filter(item__in=list(latest)).order_by("-reviewed_at", "-pk")
    if len(latest) == MOST:
        pieces = pieces.filter(reviewed_at__gte=min(latest.values()))
    keys = list(pieces.values_list("pk", flat=True)[:MOST])
    shown = public.evidence().filter(pk__in=keys).select_related("item", "entry__feed")
    return shown.defer("text", "explanation", "entry__text", "entry__html")


def _assessments(items: QuerySet[Item]) -> QuerySet[Assessment]:
    approved = public.assessments().filter(item__in=items.order_by().values("pk")).order_by("-decided_at", "-pk")
    keys = list(approved.values_list("pk", flat=True)[:MOST])  # put in order without their texts
    return public.assessments().filter(pk__in=keys).select_related("item")


def _confirmed(piece: Evidence) -> Event:
    says = piece.get_direction_display() + (f", {piece.get_stage_display().lower()}" if piece.stage else "")
    lines = [f"{says}: {piece.item.title}"]
    lines += [piece.quote] if piece.quote and piece.quote != piece.title else []
    lines += [_("Its source has changed since.")] if piece.needs_recheck else []
    told = format_html("{}{}", _lines(lines), _source(piece))
    return Event(f"evidence/{piece.pk}", piece.reviewed_at or piece.created_at, piece.title, told, piece.item)


def _source(piece: Evidence) -> SafeString:
    name, link = outlet_of(piece), of_the_web(piece.url)
    return format_html('<p><a href="{}">{}</a></p>', link, name or link) if link else _lines([name] if name else [])


def _approved(one: Assessment) -> Event:
    trend = f", {one.get_trend_display().lower()}" if one.trend else ""
    title = f"{one.get_from_status_display()} → {one.get_to_status_display()}{trend}: {one.item.title}"
    return Event(f"assessment/{one.pk}", one.decided_at or one.proposed_at, title, _lines([one.rationale]), one.item)


def _lines(lines: list[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
