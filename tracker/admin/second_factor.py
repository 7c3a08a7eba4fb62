"""The second factor's pages: the code after the password, and where it is set up, renewed and switched off."""

from collections.abc import Callable
from typing import Any, Final

import django_otp
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from indicators.admin.people import person
from tracker.second_factor import devices
from tracker.second_factor.devices import CodeRefused
from tracker.second_factor.picture import picture_of

# What the menu counts is for those who have proved who they are.
NO_MENU: Final[dict[str, Any]] = {"sidebar_navigation": [], "available_apps": []}
TYPED: Final = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=UnfoldAdminTextInputWidget(attrs={**TYPED, "autofocus": True}),
    )


def ask_code(request: HttpRequest) -> HttpResponse:
    """The second page of the log-in."""
    someone, target = person(request), _way_back(request)
    if request.user.is_verified() or not devices.has_one(someone):  # type: ignore[union-attr]
        return HttpResponseRedirect(target)
    form = CodeForm(request.POST or None)
    if proved := _taken(form, lambda code: devices.prove(someone, code)):
        django_otp.login(request, proved)
        _warn_of_the_last_codes(request, someone)
        return HttpResponseRedirect(target)
    context = {**admin.site.each_context(request), **NO_MENU, "title": gettext("Second factor")}
    context |= {"form": form, "next": target}
    return TemplateResponse(request, "tracker/second_factor_code.html", context)


def second_factor(request: HttpRequest) -> HttpResponse:
    """A person's own."""
    if settings.SECOND_FACTOR == "off":
        raise Http404
    act = ACTS.get(request.POST.get("act", ""))
    form = CodeForm(request.POST if act in NEEDS_CODE else None)
    codes = act(request, person(request), form) if act else None
    if act and codes is None and not form.errors:
        return HttpResponseRedirect(request.path)
    return _page(request, person(request), form, codes)


def _page(request: HttpRequest, someone: User, form: CodeForm, codes: list[str] | None) -> HttpResponse:
    begun, is_on, is_required = devices.begun(someone), devices.has_one(someone), settings.SECOND_FACTOR == "required"
    context = {
        **admin.site.each_context(request),
        **(NO_MENU if is_required and not is_on else {}),
        "title": gettext("Second factor"),
        "form": form,
        "codes": codes,
        "is_on": is_on,
        "is_required": is_required,
        "codes_left": devices.codes_left(someone),
        "picture": begun and picture_of(begun),
        "secret": begun and devices.secret_of(begun),
    }
    return TemplateResponse(request, "tracker/second_factor.html", context)


# What can be done there: each gives recovery codes that are to be shown, or None.


def _begin(request: HttpRequest, someone: User, form: CodeForm) -> None:
    if not devices.has_one(someone):
        devices.begin(someone)


def _begin_another(request: HttpRequest, someone: User, form: CodeForm) -> None:
    """Only who has the one there is may put another in its place."""
    if _taken(form, lambda code: devices.prove(someone, code)):
        devices.begin(someone)


def _confirm(request: HttpRequest, someone: User, form: CodeForm) -> list[str] | None:
    done = _taken(form, lambda code: devices.confirm(someone, code))
    if not done:
        return None
    device, codes = done
    django_otp.login(request, device)
    messages.success(request, gettext("The second factor is on."))
    return codes  # type: ignore[no-any-return]


def _cancel(request: HttpRequest, someone: User, form: CodeForm) -> None:
    devices.cancel(someone)


def _renew_codes(request: HttpRequest, someone: User, form: CodeForm) -> list[str] | None:
    return devices.renew_codes(someone) if _taken(form, lambda code: devices.prove(someone, code)) else None


def _switch_off(request: HttpRequest, someone: User, form: CodeForm) -> None:
    if settings.SECOND_FACTOR == "required":
        messages.error(request, gettext("Here everybody needs a second factor."))
    elif _taken(form, lambda code: devices.prove(someone, code)):
        devices.switch_off(someone)
        messages.success(request, gettext("The second factor is off."))


ACTS: Final[dict[str, Callable[[HttpRequest, User, CodeForm], list[str] | None]]] = {
    "begin": _begin,
    "another": _begin_another,
    "confirm": _confirm,
    "cancel": _cancel,
    "codes": _renew_codes,
    "off": _switch_off,
}
NEEDS_CODE: Final = {_begin_another, _confirm, _renew_codes, _switch_off}


def _taken(form: CodeForm, take: Callable[[str], Any]) -> Any:
    """What a code is worth; None where it is refused, and then the form says why."""
    if not form.is_valid():
        return None
    try:
        return take(form.cleaned_data["code"])
    except CodeRefused as refused:
        form.add_error("code", _why(refused))
        return None


def _why(refused: CodeRefused) -> str:
    wrong = gettext("This code is not right, or has been used already.")
    if refused.wait_seconds <= 1:
        return wrong
    wait = ngettext(
        "The next one is looked at in %(seconds)s second.",
        "The next one is looked at in %(seconds)s seconds.",
        refused.wait_seconds,
    )
    return f"{wrong} {wait % {'seconds': refused.wait_seconds}}"


def _warn_of_the_last_codes(request: HttpRequest, someone: User) -> None:
    left = devices.codes_left(someone)
    if left <= 2:
        told = ngettext("You have %(left)s recovery code left.", "You have %(left)s recovery codes left.", left)
        messages.warning(request, told % {"left": left})


def _way_back(request: HttpRequest) -> str:
    """To the page that was asked for, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours else reverse("admin:index")


urlpatterns = [
    path("", admin.site.admin_view(second_factor), name="second_factor"),
    path("code/", admin.site.admin_view(ask_code), name="second_factor_code"),
]
