"""How the board answers: only when it is switched on, for any cache to keep, and known again by its contents."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from tracker.web.language import versions

KEPT_SECONDS: Final = 300  # how long what was unpublished may still be seen, in a cache

P = ParamSpec("P")


def public_page(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """No cookie is read or set: everybody gets the same."""

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not settings.PUBLIC_BOARD:
            raise Http404
        return _to_be_kept(request, require_safe(view)(request, *args, **kwargs))

    return answered


def page(path: str, template: str, shown: dict[str, object]) -> HttpResponse:
    """Without the request: what a template cannot read, it cannot show. Its path names the other languages' pages."""
    return HttpResponse(render_to_string(template, {"board": True, "versions": versions(path), **shown}))


def _to_be_kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    if response.status_code != 200:
        return response
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
