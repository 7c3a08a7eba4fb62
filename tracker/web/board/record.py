"""What the board tells of one item: its four axes apart, what was judged of it and why, and what was confirmed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch

from indicators.models import Addressee, Assessment, Citation, Item, Response
from indicators.schedule import Schedule, schedule
from tracker.models import Entry, Evidence, Verdict
from tracker.models.evidence import EvidenceQuerySet
from tracker.web import public
from tracker.web.addresses import of_the_web
from tracker.web.board.measured import measured
from tracker.web.outlets import outlet_of, outlets, without_secrets

LISTED = 20  # pieces on a page
MOST_OUTLETS = 12  # of a piece that are named; all are counted
MOST_JUDGED = 50  # assessments
WITHDRAWN: Final = (Verdict.REJECTED, Verdict.SUGGESTED)
PARTS: Final = ("topics", "countries", "addressees__actor", "responses__actor", "milestones", "targets", "measurements")
LONG: Final = ("document__text", "document__outline")  # and not shown


@dataclass(frozen=True, slots=True)
class Piece:
    evidence: Evidence
    voices: int
    told_by: list[str]


@dataclass(frozen=True, slots=True)
class Judgement:
    assessment: Assessment
    coverage: str
    citations: list[Citation]
    withdrawn: int  # of what it cites


def record(item: Item, asked_page: str, on: date) -> dict[str, object]:
    addressees, responses = list(item.addressees.all()), list(item.responses.all())
    page = Paginator(pieces_of(item), LISTED).get_page(asked_page)
    return {
        "item": item,
        "schedule": schedule(item, on),
        "has_date": schedule(item, on) != Schedule.NO_DATE,
        "leads": [one.actor for one in addressees if one.role == Addressee.Role.LEAD],
        "supporting": [one.actor for one in addressees if one.role != Addressee.Role.LEAD],
        "positions": _latest(responses),
        "responses": responses,
        "milestones": list(item.milestones.all()),
        "measured": measured(item, on),
        "judgements": judgements_of(item),
        "page": page,
        "pieces": _told(page),
        "newer": f"?page={page.previous_page_number()}#evidence" if page.has_previous() else "",
        "older": f"?page={page.next_page_number()}#evidence" if page.has_next() else "",
    }


def find(pk: int) -> Item | None:
    """None where there is none that is published."""
    items = public.items().select_related("document", "cycle").defer(*LONG)
    return items.prefetch_related(*PARTS).filter(pk=pk).first()


def _latest(responses: list[Response]) -> list[Response]:
    """The last word of each who answered."""
    latest: dict[int, Response] = {}
    for response in responses:
        latest.setdefault(response.actor_id, response)
    return list(latest.values())


def pieces_of(item: Item) -> EvidenceQuerySet:
    """The latest confirmed first, which is how its index has them."""
    sources = Prefetch("story__entries", Entry.objects.as_sources()[:MOST_OUTLETS], to_attr="told_by")
    pieces = public.evidence().filter(item=item).select_related("entry__feed", "story").prefetch_related(sources)
    return pieces.defer("text", "explanation", "entry__text", "entry__html").order_by("-reviewed_at", "-pk")


def _told(page: Page[Evidence]) -> list[Piece]:
    pieces = list(page)
    counted: Any = Evidence.objects.filter(pk__in=[piece.pk for piece in pieces]).with_voices().order_by()
    voices = dict(counted.values_list("pk", "voices"))
    return [Piece(piece, voices.get(piece.pk, 1), _told_by(piece)) for piece in pieces]


def _told_by(piece: Evidence) -> list[str]:
    """The one that was read is named first."""
    names = [outlet_of(piece), *outlets(getattr(piece.story, "told_by", ()))]
    return list(dict.fromkeys(filter(None, names)))


def judgements_of(item: Item) -> list[Judgement]:
    approved = public.assessments().filter(item=item).order_by("-decided_at")
    assessments = list(approved.prefetch_related("citations")[:MOST_JUDGED])
    withdrawn = _withdrawn(assessments)
    return [_judgement(one, withdrawn) for one in assessments]


def _judgement(assessment: Assessment, withdrawn: dict[int, set[int]]) -> Judgement:
    """A citation outlives its source, but not the verdict on it: what was rejected since is not repeated."""
    gone = withdrawn[assessment.pk]
    standing = [one for one in assessment.citations.all() if one.pk not in gone]
    for one in standing:
        one.publishers = [name for name in one.publishers if not of_the_web(str(name))]
    return Judgement(assessment, without_secrets(assessment.coverage), standing, len(gone))


def _withdrawn(assessments: list[Assessment]) -> dict[int, set[int]]:
    """By assessment, those of its citations whose evidence is confirmed no longer."""
    found: dict[int, set[int]] = defaultdict(set)
    cited = Evidence.citations.through.objects.filter(
        citation__assessment__in=assessments, evidence__verdict__in=WITHDRAWN
    )
    for assessment, citation in cited.values_list("citation__assessment", "citation"):
        found[assessment].add(citation)
    return found
