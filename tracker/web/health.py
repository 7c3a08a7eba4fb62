"""For those who watch the program from outside: does it answer, can it serve, how are its parts, its figures."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.health import figures, servers
from tracker.health.examine import PARTS, examine
from tracker.second_factor.proof import owed_by

Page = Callable[[HttpRequest], HttpResponse]

PLAIN = "text/plain"


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The web answers and its database does, over an old connection too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type=PLAIN)


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether requests may be sent here: 503 with what is missing, where something is."""
    if missing := servers.lacking():
        return HttpResponse(f"missing: {missing}\n", status=503, content_type=PLAIN)
    return HttpResponse("ok\n", content_type=PLAIN)


def hidden(may: Callable[[HttpRequest], bool]) -> Callable[[Page], Page]:
    """Not found, as any address that does not exist, but for those who may."""

    def hiding(page: Page) -> Page:
        @wraps(page)
        def seen(request: HttpRequest) -> HttpResponse:
            if not may(request):
                raise Http404
            return page(request)

        return seen

    return hiding


def has_token(request: HttpRequest) -> bool:
    sent = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(sent, f"Bearer {settings.METRICS_TOKEN}")


def is_ours(request: HttpRequest) -> bool:
    """Who has the token needs no database to be known; whoever is logged in does, with the second factor too."""
    if has_token(request):
        return True
    try:
        return request.user.is_active and request.user.is_staff and owed_by(request.user) is None
    except Error:
        return False


@require_safe
@hidden(is_ours)
@never_cache
def parts(request: HttpRequest) -> HttpResponse:
    """What the doctor says, for programs."""
    found = list(examine(timezone.now(), list(PARTS)))
    told = [{"part": one.part, "good": one.good, "told": one.told} for one in found]
    return JsonResponse(told, safe=False, status=200 if all(one.good for one in found) else 503)


@require_safe
@hidden(has_token)
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(figures.exposed(timezone.now()), content_type=figures.CONTENT_TYPE)
