"""What can be done with subscriptions by a button: one issue now, asking again, lifting a suspension."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tracker.digests import compose, confirmation, subscribe
from tracker.models import Subscription


@dataclass(frozen=True, slots=True)
class Act:
    label: Any  # in whatever language it is shown
    do: Callable[[HttpRequest, Any], None]  # with these subscriptions
    fits: Callable[[Subscription], bool]


def going_out(issues: int) -> str:
    told = ngettext(
        "%d issue goes out with the next round of the worker.",
        "%d issues go out with the next round of the worker.",
        issues,
    )
    return told % issues


def send_now(request: HttpRequest, subscriptions: Any) -> None:
    standing = list(subscriptions.standing())
    for subscription in standing:
        compose.freeze_asked(subscription, timezone.now())
    if left_out := subscriptions.count() - len(standing):
        told = ngettext(
            "%d gets nothing now: only what is confirmed, active and not suspended is sent.",
            "%d get nothing now: only what is confirmed, active and not suspended is sent.",
            left_out,
        )
        messages.warning(request, told % left_out)
    if standing:
        messages.success(request, going_out(len(standing)))


def ask_again(request: HttpRequest, subscriptions: Any) -> None:
    for subscription in subscriptions:
        told = {"email": subscription.email}
        if confirmation.ask(subscription, timezone.now()):
            messages.success(request, gettext("%(email)s is asked again with the next round of the worker.") % told)
        elif waits_for_confirmation(subscription):
            messages.warning(request, gettext("%(email)s was asked within a day, and is left alone.") % told)
        else:
            messages.info(request, gettext("%(email)s has nothing to confirm.") % told)


def lift(request: HttpRequest, subscriptions: Any) -> None:
    lifted = sum(subscribe.lift(subscription, timezone.now()) for subscription in subscriptions)
    messages.success(request, ngettext("%d suspension lifted.", "%d suspensions lifted.", lifted) % lifted)


def waits_for_confirmation(subscription: Subscription) -> bool:
    return subscription.active and subscription.confirmed_at is None


ACTS: Final = {
    "send_now": Act(_("Send one now"), send_now, lambda one: one.is_standing),
    "ask_again": Act(_("Ask again for confirmation"), ask_again, waits_for_confirmation),
    "lift": Act(_("Lift the suspension"), lift, lambda one: one.suspended_at is not None),
}
