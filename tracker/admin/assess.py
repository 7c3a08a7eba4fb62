"""Assessments: the page on which one is proposed from confirmed evidence, and the page on which it is decided."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from indicators import assessment
from indicators.admin.assessments import AssessmentAdmin
from indicators.admin.people import person
from indicators.models import Assessment, Citation, Item, Status, Trend
from indicators.schedule import schedule
from tracker import coverage
from tracker.admin.item_glance import claim_of
from tracker.coverage import Coverage
from tracker.evidence import review
from tracker.models import Direction, Evidence, Stage

CHOOSABLE = [(value, label) for value, label in Status.choices if value != Status.NOT_ASSESSED]

COUNTED = (
    (Stage.OUTCOME, ngettext_lazy("%d confirmed outcome", "%d confirmed outcomes")),
    (Stage.ACTION, ngettext_lazy("%d confirmed action", "%d confirmed actions")),
    (Stage.FORMAL_COMMITMENT, ngettext_lazy("%d confirmed formal commitment", "%d confirmed formal commitments")),
    (Stage.ANNOUNCEMENT, ngettext_lazy("%d confirmed announcement", "%d confirmed announcements")),
    ("", ngettext_lazy("%d confirmed piece of no clear stage", "%d confirmed pieces of no clear stage")),
)


class CitedField(forms.ModelMultipleChoiceField):
    """Each piece by what is judged of it: direction, stage, date, and by how many it is told."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, piece: Any) -> str:
        told = [
            piece.get_direction_display(),
            piece.get_stage_display(),
            gettext("told by %(number)s") % {"number": piece.voices},
        ]
        flagged = [gettext("its source has changed: look at it again")] if piece.needs_recheck else []
        day = timezone.localtime(piece.published_at or piece.created_at)
        return f"{piece.title} ({', '.join([*filter(None, told), dated(day, 'j M Y'), *flagged])})"


class ProposalForm(forms.Form):
    to_status = forms.ChoiceField(choices=CHOOSABLE, widget=UnfoldAdminSelectWidget, label=_("Status"))
    trend = forms.ChoiceField(
        choices=[("", _("Not judged")), *Trend.choices],
        required=False,
        widget=UnfoldAdminSelectWidget,
        label=_("Trend"),
    )
    effective_on = forms.DateField(widget=UnfoldAdminDateWidget, label=_("As of"))
    rationale = forms.CharField(widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), label=_("Rationale"))
    coverage = forms.CharField(
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}),
        label=_("Coverage"),
        help_text=_("What was watched: needed for “not started” and “no evidence”"),
    )
    cited = CitedField(Evidence.objects.none(), required=False, label=_("Cited evidence"))

    def __init__(self, *args: Any, item: Item, **options: Any) -> None:
        super().__init__(*args, **options)
        confirmed = Evidence.objects.confirmed().filter(item=item.pk).with_voices().order_by("-reviewed_at")
        self.fields["cited"].queryset = confirmed.defer("text", "explanation")  # type: ignore[attr-defined]

    def change(self) -> assessment.Change:
        said = self.cleaned_data
        return assessment.Change(
            said["to_status"], said["trend"], said["effective_on"], said["rationale"], said["coverage"]
        )


def assess(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("indicators.add_assessment"):
        raise PermissionDenied
    item, at = get_object_or_404(Item.objects.select_related("document"), pk=pk), timezone.now()
    covered = _covered_since_assessed(item, at)
    stated = coverage.statement(covered)
    first = {
        "to_status": _first_status(item),
        "effective_on": timezone.localdate(),
        "coverage": stated if covered.watched else "",  # an assessment rests on what was watched, if anything was
    }
    form = ProposalForm(request.POST or None, item=item, initial=first)
    if request.method == "POST" and form.is_valid() and (proposed := _propose(request, item, form)):
        return HttpResponseRedirect(reverse("admin:indicators_assessment_change", args=[proposed.pk]))
    context = {
        **site.each_context(request),
        "title": gettext("Assess %(reference)s") % {"reference": item.reference},
        "item": item,
        "claim": claim_of(item),
        "axes": axes(item, at),
        "pointed": pointed(item),
        "closing": list(closing_rules(item)),
        "before": item.assessments.select_related("proposed_by", "decided_by").prefetch_related("citations"),
        "form": form,
        "not_watched": "" if covered.watched else stated,
    }
    return TemplateResponse(request, "tracker/assess.html", context)


def axes(item: Item, at: datetime) -> list[tuple[str, str]]:
    """The four, which are never mixed: what the addressee says, where it stands, where it goes, how late it is."""
    response = item.responses.order_by("-received_on", "-pk").first()
    return [
        (gettext("Response"), str(response.get_position_display()) if response else gettext("None is recorded")),
        (gettext("Status"), str(item.get_status_display())),
        (gettext("Trend"), str(item.get_trend_display()) if item.trend else gettext("Not judged")),
        (gettext("Schedule"), str(schedule(item, timezone.localtime(at).date()).label)),
    ]


def pointed(item: Item) -> str:
    """What was confirmed since the last assessment, in one sentence: it points there, and writes nothing."""
    confirmed = Evidence.objects.confirmed().filter(item=item.pk)
    if item.last_assessed_at:
        confirmed = confirmed.filter(reviewed_at__gt=item.last_assessed_at)
    stages = Counter(confirmed.order_by().values_list("stage", flat=True))
    counted = ", ".join(told % stages[stage] for stage, told in COUNTED if stages[stage])
    since = _("%(counted)s since the last assessment") if item.last_assessed_at else _("%(counted)s; no assessment yet")
    return str(since % {"counted": counted}) if counted else ""


def closing_rules(item: Item) -> Iterator[str]:
    """What it takes to call the item implemented, beside that an announcement does not."""
    if item.closing_stage:
        yield gettext("%(stage)s at least") % {"stage": assessment.named(item.closing_stage)}
    if item.closing_sources > 1:
        yield gettext("%(number)s independent sources") % {"number": item.closing_sources}
    if item.closing_official:
        yield gettext("an official source")


def _propose(request: HttpRequest, item: Item, form: ProposalForm) -> Assessment | None:
    try:
        proposed = review.propose(
            item, form.change(), form.cleaned_data["cited"], by=person(request), at=timezone.now()
        )
    except assessment.AssessmentRefused as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, gettext("Proposed. It takes effect when it is approved."))
    return proposed


def _first_status(item: Item) -> str:
    """As it is; before the first assessment what is claimed of it, for the analyst to confirm or not."""
    if item.status != Status.NOT_ASSESSED:
        return item.status
    return item.reported_as if item.reported_as in dict(CHOOSABLE) else Status.IN_PROGRESS


def _covered_since_assessed(item: Item, at: datetime) -> Coverage:
    """Since the last assessment; for an item that has none, as far back as its next one should reach."""
    since = item.last_assessed_at or at - timedelta(days=item.review_every_days)
    return coverage.of([item], since, at)[item.pk]


def _in_words(one: Citation) -> tuple[Citation, Any, Any]:
    """With its direction and its stage."""
    return one, dict(Direction.choices).get(one.direction, ""), dict(Stage.choices).get(one.stage, "")


class DecidedAssessmentAdmin(AssessmentAdmin):
    """An assessment's page: its citations, and while it is proposed the form that decides."""

    change_form_outer_before_template = "tracker/assessment_grounds.html"

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(require_POST(self.decide))
        return [path("<int:pk>/decide/", decide, name="indicators_assessment_decide"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        proposed = options.get("obj")
        cited = [_in_words(one) for one in proposed.citations.all()] if proposed else []
        return super().render_change_form(request, context | {"cited": cited}, *args, **options)

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("indicators.change_assessment"):
            raise PermissionDenied
        proposed = get_object_or_404(Assessment, pk=pk)
        decision = assessment.approve if request.POST.get("decision") == "approve" else assessment.send_back
        try:
            decision(proposed, by=person(request), at=timezone.now(), note=request.POST.get("note", ""))
        except assessment.AssessmentRefused as error:
            messages.error(request, gettext("Nothing is decided: %(reason)s.") % {"reason": error})
        else:
            messages.success(request, gettext("Decided."))
        return HttpResponseRedirect(reverse("admin:indicators_assessment_change", args=[pk]))
