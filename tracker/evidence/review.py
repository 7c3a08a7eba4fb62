"""A person's verdict on a suggestion: given once, with who and when, and taken back only while nothing cites it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext

from indicators import assessment
from indicators.models import Assessment, Item
from indicators.refusal import Refusal
from indicators.refusal import announced as _
from tracker.models import Entry, Evidence, Feed, FeedKind, Verdict
from tracker.models.evidence import EvidenceQuerySet
from tracker.models.publisher import site_of

GONE = _("this piece is gone meanwhile: its story became one with another, or its source took it back")
JUDGED_MEANWHILE = _("somebody has judged this piece meanwhile")
CITED = _("an assessment cites this evidence; its verdict stays")


OFFICIAL = (FeedKind.GOVERNMENT, FeedKind.INTERNATIONAL)


class ReviewRefused(Refusal, ValueError):
    """A verdict that cannot be given; the message is one plain line."""


def judge(evidence: EvidenceQuerySet, verdict: str, *, by: User, at: datetime) -> int:
    """Gives one verdict to each suggestion among these; returns how many. What is judged already stays as it is."""
    if verdict not in (Verdict.CONFIRMED, Verdict.REJECTED, Verdict.DUPLICATE):
        raise ReviewRefused(_("“%(verdict)s” is no verdict"), verdict=verdict)
    return evidence.suggested().update(verdict=verdict, reviewed_by=by, reviewed_at=at, snoozed_until=None)


def judge_one(
    evidence: Evidence, verdict: str, *, by: User, at: datetime, direction: str, stage: str, note: str = ""
) -> None:
    """Judges one suggestion with the direction and stage the reader saw. Raises ReviewRefused when it is judged."""
    with transaction.atomic():
        one = Evidence.objects.filter(pk=evidence.pk)
        if not judge(one, verdict, by=by, at=at):
            raise ReviewRefused(JUDGED_MEANWHILE if one.exists() else GONE)
        one.update(direction=direction, stage=stage, note=note)


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict on one piece, with the direction and stage the reader saw."""

    pk: int
    verdict: str
    direction: str
    stage: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """A piece as it was before a step of the review."""

    pk: int
    direction: str
    stage: str
    note: str


def judge_together(judged: Sequence[Judged], *, by: User, at: datetime) -> list[Before]:
    """Judges what belongs together, in one step; the first is what was read. Returns them as they were.

    What somebody judged meanwhile stays as it is. Raises ReviewRefused when that is the first, or it is gone.
    """
    with transaction.atomic():
        held = {piece.pk: piece for piece in _hold(one.pk for one in judged)}
        if (read := held.get(judged[0].pk)) is None:
            raise ReviewRefused(GONE)
        if read.verdict != Verdict.SUGGESTED:
            raise ReviewRefused(JUDGED_MEANWHILE)
        waiting = [one for one in judged if one.pk in held and held[one.pk].verdict == Verdict.SUGGESTED]
        for one in waiting:
            judge(Evidence.objects.filter(pk=one.pk), one.verdict, by=by, at=at)
            said = {"direction": one.direction, "stage": one.stage, "note": one.note}
            Evidence.objects.filter(pk=one.pk).update(**said)
    return [_before(held[one.pk]) for one in waiting]


def _before(piece: Evidence) -> Before:
    return Before(piece.pk, piece.direction, piece.stage, piece.note)


def snooze(evidence: Evidence, *, until: datetime) -> Before:
    """Puts a suggestion off for everybody. Raises ReviewRefused when it waits no longer."""
    if not Evidence.objects.suggested().filter(pk=evidence.pk).update(snoozed_until=until):
        raise ReviewRefused(GONE)
    return _before(evidence)


def undo(step: Sequence[Before], *, by: User) -> None:
    """Takes back a step of one's own, whole or not at all. Raises ReviewRefused when it cannot be."""
    with transaction.atomic():
        held = {piece.pk: piece for piece in _hold(one.pk for one in step)}
        for one in step:
            piece = held.get(one.pk)
            if piece is None or piece.reviewed_by_id not in (by.pk, None):
                raise ReviewRefused(_("somebody has gone on from there meanwhile"))
            if piece.citations.exists():
                raise ReviewRefused(CITED)
        for one in step:
            was = {"direction": one.direction, "stage": one.stage, "note": one.note, "snoozed_until": None}
            undone = {"verdict": Verdict.SUGGESTED, "reviewed_by": None, "reviewed_at": None}
            Evidence.objects.filter(pk=one.pk).update(**was, **undone)


def reopen(evidence: Evidence) -> None:
    """Takes a verdict back. Raises ReviewRefused when an assessment cites the evidence."""
    with transaction.atomic():
        if _hold([evidence.pk])[0].citations.exists():
            raise ReviewRefused(CITED)
        Evidence.objects.filter(pk=evidence.pk).update(verdict=Verdict.SUGGESTED, reviewed_by=None, reviewed_at=None)


def _hold(pks: Iterable[int]) -> list[Evidence]:
    """The rows as they are now, until the transaction ends: so nothing is reopened while it is being cited."""
    return list(Evidence.objects.select_for_update(no_key=True).filter(pk__in=list(pks)).order_by("pk"))


def propose(
    item: Item, change: assessment.Change, evidence: Iterable[Evidence], *, by: User, at: datetime
) -> Assessment:
    """Proposes an assessment that cites these pieces of confirmed evidence for this item.

    Raises AssessmentRefused when one of them is not confirmed, or is for another item.
    """
    with transaction.atomic():
        cited = _hold(piece.pk for piece in evidence)
        if any(piece.item_id != item.pk or piece.verdict != Verdict.CONFIRMED for piece in cited):
            raise assessment.AssessmentRefused(gettext("only confirmed evidence for this item can be cited"))
        proposed = assessment.propose(item, change, [_footnote(piece) for piece in cited], by=by, at=at)
        for piece, citation in zip(cited, proposed.citations.order_by("pk"), strict=True):
            piece.citations.add(citation)
    return proposed


def _footnote(piece: Evidence) -> assessment.Footnote:
    """As it is told now: who tells it later does not count for what is decided on it."""
    sources = list(piece.story.sources)
    return assessment.Footnote(
        title=piece.title,
        url=piece.url,
        quote=piece.quote,
        direction=piece.direction,
        stage=piece.stage,
        seen_at=piece.published_at or piece.created_at,
        publishers=tuple(sorted({entry.voice or entry.publisher for entry in sources})),
        official=_is_official(sources),
    )


def _is_official(sources: Iterable[Entry]) -> bool:
    """Whether an official feed tells it, or the page of somebody whose feed is one, brought by whomever."""
    if any(entry.feed.kind in OFFICIAL for entry in sources):
        return True
    official = Feed.objects.filter(kind__in=OFFICIAL).values_list("url", "site_url")
    sites = {site_of(url) for urls in official for url in urls} - {""}
    return any(site_of(entry.url) in sites for entry in sources)
