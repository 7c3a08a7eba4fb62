"""The only writer of an item's status and trend.

A status changes by an assessment with a rationale and cited evidence, approved by somebody; *not started* and
*no evidence* are judged from what was watched instead, and say so. *Implemented* takes what the item's closing rules
ask for, when it is proposed and once more when it is approved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Assessment, Citation, Item, Status, Trend
from indicators.models.catalogue import CLOSED

FROM_COVERAGE = (Status.NO_EVIDENCE, Status.NOT_STARTED)  # judged by what was watched and said nothing
ANNOUNCED = "announcement"
STAGES = (ANNOUNCED, "formal_commitment", "action", "outcome")  # how far along, in this order
NAMES = {
    ANNOUNCED: gettext_lazy("an announcement"),
    "formal_commitment": gettext_lazy("a formal commitment"),
    "action": gettext_lazy("an action"),
    "outcome": gettext_lazy("an outcome"),
}


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
    publishers: tuple[str, ...] = ()  # the independent ones that tell it now
    official: bool = False


def propose(item: Item, change: Change, citations: Sequence[Footnote], *, by: User, at: datetime) -> Assessment:
    """Records a proposal. Raises AssessmentRefused when the change or its grounds do not hold."""
    _check_change(item, change)
    _check_grounds(change.to_status, change.coverage, [footnote.stage for footnote in citations])
    _check_closing(item, change.to_status, citations)
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
                publishers=list(note.publishers),
                official=note.official,
            )
    return proposed


def approve(assessment: Assessment, *, by: User, at: datetime, note: str = "") -> None:
    """Decides for a proposal and writes the item. Raises AssessmentRefused, and then nothing has changed."""
    with transaction.atomic():
        _check_decider(assessment, by)
        item = Item.objects.select_for_update(no_key=True).get(pk=assessment.item_id)
        _decide(assessment, Assessment.State.APPROVED, by=by, at=at, note=note)
        if item.status != assessment.from_status:
            told = _("the item has become “%(status)s” since this was proposed")
            raise AssessmentRefused(told % {"status": item.get_status_display()})
        _check_closing(item, assessment.to_status, list(assessment.citations.all()))  # the rules may be others by now
        Item.objects.filter(pk=item.pk).update(status=assessment.to_status, trend=assessment.trend, last_assessed_at=at)


def send_back(assessment: Assessment, *, by: User, at: datetime, note: str) -> None:
    """Returns a proposal with a note; the item stays as it is."""
    if not note.strip():
        raise AssessmentRefused(_("say in a note why it is returned"))
    _decide(assessment, Assessment.State.RETURNED, by=by, at=at, note=note)


def _decide(assessment: Assessment, state: str, *, by: User, at: datetime, note: str) -> None:
    open_still = Assessment.objects.filter(pk=assessment.pk, state=Assessment.State.PROPOSED)
    if not open_still.update(state=state, decided_by=by, decided_at=at, decision_note=note.strip()):
        raise AssessmentRefused(_("this assessment has been decided already"))


def _check_change(item: Item, change: Change) -> None:
    if not change.rationale.strip():
        raise AssessmentRefused(_("an assessment needs a rationale"))
    if change.to_status not in Status.values or change.to_status == Status.NOT_ASSESSED:
        raise AssessmentRefused(_("“%(status)s” is no status an assessment can give") % {"status": change.to_status})
    if change.trend and change.trend not in Trend.values:
        raise AssessmentRefused(_("“%(trend)s” is no trend") % {"trend": change.trend})
    if item.status in CLOSED and change.to_status != Status.IN_PROGRESS:
        raise AssessmentRefused(_("a closed item can only be reopened, as “in progress”"))


def _check_grounds(to_status: str, coverage: str, stages: Sequence[str]) -> None:
    if to_status in FROM_COVERAGE:
        if not coverage.strip():
            raise AssessmentRefused(_("say what was watched: which feeds, healthy, since when"))
        return
    if not stages:
        raise AssessmentRefused(_("cite at least one piece of confirmed evidence"))
    nothing_done = (ANNOUNCED, "") if to_status == Status.IMPLEMENTED else (ANNOUNCED,)
    if to_status in CLOSED and all(stage in nothing_done for stage in stages):
        raise AssessmentRefused(_("an announcement alone closes nothing: cite an action or an outcome"))


def _check_closing(item: Item, to_status: str, cited: Sequence[Footnote | Citation]) -> None:
    """What the item's own rules ask for before it is called implemented: all that is missing is said at once."""
    if to_status == Status.IMPLEMENTED and (missing := missing_to_close(item, cited)):
        raise AssessmentRefused(_(". It ").join(missing))


def missing_to_close(item: Item, cited: Sequence[Footnote | Citation]) -> list[str]:
    """Each beginning with "needs". Only what tells of the stage that is asked for counts for the other rules."""
    least = STAGES.index(item.closing_stage) if item.closing_stage in STAGES else 0
    reached = [one for one in cited if _reached(one.stage) >= max(least, 1)]
    told_by = len({name for one in reached for name in one.publishers}) or min(len(reached), 1)
    missing = []
    if item.closing_stage and not reached:
        furthest = max((_reached(one.stage) for one in cited), default=-1)
        missing.append(_stage_missing(item.closing_stage, STAGES[furthest] if furthest >= 0 else ""))
    if told_by < item.closing_sources and item.closing_sources > 1:
        needed = _("needs %(needed)s independent sources; cited are told by %(count)s")
        missing.append(needed % {"needed": item.closing_sources, "count": told_by})
    if item.closing_official and not any(one.official for one in reached):
        missing.append(_("needs an official source; none is cited"))
    return missing


def _stage_missing(needed: str, furthest: str) -> str:
    if not furthest:
        return _("needs %(stage)s; cited is nothing of a known stage") % {"stage": named(needed)}
    told = _("needs %(stage)s; cited is %(furthest)s at most")
    return told % {"stage": named(needed), "furthest": named(furthest)}


def _reached(stage: str) -> int:
    """Its place among the stages; -1 when it is not known."""
    return STAGES.index(stage) if stage in STAGES else -1


def named(stage: str) -> str:
    return str(NAMES.get(stage, stage))


def _check_decider(assessment: Assessment, by: User) -> None:
    """With more than one analyst, the proposer is not the approver."""
    others = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(pk=assessment.proposed_by_id)
    if by.pk == assessment.proposed_by_id and others.exists():
        raise AssessmentRefused(_("somebody else than the proposer approves"))
