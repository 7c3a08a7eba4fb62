"""Before every page of the admin: has this person proved what the second factor asks for?"""

from collections.abc import Callable
from functools import cache
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from tracker.second_factor.proof import Owed, owed_by
from tracker.web.policy import is_admin

Answer = Callable[[HttpRequest], HttpResponseBase]


def ask(get_response: Answer) -> Answer:
    """A middleware, behind django-otp's own."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        target = led_to(request)
        return HttpResponseRedirect(target) if target else get_response(request)

    return answered


def led_to(request: HttpRequest) -> str:
    """Where somebody must go first; empty where the way is free."""
    if not is_admin(request) or request.path in _always_open():
        return ""
    owed, setting_up = owed_by(request.user), reverse("second_factor")
    if owed is Owed.CODE:
        return _with_the_way_back(reverse("second_factor_code"), request)
    return setting_up if owed is Owed.DEVICE and request.path != setting_up else ""


def _with_the_way_back(address: str, request: HttpRequest) -> str:
    """To a page that was asked for; what was sent cannot be sent again."""
    if request.method != "GET":
        return address
    return f"{address}?{urlencode({'next': request.get_full_path()})}"


@cache
def _always_open() -> set[str]:
    return {reverse(name) for name in ("admin:login", "admin:logout", "second_factor_code")}
