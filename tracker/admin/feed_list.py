"""The list of feeds: those in trouble first, and each with what is wrong with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Case, F, IntegerChoices, Q, QuerySet, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.views import ChangeList

from tracker.feeds.condition import IS_GONE, RECENT_GAP, Around, conditions_of, look_around
from tracker.models import Feed, FeedState


class Rank(IntegerChoices):
    """The order of the list."""

    QUARANTINED = 0
    FAILING = 1
    GONE = 2
    QUIET = 3
    OTHER = 4
    PAUSED = 5


def _rank(around: Around) -> Case:
    return Case(
        When(state=FeedState.QUARANTINED, then=Rank.QUARANTINED),
        When(state=FeedState.PAUSED, then=Rank.PAUSED),
        When(IS_GONE, then=Rank.GONE),
        When(failures__gt=0, then=Rank.FAILING),
        When(pk__in=list(around.quiet), then=Rank.QUIET),
        default=Rank.OTHER,
    )


class FeedList(ChangeList):
    root_queryset: QuerySet[Feed]

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Feed]:
        self.around = look_around(Feed.objects.from_the_web(), timezone.now())
        self.root_queryset = self.root_queryset.defer("known_entries").annotate(rank=_rank(self.around))
        feeds: QuerySet[Feed] = super().get_queryset(request, exclude_parameters)
        return feeds

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Feed]) -> list[Any]:
        """As the head of a column asks; otherwise the longest in trouble first."""
        chosen: list[Any] = super().get_ordering(request, queryset)
        if self.params.get("o"):
            return chosen
        return ["rank", F("failing_since").asc(nulls_last=True), "-strain", *chosen]

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        for feed in self.result_list:
            feed.conditions = conditions_of(feed, self.around)


class HealthFilter(admin.SimpleListFilter):
    title = _("health")
    parameter_name = "health"
    choices_by_name: dict[str, tuple[Any, Callable[[], Q]]] = {
        "healthy": (_("Healthy"), lambda: Q(rank=Rank.OTHER, polled_at__isnull=False)),
        "trouble": (_("In trouble"), lambda: Q(rank__in=[Rank.FAILING, Rank.GONE])),
        "quarantined": (_("Quarantined"), lambda: Q(rank=Rank.QUARANTINED)),
        "gone": (_("Gone"), lambda: Q(rank=Rank.GONE)),
        "quiet": (_("Quiet too long"), lambda: Q(rank=Rank.QUIET)),
        "gap": (_("Possible gap"), lambda: Q(gap_at__gte=timezone.now() - RECENT_GAP)),
        "moved": (_("Move announced"), lambda: ~Q(moved_to="")),
        "new": (_("Not polled yet"), lambda: Q(rank=Rank.OTHER, polled_at__isnull=True)),
        "paused": (_("Paused"), lambda: Q(rank=Rank.PAUSED)),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, str(label)) for name, (label, _condition) in self.choices_by_name.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        _label, condition = self.choices_by_name.get(self.value() or "", ("", Q))
        return queryset.filter(condition())
