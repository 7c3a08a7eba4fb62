"""What the watching brought: entries, polls, notices. Looked at, never typed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from tracker.admin.large_lists import FeedFilter, LanguageFilter, Large
from tracker.admin.search_box import SearchBox
from tracker.feeds.condition import moment
from tracker.models import Entry, FeedNotice, Outcome, Poll
from tracker.models.feeds import GOOD
from tracker.search.kinds import ENTRY

OUTCOME_COLOURS = {
    **{outcome.value: "danger" for outcome in Outcome},
    **{outcome.value: "info" for outcome in GOOD},
    Outcome.UPDATED.value: "success",
}
NOTICE_COLOURS = {
    **{kind.value: None for kind in FeedNotice.Kind},
    **{kind.value: "danger" for kind in (FeedNotice.Kind.BROKEN, FeedNotice.Kind.STILL_BROKEN, FeedNotice.Kind.GONE)},
    FeedNotice.Kind.RECOVERED.value: "success",
}


class ReadOnly(ModelAdmin):
    """Rows that the program writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Poll)
class PollAdmin(Large, ReadOnly):
    list_display = [
        "feed",
        "when",
        "outcome_shown",
        "http_status",
        "new",
        "updated",
        "size_shown",
        "took",
        "note_shown",
    ]
    list_select_related = ["feed"]
    list_filter = [("outcome", ChoicesDropdownFilter), ("feed", FeedFilter), "possible_gap"]
    list_filter_submit = True

    @display(description=_("When"), ordering="started_at")
    def when(self, one: Poll) -> str:
        return moment(one.started_at)

    @display(description=_("Outcome"), label=OUTCOME_COLOURS)
    def outcome_shown(self, one: Poll) -> tuple[str, str]:
        return one.outcome, str(one.get_outcome_display())

    @display(description=_("Size"), ordering="size")
    def size_shown(self, one: Poll) -> str:
        return filesizeformat(one.size) if one.size else ""

    @display(description=_("Took"), ordering="seconds")
    def took(self, one: Poll) -> str:
        return f"{one.seconds:.1f} s"

    @display(description=_("Note"))
    def note_shown(self, one: Poll) -> str:
        return gettext(one.note) if one.note else ""


@admin.register(FeedNotice)
class FeedNoticeAdmin(ReadOnly):
    list_display = ["feed", "kind_shown", "when", "note"]
    list_select_related = ["feed"]
    list_filter = [("kind", ChoicesDropdownFilter), ("feed", FeedFilter)]
    list_filter_submit = True

    @display(description=_("When"), ordering="given_at")
    def when(self, notice: FeedNotice) -> str:
        return moment(notice.given_at)

    @display(description=_("Notice"), label=NOTICE_COLOURS)
    def kind_shown(self, notice: FeedNotice) -> tuple[str, str]:
        return notice.kind, str(notice.get_kind_display())


@admin.register(Entry)
class EntryAdmin(Large, SearchBox, ReadOnly):
    search_kind = ENTRY
    list_display = ["title", "feed", "language", "published", "first_seen", "edited", "is_matched"]
    list_select_related = ["feed"]
    list_filter = [("feed", FeedFilter), LanguageFilter, "is_backlog"]
    list_filter_submit = True
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

    @display(description=_("Address"))
    def link(self, entry: Entry) -> SafeString | str:
        if not entry.url:
            return gettext("none given")
        return format_html(
            '<a class="ft-link" href="{}" rel="noreferrer noopener" target="_blank">{}</a>', entry.url, entry.url
        )

    @display(description=_("Published"), ordering="published_at")
    def published(self, entry: Entry) -> str:
        return moment(entry.published_at) if entry.published_at else gettext("no date")

    @display(description=_("First seen"), ordering="first_seen_at")
    def first_seen(self, entry: Entry) -> str:
        return moment(entry.first_seen_at)

    @display(description=_("Edits"), ordering="revisions")
    def edited(self, entry: Entry) -> str:
        return f"{entry.revisions} ×" if entry.revisions else ""

    @display(description=_("Matched"), boolean=True)
    def is_matched(self, entry: Entry) -> bool:
        return entry.matched_at is not None

    @display(description=_("Evidence for"))
    def evidence_shown(self, entry: Entry) -> str:
        return "; ".join(str(piece.item) for piece in entry.evidence.select_related("item")) or gettext("nothing")
