"""Feeds with their health, the polls, and the entries that came of them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from tracker.feeds import poll
from tracker.feeds.address import AddressRefused, host_of
from tracker.feeds.policy import check_address
from tracker.models import Entry, Feed, Outcome, Poll

MOST_AT_ONCE = 20  # feeds polled while the browser waits; more are left to the worker
POLLS_SHOWN = 15

GO_WITH_THE_ADDRESS = ("host", "etag", "last_modified", "body_sha256")

HEALTH_COLOURS = {
    "Healthy": "success",
    "Not polled yet": "info",
    "Paused": "default",
    **{str(outcome.label): "danger" for outcome in Outcome},
}


class FeedForm(forms.ModelForm):
    class Meta:
        model = Feed
        fields = ["url", "title", "site_url", "kind", "country", "language", "state"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            check_address(url)
        except AddressRefused as error:
            raise forms.ValidationError(str(error)) from error
        return url

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class HealthFilter(admin.SimpleListFilter):
    title = "health"
    parameter_name = "health"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("healthy", "Healthy"), ("trouble", "In trouble"), ("new", "Not polled yet"), ("paused", "Paused")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {
            "healthy": queryset.healthy,
            "trouble": queryset.in_trouble,
            "new": lambda: queryset.active().filter(polled_at__isnull=True),
            "paused": lambda: queryset.filter(state="paused"),
        }
        choose = chosen.get(self.value() or "")
        return choose() if choose else queryset


class PollInline(TabularInline):
    model = Poll
    extra = 0
    tab = True
    can_delete = False
    fields = readonly_fields = ["started_at", "outcome", "http_status", "new", "updated", "size", "seconds", "note"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Poll]:
        polls: QuerySet[Poll] = super().get_queryset(request)
        feed = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        newest = Poll.objects.filter(feed=feed).values("pk")[:POLLS_SHOWN]
        return polls.filter(pk__in=list(newest.values_list("pk", flat=True)))


@admin.register(Feed)
class FeedAdmin(ModelAdmin):
    form = FeedForm
    list_display = ["title_shown", "health", "kind", "country", "language", "last_new_at", "next_shown"]
    list_display_links = ["title_shown"]
    list_filter = [HealthFilter, ("kind", ChoicesDropdownFilter), "language", "country"]
    search_fields = ["title", "url"]
    ordering = ["-failures", "title"]  # feeds in trouble first
    readonly_fields = [
        "health",
        "polled_at",
        "succeeded_at",
        "last_new_at",
        "next_poll_at",
        "next_poll_reason",
        "entries_counted",
    ]
    inlines = [PollInline]
    actions = ["poll_now", "pause", "resume"]
    change_form_outer_before_template = "tracker/poll_now.html"
    fieldsets = [
        (None, {"fields": ["title", "url", "site_url", ("kind", "state"), ("country", "language")]}),
        (
            "Health",
            {
                "fields": [
                    "health",
                    ("polled_at", "succeeded_at", "last_new_at"),
                    ("next_poll_at", "next_poll_reason"),
                    "entries_counted",
                ]
            },
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Feed | None = None) -> Any:
        return self.fieldsets if obj else self.fieldsets[:1]

    def get_inlines(self, request: HttpRequest, obj: Feed | None) -> Any:
        return self.inlines if obj else []

    def get_urls(self) -> list[URLPattern]:
        poll_this = self.admin_site.admin_view(require_POST(self.poll_this))
        return [path("<int:pk>/poll/", poll_this, name="tracker_feed_poll"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        """The columns of the form only, and what goes with the address: a poll may be writing the others just now."""
        moved = "url" in form.changed_data
        if moved:
            obj.note_new_address(host_of(obj.url))
        if change:
            obj.save(update_fields=[*form.cleaned_data, *(GO_WITH_THE_ADDRESS if moved else ())])
            return
        obj.next_poll_at, obj.next_poll_reason = timezone.now(), "newly added"
        obj.save()

    @display(description="Feed", ordering="title")
    def title_shown(self, feed: Feed) -> str:
        return str(feed)

    @display(description="Health", ordering="failures", label=HEALTH_COLOURS)
    def health(self, feed: Feed) -> str:
        if feed.state == "paused":
            return "Paused"
        if feed.failures:
            return str(feed.get_trouble_display())
        return "Healthy" if feed.polled_at else "Not polled yet"

    @display(description="Next poll", ordering="next_poll_at")
    def next_shown(self, feed: Feed) -> SafeString:
        return format_html(
            '<span title="{}">{}</span>', feed.next_poll_reason, f"{timezone.localtime(feed.next_poll_at):%d %b %H:%M}"
        )

    @display(description="Entries")
    def entries_counted(self, feed: Feed) -> SafeString:
        address = reverse("admin:tracker_entry_changelist")
        return format_html(
            '<a class="ft-link" href="{}?feed__id__exact={}">{} entries</a>', address, feed.pk, feed.entries.count()
        )

    @admin.action(description="Poll now", permissions=["change"])
    def poll_now(self, request: HttpRequest, feeds: Any) -> None:
        if feeds.count() > MOST_AT_ONCE:
            feeds.update(next_poll_at=timezone.now(), next_poll_reason="asked for in the admin")
            messages.info(request, f"{feeds.count()} feeds are due now; the worker polls them.")
            return
        self._poll(request, feeds)

    def poll_this(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        self._poll(request, Feed.objects.filter(pk=pk))
        return HttpResponseRedirect(reverse("admin:tracker_feed_change", args=[pk]))

    def _poll(self, request: HttpRequest, feeds: Any) -> None:
        polls = list(poll.poll_these(feeds, timezone.now))
        for one in polls:
            messages.add_message(request, messages.SUCCESS if one.is_good else messages.ERROR, poll.line_of(one))
        if not polls:
            messages.info(request, "Somebody is polling this just now.")

    @admin.action(description="Pause", permissions=["change"])
    def pause(self, request: HttpRequest, feeds: Any) -> None:
        messages.info(request, f"{feeds.update(state='paused')} feeds paused.")

    @admin.action(description="Resume", permissions=["change"])
    def resume(self, request: HttpRequest, feeds: Any) -> None:
        messages.info(request, f"{feeds.update(state='active', next_poll_at=timezone.now())} feeds resumed.")


class ReadOnly(ModelAdmin):
    """Rows that the program writes: looked at, never typed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Poll)
class PollAdmin(ReadOnly):
    list_display = ["feed", "started_at", "outcome_shown", "http_status", "new", "updated", "seconds", "note"]
    list_select_related = ["feed"]
    list_filter = [("outcome", ChoicesDropdownFilter), ("feed", RelatedDropdownFilter)]
    list_filter_submit = True

    @display(
        description="Outcome",
        label={"New or changed entries": "success", "Nothing new": "info", "Not modified (304)": "info"},
    )
    def outcome_shown(self, one: Poll) -> str:
        return str(one.get_outcome_display())


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    list_display = ["title", "feed", "language", "published_at", "first_seen_at", "edited", "is_matched"]
    list_select_related = ["feed"]
    list_filter = [("feed", RelatedDropdownFilter), "language", "is_backlog"]
    list_filter_submit = True
    search_fields = ["title"]
    fields = [
        "title",
        "feed",
        "link",
        "text",
        "author",
        "language",
        ("published_at", "published_raw"),
        ("first_seen_at", "revised_at", "matched_at"),
        "evidence_shown",
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["link", "evidence_shown"]

    @display(description="Address")
    def link(self, entry: Entry) -> SafeString | str:
        if not entry.url:
            return "none given"
        return format_html(
            '<a class="ft-link" href="{}" rel="noreferrer noopener" target="_blank">{}</a>', entry.url, entry.url
        )

    @display(description="Edits", ordering="revisions")
    def edited(self, entry: Entry) -> str:
        return f"{entry.revisions} ×" if entry.revisions else ""

    @display(description="Matched", boolean=True)
    def is_matched(self, entry: Entry) -> bool:
        return entry.matched_at is not None

    @display(description="Evidence for")
    def evidence_shown(self, entry: Entry) -> str:
        return "; ".join(str(piece.item) for piece in entry.evidence.select_related("item")) or "nothing"
