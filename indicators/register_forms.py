"""The register as an analyst fills it in; what does not hold is refused in plain lines, beside its own field."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from indicators.measures import MeasureRefused, check_baseline, check_value
from indicators.models import Item, Relation
from indicators.relations import RelationRefused, check_relation, relate


class NumberField(forms.DecimalField):
    """A number as it is written, without the zeros of its column."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


CLOSING_STAGES = [
    ("formal_commitment", _("Formal commitment")),
    ("action", _("Action")),
    ("outcome", _("Outcome")),
]


class ItemForm(forms.ModelForm):
    """An item of either kind; what its page does not show is taken as it is stored."""

    closing_stage = forms.ChoiceField(
        choices=[("", _("Anything beyond an announcement")), *CLOSING_STAGES],
        required=False,
        widget=UnfoldAdminSelectWidget,
        label=_("Closing stage"),
        help_text=_("The least that must have happened to call it implemented"),
    )
    closing_sources = forms.IntegerField(
        min_value=1,
        max_value=20,
        required=False,
        widget=UnfoldAdminIntegerFieldWidget,
        label=_("Closing sources"),
        help_text=_("Independent publishers that must tell of it"),
    )

    class Meta:
        model = Item
        fields = "__all__"  # the page says which

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for check in (self._check_due, self._check_window, self._check_quote, self._check_baseline):
            check()
        return said

    def clean_closing_sources(self) -> int:
        return int(self.cleaned_data["closing_sources"] or 1)

    def _said(self, name: str) -> Any:
        return self.cleaned_data[name] if name in self.cleaned_data else getattr(self.instance, name)

    def _refuse(self, name: str, told: str) -> None:
        self.add_error(name if name in self.fields else None, told)

    def _check_due(self) -> None:
        has_basis = self._said("due_basis") != Item.DueBasis.NONE
        if self._said("due_on") and not has_basis:
            self._refuse("due_basis", gettext("Say what the date rests on: stated in the document, or derived."))
        if has_basis and not self._said("due_on"):
            self._refuse("due_on", gettext("Give the date, or choose “No date”."))

    def _check_window(self) -> None:
        start, end = self._said("active_from"), self._said("active_until")
        if start and end and end < start:
            self._refuse("active_until", gettext("It would end before it starts."))

    def _check_quote(self) -> None:
        start, end = self._said("quote_start"), self._said("quote_end")
        if "quote" not in self.fields or start is end is None:
            return
        if start is None or end is None or start >= end:
            self._refuse("quote_end", gettext("A quote's place is both its ends, the first before the last."))
        elif (text := self._text()) and text[start:end] != self._said("quote"):
            self._refuse("quote", gettext("The document says something else at that place."))

    def _text(self) -> str:
        document = self.cleaned_data.get("document")
        return document.text if document else ""

    def _check_baseline(self) -> None:
        try:
            check_baseline(self._said("measure"), self._said("baseline_value"), self._said("baseline_narrative"))
        except MeasureRefused as error:
            wordy = self._said("baseline_value") is None
            self._refuse("baseline_narrative" if wordy else "baseline_value", str(error))


class MeasuredForm(forms.ModelForm):
    """A target or a measurement, held against the item's measure as it is being saved with it."""

    def __init__(self, *args: Any, measured: Item, **options: Any) -> None:
        super().__init__(*args, **options)
        self.measured = measured  # filled from its own form after this one is made, and before it is checked

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        value, narrative = said.get("value"), said.get("narrative") or ""
        try:
            if "value" not in self.errors:
                check_value(self.measured.measure, value, narrative)
        except MeasureRefused as error:
            self.add_error("narrative" if value is None and narrative else "value", str(error))
        return said


class MeasuredFormSet(BaseInlineFormSet):
    """All of them are held against it: those stored for another measure are to go before, or with the same saving."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_kwargs(index)
        return {**options, "measured": self.instance}


class RelationFormSet(BaseInlineFormSet):
    """Relations from an item's own end. One that is said stays as it was said, or is taken back."""

    def clean(self) -> None:
        super().clean()
        for form in self.extra_forms:
            if _is_given(self, form) and not form.errors:
                self._check(form)

    def save_new(self, form: Any, commit: bool = True) -> Relation:
        said = form.cleaned_data
        return relate(self.instance, said["kind"], said["other"], said["note"])

    def _check(self, form: Any) -> None:
        try:
            check_relation(self.instance, form.cleaned_data["kind"], form.cleaned_data["other"])
        except RelationRefused as error:
            form.add_error("other", str(error))


def _is_given(formset: Any, form: Any) -> bool:
    """Neither left empty nor about to be deleted."""
    left = form.empty_permitted and not form.has_changed()
    return not left and not (formset.can_delete and formset._should_delete_form(form))
