"""What each watch is worth to those who judge: how much of it was right, and how much was read for nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf

from indicators.models import Watch
from indicators.watch.score import accepts, evaluate
from indicators.watch.terms import compile_watch
from tracker.evidence.explanation import reread
from tracker.models import Evidence, Verdict
from tracker.models.evidence import RIGHT

MOST_FOUND_AGAIN = 200  # confirmed pieces that a watch is tried on, the newest


Rows = TypeVar("Rows", bound=Model)

FIGURES = ("waiting", "right", "waste", "precision")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a watch's pieces by verdict, and of the confirmed ones that it would still find as it is now.

    The last is a stand-in for recall: what nobody suggested, nobody can count.
    """

    waiting: int
    right: int
    rejected: int
    found_again: int
    tried: int

    @property
    def precision(self) -> float | None:
        """The share of the judged pieces that were right; None before any verdict."""
        judged = self.right + self.rejected
        return self.right / judged if judged else None


def with_figures(watches: QuerySet[Rows], *, item: str = "item_id") -> QuerySet[Rows]:
    """Annotated with how many pieces wait, were right and were rejected (its waste), and its precision, or None.

    Items too can be told so, by their own key as `item`.
    """
    pieces = Evidence.objects.filter(item=OuterRef(item)).order_by().values("item")

    def counted(verdicts: Iterable[str]) -> Coalesce:
        counts = pieces.filter(verdict__in=list(verdicts)).annotate(pieces=Count("*")).values("pieces")
        return Coalesce(Subquery(counts), 0)

    counted_too: QuerySet[Rows] = watches.annotate(
        waiting=counted([Verdict.SUGGESTED]), right=counted(RIGHT), waste=counted([Verdict.REJECTED])
    ).annotate(precision=F("right") * 1.0 / NullIf(F("right") + F("waste"), 0))
    return counted_too


def figures_of(watch: Watch) -> Figures:
    pieces = Evidence.objects.filter(item=watch.item_id)
    counts = pieces.aggregate(
        waiting=Count("pk", filter=Q(verdict=Verdict.SUGGESTED)),
        right=Count("pk", filter=Q(verdict__in=RIGHT)),
        rejected=Count("pk", filter=Q(verdict=Verdict.REJECTED)),
    )
    confirmed = list(pieces.filter(verdict__in=RIGHT).defer("text").order_by("-reviewed_at")[:MOST_FOUND_AGAIN])
    return Figures(**counts, found_again=_found_again(watch, confirmed), tried=len(confirmed))


def _found_again(watch: Watch, pieces: Sequence[Evidence]) -> int:
    terms = compile_watch(**watch.content)
    return sum(accepts(terms, evaluate(terms, reread(piece))) for piece in pieces)
