"""Feeds: the list with those in trouble first, and a page for each with its health."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import truncatechars
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from tracker.admin import feed_acts
from tracker.admin.feed_health import health_page
from tracker.admin.feed_list import FeedList, HealthFilter
from tracker.admin.joining import Joining, polled_already
from tracker.feeds.address import AddressRefused, host_of
from tracker.feeds.policy import check_address
from tracker.feeds.register import find_feed
from tracker.models import Feed, FeedState, Outage
from tracker.models.feeds import GONE_WITH_THE_ADDRESS
from tracker.templatetags.times import ago

LONGEST_NAME = 60  # of an untitled feed all the address would be shown


class FeedForm(forms.ModelForm):
    class Meta:
        model = Feed
        fields = ["url", "title", "site_url", "kind", "country", "language", "state"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            check_address(url)
        except AddressRefused as error:
            raise forms.ValidationError(error.told(gettext)) from error
        known = find_feed(url)
        if known and known.pk != self.instance.pk:
            raise forms.ValidationError(polled_already(known))
        return url

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


@admin.register(Feed)
class FeedAdmin(Joining, ModelAdmin):
    form = FeedForm
    list_display = ["title_shown", "health", "newest", "upcoming", "sort"]
    list_display_links = ["title_shown"]
    list_per_page = 50
    list_filter = [HealthFilter, ("kind", ChoicesDropdownFilter), "language", "country"]
    list_before_template = "tracker/outage.html"
    search_fields = ["title", "url"]
    ordering = ["title"]
    actions = ["poll_now", "pause", "resume"]
    change_form_outer_before_template = "tracker/feed_top.html"
    fieldsets = [(_("The feed"), {"fields": ["title", "url", "site_url", ("kind", "state"), ("country", "language")]})]
    add_fieldsets = [(_("Or by hand"), fieldsets[0][1])]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).from_the_web()

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[FeedList]:
        return FeedList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        outage = Outage.objects.under_way().first()
        answer: HttpResponse = super().changelist_view(request, {**(extra_context or {}), "outage": outage})
        return answer

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        feed = options.get("obj")
        shown = health_page(feed, timezone.now()) if feed else {}
        return super().render_change_form(request, context | shown, *args, **options)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.act))
        acts = [path(f"<int:pk>/{name}/", view, {"name": name}, f"tracker_feed_{name}") for name in feed_acts.ACTS]
        return [*acts, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        """The columns of the form only, and what goes with the address: a poll may be writing the others just now."""
        moved = "url" in form.changed_data
        if moved:
            obj.note_new_address(host_of(obj.url))
        if change:
            with_address = ("host", *GONE_WITH_THE_ADDRESS) if moved else ()
            obj.save(update_fields=[*form.cleaned_data, *with_address])
            if "state" in form.changed_data and obj.state == FeedState.ACTIVE:
                Feed.objects.filter(pk=obj.pk).resume(timezone.now())
            return
        obj.next_poll_at, obj.next_poll_reason = timezone.now(), "newly added"
        obj.save()

    @display(description=_("Feed"), ordering="title")
    def title_shown(self, feed: Feed) -> SafeString:
        return _cell(truncatechars(str(feed), LONGEST_NAME), feed.host)

    @display(description=_("Health"), ordering="rank")
    def health(self, feed: Any) -> SafeString:
        """`conditions` is what the list has added to its rows."""
        tag = '<p class="ft-condition"><span class="ft-tag ft-is-{}">{}</span> <span class="ft-muted">{}</span></p>'
        tags = format_html_join("", tag, ((one.kind, one.word, one.brief) for one in feed.conditions))
        return format_html('<div class="ft-cell">{}</div>', tags)

    @display(description=_("Last new entry"), ordering="last_new_at")
    def newest(self, feed: Feed) -> SafeString | str:
        return ago(feed.last_new_at)

    @display(description=_("Next poll"), ordering="next_poll_at")
    def upcoming(self, feed: Feed) -> SafeString | str:
        if feed.state == FeedState.PAUSED:
            return gettext("not while paused")
        if feed.state == FeedState.QUARANTINED:
            return gettext("not while quarantined")
        late = feed.next_poll_at <= timezone.now()
        return _cell(gettext("due now") if late else ago(feed.next_poll_at), feed.next_poll_reason)

    @display(description=_("Kind"), ordering="kind")
    def sort(self, feed: Feed) -> SafeString:
        return _cell(feed.get_kind_display(), " · ".join(filter(None, (feed.country, feed.language))))

    @admin.action(description=_("Poll now"), permissions=["change"])
    def poll_now(self, request: HttpRequest, feeds: Any) -> None:
        feed_acts.poll_now(request, feeds)

    @admin.action(description=_("Pause"), permissions=["change"])
    def pause(self, request: HttpRequest, feeds: Any) -> None:
        feed_acts.pause(request, feeds)

    @admin.action(description=_("Resume"), permissions=["change"])
    def resume(self, request: HttpRequest, feeds: Any) -> None:
        feed_acts.resume(request, feeds)

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """One of the buttons on a feed's page."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        feed_acts.ACTS[name].do(request, Feed.objects.from_the_web().filter(pk=pk))
        return HttpResponseRedirect(reverse("admin:tracker_feed_change", args=[pk]))


def _cell(first: object, second: str) -> SafeString:
    return format_html('<div class="ft-cell">{}<span class="ft-muted block">{}</span></div>', first, second)
