"""All that happened to an item and is still to come, on one line of time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.measured import told
from indicators.models import Assessment, Item, Measure, Measurement, Milestone, Response, Target
from indicators.schedule import Schedule, milestone_schedule, schedule
from tracker.models import Evidence, Verdict

MOST_PIECES: Final = 30
SHOWN: Final = 12  # the rest is folded away


class Kind(TextChoices):
    EVIDENCE = "Evidence", _("Evidence")
    ASSESSMENT = "Assessment", _("Assessment")
    RESPONSE = "Response", _("Response")
    MILESTONE = "Milestone", _("Milestone")
    DUE_DATE = "Due date", _("Due date")
    MEASUREMENT = "Measurement", _("Measurement")
    TARGET = "Target", _("Target")


ICONS: Final = {
    Kind.EVIDENCE: "newspaper",
    Kind.ASSESSMENT: "gavel",
    Kind.RESPONSE: "forum",
    Kind.MILESTONE: "flag",
    Kind.DUE_DATE: "event",
    Kind.MEASUREMENT: "straighten",
    Kind.TARGET: "adjust",
}


@dataclass(frozen=True, slots=True)
class Tag:
    text: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    on: date | None
    kind: Kind
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
        "has_more": sum(one.kind == Kind.EVIDENCE for one in events) == MOST_PIECES,
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
        yield Event(
            item.due_on, Kind.DUE_DATE, gettext("To be done"), (_schedule_tag(late),), note=item.get_due_basis_display()
        )


def _evidence(piece: Any) -> Event:
    """A piece is what it says, and whether somebody confirmed that."""
    tags = [
        Tag(piece.get_direction_display(), f"ft-{piece.direction}"),
        Tag(piece.get_verdict_display(), f"ft-{piece.verdict}"),
    ]
    if piece.stage:
        tags.append(Tag(piece.get_stage_display()))
    source = piece.entry.publisher if piece.added_by else piece.entry.feed
    note = " · ".join([str(source), *_found(piece)])
    link = reverse("admin:tracker_evidence_change", args=[piece.pk])
    day = _day(piece.published_at or piece.created_at)
    return Event(day, Kind.EVIDENCE, piece.title, tuple(tags), link, note=note)


def _found(piece: Any) -> Iterator[str]:
    """How it came here, and by how many it is told."""
    if piece.added_by:
        yield gettext("added by %(person)s") % {"person": piece.added_by}
    else:
        yield gettext("score %(score)s") % {"score": f"{piece.score:.2f}"}
    if piece.voices > 1:
        yield gettext("told by %(number)s independent publishers") % {"number": piece.voices}


def _assessment(one: Any) -> Event:
    trend = f", {one.get_trend_display().lower()}" if one.trend else ""
    title = f"{one.get_from_status_display()} → {one.get_to_status_display()}{trend}"
    state = one.get_state_display()
    watched = gettext("Watched: %(coverage)s") % {"coverage": one.coverage} if one.coverage else ""
    note = f"{watched} {'; '.join(_course(one))}".strip()
    link = reverse("admin:indicators_assessment_change", args=[one.pk])
    day = _day(one.decided_at or one.proposed_at)
    return Event(day, Kind.ASSESSMENT, title, (Tag(state, f"ft-{one.state}"),), link, one.rationale, note)


def _course(one: Any) -> Iterator[str]:
    """Who proposed it, who decided it, and how much it cites."""
    proposed = {"on": _said(one.effective_on), "by": one.proposed_by, "at": _said(_day(one.proposed_at))}
    yield gettext("As of %(on)s. Proposed by %(by)s, %(at)s") % proposed
    if one.decided_at:
        state = one.get_state_display().lower()
        decided = {"state": state, "by": one.decided_by, "at": _said(_day(one.decided_at))}
        yield gettext("%(state)s by %(by)s, %(at)s") % decided
    yield gettext("cites %(number)s") % {"number": one.cited}


def _response(one: Response) -> Event:
    tag = Tag(one.get_position_display(), f"ft-position-{one.position}")
    return Event(one.received_on, Kind.RESPONSE, str(one.actor), (tag,), one.url, one.text, outside=True)


def _milestone(one: Milestone, on: date) -> Event:
    if one.done_on:
        note = gettext("was due %(day)s") % {"day": _said(one.due_on)} if one.due_on else ""
        return Event(one.done_on, Kind.MILESTONE, one.title, (Tag(gettext("Done"), "ft-confirmed"),), note=note)
    return Event(one.due_on, Kind.MILESTONE, one.title, (_schedule_tag(milestone_schedule(one, on)),))


def _measured(item: Item, measurements: Iterable[Measurement], targets: Iterable[Target]) -> Iterator[Event]:
    for one in measurements:
        yield Event(one.measured_on, Kind.MEASUREMENT, told(item, one), link=one.source_url, outside=True)
    for target in targets:
        yield Event(target.period_end, Kind.TARGET, told(item, target))


def _schedule_tag(state: Schedule) -> Tag:
    return Tag(str(state.label), f"ft-{state.value}")


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _said(on: date) -> str:
    return dated(on, "j M Y")
