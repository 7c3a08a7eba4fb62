"""Who gets what: typed in by the staff, confirmed by those whose address it is."""

from typing import Any, Final

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import display

from tracker.admin import subscription_acts
from tracker.admin.subscription_form import SubscriptionForm
from tracker.admin.subscription_pages import SubscriptionPages
from tracker.digests import outcome, subscribe
from tracker.digests.period import next_period
from tracker.models import Subscription

STATES: Final = {
    "active": (_("Active"), {"active": True, "confirmed_at__isnull": False, "suspended_at__isnull": True}),
    "waiting": (_("Waiting for confirmation"), {"active": True, "confirmed_at__isnull": True}),
    "suspended": (_("Suspended"), {"active": True, "suspended_at__isnull": False}),
    "ended": (_("Ended"), {"active": False}),
}


class StateFilter(DropdownFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _rows) in STATES.items()]

    def queryset(self, request: HttpRequest, subscriptions: Any) -> Any:
        return subscriptions.filter(**STATES[self.value()][1]) if self.value() in STATES else subscriptions


@admin.register(Subscription)
class SubscriptionAdmin(SubscriptionPages, ModelAdmin):
    form = SubscriptionForm
    list_display = ["email", "scope", "cadence", "when", "next_issue", "way", "state"]
    list_filter = [StateFilter, ("cadence", ChoicesDropdownFilter), ("channel", ChoicesDropdownFilter), "language"]
    list_filter_submit = True
    search_fields = ["email", "webhook_url"]
    autocomplete_fields = ["user", "items", "topics", "countries", "documents"]
    actions = ["send_now", "ask_again", "lift"]
    change_form_outer_before_template = "tracker/subscription_top.html"
    fieldsets = [
        (_("Who"), {"fields": ["email", "user", "active"]}),
        (_("Which way"), {"fields": ["channel", "webhook_url"]}),
        (_("About what"), {"fields": ["items", "topics", "countries", "documents", "mine"]}),
        (_("When"), {"fields": ["cadence", ("local_hour", "time_zone")]}),
        (_("How"), {"fields": ["language", "even_if_nothing", "at_once"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        subscriptions: QuerySet[Subscription] = super().get_queryset(request)
        return subscriptions.prefetch_related("items", "topics", "countries", "documents")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        one = options.get("obj")
        fitting = subscription_acts.ACTS.items()
        acts = [(name, act.label) for name, act in fitting if act.fits(one)] if one else []
        label, colour = state_of(one) if one else ("", "")
        because = outcome.told(one.suspended_because) if one else ""
        shown = {"acts": acts, "state": label, "colour": colour, "because": because}
        return super().render_change_form(request, context | shown, *args, **options)

    def save_model(self, request: HttpRequest, obj: Subscription, form: Any, change: bool) -> None:
        """The columns of the form; whether it stands is written by one hand only, tracker/digests/subscribe.py."""
        at, asked_for = timezone.now(), obj.active
        columns = [field.name for field in Subscription._meta.concrete_fields if field.name in form.cleaned_data]
        if change:
            obj.save(update_fields=[name for name in columns if name != "active"])
        else:
            obj.created_at = at
            obj.save()
        self._settle(obj, asked_for, set(form.changed_data) if change else {"active"}, at)
        if subscription_acts.waits_for_confirmation(obj):
            told = gettext("%(email)s is asked first, and gets nothing before the yes.")
            messages.info(request, told % {"email": obj.email})

    def _settle(self, obj: Subscription, asked_for: bool, changed: set[str], at: Any) -> None:
        if not asked_for:
            subscribe.end(obj, at)
        elif "email" in changed:
            subscribe.begin_anew(obj, at)
        elif "active" in changed:
            subscribe.begin(obj, at)

    @admin.action(description=_("Send one now"), permissions=["change"])
    def send_now(self, request: HttpRequest, subscriptions: Any) -> None:
        subscription_acts.send_now(request, subscriptions)

    @admin.action(description=_("Ask again for confirmation"), permissions=["change"])
    def ask_again(self, request: HttpRequest, subscriptions: Any) -> None:
        subscription_acts.ask_again(request, subscriptions)

    @admin.action(description=_("Lift the suspension"), permissions=["change"])
    def lift(self, request: HttpRequest, subscriptions: Any) -> None:
        subscription_acts.lift(request, subscriptions)

    @display(description=_("Wants"))
    def scope(self, one: Subscription) -> str:
        counts = {
            "items": ngettext("%d item", "%d items", len(one.items.all())) % len(one.items.all()),
            "topics": ngettext("%d topic", "%d topics", len(one.topics.all())) % len(one.topics.all()),
            "countries": ngettext("%d country", "%d countries", len(one.countries.all())) % len(one.countries.all()),
            "documents": ngettext("%d document", "%d documents", len(one.documents.all())) % len(one.documents.all()),
        }
        told = [said for name, said in counts.items() if getattr(one, name).all()]
        return ", ".join([*told, *([gettext("own items")] if one.mine else [])]) or gettext("Everything")

    @display(description=_("At"))
    def when(self, subscription: Subscription) -> str:
        return f"{subscription.local_hour:02}:00 {subscription.time_zone}"

    @display(description=_("Next issue"))
    def next_issue(self, subscription: Subscription) -> str:
        if not subscription.is_standing:
            return gettext("none")
        upcoming = next_period(subscription.cadence, subscription.time_zone, subscription.local_hour, timezone.now())
        return f"{upcoming.due_at:%Y-%m-%d %H:%M} UTC"

    @display(description=_("Which way"), ordering="channel")
    def way(self, subscription: Subscription) -> str:
        return str(subscription.get_channel_display())

    @display(description=_("State"))
    def state(self, one: Subscription) -> SafeString:
        label, colour = state_of(one)
        because = outcome.told(one.suspended_because) if one.suspended_at else ""
        preview = reverse("admin:tracker_subscription_preview", args=[one.pk])
        return format_html(
            '<div class="ft-cell"><span class="ft-tag {}">{}</span> <a class="ft-link" href="{}">{}</a>'
            '<span class="ft-muted block">{}</span></div>',
            *(colour, label, preview, gettext("Preview"), because),
        )


def state_of(one: Subscription) -> tuple[Any, str]:
    """In a word, and the colour of its tag."""
    if not one.active:
        return STATES["ended"][0], ""
    if one.suspended_at:
        return STATES["suspended"][0], "ft-is-refused"
    if one.confirmed_at is None:
        return STATES["waiting"][0], "ft-is-resting"
    return STATES["active"][0], "ft-is-healthy"
