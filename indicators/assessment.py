"""The only writer of an item's status and trend.

A status changes by an assessment with a rationale and cited evidence, approved by somebody; *not started* and
*no evidence* are judged from what was watched instead, and say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction

from indicators.models import Assessment, Citation, Item, Status, Trend
from indicators.models.catalogue import CLOSED

FROM_COVERAGE = (Status.NO_EVIDENCE, Status.NOT_STARTED)  # judged by what was watched and said nothing
ANNOUNCED = "announcement"


class AssessmentRefused(ValueError):
    """An assessment that cannot be; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an assessment says of an item."""

    to_status: str
    trend: str
    effective_on: date
    rationale: str
    coverage: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """One piece of evidence as it is cited."""

    title: str
    url: str
    quote: str
    direction: str
    stage: str
    seen_at: datetime


def propose(item: Item, change: Change, citations: Sequence[Footnote], *, by: User, at: datetime) -> Assessment:
    """Records a proposal. Raises AssessmentRefused when the change or its grounds do not hold."""
    _check_change(item, change)
    _check_grounds(change.to_status, change.coverage, [footnote.stage for footnote in citations])
    with transaction.atomic():
        proposed = Assessment.objects.create(
            item_id=item.pk,
            from_status=item.status,
            to_status=change.to_status,
            trend=change.trend,
            effective_on=change.effective_on,
            rationale=change.rationale.strip(),
            coverage=change.coverage.strip(),
            proposed_by=by,
            proposed_at=at,
        )
        for note in citations:
            Citation.objects.create(
                assessment=proposed,
                title=note.title,
                url=note.url,
                quote=note.quote,
                direction=note.direction,
                stage=note.stage,
                seen_at=note.seen_at,
            )
    return proposed


def approve(assessment: Assessment, *, by: User, at: datetime, note: str = "") -> None:
    """Decides for a proposal and writes the item. Raises AssessmentRefused, and then nothing has changed."""
    with transaction.atomic():
        _check_decider(assessment, by)
        item = Item.objects.select_for_update(no_key=True).get(pk=assessment.item_id)
        _decide(assessment, Assessment.State.APPROVED, by=by, at=at, note=note)
        if item.status != assessment.from_status:
            raise AssessmentRefused(f"the item has become “{item.get_status_display()}” since this was proposed")
        Item.objects.filter(pk=item.pk).update(status=assessment.to_status, trend=assessment.trend, last_assessed_at=at)


def send_back(assessment: Assessment, *, by: User, at: datetime, note: str) -> None:
    """Returns a proposal with a note; the item stays as it is."""
    if not note.strip():
        raise AssessmentRefused("say in a note why it is returned")
    _decide(assessment, Assessment.State.RETURNED, by=by, at=at, note=note)


def _decide(assessment: Assessment, state: str, *, by: User, at: datetime, note: str) -> None:
    open_still = Assessment.objects.filter(pk=assessment.pk, state=Assessment.State.PROPOSED)
    if not open_still.update(state=state, decided_by=by, decided_at=at, decision_note=note.strip()):
        raise AssessmentRefused("this assessment has been decided already")


def _check_change(item: Item, change: Change) -> None:
    if not change.rationale.strip():
        raise AssessmentRefused("an assessment needs a rationale")
    if change.to_status not in Status.values or change.to_status == Status.NOT_ASSESSED:
        raise AssessmentRefused(f"“{change.to_status}” is no status an assessment can give")
    if change.trend and change.trend not in Trend.values:
        raise AssessmentRefused(f"“{change.trend}” is no trend")
    if item.status in CLOSED and change.to_status != Status.IN_PROGRESS:
        raise AssessmentRefused("a closed item can only be reopened, as “in progress”")


def _check_grounds(to_status: str, coverage: str, stages: Sequence[str]) -> None:
    if to_status in FROM_COVERAGE:
        if not coverage.strip():
            raise AssessmentRefused("say what was watched: which feeds, healthy, since when")
        return
    if not stages:
        raise AssessmentRefused("cite at least one piece of confirmed evidence")
    nothing_done = (ANNOUNCED, "") if to_status == Status.IMPLEMENTED else (ANNOUNCED,)
    if to_status in CLOSED and all(stage in nothing_done for stage in stages):
        raise AssessmentRefused("an announcement alone closes nothing: cite an action or an outcome")


def _check_decider(assessment: Assessment, by: User) -> None:
    """With more than one analyst, the proposer is not the approver."""
    others = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(pk=assessment.proposed_by_id)
    if by.pk == assessment.proposed_by_id and others.exists():
        raise AssessmentRefused("somebody else than the proposer approves")
