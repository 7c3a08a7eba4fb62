"""The record of assessments."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from indicators.admin.colours import STATUS_COLOURS, Labelled
from indicators.models import (
    Assessment,
)


@admin.register(Assessment)
class AssessmentAdmin(ModelAdmin):
    """The record: read here, decided on the assessment's own page."""

    list_display = ["item", "status_shown", "trend", "state_shown", "effective_on", "proposed_by", "decided_by"]
    list_select_related = ["item", "proposed_by", "decided_by"]
    list_filter = ["state", "to_status"]
    list_per_page = 50
    search_fields = ["item__reference", "item__title", "rationale"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # proposed from the item's page

    def has_delete_permission(self, request: HttpRequest, obj: Assessment | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Assessment | None = None) -> bool:
        return False  # decided, never edited

    @display(description=_("To status"), label=STATUS_COLOURS)
    def status_shown(self, assessment: Assessment) -> Labelled:
        return assessment.to_status, str(assessment.get_to_status_display())

    @display(description=_("State"), label={"proposed": "warning", "approved": "success", "returned": "danger"})
    def state_shown(self, assessment: Assessment) -> Labelled:
        return assessment.state, str(assessment.get_state_display())
