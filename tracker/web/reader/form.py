"""What a reader may change by the link: when and how it comes, and to hear of less."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from tracker.digests.subscribe import OPTIONS, SCOPES, Wanted
from tracker.models import Subscription
from tracker.models.subscriptions import validate_time_zone
from tracker.web.zones import OfferingZones

HOURS: Final = [(hour, f"{hour:02}:00") for hour in range(24)]
LABELS: Final = {"items": _("Items"), "topics": _("Topics"), "countries": _("Countries"), "documents": _("Documents")}


class ReaderForm(forms.Form):
    cadence = forms.ChoiceField(label=_("How often"), choices=Subscription.Cadence)
    local_hour = forms.TypedChoiceField(label=_("At"), choices=HOURS, coerce=int)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        validators=[validate_time_zone],
        widget=OfferingZones,
        help_text=_("Area/City, like America/Mexico_City"),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    even_if_nothing = forms.BooleanField(label=_("Also when nothing happened"), required=False)
    at_once = forms.BooleanField(label=_("Signposts and status changes at once, beside the digest"), required=False)

    def __init__(self, subscription: Subscription, data: Mapping[str, Any] | None = None) -> None:
        known = {name: getattr(subscription, name) for name in OPTIONS}
        super().__init__(data, initial=known)
        self.scopes = [name for name in SCOPES if getattr(subscription, name).exists()]
        for name in self.scopes:
            self.fields[f"keep_{name}"] = _Kept(getattr(subscription, name).all(), LABELS[name])
        if subscription.mine:
            mine = forms.BooleanField(label=_("The items you own"), required=False, initial=True)
            self.fields["keep_mine"] = mine

    @property
    def whens(self) -> list[forms.BoundField]:
        return [self[name] for name in ("cadence", "local_hour", "time_zone", "language")]

    @property
    def switches(self) -> list[forms.BoundField]:
        return [self[name] for name in ("even_if_nothing", "at_once")]

    @property
    def kept(self) -> list[forms.BoundField]:
        return [self[f"keep_{name}"] for name in self.scopes]

    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        kept = {name: frozenset(row.pk for row in typed[f"keep_{name}"]) for name in self.scopes}
        return Wanted({name: typed[name] for name in OPTIONS}, kept, mine=typed.get("keep_mine", False))


class _Kept(forms.ModelMultipleChoiceField):
    def __init__(self, rows: Any, label: Any) -> None:
        widget = forms.CheckboxSelectMultiple
        super().__init__(rows, label=label, required=False, widget=widget, initial=list(rows))

    def label_from_instance(self, row: Model) -> str:
        return str(row)
