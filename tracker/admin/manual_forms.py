"""The forms by which evidence is added by hand: where it is, what is known of it, and what it says of each item."""

from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from indicators.admin.intakes import ACCEPTED
from indicators.admin.widgets import DayInput
from indicators.models import Item
from tracker.evidence.manual import LONGEST_ADDRESS, LONGEST_TITLE
from tracker.feeds.address import AddressRefused
from tracker.feeds.condition import sentence
from tracker.feeds.policy import check_address
from tracker.models import Direction, Evidence, Stage

MOST_ITEMS: Final = 20


class AddressForm(forms.Form):
    address = forms.URLField(
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        label=_("Address"),
        widget=forms.TextInput(attrs={"class": "ft-input"}),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"), widget=forms.ClearableFileInput(attrs={"class": "ft-input", "accept": ACCEPTED})
    )


class PieceForm(forms.Form):
    """What is known of it, to be corrected."""

    read = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, widget=forms.TextInput(attrs={"class": "ft-input"})
    )
    url = forms.URLField(
        required=False,
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        label=_("Address"),
        widget=forms.TextInput(attrs={"class": "ft-input", "inputmode": "url"}),
    )
    publisher = forms.CharField(
        required=False,
        max_length=200,
        label=_("Publisher"),
        widget=forms.TextInput(attrs={"class": "ft-input"}),
        help_text=_("Who says it; of a page with an address, its site is taken"),
    )
    published_on = forms.DateField(required=False, label=_("Published on"), widget=DayInput)
    text = forms.CharField(label=_("Text"), widget=UnfoldAdminTextareaWidget(attrs={"rows": 9}))
    quote = forms.CharField(
        required=False,
        label=_("Quote"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("The words that matter, as they stand in the text; it is watched whether they stay there"),
    )
    note = forms.CharField(required=False, label=_("Note"), widget=forms.TextInput(attrs={"class": "ft-input"}))

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        try:
            if url:
                check_address(url)
        except AddressRefused as error:
            raise forms.ValidationError(sentence(error.told(gettext))) from error
        return url

    def said(self) -> dict[str, Any]:
        """As `add_by_hand` takes it."""
        said, day = self.cleaned_data, self.cleaned_data["published_on"]
        published_at = timezone.make_aware(datetime.combine(day, time())) if day else None
        return {name: said[name] for name in ("title", "text", "url", "publisher", "quote", "note")} | {
            "published_at": published_at
        }


class ConcernForm(forms.Form):
    """What it says of one item."""

    item = forms.ModelChoiceField(
        Item.objects.all(),
        label=_("Item"),
        widget=AutocompleteSelect(Evidence._meta.get_field("item"), admin.site),
    )
    direction = forms.ChoiceField(
        choices=[("", _("Choose")), *Direction.choices], label=_("Direction"), widget=UnfoldAdminSelectWidget
    )
    stage = forms.ChoiceField(
        choices=[("", _("Not clear")), *Stage.choices],
        required=False,
        label=_("Stage"),
        widget=UnfoldAdminSelectWidget,
    )


ConcernFormSet = forms.formset_factory(ConcernForm, extra=3, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS)
