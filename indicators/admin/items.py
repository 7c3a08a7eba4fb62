"""Recommendations and indicators: what was asked, where it stands, and how it is watched."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from indicators.admin.colours import STATUS_COLOURS, TREND_COLOURS
from indicators.admin.watches import WatchInline, tell_of_draft, warn_of_nothing
from indicators.drafting import redraft
from indicators.models import (
    Addressee,
    Indicator,
    Item,
    Recommendation,
    Watch,
)


class AddresseeInline(TabularInline):
    model = Addressee
    extra = 0
    autocomplete_fields = ["actor"]
    tab = True


class ItemAdmin(ModelAdmin):
    """An item's page: what was asked, where it stands, how it is watched."""

    list_display = ["reference", "title", "status_shown", "trend_shown", "priority", "due_on", "document"]
    list_display_links = ["reference", "title"]
    list_select_related = ["document"]
    list_filter = [
        ("status", ChoicesDropdownFilter),
        ("trend", ChoicesDropdownFilter),
        ("topics", RelatedDropdownFilter),
        ("countries", RelatedDropdownFilter),
        ("priority", ChoicesDropdownFilter),
        ("document", RelatedDropdownFilter),
    ]
    list_filter_submit = True
    search_fields = ["reference", "title", "text"]
    autocomplete_fields = ["document", "topics", "countries"]
    readonly_fields = ["status_shown", "trend_shown", "last_assessed_at"]
    inlines = [WatchInline, AddresseeInline]
    formfield_overrides = {models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})}}
    kind_fields: tuple[str, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Item | None = None) -> Any:
        standing = ("status_shown", "trend_shown", "last_assessed_at")
        place = ["document", ("reference", "place"), "heading", "quote", ("quote_start", "quote_end")]
        dates = [("due_on", "due_basis"), ("review_every_days", "published")]
        return [
            (None, {"fields": ["title", "text", standing, *self.kind_fields]}),
            ("Place in the document", {"fields": place, "classes": ["tab"]}),
            ("Register", {"fields": ["topics", "countries", ("priority", "owner"), *dates], "classes": ["tab"]}),
        ]

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

    @display(description="Status", ordering="status", label=STATUS_COLOURS)
    def status_shown(self, item: Item) -> str:
        return str(item.get_status_display())

    @display(description="Trend", ordering="trend", label=TREND_COLOURS)
    def trend_shown(self, item: Item) -> str | None:
        return str(item.get_trend_display()) if item.trend else None


class RecommendationAdmin(ItemAdmin):
    kind_fields = ("expected_outcome",)

    def save_model(self, request: HttpRequest, obj: Item, form: Any, change: bool) -> None:
        obj.kind = Item.Kind.RECOMMENDATION
        super().save_model(request, obj, form, change)


class IndicatorAdmin(ItemAdmin):
    kind_fields = ("polarity", "informs", "active_from", "active_until")
    autocomplete_fields = [*ItemAdmin.autocomplete_fields, "informs"]

    def save_model(self, request: HttpRequest, obj: Item, form: Any, change: bool) -> None:
        obj.kind = Item.Kind.INDICATOR
        super().save_model(request, obj, form, change)


@admin.register(Item)
class AnyItemAdmin(ModelAdmin):
    """For the fields that choose an item; the lists are those of the two kinds."""

    search_fields = ["reference", "title"]

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}


admin.site.register(Recommendation, RecommendationAdmin)
admin.site.register(Indicator, IndicatorAdmin)
