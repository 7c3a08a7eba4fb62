"""A person's verdict on a suggestion: given once, with who and when, and taken back only while nothing cites it."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from indicators import assessment
from indicators.models import Assessment, Item
from tracker.models import Evidence, Verdict
from tracker.models.evidence import EvidenceQuerySet

GONE = "this piece is gone meanwhile: its story became one with another, or its source took it back"


class ReviewRefused(ValueError):
    """A verdict that cannot be given; the message is one plain line."""


def judge(evidence: EvidenceQuerySet, verdict: str, *, by: User, at: datetime) -> int:
    """Gives one verdict to each suggestion among these; returns how many. What is judged already stays as it is."""
    if verdict not in (Verdict.CONFIRMED, Verdict.REJECTED, Verdict.DUPLICATE):
        raise ReviewRefused(f"“{verdict}” is no verdict")
    return evidence.suggested().update(verdict=verdict, reviewed_by=by, reviewed_at=at)


def judge_one(
    evidence: Evidence, verdict: str, *, by: User, at: datetime, direction: str, stage: str, note: str = ""
) -> None:
    """Judges one suggestion with the direction and stage the reader saw. Raises ReviewRefused when it is judged."""
    with transaction.atomic():
        one = Evidence.objects.filter(pk=evidence.pk)
        if not judge(one, verdict, by=by, at=at):
            raise ReviewRefused("somebody has judged this piece meanwhile" if one.exists() else GONE)
        one.update(direction=direction, stage=stage, note=note)


def reopen(evidence: Evidence) -> None:
    """Takes a verdict back. Raises ReviewRefused when an assessment cites the evidence."""
    with transaction.atomic():
        if _hold([evidence])[0].citations.exists():
            raise ReviewRefused("an assessment cites this evidence; its verdict stays")
        Evidence.objects.filter(pk=evidence.pk).update(verdict=Verdict.SUGGESTED, reviewed_by=None, reviewed_at=None)


def _hold(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The rows as they are now, until the transaction ends: so nothing is reopened while it is being cited."""
    pks = [piece.pk for piece in evidence]
    return list(Evidence.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))


def propose(
    item: Item, change: assessment.Change, evidence: Iterable[Evidence], *, by: User, at: datetime
) -> Assessment:
    """Proposes an assessment that cites these pieces of confirmed evidence for this item.

    Raises AssessmentRefused when one of them is not confirmed, or is for another item.
    """
    with transaction.atomic():
        cited = _hold(evidence)
        if any(piece.item_id != item.pk or piece.verdict != Verdict.CONFIRMED for piece in cited):
            raise assessment.AssessmentRefused("only confirmed evidence for this item can be cited")
        proposed = assessment.propose(item, change, [_footnote(piece) for piece in cited], by=by, at=at)
        for piece, citation in zip(cited, proposed.citations.order_by("pk"), strict=True):
            piece.citations.add(citation)
    return proposed


def _footnote(piece: Evidence) -> assessment.Footnote:
    return assessment.Footnote(
        title=piece.title,
        url=piece.url,
        quote=piece.quote,
        direction=piece.direction,
        stage=piece.stage,
        seen_at=piece.published_at or piece.created_at,
    )
