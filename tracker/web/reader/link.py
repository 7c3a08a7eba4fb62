"""The link is the permission: who comes by a token that is not ours finds nothing, and nobody keeps or finds a page."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tracker.digests import links
from tracker.models import Subscription
from tracker.web.limits import at_most
from tracker.web.views import page

Page = Callable[[HttpRequest, Subscription], HttpResponse]

A_MINUTE: Final = 60
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",  # the token is in the address
    "X-Robots-Tag": "noindex, nofollow",
}


def by_link(*methods: str) -> Callable[[Page], Callable[[HttpRequest, str], HttpResponse]]:
    """A post needs no cookie, and sets none: who does not know the token cannot forge one (RFC 8058)."""

    def guard(shown: Page) -> Callable[[HttpRequest, str], HttpResponse]:
        @csrf_exempt
        @require_http_methods(methods)
        @at_most(A_MINUTE, of="token")
        @wraps(shown)
        def answered(request: HttpRequest, token: str) -> HttpResponse:
            subscription = links.of_token(token)
            response = shown(request, subscription) if subscription else _not_ours(request)
            for name, value in HEADERS.items():
                response.headers[name] = value
            return response

        return answered

    return guard


def _not_ours(request: HttpRequest) -> HttpResponse:
    return page(request, "web/reader/not_ours.html", {"board": False, "versions": []}, status=404)


def token_in(request: HttpRequest) -> str:
    """For the links on a page: the very token that led to it, because another may not have been handed out."""
    match = request.resolver_match
    return str(match.kwargs["token"]) if match else ""
