"""The public search: confirmed evidence of published items, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop as _

from indicators.watch.query import Query
from tracker.models import Evidence
from tracker.search import find
from tracker.search.find import Hit
from tracker.search.kinds import EVIDENCE
from tracker.web import public
from tracker.web.addresses import of_the_web
from tracker.web.marking import excerpt, marked
from tracker.web.outlets import outlet_of

LISTED = 20  # on a page
LOOKED_AT = 2_000  # for one page: anybody may ask, as often as they like
EXAMPLES = (
    ("police reform", _("both words")),
    ('"orden de captura"', _("a phrase")),
    ("extradition OR extradición", _("either")),
    ("fiscalía NOT fútbol", _("one without the other")),
    ("corrup*", "corrupt, corruption, corrupción …"),
    ("jueces NEAR/5 elección", _("at most five words between")),
    ("title:minister lang:en site:example.org", _("in the headline, in English, from a site")),
)


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


def answer(query: Query, *, before: int = 0) -> Answer:
    rows = public.evidence().filter(pk__lt=before) if before else public.evidence()
    results = find.find(rows, EVIDENCE, query, most=LISTED, looked_at=LOOKED_AT)
    hits = find.hits(rows, EVIDENCE, query, results.pks)
    pieces = rows.filter(pk__in=hits).select_related("item", "entry__feed").order_by("-pk")
    return Answer([_shown(piece, hits[piece.pk]) for piece in pieces], results.older)


def _shown(piece: Evidence, hit: Hit) -> Shown:
    title = hit.page.title
    spans = [(span.start, span.end) for span in hit.spans]
    inside = [(start - len(title) - 1, end - len(title) - 1) for start, end in spans if start > len(title)]
    return Shown(
        piece,
        marked(title, spans),
        excerpt(hit.page.text, inside),
        outlet_of(piece),
        of_the_web(piece.url),
        piece.published_at or piece.created_at,
    )
