"""The public search: confirmed evidence of published items, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from indicators.watch.query import Query
from tracker.models import Evidence
from tracker.models.evidence import EvidenceQuerySet
from tracker.models.publisher import site_of
from tracker.search import find
from tracker.search.find import Hit
from tracker.search.kinds import EVIDENCE
from tracker.web.marking import excerpt, marked

LISTED = 20  # on a page
LOOKED_AT = 2_000  # for one page: anybody may ask, as often as they like


@dataclass(frozen=True, slots=True)
class Shown:
    piece: Evidence
    title: SafeString
    excerpt: SafeString
    source: str
    link: str
    day: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What is listed; what is older begins below `older`, 0 when nothing is."""

    shown: list[Shown]
    older: int


def public() -> EvidenceQuerySet:
    return Evidence.objects.confirmed().filter(item__published=True)


def answer(query: Query, *, before: int = 0) -> Answer:
    rows = public().filter(pk__lt=before) if before else public()
    results = find.find(rows, EVIDENCE, query, most=LISTED, looked_at=LOOKED_AT)
    hits = find.hits(rows, EVIDENCE, query, results.pks)
    pieces = rows.filter(pk__in=hits).select_related("item", "entry__feed").order_by("-pk")
    return Answer([_shown(piece, hits[piece.pk]) for piece in pieces], results.older)


def _shown(piece: Evidence, hit: Hit) -> Shown:
    """A feed without a title is not shown by its address, which may be a secret one."""
    source = piece.entry.feed.title or site_of(piece.url)
    link = piece.url if piece.url.startswith(("https://", "http://")) else ""
    title = hit.page.title
    spans = [(span.start, span.end) for span in hit.spans]
    inside = [(start - len(title) - 1, end - len(title) - 1) for start, end in spans if start > len(title)]
    return Shown(
        piece,
        marked(title, spans),
        excerpt(hit.page.text, inside),
        source,
        link,
        piece.published_at or piece.created_at,
    )
