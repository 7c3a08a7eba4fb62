"""Watches with what came of them: the most wasteful first, and a page on which each is written, tried and bettered."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from indicators.admin.keys import key_of
from indicators.admin.parts import asks_for_a_part
from indicators.admin.watches import WatchAdmin, WatchInline
from indicators.models import Item, Watch
from tracker.admin.watch_preview import tried
from tracker.admin.watch_versions import versions_of
from tracker.evidence.figures import figures_of, with_figures
from tracker.evidence.taught import taught
from tracker.models import Evidence
from tracker.models.evidence import JUDGED


class VerdictsFilter(admin.SimpleListFilter):
    title = _("verdicts")
    parameter_name = "verdicts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", gettext("No verdicts yet")), ("some", gettext("With verdicts"))]

    def queryset(self, request: HttpRequest, watches: QuerySet[Any]) -> QuerySet[Any]:
        judged = Exists(Evidence.objects.filter(item=OuterRef("item"), verdict__in=JUDGED))
        if self.value() == "none":
            return watches.filter(~judged)
        return watches.filter(judged) if self.value() == "some" else watches


class TriedInline(WatchInline):
    """The watch on its item's page, with the button that tries it."""

    template_after = "tracker/watch_try_inline.html"

    class Media:
        js = ["tracker/watch.js"]


class TriedWatchAdmin(WatchAdmin):
    list_display = [
        "item_shown",
        "precision_shown",
        "right_shown",
        "waste_shown",
        "waiting_shown",
        "terms_counted",
        "version",
        "is_active",
    ]
    list_filter = [VerdictsFilter, "active"]
    list_per_page = 50
    change_form_outer_before_template = "tracker/watch_figures.html"
    change_form_after_template = "tracker/watch_page.html"

    class Media:
        js = ["tracker/watch.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Watch]:
        return with_figures(Watch.objects.all())

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-waste", "right", "pk"]

    def get_urls(self) -> list[URLPattern]:
        address = path("preview/", self.admin_site.admin_view(self.preview), name="indicators_watch_preview")
        return [address, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        watch = options.get("obj")
        return super().render_change_form(request, context | _record(watch), *args, **options)

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What a form would find: below it for a script that asks, or as a page of its own."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":  # a login on the way here leads to the address alone
            return HttpResponseRedirect(reverse("admin:indicators_watch_changelist"))
        item = Item.objects.filter(pk=key_of(request.GET.get("item", ""))).first()
        shown = {"item": item, **tried(request, item)}
        if asks_for_a_part(request):
            return TemplateResponse(request, "tracker/watch_found.html", shown)
        context = {**self.admin_site.each_context(request), "title": gettext("Preview of a watch"), **shown}
        return TemplateResponse(request, "tracker/watch_preview.html", context)

    @display(description=_("Item"), ordering="item__reference")
    def item_shown(self, watch: Watch) -> SafeString:
        return format_html('<div class="ft-cell">{}</div>', watch.item)

    @display(description=_("Precision"), ordering="precision")
    def precision_shown(self, watch: Any) -> str:
        return "–" if watch.precision is None else f"{100 * watch.precision:.0f} %"

    @display(description=pgettext_lazy("verdicts", "Right"), ordering="right")
    def right_shown(self, watch: Any) -> int:
        return int(watch.right)

    @display(description=pgettext_lazy("verdicts", "Rejected"), ordering="waste")
    def waste_shown(self, watch: Any) -> int:
        return int(watch.waste)

    @display(description=_("Waiting"), ordering="waiting")
    def waiting_shown(self, watch: Any) -> int:
        return int(watch.waiting)


def _record(watch: Watch | None) -> dict[str, Any]:
    """What the watch's page shows beside its form."""
    if watch is None:
        return {}
    kept = Watch.objects.get(pk=watch.pk)  # as it is saved, whatever the form has
    return {"figures": figures_of(kept), "taught": taught(kept), "versions": versions_of(kept)}


admin.site.unregister(Watch)
admin.site.register(Watch, TriedWatchAdmin)
