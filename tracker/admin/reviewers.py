"""What the verdicts say of the watches and of those who give them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import Watch
from tracker.admin.links import to_evidence, to_list
from tracker.evidence.figures import with_figures
from tracker.models import Evidence, Verdict
from tracker.models.evidence import JUDGED, RIGHT

PERIOD: Final = timedelta(days=90)
MOST_WATCHES: Final = 20
MOST_COMPARED: Final = 10_000  # verdicts, the latest: more than anybody gives in the time
BY: Final = F("reviewed_by_id") + 0  # SQLite would go through all evidence by its reviewer, to have it in that order


@dataclass(frozen=True, slots=True)
class Judged:
    """What one person judged of one story: how many pieces were right, and how many not."""

    story: int
    by: int
    right: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of a person's verdicts beside another's: in pairs of pieces of one story, one of each."""

    alike: int = 0
    pairs: int = 0

    @property
    def percent(self) -> int | None:
        return round(100 * self.alike / self.pairs) if self.pairs else None


@dataclass(frozen=True, slots=True)
class Reviewer:
    name: str
    counts: Sequence[tuple[int, str]]  # by verdict, with the address of the rows
    last_at: datetime
    agreement: Agreement


def reviewers(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("tracker.view_evidence"):
        raise PermissionDenied
    since = (timezone.now() - PERIOD).replace(minute=0, second=0, microsecond=0)
    context = {
        **admin.site.each_context(request),
        "title": _("Reviewers"),
        "days": PERIOD.days,
        "verdicts": [Verdict(verdict).label for verdict in JUDGED],
        "reviewers": _reviewers(since),
        "watches": _watches(),
        "all_watches": to_list("indicators_watch_changelist", {"verdicts": "some"}),
    }
    return TemplateResponse(request, "tracker/reviewers.html", context)


def agreements(judged: Iterable[Judged]) -> dict[int, Agreement]:
    """By person: how often another who judged a piece of the same story said the same, right or wrong.

    The two pieces are for different items, so both can be right where they differ.
    """
    by_story: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        by_story[one.story].append(one)
    alike: dict[int, int] = defaultdict(int)
    pairs: dict[int, int] = defaultdict(int)
    for of_story in by_story.values():
        for one in of_story:
            for other in (other for other in of_story if other.by != one.by):
                alike[one.by] += one.right * other.right + one.wrong * other.wrong
                pairs[one.by] += (one.right + one.wrong) * (other.right + other.wrong)
    return {by: Agreement(alike[by], pairs[by]) for by in pairs}


def _watches() -> QuerySet[Watch]:
    """The most wasteful of those that anything was judged of; their figures are costly, so they are chosen first."""
    worst = _most_judged([Verdict.REJECTED], MOST_WATCHES)
    if len(worst) < MOST_WATCHES:
        worst += _most_judged(RIGHT, 2 * MOST_WATCHES)
    watches: Any = with_figures(Watch.objects.filter(item__in=worst).select_related("item"))
    return watches.order_by("-waste", "right", "pk")[:MOST_WATCHES]  # type: ignore[no-any-return]


def _most_judged(verdicts: Iterable[str], most: int) -> list[int]:
    """The items with the most pieces of these verdicts."""
    judged = Evidence.objects.filter(verdict__in=list(verdicts)).order_by().values_list("item")
    return [item for item, _ in judged.annotate(n=Count("*")).order_by("-n", "item")[:most]]


def _reviewers(since: datetime) -> list[Reviewer]:
    """Who gave a verdict since, the busiest first."""
    judged = Evidence.objects.filter(verdict__in=JUDGED, reviewed_at__gte=since).order_by()
    rows = judged.annotate(by=BY).values_list("by", "verdict").annotate(n=Count("*"), last_at=Max("reviewed_at"))
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    last: dict[int, datetime] = {}
    for by, verdict, count, last_at in rows:
        counts[by][verdict] = count
        last[by] = max(last.get(by, last_at), last_at)
    agreed, names = agreements(_judged_by_several(since)), _names(counts)
    busiest = sorted(counts, key=lambda by: (-sum(counts[by].values()), names[by]))
    return [
        Reviewer(names[by], _linked(by, counts[by], since), last[by], agreed.get(by, Agreement())) for by in busiest
    ]


def _judged_by_several(since: datetime) -> Iterable[Judged]:
    judged = Evidence.objects.filter(verdict__in=JUDGED, reviewed_at__gte=since).order_by("-reviewed_at")
    counts: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for story, by, verdict in judged.values_list("story", "reviewed_by", "verdict")[:MOST_COMPARED]:
        counts[story, by][verdict not in RIGHT] += 1
    return (Judged(*who, *count) for who, count in counts.items())


def _linked(by: int, counts: Mapping[str, int], since: datetime) -> Sequence[tuple[int, str]]:
    return [
        (
            counts.get(verdict, 0),
            to_evidence(verdict__exact=verdict, reviewed_by__id__exact=by, reviewed_at__gte=since),
        )
        for verdict in JUDGED
    ]


def _names(people: Iterable[int]) -> dict[int, str]:
    return dict(get_user_model().objects.filter(pk__in=people).values_list("pk", "username"))
