"""Evidence: the review queue, one piece at a time, and the list, for many at once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from indicators.models import Item
from tracker.admin.search_box import SearchBox
from tracker.evidence import review
from tracker.models import Direction, Evidence, Stage, Verdict
from tracker.search.kinds import EVIDENCE
from tracker.templatetags.marks import marked_lead, marked_title, weights

LONGEST_KEY = 19  # digits: what a database's greatest integer has

DIRECTION_COLOURS = {"Advances": "success", "Sets back": "danger", "Context": "info", "Unclear": "default"}
VERDICT_COLOURS = {"Suggested": "warning", "Confirmed": "success", "Rejected": "danger", "Duplicate": "default"}


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(choices=[(verdict, verdict) for verdict in Verdict.values])
    direction = forms.ChoiceField(choices=Direction)
    stage = forms.ChoiceField(choices=[("", "Not clear"), *Stage.choices], required=False)
    note = forms.CharField(required=False)


@admin.register(Evidence)
class EvidenceAdmin(SearchBox, ModelAdmin):
    search_kind = EVIDENCE
    list_display = [
        "title",
        "item_shown",
        "direction_shown",
        "stage",
        "score_shown",
        "told_by",
        "language",
        "verdict_shown",
        "created_at",
    ]
    list_select_related = ["item"]
    list_filter = [
        ("verdict", ChoicesDropdownFilter),
        ("direction", ChoicesDropdownFilter),
        ("stage", ChoicesDropdownFilter),
        ("item__topics", RelatedDropdownFilter),
        ("entry__feed", RelatedDropdownFilter),
        "language",
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
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # rejected rows are kept: they teach the matcher

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_voices()

    def also_found(self, typed: str) -> models.Q:
        return models.Q(item__reference__iexact=typed)

    def get_urls(self) -> list[URLPattern]:
        queue = path("review/", self.admin_site.admin_view(self.review), name="tracker_evidence_review")
        return [queue, *super().get_urls()]

    def review(self, request: HttpRequest) -> HttpResponse:
        """One suggestion at a time, the best first; `item` narrows the queue, `after` leaves a piece for later."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._judge(request)
        waiting = Evidence.objects.suggested().order_by("-score", "pk")
        item = Item.objects.filter(pk=key_of(request.GET.get("item", ""))).first()
        waiting = waiting.filter(item=item) if item else waiting
        skipped = [key_of(pk) for pk in request.GET.getlist("after")]
        shown = waiting.exclude(pk__in=skipped).with_voices()
        piece = shown.select_related("item__document", "entry__feed", "story").first()
        context = {
            **self.admin_site.each_context(request),
            "title": "Review queue",
            "piece": piece,
            "only": item,
            "waiting": waiting.count(),
            "skipped": skipped,
            "sources": piece.story.sources if piece else [],
            "last": Evidence.objects.confirmed().filter(item=piece.item_id).order_by("-reviewed_at")[:3]
            if piece
            else [],
            "directions": Direction.choices,
            "stages": [("", "Not clear"), *Stage.choices],
            "again": request.GET.urlencode(),
        }
        return TemplateResponse(request, "tracker/review.html", context)

    def _judge(self, request: HttpRequest) -> HttpResponse:
        form = VerdictForm(request.POST)
        if not (key := key_of(request.POST.get("piece", ""))):
            raise Http404
        piece = Evidence.objects.filter(pk=key).first()
        if piece is None:
            messages.error(request, f"Nothing is changed: {review.GONE}.")
        elif form.is_valid():
            _give(request, piece, form.cleaned_data)
        else:
            messages.error(request, "The verdict was not understood; nothing is changed.")
        address = reverse("admin:tracker_evidence_review")
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)

    @admin.action(description="Confirm", permissions=["change"])
    def confirm(self, request: HttpRequest, evidence: Any) -> None:
        _judge_many(request, evidence, Verdict.CONFIRMED)

    @admin.action(description="Reject", permissions=["change"])
    def reject(self, request: HttpRequest, evidence: Any) -> None:
        _judge_many(request, evidence, Verdict.REJECTED)

    @admin.action(description="Mark as duplicate", permissions=["change"])
    def duplicate(self, request: HttpRequest, evidence: Any) -> None:
        _judge_many(request, evidence, Verdict.DUPLICATE)

    @admin.action(description="Take the verdict back", permissions=["change"])
    def reopen(self, request: HttpRequest, evidence: Any) -> None:
        for piece in evidence:
            try:
                review.reopen(piece)
            except review.ReviewRefused as error:
                messages.error(request, f"{piece}: {error}")

    @display(description="Item", ordering="item__reference")
    def item_shown(self, piece: Evidence) -> str:
        return str(piece.item)

    @display(description="Direction", ordering="direction", label=DIRECTION_COLOURS)
    def direction_shown(self, piece: Evidence) -> str:
        return str(piece.get_direction_display())

    @display(description="Verdict", ordering="verdict", label=VERDICT_COLOURS)
    def verdict_shown(self, piece: Evidence) -> str:
        return str(piece.get_verdict_display())

    @display(description="What was read")
    def text_shown(self, piece: Evidence) -> SafeString:
        """As it was read, whatever became of the entry; what of the text is no lead is folded away."""
        rest = piece.text[len(piece.lead) :]
        more = format_html("<details><summary>The rest of it</summary><p>{}</p></details>", rest) if rest else ""
        read = '<div class="ft-read"><h3>{}</h3><p>{}</p>{}</div>'
        return format_html(read, marked_title(piece), marked_lead(piece), more)

    @display(description="Source")
    def source(self, piece: Evidence) -> SafeString:
        return format_html(
            '{} <a class="ft-link" href="{}" rel="noreferrer noopener" target="_blank">{}</a>',
            piece.entry.feed,
            piece.url,
            piece.url,
        )

    @display(description="All that tell it")
    def sources(self, piece: Any) -> str:
        shown = {"sources": piece.story.sources, "voices": piece.voices}
        return render_to_string("tracker/sources.html", shown)

    @display(description="Told by", ordering="voices")
    def told_by(self, piece: Any) -> int:
        return int(piece.voices)

    @display(description="Score", ordering="score")
    def score_shown(self, piece: Evidence) -> str:
        return f"{piece.score:.2f}"

    @display(description="Why")
    def why(self, piece: Evidence) -> str:
        return render_to_string("tracker/parts.html", {"parts": weights(piece)})


def key_of(text: str) -> int:
    """A row's key as an address or a form has it; 0, which is no row's, for what can be none."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_KEY else 0


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (the admin lets nobody else in)
    return request.user


def _give(request: HttpRequest, piece: Evidence, said: dict[str, str]) -> None:
    try:
        review.judge_one(
            piece,
            said["verdict"],
            by=person(request),
            at=timezone.now(),
            direction=said["direction"],
            stage=said["stage"],
            note=said["note"],
        )
    except review.ReviewRefused as error:
        messages.error(request, f"{piece}: {error}")
    else:
        messages.success(request, f"{Verdict(said['verdict']).label}: {piece}")


def _judge_many(request: HttpRequest, evidence: Any, verdict: Verdict) -> None:
    asked = evidence.count()
    done = review.judge(
        Evidence.objects.filter(pk__in=evidence.values("pk")), verdict, by=person(request), at=timezone.now()
    )
    messages.success(request, f"{done} pieces {verdict.label.lower()}.")
    if asked > done:
        messages.info(request, f"{asked - done} were judged already and stay as they are.")
