"""One subscription's pages. Opening any of them changes nothing, because scanners open links: a button does."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.digests import subscribe
from tracker.models import Subscription
from tracker.web.reader.form import ReaderForm
from tracker.web.reader.link import by_link, token_in
from tracker.web.views import page

WAYS: Final = ("GET", "HEAD", "POST")


@by_link(*WAYS)
def subscription(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """What it is, with a form to change it and a button to stop it or to start it again."""
    act = ACTS.get(request.POST.get("act", "")) if request.method == "POST" else None
    form, said = act(request, subscription) if act else (None, "")
    shown = {"form": form or ReaderForm(subscription), "said": said}
    return _page(request, "subscription", subscription, shown, status=400 if form else 200)


@by_link(*WAYS)
def confirm(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    if request.method == "POST":
        subscribe.confirm(subscription, timezone.now())
    return _page(request, "confirm", subscription, {})


@by_link(*WAYS)
def unsubscribe(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    """POST ends the subscription and answers 200: mail programs do it with one click (RFC 8058)."""
    if request.method == "POST":
        subscribe.end(subscription, timezone.now())
    return _page(request, "unsubscribe", subscription, {})


Done = tuple[ReaderForm | None, str]  # the form where it is not as it must be, else what was done


def _change(request: HttpRequest, subscription: Subscription) -> Done:
    form = ReaderForm(subscription, request.POST)
    if not form.is_valid():
        return form, ""
    try:
        subscribe.change(subscription, form.wanted())
    except subscribe.NothingLeft:
        form.add_error(None, _("Nothing would be left to hear of. Keep one of them, or stop the digest."))
        return form, ""
    return None, _("Saved.")


def _stop(request: HttpRequest, subscription: Subscription) -> Done:
    subscribe.end(subscription, timezone.now())
    return None, _("Stopped. No more digests are sent.")


def _start(request: HttpRequest, subscription: Subscription) -> Done:
    subscribe.start_again(subscription, timezone.now())
    return None, _("Started again. The next digest comes when it is due.")


ACTS: Final[dict[str, Callable[[HttpRequest, Subscription], Done]]] = {
    "change": _change,
    "stop": _stop,
    "start": _start,
}


def _page(
    request: HttpRequest, name: str, subscription: Subscription, shown: dict[str, object], *, status: int = 200
) -> HttpResponse:
    about = {"subscription": subscription, "token": token_in(request), "board": False}
    return page(request, f"web/reader/{name}.html", {**about, **shown}, status=status)
