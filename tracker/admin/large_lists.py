"""Lists of what there may be a million of: counted no further than anybody reads, narrowed without reading all."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, DropdownFilter

from indicators.models import Item, Topic
from indicators.watch.words import LANGUAGE_NAMES

MOST_COUNTED: Final = 10_000  # rows; the last page ends there, and says so


class CountedSoFar(Paginator):
    most = MOST_COUNTED

    @cached_property
    def count(self) -> int:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by().values("pk")[: self.most].count()


class Large:
    """For a ModelAdmin."""

    paginator = CountedSoFar
    show_full_result_count = False
    list_per_page = 50
    list_after_template = "tracker/counted_so_far.html"


class LanguageFilter(DropdownFilter):
    """Of the languages we read; which ones there are among all the rows would take a second to find out."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(LANGUAGE_NAMES.items())

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(language=self.value()) if self.value() else rows


class TopicFilter(DropdownFilter):
    """By the items of the topic: joined to them, the rows would have to be made distinct."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(pk), name) for pk, name in Topic.objects.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.value()
        return rows.filter(item__in=Item.objects.filter(topics=asked)) if asked and asked.isdecimal() else rows


class FeedFilter(AutocompleteSelectFilter):
    """Typed, not chosen from a list of two thousand."""
