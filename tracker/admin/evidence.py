"""Evidence: the list, with verdicts on many at once, and the page of one piece."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from indicators.admin.people import person
from indicators.models import Item
from tracker.admin.large_lists import FeedFilter, LanguageFilter, Large, TopicFilter
from tracker.admin.manual import ByHand
from tracker.admin.rechecks import Rechecked
from tracker.admin.review_page import Review
from tracker.admin.search_box import SearchBox
from tracker.evidence import review
from tracker.models import Evidence, Verdict
from tracker.search.kinds import EVIDENCE
from tracker.templatetags.marks import marked_lead, marked_title, weights

DIRECTION_COLOURS = {"advances": "success", "sets_back": "danger", "context": "info", "unclear": "default"}
VERDICT_COLOURS = {"suggested": "warning", "confirmed": "success", "rejected": "danger", "duplicate": "default"}

JUDGED_ALREADY = ngettext_lazy(
    "%d were judged already and stay as they are.", "%d were judged already and stay as they are."
)
DONE = {
    Verdict.CONFIRMED: ngettext_lazy("%d pieces confirmed.", "%d pieces confirmed."),
    Verdict.REJECTED: ngettext_lazy("%d pieces rejected.", "%d pieces rejected."),
    Verdict.DUPLICATE: ngettext_lazy("%d pieces duplicate.", "%d pieces duplicate."),
}


@admin.register(Evidence)
class EvidenceAdmin(Large, Review, ByHand, Rechecked, SearchBox, ModelAdmin):
    search_kind = EVIDENCE
    list_display = [
        "title",
        "item_shown",
        "direction_shown",
        "stage",
        "score_shown",
        "told_by",
        "verdict_shown",
        "created_at",
    ]
    list_select_related = ["item"]
    list_filter = [
        ("verdict", ChoicesDropdownFilter),
        ("direction", ChoicesDropdownFilter),
        ("stage", ChoicesDropdownFilter),
        TopicFilter,
        ("entry__feed", FeedFilter),
        LanguageFilter,
        "origin",
        "needs_recheck",
    ]
    list_filter_submit = True
    formfield_overrides = {models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2})}}
    actions = ["confirm", "reject", "duplicate", "reopen"]
    fields = [
        "item",
        "text_shown",
        "source",
        ("published_at", "seen_at"),
        "sources",
        "direction",
        "stage",
        "note",
        "score_shown",
        "why",
        ("verdict", "reviewed_by", "reviewed_at"),
        ("created_at", "watch_version"),
        ("origin", "added_by"),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [
            "item",
            "text_shown",
            "source",
            "published_at",
            "seen_at",
            "sources",
            "score_shown",
            "why",
            "verdict",
            "reviewed_by",
            "reviewed_at",
            "created_at",
            "watch_version",
            "origin",
            "added_by",
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # rejected rows are kept: they teach the matcher

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_voices()

    def also_found(self, typed: str) -> models.Q:
        """Its items are looked up first: joined to them, all rows would be read."""
        items = Item.objects.filter(reference__iexact=typed)
        return models.Q(item__in=list(items.values_list("pk", flat=True)))

    @admin.action(description=_("Confirm"), permissions=["change"])
    def confirm(self, request: HttpRequest, evidence: Any) -> None:
        _judge_many(request, evidence, Verdict.CONFIRMED)

    @admin.action(description=_("Reject"), permissions=["change"])
    def reject(self, request: HttpRequest, evidence: Any) -> None:
        _judge_many(request, evidence, Verdict.REJECTED)

    @admin.action(description=_("Mark as duplicate"), permissions=["change"])
    def duplicate(self, request: HttpRequest, evidence: Any) -> None:
        _judge_many(request, evidence, Verdict.DUPLICATE)

    @admin.action(description=_("Take the verdict back"), permissions=["change"])
    def reopen(self, request: HttpRequest, evidence: Any) -> None:
        for piece in evidence:
            try:
                review.reopen(piece)
            except review.ReviewRefused as error:
                messages.error(request, f"{piece}: {error.told(gettext)}")

    @display(description=_("Item"), ordering="item__reference")
    def item_shown(self, piece: Evidence) -> str:
        return str(piece.item)

    @display(description=_("Direction"), ordering="direction", label=DIRECTION_COLOURS)
    def direction_shown(self, piece: Evidence) -> tuple[str, str]:
        return piece.direction, str(piece.get_direction_display())

    @display(description=_("Verdict"), ordering="verdict", label=VERDICT_COLOURS)
    def verdict_shown(self, piece: Evidence) -> tuple[str, str]:
        return piece.verdict, str(piece.get_verdict_display())

    @display(description=_("What was read"))
    def text_shown(self, piece: Evidence) -> SafeString:
        """As it was read, whatever became of the entry; what of the text is no lead is folded away."""
        rest = piece.text[len(piece.lead) :]
        folded, told = "<details><summary>{}</summary><p>{}</p></details>", gettext("The rest of it")
        more = format_html(folded, told, rest) if rest else ""
        read = '<div class="ft-read"><h3>{}</h3><p>{}</p>{}</div>'
        return format_html(read, marked_title(piece), marked_lead(piece), more)

    @display(description=_("Source"))
    def source(self, piece: Evidence) -> SafeString:
        link = '<a class="ft-link" href="{}" rel="noreferrer noopener" target="_blank">{}</a>'
        source = piece.entry.publisher if piece.added_by else piece.entry.feed
        return format_html("{} {}", source, format_html(link, piece.url, piece.url) if piece.url else "")

    @display(description=_("All that tell it"))
    def sources(self, piece: Any) -> str:
        shown = {"sources": piece.story.sources, "voices": piece.voices}
        return render_to_string("tracker/sources.html", shown)

    @display(description=_("Told by"), ordering="voices")
    def told_by(self, piece: Any) -> int:
        return int(piece.voices)

    @display(description=_("Score"), ordering="score")
    def score_shown(self, piece: Evidence) -> str:
        return f"{piece.score:.2f}"

    @display(description=_("Why"))
    def why(self, piece: Evidence) -> str:
        return render_to_string("tracker/parts.html", {"parts": weights(piece)})


def _judge_many(request: HttpRequest, evidence: Any, verdict: Verdict) -> None:
    asked = evidence.count()
    done = review.judge(
        Evidence.objects.filter(pk__in=evidence.values("pk")), verdict, by=person(request), at=timezone.now()
    )
    messages.success(request, DONE[verdict] % done)
    if asked > done:
        messages.info(request, JUDGED_ALREADY % (asked - done))
