"""How often anybody may ask. The counts of the public pages are in memory, and each process counts for itself.

With two processes twice as many requests may pass, and a restart forgets them: enough against a script that searches
all night, and nothing to set up. Log-ins are counted in the database, by django-axes, for all processes together.
"""

import math
import time
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from tracker.web.caller import address_of

Page = Callable[..., HttpResponse]


def at_most(a_minute: int, of: str) -> Callable[[Page], Page]:
    """So many requests `of` this kind from one address within any minute; the others are asked to wait."""
    rate = RateLimitItemPerMinute(a_minute)

    def limited(page: Page) -> Page:
        @wraps(page)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            who = address_of(request) or ""
            if _windows().hit(rate, of, who):
                return page(request, *args, **kwargs)
            free_at = _windows().get_window_stats(rate, of, who).reset_time
            return _too_often(request, max(1, math.ceil(free_at - time.time())))

        return counted

    return limited


def forget() -> None:
    """As a restart does."""
    _windows.cache_clear()


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """What django-axes answers to a name that failed too often from this address; from others it may log in."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    told = ngettext(
        "From where you are, this name came with a wrong password too often. Wait %(count)s minute, then try again.",
        "From where you are, this name came with a wrong password too often. Wait %(count)s minutes, then try again.",
        seconds // 60,
    )
    return _page(request, gettext("Too many log-ins that failed"), told % {"count": seconds // 60}, seconds)


def _too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    told = ngettext(
        "More was asked from where you are than we can answer. Wait %(count)s second, then try again.",
        "More was asked from where you are than we can answer. Wait %(count)s seconds, then try again.",
        seconds,
    )
    return _page(request, gettext("Too many requests"), told % {"count": seconds}, seconds)


def _page(request: HttpRequest, title: str, told: str, seconds: int) -> HttpResponse:
    page = render(request, "web/too_often.html", {"title": title, "told": told}, status=429)
    page.headers["Retry-After"] = str(seconds)
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = "noindex"
    return page


@cache
def _windows() -> MovingWindowRateLimiter:
    """Made when first asked for, so that each process has its own and none inherits another's locks."""
    return MovingWindowRateLimiter(MemoryStorage())
