"""All that happened to an item and is still to come, on one line of time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as dated

from indicators.measured import told
from indicators.models import Assessment, Item, Measure, Measurement, Milestone, Response, Target
from indicators.schedule import Schedule, milestone_schedule, schedule
from tracker.models import Evidence, Verdict

MOST_PIECES: Final = 30
SHOWN: Final = 12  # the rest is folded away
ICONS: Final = {
    "Evidence": "newspaper",
    "Assessment": "gavel",
    "Response": "forum",
    "Milestone": "flag",
    "Due date": "event",
    "Measurement": "straighten",
    "Target": "adjust",
}


@dataclass(frozen=True, slots=True)
class Tag:
    text: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    on: date | None
    kind: str
    title: str
    tags: tuple[Tag, ...] = ()
    link: str = ""
    text: str = ""
    note: str = ""
    outside: bool = False  # the link leads to somebody else's page

    @property
    def icon(self) -> str:
        return ICONS[self.kind]


def timeline(item: Item, on: date) -> dict[str, Any]:
    """What is ahead, the nearest first; what was, the newest first; what has no date comes last."""
    events = list(_events(item, on))
    ahead = [one for one in events if one.on and one.on > on]
    past = sorted((one for one in events if not (one.on and one.on > on)), key=_when, reverse=True)
    return {
        "ahead": sorted(ahead, key=_when),
        "past": past[:SHOWN],
        "earlier": past[SHOWN:],
        "has_more": sum(one.kind == "Evidence" for one in events) == MOST_PIECES,
    }


def _when(event: Event) -> date:
    return event.on or date.min


def _events(item: Item, on: date) -> Iterator[Event]:
    pieces = Evidence.objects.filter(item=item.pk).exclude(verdict=Verdict.REJECTED).with_voices()
    pieces = pieces.select_related("entry__feed", "added_by").defer("text", "explanation", "entry__text")
    yield from map(_evidence, pieces.order_by("verdict", "-score")[:MOST_PIECES])
    assessments = Assessment.objects.filter(item=item.pk).select_related("proposed_by", "decided_by")
    yield from map(_assessment, assessments.annotate(cited=Count("citations")))
    yield from map(_response, item.responses.all())
    yield from (_milestone(one, on) for one in item.milestones.all())
    if item.measure != Measure.SIGNPOST:
        yield from _measured(item, item.measurements.all(), item.targets.all())
    if item.due_on:
        late = schedule(item, on)
        yield Event(item.due_on, "Due date", "To be done", (_schedule_tag(late),), note=item.get_due_basis_display())


def _evidence(piece: Any) -> Event:
    """A piece is what it says, and whether somebody confirmed that."""
    tags = [
        Tag(piece.get_direction_display(), f"ft-{piece.direction}"),
        Tag(piece.get_verdict_display(), f"ft-{piece.verdict}"),
    ]
    if piece.stage:
        tags.append(Tag(piece.get_stage_display()))
    told_by = f" · told by {piece.voices} independent publishers" if piece.voices > 1 else ""
    found = f"added by {piece.added_by}" if piece.added_by else f"score {piece.score:.2f}"
    source = piece.entry.publisher if piece.added_by else piece.entry.feed
    note = f"{source} · {found}{told_by}"
    link = reverse("admin:tracker_evidence_change", args=[piece.pk])
    return Event(_day(piece.published_at or piece.created_at), "Evidence", piece.title, tuple(tags), link, note=note)


def _assessment(one: Any) -> Event:
    trend = f", {one.get_trend_display().lower()}" if one.trend else ""
    title = f"{one.get_from_status_display()} → {one.get_to_status_display()}{trend}"
    state = one.get_state_display()
    decided = f"; {state.lower()} by {one.decided_by}, {_said(_day(one.decided_at))}" if one.decided_at else ""
    watched = f"Watched: {one.coverage} " if one.coverage else ""
    note = (
        f"{watched}As of {_said(one.effective_on)}. Proposed by {one.proposed_by}, {_said(_day(one.proposed_at))}"
        f"{decided}; cites {one.cited}"
    )
    link = reverse("admin:indicators_assessment_change", args=[one.pk])
    day = _day(one.decided_at or one.proposed_at)
    return Event(day, "Assessment", title, (Tag(state, f"ft-{one.state}"),), link, one.rationale, note)


def _response(one: Response) -> Event:
    tag = Tag(one.get_position_display(), f"ft-position-{one.position}")
    return Event(one.received_on, "Response", str(one.actor), (tag,), one.url, one.text, outside=True)


def _milestone(one: Milestone, on: date) -> Event:
    if one.done_on:
        note = f"was due {_said(one.due_on)}" if one.due_on else ""
        return Event(one.done_on, "Milestone", one.title, (Tag("Done", "ft-confirmed"),), note=note)
    return Event(one.due_on, "Milestone", one.title, (_schedule_tag(milestone_schedule(one, on)),))


def _measured(item: Item, measurements: Iterable[Measurement], targets: Iterable[Target]) -> Iterator[Event]:
    for one in measurements:
        yield Event(one.measured_on, "Measurement", told(item, one), link=one.source_url, outside=True)
    for target in targets:
        yield Event(target.period_end, "Target", told(item, target))


def _schedule_tag(state: Schedule) -> Tag:
    return Tag(str(state.label), f"ft-{state.value}")


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _said(on: date) -> str:
    return dated(on, "j M Y")
