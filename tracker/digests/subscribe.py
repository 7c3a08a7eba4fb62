"""What becomes of a subscription: the only writer of whether it stands, and of what its reader changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from tracker.digests import confirmation
from tracker.models import Delivery, DigestIssue, Subscription
from tracker.models.subscriptions import fresh_nonce

SCOPES: Final = ("items", "topics", "countries", "documents")  # a subscription is about all that any of them names
OPTIONS: Final = ("cadence", "time_zone", "local_hour", "language", "even_if_nothing", "at_once")

Kept = Mapping[str, frozenset[int]]  # keys of rows, by the name of the scope


class NothingLeft(Exception):
    """Of what was asked for: no scope at all means everything."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader may change without an account: when and how, and to hear of less."""

    options: Mapping[str, Any] = field(default_factory=dict)
    kept: Kept | None = None  # None = all of the scope
    mine: bool = True  # whether one's own items stay part of it


def begin(subscription: Subscription, at: datetime, *, anew: bool = False) -> None:
    """The staff's own addresses are known; whoever has another is asked first, and gets nothing before the yes."""
    confirmed_at = at if is_of_the_staff(subscription.email) else None
    _change(subscription, active=True, unsubscribed_at=None, confirmed_at=confirmed_at)
    if not confirmed_at:
        confirmation.ask(subscription, at, anew=anew)


def begin_anew(subscription: Subscription, at: datetime) -> None:
    """At another address: no link leads here any more that the one before was given."""
    with transaction.atomic():
        subscription.links.all().delete()
        subscription.issues.filter(state=DigestIssue.State.FROZEN).update(**_GIVEN_UP)
        _change(subscription, nonce=fresh_nonce(), suspended_at=None, suspended_because="")
    begin(subscription, at, anew=True)


_GIVEN_UP: Final = {"state": DigestIssue.State.FAILED, "error": "its address was changed before it went out"}


def is_of_the_staff(email: str) -> bool:
    return get_user_model().objects.filter(is_active=True, is_staff=True, email__iexact=email).exists()


def confirm(subscription: Subscription, at: datetime) -> bool:
    """The address said yes itself. Saying it again changes nothing, and neither does it where it has ended."""
    return _change_if({"active": True, "confirmed_at__isnull": True}, subscription, confirmed_at=at)


def end(subscription: Subscription, at: datetime) -> bool:
    """Ends it; ending it again changes nothing."""
    return _change_if({"active": True}, subscription, active=False, unsubscribed_at=at)


def start_again(subscription: Subscription, at: datetime) -> bool:
    """By its reader, who says yes with it; what happened meanwhile makes no issue of its own."""
    return _change_if({"active": False}, subscription, active=True, unsubscribed_at=None, confirmed_at=at)


def change(subscription: Subscription, wanted: Wanted) -> None:
    """Raises NothingLeft. The scope becomes narrower or stays: a link is no way to hear of what was not given."""
    options = {name: value for name, value in wanted.options.items() if name in OPTIONS}
    with transaction.atomic():
        locked = Subscription.objects.select_for_update(no_key=True).get(pk=subscription.pk)
        mine = locked.mine and wanted.mine
        if wanted.kept is not None:
            _narrow(locked, wanted.kept, mine=mine)
            options["mine"] = mine
        _change(subscription, **options)


def _narrow(subscription: Subscription, kept: Kept, *, mine: bool) -> None:
    given = {name: _keys(subscription, name) for name in SCOPES}
    left = {name: keys & kept.get(name, frozenset()) for name, keys in given.items()}
    had_some = subscription.mine or any(given.values())
    if had_some and not mine and not any(left.values()):
        raise NothingLeft
    for name, keys in left.items():
        if keys != given[name]:
            getattr(subscription, name).set(keys)


def _keys(subscription: Subscription, name: str) -> frozenset[int]:
    return frozenset(getattr(subscription, name).values_list("pk", flat=True))


def same_place(subscription: Subscription) -> QuerySet[Subscription]:
    """All that goes where this one goes."""
    if subscription.channel == Subscription.Channel.MAIL:
        return Subscription.objects.filter(channel=Subscription.Channel.MAIL, email__iexact=subscription.email)
    return Subscription.objects.filter(pk=subscription.pk)


def renew_nonce(subscription: Subscription) -> None:
    """The links that were handed out keep leading back; what is made of the nonce from now on is new."""
    _change(subscription, nonce=fresh_nonce())


def suspend(subscription: Subscription, because: str, at: datetime) -> None:
    """With all that goes to the same place."""
    standing = same_place(subscription).filter(active=True, suspended_at__isnull=True)
    standing.update(suspended_at=at, suspended_because=because[:300])
    subscription.refresh_from_db()


def lift(subscription: Subscription, at: datetime) -> bool:
    """By the staff, who know better; what was refused when it was suspended goes out once more."""
    since = subscription.suspended_at
    with transaction.atomic():
        if not _change_if({"suspended_at__isnull": False}, subscription, suspended_at=None, suspended_because=""):
            return False
        last = Delivery.objects.filter(issue=OuterRef("pk")).order_by("-number")
        failed = subscription.issues.filter(state=DigestIssue.State.FAILED, attempted_at__isnull=False)
        refused = failed.annotate(ended=Subquery(last.values("ended_at")[:1])).filter(ended__gte=since)
        send_again(DigestIssue.objects.filter(pk__in=list(refused.values_list("pk", flat=True))), at)
        return True


def send_again(issues: QuerySet[DigestIssue], at: datetime) -> int:
    """What was given up waits once more; its attempts go on being counted. How many there were."""
    failed = issues.filter(state=DigestIssue.State.FAILED)
    return failed.update(state=DigestIssue.State.FROZEN, next_attempt_at=at, lease_until=None, error="")


def _change(subscription: Subscription, **columns: Any) -> None:
    _change_if({}, subscription, **columns)


def _change_if(only: Mapping[str, Any], subscription: Subscription, **columns: Any) -> bool:
    """Whether this call changed it; the columns are read anew either way."""
    rows = Subscription.objects.filter(pk=subscription.pk, **only)
    changed = bool(rows.update(**columns)) if columns else False
    subscription.refresh_from_db()
    return changed
