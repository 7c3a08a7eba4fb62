"""The list of alerts: what needs attention, and what did. The program opens and closes them; here they are read."""

from typing import Any, Final

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    DropdownFilter,
    RelatedDropdownFilter,
)
from unfold.decorators import display

from tracker.admin.entries import ReadOnly
from tracker.admin.links import to_subject
from tracker.admin.reviewers import reviewers
from tracker.feeds.condition import moment
from tracker.models import Alert, AlertKind

GRAVE: Final = (AlertKind.OVERDUE, AlertKind.SETBACKS, AlertKind.FEED_DOWN)
KIND_COLOURS: Final = {kind.value: "danger" if kind in GRAVE else "warning" for kind in AlertKind} | {
    AlertKind.OBSERVED.value: "info"
}
SHOWN: Final = (
    *("id", "kind", "told", "opened_at", "closed_at"),
    *("item__kind", "item__reference", "item__title", "feed__title", "feed__url", "evidence__title"),
)


class StateFilter(DropdownFilter):
    """Those that are open, unless others are asked for."""

    title = _("state")
    parameter_name = "state"
    all_option = ["", _("Open")]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("closed", gettext("Closed")), ("any", gettext("Open and closed"))]

    def queryset(self, request: HttpRequest, alerts: Any) -> Any:
        if self.value() == "any":
            return alerts
        return alerts.filter(closed_at__isnull=self.value() != "closed")


class WhoseFilter(DropdownFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", gettext("My items'")), ("others", gettext("All others"))]

    def queryset(self, request: HttpRequest, alerts: Any) -> Any:
        match self.value():
            case "mine":
                return alerts.filter(item__owner=request.user.pk)
            case "others":
                return alerts.exclude(item__owner=request.user.pk)
        return alerts


@admin.register(Alert)
class AlertAdmin(ReadOnly):
    list_display = ["kind_shown", "about", "told_shown", "owner_shown", "opened", "closed"]
    list_display_links = None
    list_filter = [
        StateFilter,
        WhoseFilter,
        ("kind", ChoicesDropdownFilter),
        ("item__owner", RelatedDropdownFilter),
        ("item", AutocompleteSelectFilter),
    ]
    list_filter_submit = True
    show_full_result_count = False
    list_per_page = 50

    def get_urls(self) -> list[URLPattern]:
        figures = path("reviewers/", self.admin_site.admin_view(reviewers), name="tracker_reviewers")
        return [figures, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        alerts: QuerySet[Alert] = super().get_queryset(request)
        return alerts.select_related("item__owner", "feed", "evidence").only(*SHOWN, "item__owner__username")

    @display(description=_("Kind"), ordering="kind", label=KIND_COLOURS)
    def kind_shown(self, alert: Alert) -> tuple[str, str]:
        return alert.kind, str(alert.get_kind_display())

    @display(description=_("About"))
    def about(self, alert: Alert) -> SafeString:
        link = '<div class="ft-cell"><a class="ft-link" href="{}">{}</a></div>'
        return format_html(link, to_subject(alert), alert.item or alert.feed)

    @display(description=_("Why"))
    def told_shown(self, alert: Alert) -> SafeString:
        return format_html('<div class="ft-cell">{}</div>', alert.told)

    @display(description=_("Owner"), ordering="item__owner__username")
    def owner_shown(self, alert: Alert) -> str:
        return str(alert.item.owner) if alert.item and alert.item.owner else ""

    @display(description=_("Opened"), ordering="opened_at")
    def opened(self, alert: Alert) -> str:
        return moment(alert.opened_at)

    @display(description=_("Closed"), ordering="closed_at")
    def closed(self, alert: Alert) -> str:
        return moment(alert.closed_at) if alert.closed_at else ""
