"""What is kept about an item beside its words, as the tabs of its page; and the cycles."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from indicators.models import Addressee, Cycle, Measurement, Milestone, Relation, Response, Target
from indicators.register_forms import MeasuredForm, MeasuredFormSet, NumberField, RelationFormSet

SHORT = {
    models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2})},
    models.DecimalField: {"form_class": NumberField},
    models.URLField: {"assume_scheme": "https"},  # Django 6's default, which 5.2 warns about
}


class AddresseeInline(TabularInline):
    model = Addressee
    extra = 0
    autocomplete_fields = ["actor"]
    hide_title = True
    tab = True


class ResponseInline(StackedInline):
    model = Response
    extra = 0
    fields = [("actor", "position"), ("received_on", "url"), "text"]
    autocomplete_fields = ["actor"]
    formfield_overrides = SHORT
    tab = True


class MilestoneInline(TabularInline):
    model = Milestone
    extra = 0
    hide_title = True
    tab = True


class RelationInline(TabularInline):
    """Said from this end: "this item <kind> the other"."""

    model = Relation
    fk_name = "item"
    formset = RelationFormSet
    extra = 0
    fields = ["kind", "other", "note"]
    autocomplete_fields = ["other"]
    tab = True
    hide_title = True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # taken back and said anew


class TargetInline(TabularInline):
    model = Target
    form = MeasuredForm
    formset = MeasuredFormSet
    extra = 0
    formfield_overrides = SHORT
    hide_title = True
    tab = True


class MeasurementInline(TabularInline):
    model = Measurement
    form = MeasuredForm
    formset = MeasuredFormSet
    extra = 0
    formfield_overrides = SHORT
    hide_title = True
    tab = True


@admin.register(Cycle)
class CycleAdmin(ModelAdmin):
    list_display = ["name", "starts_on", "ends_on", "items_counted"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cycle]:
        cycles: QuerySet[Cycle] = super().get_queryset(request)
        return cycles.annotate(count=Count("items"))

    @display(description=_("Items"), ordering="count")
    def items_counted(self, cycle: Any) -> int:
        return int(cycle.count)
