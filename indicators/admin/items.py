"""Recommendations and indicators: what was asked, where it stands, and how it is watched."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.views import ChangeList
from unfold.widgets import UnfoldAdminTextareaWidget

from indicators.admin.colours import SCHEDULE_COLOURS, STATUS_COLOURS, TREND_COLOURS, Labelled
from indicators.admin.exchange import Exchange
from indicators.admin.filters import MeasuredList, ScheduleFilter, WatchedFilter
from indicators.admin.register import (
    AddresseeInline,
    MeasurementInline,
    MilestoneInline,
    RelationInline,
    ResponseInline,
    TargetInline,
)
from indicators.admin.watches import WatchInline, tell_of_draft, warn_of_nothing
from indicators.drafting import redraft
from indicators.measures import progress_of
from indicators.models import (
    Document,
    Indicator,
    Item,
    Measure,
    Recommendation,
    Watch,
)
from indicators.register_forms import ItemForm, NumberField
from indicators.schedule import schedule

CUT = ("quote", "quote_start", "quote_end", "page")  # cut from the document's text, in the workbench


class ItemAdmin(Exchange, ModelAdmin):
    """An item's page: what was asked, where it stands, how it is watched."""

    form = ItemForm
    list_display_links = ["reference", "title"]
    list_select_related = ["document"]
    list_filter = [
        ("status", ChoicesDropdownFilter),
        ("trend", ChoicesDropdownFilter),
        ("actors", RelatedDropdownFilter),
        ("topics", RelatedDropdownFilter),
        ("countries", RelatedDropdownFilter),
        ("priority", ChoicesDropdownFilter),
        ("cycle", RelatedDropdownFilter),
        ("document", RelatedDropdownFilter),
        WatchedFilter,
    ]
    list_filter_submit = True
    list_per_page = 50
    search_fields = ["reference", "title", "text"]
    autocomplete_fields = ["document", "topics", "countries", "cycle"]
    watch_inline: type[WatchInline] = WatchInline
    formfield_overrides = {
        models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})},
        models.DecimalField: {"form_class": NumberField},
    }
    kind: Item.Kind
    kind_fields: tuple[Any, ...] = ()
    register_fields: tuple[Any, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        items: QuerySet[Item] = super().get_queryset(request)
        if request.resolver_match and "object_id" in request.resolver_match.kwargs:  # the page of one
            there = Document.objects.filter(pk=OuterRef("document")).exclude(text="")
            items = items.annotate(has_text_to_cut=Exists(there))
        return items.defer("document__text")

    def get_fieldsets(self, request: HttpRequest, obj: Item | None = None) -> Any:
        place = ["document", ("reference", "place"), "heading", "quote", ("quote_start", "quote_end", "page")]
        register = ["topics", "countries", ("priority", "owner"), *self.register_fields, ("cycle", "review_every_days")]
        closing = ["closing_stage", ("closing_sources", "closing_official")]
        return [
            (None, {"fields": ["title", "text", *self.kind_fields]}),
            (_("Place in the document"), {"fields": place, "classes": ["tab"]}),
            (_("Register"), {"fields": [*register, *closing, "published"], "classes": ["tab"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Item | None = None) -> Any:
        """Where the document's text is kept, the place of a quote is not typed, nor an item with one moved away."""
        held = () if request.user.has_perm("indicators.publish_item") else ("published",)
        if not getattr(obj, "has_text_to_cut", False):
            return held
        return ("document", *CUT, *held) if obj and obj.quote_start is not None else (*CUT, *held)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Item | None:
        """With what decides which fields and tabs its page has: as stored, whatever the form that comes makes of it."""
        item: Item | None = super().get_object(request, object_id, from_field)
        if item:
            item.is_measured = item.measure != Measure.SIGNPOST  # type: ignore[attr-defined]
        return item

    def get_inlines(self, request: HttpRequest, obj: Item | None) -> list[Any]:
        return [self.watch_inline, AddresseeInline, RelationInline]

    def save_model(self, request: HttpRequest, obj: Item, form: Any, change: bool) -> None:
        obj.kind = self.kind
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A new item that was given no watch gets a drafted one."""
        super().save_related(request, form, formsets, change)
        watch = Watch.objects.filter(item=form.instance.pk).first()
        if watch is None and not change:
            watch = Watch(item=form.instance)
            drafted = redraft(watch)
            watch.save()
            tell_of_draft(request, watch, drafted)
        if watch is not None:
            warn_of_nothing(request, watch)

    @display(description=_("Status"), ordering="status", label=STATUS_COLOURS)
    def status_shown(self, item: Item) -> Labelled:
        return item.status, str(item.get_status_display())

    @display(description=_("Trend"), ordering="trend", label=TREND_COLOURS)
    def trend_shown(self, item: Item) -> Labelled | None:
        return (item.trend, str(item.get_trend_display())) if item.trend else None

    @display(description=_("Schedule"), ordering="due_on", label=SCHEDULE_COLOURS)
    def schedule_shown(self, item: Item) -> Labelled | None:
        told = schedule(item, timezone.localdate())
        return (told.value, str(told.label)) if item.due_on else None

    @display(description=_("Progress"))
    def progress_shown(self, item: Item) -> str | None:
        share = progress_of(item, timezone.localdate())
        return None if share is None else f"{100 * share:.0f} %"


class RecommendationAdmin(ItemAdmin):
    kind = Item.Kind.RECOMMENDATION
    kind_fields = ("expected_outcome",)
    register_fields = (("due_on", "due_basis"),)
    list_display = [
        "reference",
        "title",
        "status_shown",
        "trend_shown",
        "schedule_shown",
        "due_on",
        "priority",
        "document",
    ]
    list_filter = [ScheduleFilter, *ItemAdmin.list_filter]

    def get_inlines(self, request: HttpRequest, obj: Item | None) -> list[Any]:
        return [*super().get_inlines(request, obj), ResponseInline, MilestoneInline]


class IndicatorAdmin(ItemAdmin):
    kind = Item.Kind.INDICATOR
    kind_fields = ("polarity", "trips_when", ("active_from", "active_until"), "informs")
    autocomplete_fields = [*ItemAdmin.autocomplete_fields, "informs"]
    list_display = [
        "reference",
        "title",
        "status_shown",
        "trend_shown",
        "progress_shown",
        "measure",
        "polarity",
        "document",
    ]
    list_filter = [("measure", ChoicesDropdownFilter), ("polarity", ChoicesDropdownFilter), *ItemAdmin.list_filter]

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return MeasuredList

    def get_fieldsets(self, request: HttpRequest, obj: Item | None = None) -> Any:
        first, *others = super().get_fieldsets(request, obj)
        baseline = [("measure", "ascending"), "unit", ("baseline_value", "baseline_on"), "baseline_narrative"]
        told = _(
            "A signpost needs none of this. For a measure, save it first: then its targets and measurements have tabs."
        )
        return [first, (_("Measure"), {"fields": baseline, "description": told, "classes": ["tab"]}), *others]

    def get_inlines(self, request: HttpRequest, obj: Item | None) -> list[Any]:
        inlines = super().get_inlines(request, obj)
        return [*inlines, TargetInline, MeasurementInline] if getattr(obj, "is_measured", False) else inlines


@admin.register(Item)
class AnyItemAdmin(ModelAdmin):
    """For the fields that choose an item; the lists are those of the two kinds."""

    search_fields = ["reference", "title"]

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}


admin.site.register(Recommendation, RecommendationAdmin)
admin.site.register(Indicator, IndicatorAdmin)
