"""The issues that were sent: what each said, thing by thing, and every attempt to deliver it."""

from itertools import groupby
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from tracker.admin.entries import ReadOnly
from tracker.admin.subscription_acts import going_out
from tracker.digests import outcome, subscribe
from tracker.models import DigestIssue

COLOURS = {"sent": "success", "frozen": "info", "failed": "danger"}
MOST_ENTRIES = 500  # on the page; the words of the issue hold all of them


@admin.register(DigestIssue)
class DigestIssueAdmin(ReadOnly):
    list_display = ["subject", "subscription", "kind", "period", "state_shown", "attempts", "sent_at", "error_shown"]
    list_select_related = ["subscription"]
    list_filter = [("state", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter)]
    list_filter_submit = True
    search_fields = ["subject", "subscription__email"]
    actions = ["send_again"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "subscription",
                    ("kind", "period"),
                    ("starts_at", "ends_at"),
                    ("state", "sent_at"),
                    ("next_attempt_at", "error_shown"),
                    "message_id",
                    "deliveries_shown",
                ]
            },
        ),
        (_("What it said"), {"fields": ["subject", "entries_shown", "shown", "plain"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DigestIssue]:
        issues: QuerySet[DigestIssue] = super().get_queryset(request)
        return (
            issues
            if request.resolver_match and "object_id" in request.resolver_match.kwargs
            else issues.defer("text", "html")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["shown", "plain", "error_shown", "deliveries_shown", "entries_shown"]

    def has_send_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("tracker.change_digestissue"))

    @admin.action(description=_("Send again what was given up"), permissions=["send"])
    def send_again(self, request: HttpRequest, issues: Any) -> None:
        sent = subscribe.send_again(
            DigestIssue.objects.filter(pk__in=list(issues.values_list("pk", flat=True))), timezone.now()
        )
        messages.success(request, going_out(sent))

    @display(description=_("State"), label=COLOURS)
    def state_shown(self, issue: DigestIssue) -> tuple[str, str]:
        return issue.state, str(issue.get_state_display())

    @display(description=_("Error"))
    def error_shown(self, issue: DigestIssue) -> str:
        return outcome.told(issue.error)

    @display(description=_("Attempts"))
    def deliveries_shown(self, issue: DigestIssue) -> str:
        attempts = [(one, outcome.told(one.note)) for one in issue.deliveries.all()]
        return render_to_string("tracker/issue_deliveries.html", {"attempts": attempts})

    @display(description=_("Thing by thing"))
    def entries_shown(self, issue: DigestIssue) -> str:
        entries = list(issue.entries.select_related("item")[: MOST_ENTRIES + 1])
        grouped = groupby(entries[:MOST_ENTRIES], lambda entry: entry.get_section_display())
        sections = [(label, list(those)) for label, those in grouped]
        return render_to_string(
            "tracker/issue_entries.html", {"sections": sections, "more": len(entries) > MOST_ENTRIES}
        )

    @display(description=_("As sent"))
    def shown(self, issue: DigestIssue) -> SafeString:
        """In a frame that may run nothing."""
        return framed(issue.html)

    @display(description=_("As text"))
    def plain(self, issue: DigestIssue) -> SafeString:
        return format_html('<pre class="ft-plain">{}</pre>', issue.text)


def framed(html: str) -> SafeString:
    frame = '<iframe class="ft-mail" sandbox title="{}" srcdoc="{}"></iframe>'
    return format_html(frame, gettext("The digest as sent"), html)
