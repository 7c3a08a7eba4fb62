"""People with their second factor, which an administrator can take from who has lost it."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice
from unfold.decorators import display

from indicators.admin.people import PersonAdmin
from tracker.second_factor import devices

# Secrets are nobody's to read: each person has a page for their own.
admin.site.unregister([TOTPDevice, StaticDevice])
admin.site.unregister(User)


@admin.register(User)
class ProvenPersonAdmin(PersonAdmin):
    actions = ["remove_second_factor"]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = list(super().get_list_display(request))
        return shown if settings.SECOND_FACTOR == "off" else [*shown, "second_factor"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        own = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(second_factor=Exists(own))  # type: ignore[no-any-return]

    @display(description=_("Second factor"), boolean=True, ordering="second_factor")
    def second_factor(self, one: Any) -> bool:
        return bool(one.second_factor)

    @admin.action(description=_("Remove the second factor"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Of those who have lost their telephone and their recovery codes; they log in by their password again."""
        removed = [one for one in people if devices.switch_off(one)]
        for one in removed:
            self.log_change(request, one, gettext("Second factor removed"))
        told = ngettext(
            "The second factor of %(count)s person was removed.",
            "The second factor of %(count)s people was removed.",
            len(removed),
        )
        messages.success(request, told % {"count": len(removed)})
