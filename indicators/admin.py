"""The catalogue's pages."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminTextareaWidget

from indicators.forms import WatchForm
from indicators.models import (
    Actor,
    Addressee,
    Assessment,
    Country,
    Document,
    Indicator,
    Item,
    Recommendation,
    Topic,
    Watch,
)

STATUS_COLOURS = {
    "Not assessed": "default",
    "No evidence": "default",
    "Not started": "warning",
    "In progress": "info",
    "Partially implemented": "info",
    "Implemented": "success",
    "Not implemented": "danger",
    "No longer applicable": "default",
    "Superseded": "default",
}
TREND_COLOURS = {"Advancing": "success", "Unchanged": "default", "Stalled": "warning", "Reversed": "danger"}


@admin.register(Topic)
class TopicAdmin(ModelAdmin):
    list_display = ["name", "parent", "items_counted"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = super().get_queryset(request)
        return topics.annotate(count=Count("items")).select_related("parent")

    @display(description="Items", ordering="count")
    def items_counted(self, topic: Any) -> int:
        return int(topic.count)


@admin.register(Actor)
class ActorAdmin(ModelAdmin):
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    list_select_related = ["country"]
    search_fields = ["name"]


@admin.register(Country)
class CountryAdmin(ModelAdmin):
    search_fields = ["name", "code"]

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}  # found through the items' own fields; a list of countries is nobody's page


@admin.register(Document)
class DocumentAdmin(ModelAdmin):
    list_display = ["title", "publisher", "published_on", "language", "items_counted"]
    search_fields = ["title", "publisher"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # Django 6's default, which 5.2 warns about

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        documents: QuerySet[Document] = super().get_queryset(request)
        return documents.annotate(count=Count("items"))

    @display(description="Items", ordering="count")
    def items_counted(self, document: Any) -> int:
        return int(document.count)


class AddresseeInline(TabularInline):
    model = Addressee
    extra = 0
    autocomplete_fields = ["actor"]
    tab = True


class WatchInline(StackedInline):
    model = Watch
    form = WatchForm
    extra = 0
    tab = True
    verbose_name = verbose_name_plural = "Watch"


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


@admin.register(Watch)
class WatchAdmin(ModelAdmin):
    form = WatchForm
    list_display = ["item", "english", "spanish", "min_score", "version", "is_active"]
    list_select_related = ["item"]
    list_filter = ["active"]
    search_fields = ["item__reference", "item__title"]

    def get_fields(self, request: HttpRequest, obj: Watch | None = None) -> Any:
        return (
            [] if obj is None else [("terms_en", "terms_es"), "places", ("actors", "exclude"), ("min_score", "active")]
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a watch is added on its item's page

    @display(description="English terms")
    def english(self, watch: Watch) -> str:
        return _told(watch.terms.get("en", []))

    @display(description="Spanish terms")
    def spanish(self, watch: Watch) -> str:
        return _told(watch.terms.get("es", []))

    @display(description="Active", boolean=True, ordering="active")
    def is_active(self, watch: Watch) -> bool:
        return watch.active


def _told(terms: list[str]) -> str:
    more = f" … {len(terms)} in all" if len(terms) > 2 else ""
    return ", ".join(terms[:2]) + more if terms else "none"


@admin.register(Assessment)
class AssessmentAdmin(ModelAdmin):
    """The record: read here, decided on the assessment's own page."""

    list_display = ["item", "status_shown", "trend", "state_shown", "effective_on", "proposed_by", "decided_by"]
    list_select_related = ["item", "proposed_by", "decided_by"]
    list_filter = ["state", "to_status"]
    search_fields = ["item__reference", "item__title", "rationale"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # proposed from the item's page

    def has_delete_permission(self, request: HttpRequest, obj: Assessment | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Assessment | None = None) -> bool:
        return False  # decided, never edited

    @display(description="To status", label=STATUS_COLOURS)
    def status_shown(self, assessment: Assessment) -> str:
        return str(assessment.get_to_status_display())

    @display(description="State", label={"Proposed": "warning", "Approved": "success", "Returned": "danger"})
    def state_shown(self, assessment: Assessment) -> str:
        return str(assessment.get_state_display())


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(UserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm


@admin.register(Group)
class RoleAdmin(GroupAdmin, ModelAdmin):
    pass
