"""Items with what the watching adds to their page: the evidence, the assessments, and the way to a new one."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from indicators.admin.items import IndicatorAdmin, RecommendationAdmin
from indicators.models import Assessment, Indicator, Recommendation
from tracker.admin.assess import DecidedAssessmentAdmin, assess, pointed
from tracker.admin.item_record import record
from tracker.admin.watches import TriedInline


class Watched:
    """Mixed into the catalogue's item pages."""

    change_form_outer_before_template = "tracker/item_record.html"
    actions_detail = ["assess_action", "add_evidence_action", "review_action"]
    watch_inline = TriedInline

    def get_urls(self: Any) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_assess"
        assess = path("<int:pk>/assess/", self.admin_site.admin_view(self.assess), name=name)
        return [assess, *super().get_urls()]  # type: ignore[misc]

    def render_change_form(self: Any, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        item = options.get("obj")
        shown = record(item, timezone.now()) | {"pointed": pointed(item) if item else ""}
        return super().render_change_form(request, context | shown, *args, **options)  # type: ignore[misc]

    @action(description=_("Propose an assessment"), url_path="assess-this")
    def assess_action(self: Any, request: HttpRequest, object_id: int) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:indicators_{self.opts.model_name}_assess", args=[object_id]))

    @action(description=_("Add evidence"), url_path="add-evidence")
    def add_evidence_action(self: Any, request: HttpRequest, object_id: int) -> HttpResponse:
        return HttpResponseRedirect(f"{reverse('admin:tracker_evidence_by_hand')}?item={object_id}")

    @action(description=_("Review its evidence"), url_path="review-this")
    def review_action(self: Any, request: HttpRequest, object_id: int) -> HttpResponse:
        return HttpResponseRedirect(f"{reverse('admin:tracker_evidence_review')}?item={object_id}")

    def assess(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        return assess(self.admin_site, request, pk)


class WatchedRecommendationAdmin(Watched, RecommendationAdmin):
    pass


class WatchedIndicatorAdmin(Watched, IndicatorAdmin):
    pass


for model, page in (
    (Recommendation, WatchedRecommendationAdmin),
    (Indicator, WatchedIndicatorAdmin),
    (Assessment, DecidedAssessmentAdmin),
):
    admin.site.unregister(model)
    admin.site.register(model, page)
