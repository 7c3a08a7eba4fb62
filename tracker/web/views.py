"""The few pages that need no account."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from indicators.watch.query import QueryError, parse
from tracker.web import search as public_search
from tracker.web.language import versions
from tracker.web.limits import at_most
from tracker.web.numbers import key


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("board" if settings.PUBLIC_BOARD else "admin:index"))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Where the User-Agent of our polls leads: who is asking, and how to make it stop."""
    return page(request, "web/about.html", {})


@require_safe
@at_most(20, of="search")
def search(request: HttpRequest) -> HttpResponse:
    """The form; with `q` what was found, and with `before` what of it is older."""
    typed, before = request.GET.get("q", "").strip(), key(request.GET.get("before", ""))
    shown: dict[str, object] = {"typed": typed, "before": before, "examples": public_search.EXAMPLES}
    try:
        if typed:
            answer = public_search.answer(parse(typed), before=before)
            shown |= {"answer": answer, "older": urlencode({"q": typed, "before": answer.older})}
    except QueryError as error:
        shown |= {"refused": error.told(gettext)}
    found = page(request, "web/search.html", shown, status=400 if "refused" in shown else 200)
    found.headers["X-Robots-Tag"] = "noindex"  # else every search that somebody links to is searched for ever
    return found


def page(request: HttpRequest, template: str, shown: dict[str, object], *, status: int = 200) -> HttpResponse:
    """With what each public page shows at its top."""
    known = {"board": settings.PUBLIC_BOARD, "versions": versions(request.get_full_path())}
    return render(request, template, known | shown, status=status)
