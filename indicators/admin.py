"""The catalogue's pages."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminTextareaWidget

from indicators.drafting import recognised, redraft, sounds_otherwise
from indicators.forms import FIELDS, TaughtWatchForm, WatchForm, can_find
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
from indicators.watch.draft import Draft
from indicators.watch.words import LANGUAGES

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
    fields = FIELDS
    extra = 0
    tab = True
    verbose_name = verbose_name_plural = "Watch"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Watch]:
        """Held while it is saved: a lesson that came between would be lost, or share its version."""
        watches: QuerySet[Watch] = super().get_queryset(request)
        return watches.select_for_update() if request.method == "POST" else watches


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
            _tell_of_draft(request, watch, drafted)
        if watch is not None:
            _warn_of_nothing(request, watch)

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
    """A watch by itself. `?draft` shows its form filled from the item's text, for the analyst to save or to leave."""

    form = TaughtWatchForm
    list_display = ["item", "terms_counted", "version", "is_active"]
    list_select_related = ["item"]
    list_filter: list[Any] = ["active"]
    search_fields = ["item__reference", "item__title"]
    warn_unsaved_form = True

    def get_fields(self, request: HttpRequest, obj: Watch | None = None) -> Any:
        return FIELDS if obj else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a watch is added on its item's page

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Watch | None:
        watch: Watch | None = super().get_object(request, object_id, from_field)
        if watch and request.method == "POST":  # held, as on its item's page
            watch = Watch.objects.select_for_update(of=("self",)).select_related("item").get(pk=watch.pk)
        if watch and request.method == "GET" and "draft" in request.GET:
            messages.info(request, f"Drafted from the item's text; nothing is saved yet. {recognised(redraft(watch))}")
        return watch

    def save_model(self, request: HttpRequest, obj: Watch, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _warn_of_nothing(request, obj)

    @display(description="Terms")
    def terms_counted(self, watch: Watch) -> SafeString:
        counts = " · ".join(f"{len(watch.terms.get(language, ()))} {language.upper()}" for language in LANGUAGES)
        return format_html('<span class="whitespace-nowrap">{}</span>', counts)

    @display(description="Active", boolean=True, ordering="active")
    def is_active(self, watch: Watch) -> bool:
        return watch.active


def _tell_of_draft(request: HttpRequest, watch: Watch, drafted: Draft) -> None:
    told = 'A watch was drafted from the item\'s text. {} <a class="underline" href="{}">Look at it</a>'
    address = reverse("admin:indicators_watch_change", args=[watch.pk])
    messages.info(request, format_html(told, recognised(drafted), address))
    if sounds_otherwise(drafted, watch.item):
        messages.warning(request, "Its title sounds like bad news when it happens: see whether its polarity is right.")


def _warn_of_nothing(request: HttpRequest, watch: Watch) -> None:
    if not can_find(watch.terms, watch.filter):
        messages.warning(request, "As it is, the watch finds nothing: no term and no filter asks for a word.")


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
