"""Subscriptions and the issues they were sent."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from tracker.admin.entries import ReadOnly
from tracker.digests.period import next_period
from tracker.models import DigestIssue, Subscription


@admin.register(Subscription)
class SubscriptionAdmin(ModelAdmin):
    list_display = ["email", "scope", "cadence", "when", "next_issue", "is_active"]
    list_filter = ["active", "cadence"]
    search_fields = ["email"]
    autocomplete_fields = ["items", "topics"]
    fields = ["email", "items", "topics", "cadence", ("time_zone", "local_hour"), ("active", "unsubscribed_at")]
    readonly_fields = ["unsubscribed_at"]

    def save_model(self, request: HttpRequest, obj: Subscription, form: Any, change: bool) -> None:
        if not change:
            obj.created_at = obj.confirmed_at = timezone.now()
        super().save_model(request, obj, form, change)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscription]:
        subscriptions: QuerySet[Subscription] = super().get_queryset(request)
        return subscriptions.prefetch_related("items", "topics")

    @display(description=_("Wants"))
    def scope(self, subscription: Subscription) -> str:
        items, topics = len(subscription.items.all()), len(subscription.topics.all())
        of_items = ngettext("%d items", "%d items", items) % items if items else ""
        of_topics = ngettext("%d topics", "%d topics", topics) % topics if topics else ""
        if items and topics:
            return gettext("%(items)s and %(topics)s") % {"items": of_items, "topics": of_topics}
        return of_items or of_topics or gettext("Everything")

    @display(description=_("At"))
    def when(self, subscription: Subscription) -> str:
        return f"{subscription.local_hour:02}:00 {subscription.time_zone}"

    @display(description=_("Next issue"))
    def next_issue(self, subscription: Subscription) -> str:
        if not subscription.active:
            return gettext("none")
        upcoming = next_period(subscription.cadence, subscription.time_zone, subscription.local_hour, timezone.now())
        return f"{upcoming.due_at:%Y-%m-%d %H:%M} UTC"

    @display(description=_("Active"), boolean=True, ordering="active")
    def is_active(self, subscription: Subscription) -> bool:
        return subscription.active


@admin.register(DigestIssue)
class DigestIssueAdmin(ReadOnly):
    list_display = ["subject", "subscription", "period", "state_shown", "attempts", "sent_at", "error"]
    list_select_related = ["subscription"]
    list_filter = ["state"]
    search_fields = ["subject", "subscription__email"]
    fields = [
        "subscription",
        ("period", "starts_at", "ends_at"),
        ("state", "sent_at"),
        ("attempts", "error"),
        "message_id",
        "subject",
        "shown",
        "plain",
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["shown", "plain"]

    @display(description=_("State"), label={"sent": "success", "frozen": "info", "failed": "danger"})
    def state_shown(self, issue: DigestIssue) -> tuple[str, str]:
        return issue.state, str(issue.get_state_display())

    @display(description=_("As sent"))
    def shown(self, issue: DigestIssue) -> SafeString:
        """In a frame that may run nothing."""
        frame = '<iframe class="ft-mail" sandbox title="{}" srcdoc="{}"></iframe>'
        return format_html(frame, gettext("The digest as sent"), issue.html)

    @display(description=_("As text"))
    def plain(self, issue: DigestIssue) -> SafeString:
        return format_html('<pre class="ft-plain">{}</pre>', issue.text)
