"""Boards: the items of a topic, of a country or of all, with where they stand and what was found of them lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.views import ChangeList

from indicators.admin.catalogue import CountryAdmin, TopicAdmin
from indicators.models import Country, Item, Status, Topic
from indicators.schedule import Schedule, schedule
from tracker.admin.heat import heat
from tracker.admin.links import KEPT, to_item, to_kept
from tracker.models import Direction, Evidence

PAGE: Final = 50
LATELY: Final = timedelta(days=30)
COLUMNS: Final = ("kind", "reference", "title", "status", "trend", "due_on", "last_assessed_at")


@dataclass(frozen=True, slots=True)
class Line:
    item: Item
    link: str
    schedule: Schedule
    count: int
    advancing: int
    setting_back: int
    evidence: str  # the address of what was found lately


def board(request: HttpRequest, title: str, items: QuerySet[Item], above: Iterable[tuple[str, str]]) -> HttpResponse:
    """A page of the items; `status` narrows them. `above` are pages beside it, by name and address."""
    if not request.user.has_perm("indicators.view_item"):
        raise PermissionDenied
    at, status = timezone.now(), request.GET.get("status", "")
    counts = dict(items.order_by().values_list("status").annotate(n=Count("pk", distinct=True)))
    shown = items.filter(status=status) if status in Status.values else items
    page = Paginator(shown.only(*COLUMNS).order_by("reference", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": title,
        "above": above,
        "statuses": [(value, label, counts[value]) for value, label in Status.choices if value in counts],
        "all": sum(counts.values()),
        "asked": status,
        "page": page,
        "lines": list(_lines(list(page), at)),
        "heat": heat(at, of=shown if shown.query.has_filters() else None),
    }
    return TemplateResponse(request, "tracker/board.html", context)


def _lines(items: Iterable[Item], at: datetime) -> Iterable[Line]:
    since, on = at - LATELY, timezone.localdate(at)
    lately = Evidence.objects.filter(item__in=[item.pk for item in items], created_at__gte=since, verdict__in=KEPT)
    found = lately.order_by().values_list("item", "direction").annotate(n=Count("*"))
    counts = {(item, direction): count for item, direction, count in found}
    for item in items:
        of_item = [counts.get((item.pk, direction.value), 0) for direction in Direction]
        yield Line(
            item=item,
            link=to_item(item),
            schedule=schedule(item, on),
            count=sum(of_item),
            advancing=counts.get((item.pk, Direction.ADVANCES.value), 0),
            setting_back=counts.get((item.pk, Direction.SETS_BACK.value), 0),
            evidence=to_kept(item__id__exact=item.pk, created_at__gte=since),
        )


class BoardedTopicAdmin(TopicAdmin):
    actions_detail = ["board_action"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        of_all = path("board/", view(self.board_of_all), name="indicators_board")
        of_one = path("<int:pk>/board/", view(self.board), name="indicators_topic_board")
        return [of_all, of_one, *super().get_urls()]

    def board(self, request: HttpRequest, pk: int) -> HttpResponse:
        topic = get_object_or_404(Topic.objects.select_related("parent"), pk=pk)
        near = [*([topic.parent] if topic.parent else []), *Topic.objects.filter(parent=topic)]
        above = [(str(one), _board_of(one)) for one in near]
        return board(request, topic.name, Item.objects.filter(topics=topic), above)

    def board_of_all(self, request: HttpRequest) -> HttpResponse:
        """All items, or those that have no topic."""
        if request.GET.get("topic") == "none":
            return board(request, gettext("Items without a topic"), Item.objects.filter(topics__isnull=True), [])
        return board(request, gettext("All items"), Item.objects.all(), [])

    @action(description=_("Board"), url_path="to-board")
    def board_action(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:indicators_topic_board", args=[object_id]))

    @display(description=_("Items"), ordering="count")
    def items_counted(self, topic: Any) -> SafeString:
        return _to_board(topic)


class UsedList(ChangeList):
    """Of all countries there are, those that an item speaks of."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str] | None = None) -> QuerySet[Country]:
        countries: QuerySet[Country] = super().get_queryset(request, exclude_parameters)
        return countries.annotate(count=Count("items")).filter(count__gt=0)


class BoardedCountryAdmin(CountryAdmin):
    list_display = ["name", "code", "items_counted"]
    actions_detail = ["board_action"]

    def get_urls(self) -> list[URLPattern]:
        of_one = path("<slug:pk>/board/", self.admin_site.admin_view(self.board), name="indicators_country_board")
        return [of_one, *super().get_urls()]

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return UsedList

    def board(self, request: HttpRequest, pk: str) -> HttpResponse:
        country = get_object_or_404(Country, pk=pk)
        return board(request, country.name, Item.objects.filter(countries=country), [])

    @action(description=_("Board"), url_path="to-board")
    def board_action(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:indicators_country_board", args=[object_id]))

    @display(description=_("Items"))
    def items_counted(self, country: Any) -> SafeString:
        return _to_board(country)


def _to_board(one: Any) -> SafeString:
    told = gettext("%(number)s on its board") % {"number": one.count}
    return format_html('<a class="ft-link" href="{}">{}</a>', _board_of(one), told)


def _board_of(one: Topic | Country) -> str:
    return reverse(f"admin:indicators_{one._meta.model_name}_board", args=[one.pk])


for model, page in ((Topic, BoardedTopicAdmin), (Country, BoardedCountryAdmin)):
    admin.site.unregister(model)
    admin.site.register(model, page)
