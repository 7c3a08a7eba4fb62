"""The few pages that need no account."""

from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from indicators.watch.query import QueryError, parse
from tracker.digests import links, subscribe
from tracker.web import search as public_search
from tracker.web.language import versions
from tracker.web.numbers import key


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("board" if settings.PUBLIC_BOARD else "admin:index"))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Where the User-Agent of our polls leads: who is asking, and how to make it stop."""
    return _page(request, "web/about.html", {})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For the container's health check: the web answers and its database does, over an old connection too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form; with `q` what was found, and with `before` what of it is older."""
    typed, before = request.GET.get("q", "").strip(), key(request.GET.get("before", ""))
    shown: dict[str, object] = {"typed": typed, "before": before}
    try:
        if typed:
            answer = public_search.answer(parse(typed), before=before)
            shown |= {"answer": answer, "older": urlencode({"q": typed, "before": answer.older})}
    except QueryError as error:
        shown |= {"refused": error.told(gettext)}
    page = _page(request, "web/search.html", shown, status=400 if "refused" in shown else 200)
    page.headers["X-Robots-Tag"] = "noindex"  # else every search that somebody links to is searched for ever
    return page


@csrf_exempt  # RFC 8058: the mail program posts without a cookie; the signed token is the permission
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """POST ends the subscription and answers 200; GET only asks, because scanners open links."""
    subscription = links.of_token(token)
    if subscription is None:
        told = gettext("This link is not one of ours, or its subscription is gone.")
        return HttpResponseNotFound(f"{told}\n", content_type="text/plain; charset=utf-8")
    if request.method == "POST":
        subscribe.end(subscription, timezone.now())
    return _page(request, "web/unsubscribe.html", {"subscription": subscription, "board": False})


def _page(request: HttpRequest, template: str, shown: dict[str, object], *, status: int = 200) -> HttpResponse:
    known = {"board": settings.PUBLIC_BOARD, "versions": versions(request.get_full_path())}
    return render(request, template, known | shown, status=status)
