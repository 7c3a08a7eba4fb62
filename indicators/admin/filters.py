"""The lists of items: what narrows them that is no column of theirs, and what they read ahead."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter
from unfold.views import ChangeList

from indicators.models import Item
from indicators.schedule import Schedule, on_schedule


class ScheduleFilter(DropdownFilter):
    title = _("schedule")
    parameter_name = "schedule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Schedule.choices]

    def queryset(self, request: HttpRequest, items: Any) -> QuerySet[Any]:
        asked = self.value()
        narrowed: QuerySet[Any] = on_schedule(items, asked, timezone.localdate()) if asked in Schedule.values else items
        return narrowed


class WatchedFilter(DropdownFilter):
    title = _("watch")
    parameter_name = "watched"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("Has a watch")), ("no", gettext("Has none")), ("rests", gettext("Its watch rests"))]

    def queryset(self, request: HttpRequest, items: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return items.filter(watch__isnull=False)
            case "no":
                return items.filter(watch__isnull=True)
            case "rests":
                return items.filter(watch__active=False)
        return items


class MeasuredList(ChangeList):
    """With what a page of indicators needs to tell their progress."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str] | None = None) -> QuerySet[Item]:
        items: QuerySet[Item] = super().get_queryset(request, exclude_parameters)
        return items.prefetch_related("targets", "measurements")
