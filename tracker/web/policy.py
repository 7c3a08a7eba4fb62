"""What a browser may load and run on our pages. The public ones run nothing, and only the card stands in a frame."""

from collections.abc import Callable
from functools import cache
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

Answer = Callable[[HttpRequest], HttpResponseBase]

HEADER: Final = "Content-Security-Policy"
READ_ONLY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
PUBLIC: Final = f"{READ_ONLY}; frame-ancestors 'none'"
EMBEDDED: Final = f"{READ_ONLY}; frame-ancestors *"
# Alpine, by which the admin's theme moves, evaluates what stands in attributes; charts and bars have inline styles.
ADMIN: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


def say_policy(get_response: Answer) -> Answer:
    """A middleware. A page that has said its own keeps it."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault(HEADER, ADMIN if is_admin(request) else PUBLIC)
        return response

    return answered


def embeddable(response: HttpResponse) -> HttpResponse:
    """Anybody may show it in a frame."""
    response.headers[HEADER] = EMBEDDED
    response.xframe_options_exempt = True
    return response


def is_admin(request: HttpRequest) -> bool:
    return request.path.startswith(_admin())


@cache
def _admin() -> str:
    return reverse("admin:index")
