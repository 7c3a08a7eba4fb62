"""How an item is watched: on its page, and as a page of its own."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline
from unfold.decorators import display

from indicators.drafting import recognised, redraft, sounds_otherwise
from indicators.forms import FIELDS, TaughtWatchForm, WatchForm, can_find
from indicators.models import (
    Watch,
)
from indicators.watch.draft import Draft
from indicators.watch.words import LANGUAGES

SOUNDS_OTHERWISE = _("Its title sounds like bad news when it happens: see whether its polarity is right.")


class WatchInline(StackedInline):
    model = Watch
    form = WatchForm
    fields = FIELDS
    extra = 0
    tab = True
    verbose_name = verbose_name_plural = _("Watch")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Watch]:
        """Held while it is saved: a lesson that came between would be lost, or share its version."""
        watches: QuerySet[Watch] = super().get_queryset(request).select_related("item")
        return watches.select_for_update(of=("self",)) if request.method == "POST" else watches


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
            told = gettext("Drafted from the item's text; nothing is saved yet.")
            messages.info(request, f"{told} {recognised(redraft(watch))}")
        return watch

    def save_model(self, request: HttpRequest, obj: Watch, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        warn_of_nothing(request, obj)

    @display(description=_("Terms"))
    def terms_counted(self, watch: Watch) -> SafeString:
        counts = " · ".join(f"{len(watch.terms.get(language, ()))} {language.upper()}" for language in LANGUAGES)
        return format_html('<span class="whitespace-nowrap">{}</span>', counts)

    @display(description=_("Active"), boolean=True, ordering="active")
    def is_active(self, watch: Watch) -> bool:
        return watch.active


def tell_of_draft(request: HttpRequest, watch: Watch, drafted: Draft) -> None:
    told, look = gettext("A watch was drafted from the item's text."), gettext("Look at it")
    address = reverse("admin:indicators_watch_change", args=[watch.pk])
    line = '{} {} <a class="underline" href="{}">{}</a>'
    messages.info(request, format_html(line, told, recognised(drafted), address, look))
    if sounds_otherwise(drafted, watch.item):
        messages.warning(request, SOUNDS_OTHERWISE)


def warn_of_nothing(request: HttpRequest, watch: Watch) -> None:
    if not can_find(watch.terms, watch.filter):
        told = gettext("As it is, the watch finds nothing: no term and no filter asks for a word.")
        messages.warning(request, told)
