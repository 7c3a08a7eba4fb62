"""The form of a subscription, for the staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from unfold.widgets import INPUT_CLASSES, UnfoldAdminSelectWidget

from tracker.feeds.address import AddressRefused
from tracker.feeds.condition import sentence
from tracker.feeds.policy import check_address
from tracker.models import Subscription
from tracker.web.reader.form import HOURS
from tracker.web.zones import OfferingZones

OPTIONS = ["cadence", "local_hour", "time_zone", "language", "even_if_nothing", "at_once"]
SCOPE = ["mine", "items", "topics", "countries", "documents"]


class SubscriptionForm(forms.ModelForm):
    class Meta:
        model = Subscription
        fields = ["email", "user", "channel", "webhook_url", *SCOPE, *OPTIONS, "active"]
        widgets = {
            "time_zone": OfferingZones({"class": " ".join(INPUT_CLASSES)}),
            "local_hour": UnfoldAdminSelectWidget(choices=HOURS),
        }

    def clean_webhook_url(self) -> str:
        url: str = self.cleaned_data["webhook_url"].strip()
        if url:
            try:
                check_address(url)
            except AddressRefused as error:
                raise forms.ValidationError(sentence(error.told(gettext))) from error
        return url

    def clean(self) -> Any:
        super().clean()
        typed = self.cleaned_data
        user = typed.get("user") if "user" in self.fields else self.instance.user
        if typed.get("mine") and not user:
            self.add_error("mine", gettext("Whose items? Choose the person."))
        hooked = typed.get("channel") == Subscription.Channel.WEBHOOK
        if hooked and not typed.get("webhook_url") and "webhook_url" not in self.errors:
            self.add_error("webhook_url", gettext("A webhook needs an address."))
        return typed
