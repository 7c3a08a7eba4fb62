"""Items with what the watching adds to their page: the evidence, the assessments, and the way to a new one."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from unfold.decorators import action
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from indicators import assessment
from indicators.admin.assessments import AssessmentAdmin
from indicators.admin.items import IndicatorAdmin, RecommendationAdmin
from indicators.models import Assessment, Indicator, Item, Recommendation, Status, Trend
from tracker import coverage
from tracker.admin.evidence import person
from tracker.admin.item_glance import claim_of
from tracker.admin.item_record import record
from tracker.admin.watches import TriedInline
from tracker.coverage import Coverage
from tracker.evidence import review
from tracker.models import Evidence

CHOOSABLE = [(value, label) for value, label in Status.choices if value != Status.NOT_ASSESSED]


class ProposalForm(forms.Form):
    to_status = forms.ChoiceField(choices=CHOOSABLE, widget=UnfoldAdminSelectWidget, label="Status")
    trend = forms.ChoiceField(
        choices=[("", "Not judged"), *Trend.choices], required=False, widget=UnfoldAdminSelectWidget
    )
    effective_on = forms.DateField(widget=UnfoldAdminDateWidget, label="As of")
    rationale = forms.CharField(widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))
    coverage = forms.CharField(
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}),
        help_text="What was watched: needed for “not started” and “no evidence”",
    )
    cited = forms.ModelMultipleChoiceField(
        Evidence.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Cited evidence"
    )

    def __init__(self, *args: Any, item: Item, **options: Any) -> None:
        super().__init__(*args, **options)
        confirmed = Evidence.objects.confirmed().filter(item=item.pk).order_by("-reviewed_at")
        self.fields["cited"].queryset = confirmed  # type: ignore[attr-defined]

    def change(self) -> assessment.Change:
        said = self.cleaned_data
        return assessment.Change(
            said["to_status"], said["trend"], said["effective_on"], said["rationale"], said["coverage"]
        )


class Watched:
    """Mixed into the catalogue's item pages."""

    change_form_outer_before_template = "tracker/item_record.html"
    actions_detail = ["assess_action", "review_action"]
    watch_inline = TriedInline

    def get_urls(self: Any) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_assess"
        assess = path("<int:pk>/assess/", self.admin_site.admin_view(self.assess), name=name)
        return [assess, *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self: Any, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        shown = record(options.get("obj"), timezone.now())
        return super().render_change_form(request, context | shown, *args, **options)  # type: ignore[misc]

    @action(description="Propose an assessment", url_path="assess-this")
    def assess_action(self: Any, request: HttpRequest, object_id: int) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:indicators_{self.opts.model_name}_assess", args=[object_id]))

    @action(description="Review its evidence", url_path="review-this")
    def review_action(self: Any, request: HttpRequest, object_id: int) -> HttpResponse:
        return HttpResponseRedirect(f"{reverse('admin:tracker_evidence_review')}?item={object_id}")

    def assess(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("indicators.add_assessment"):
            raise PermissionDenied
        item = get_object_or_404(Item, pk=pk)
        covered = _covered_since_assessed(item, timezone.now())
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
            **self.admin_site.each_context(request),
            "title": f"Assess {item.reference}",
            "item": item,
            "claim": claim_of(item),
            "form": form,
            "not_watched": "" if covered.watched else stated,
        }
        return TemplateResponse(request, "tracker/assess.html", context)


def _propose(request: HttpRequest, item: Item, form: ProposalForm) -> Assessment | None:
    try:
        proposed = review.propose(
            item, form.change(), form.cleaned_data["cited"], by=person(request), at=timezone.now()
        )
    except assessment.AssessmentRefused as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, "Proposed. It takes effect when it is approved.")
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


class WatchedRecommendationAdmin(Watched, RecommendationAdmin):
    pass


class WatchedIndicatorAdmin(Watched, IndicatorAdmin):
    pass


class DecidedAssessmentAdmin(AssessmentAdmin):
    """An assessment's page: its citations, and while it is proposed the form that decides."""

    change_form_outer_before_template = "tracker/assessment_grounds.html"

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(require_POST(self.decide))
        return [path("<int:pk>/decide/", decide, name="indicators_assessment_decide"), *super().get_urls()]

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("indicators.change_assessment"):
            raise PermissionDenied
        proposed = get_object_or_404(Assessment, pk=pk)
        decision = assessment.approve if request.POST.get("decision") == "approve" else assessment.send_back
        try:
            decision(proposed, by=person(request), at=timezone.now(), note=request.POST.get("note", ""))
        except assessment.AssessmentRefused as error:
            messages.error(request, f"Nothing is decided: {error}.")
        else:
            messages.success(request, "Decided.")
        return HttpResponseRedirect(reverse("admin:indicators_assessment_change", args=[pk]))


for model, page in (
    (Recommendation, WatchedRecommendationAdmin),
    (Indicator, WatchedIndicatorAdmin),
    (Assessment, DecidedAssessmentAdmin),
):
    admin.site.unregister(model)
    admin.site.register(model, page)
