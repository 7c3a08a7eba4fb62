"""What can be done with feeds by a button: polling, pausing, following a move or taking it back."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tracker.feeds import moves, poll
from tracker.feeds.condition import resting_hosts, sentence, why_it_rests
from tracker.models import Feed, FeedState

MOST_AT_ONCE = 20  # feeds polled while the browser waits; more are left to the worker
MOST_OF_A_HOST = 3  # each waits for its turn there


@dataclass(frozen=True, slots=True)
class Act:
    label: Any  # in whatever language it is shown
    do: Callable[[HttpRequest, Any], None]  # with these feeds
    fits: Callable[[Feed], bool]


def poll_now(request: HttpRequest, feeds: Any) -> None:
    """All but those whose host rests: for them the browser would wait as long as the host is to be left alone.

    Nor those in quarantine: they might stop the web server as they stopped the worker.
    """
    if dangerous := feeds.quarantined().count():
        told = ngettext(
            "%d feed is quarantined: resume it first.", "%d feeds are quarantined: resume them first.", dangerous
        )
        messages.warning(request, told % dangerous)
        feeds = feeds.exclude(state=FeedState.QUARANTINED)
    resting = resting_hosts(timezone.now())
    for host in sorted(resting.keys() & set(feeds.values_list("host", flat=True))):
        messages.warning(request, why_it_rests(resting[host]))
    ready = feeds.exclude(host__in=list(resting))
    hosts = Counter(ready.values_list("host", flat=True))
    if hosts.total() > MOST_AT_ONCE or max(hosts.values(), default=0) > MOST_OF_A_HOST:
        ready.make_due(timezone.now(), reason="asked for in the admin")
        messages.info(
            request, gettext("%(number)s feeds are due now; the worker polls them.") % {"number": hosts.total()}
        )
    elif hosts:
        _poll(request, ready)


def _poll(request: HttpRequest, feeds: Any) -> None:
    polls = list(poll.poll_these(feeds, timezone.now))
    for one in polls:
        messages.add_message(request, messages.SUCCESS if one.is_good else messages.ERROR, poll.line_of(one))
    if not polls:
        messages.info(request, gettext("Somebody is polling this just now."))


def pause(request: HttpRequest, feeds: Any) -> None:
    done = feeds.update(state=FeedState.PAUSED)
    messages.success(request, ngettext("%d feed paused.", "%d feeds paused.", done) % done)


def resume(request: HttpRequest, feeds: Any) -> None:
    done = feeds.resume(timezone.now())
    messages.success(request, ngettext("%d feed resumed.", "%d feeds resumed.", done) % done)


def adopt(request: HttpRequest, feeds: Any) -> None:
    _move(request, feeds, moves.adopt, gettext("The move is adopted."))


def undo(request: HttpRequest, feeds: Any) -> None:
    _move(request, feeds, moves.undo, gettext("The move is undone."))


def _move(request: HttpRequest, feeds: Any, change: Callable[..., None], done: str) -> None:
    for feed in feeds:
        try:
            change(feed, at=timezone.now())
        except moves.MoveRefused as error:
            messages.error(request, sentence(error.told(gettext)))
        else:
            messages.success(request, done)


ACTS: Final = {
    "poll": Act(_("Poll now"), poll_now, lambda feed: feed.state != FeedState.QUARANTINED),
    "pause": Act(_("Pause"), pause, lambda feed: feed.state == FeedState.ACTIVE),
    "resume": Act(_("Resume"), resume, lambda feed: feed.state != FeedState.ACTIVE),
    "adopt": Act(_("Adopt the move"), adopt, lambda feed: bool(feed.moved_to)),
    "undo": Act(_("Undo the move"), undo, lambda feed: bool(feed.original_url)),
}
