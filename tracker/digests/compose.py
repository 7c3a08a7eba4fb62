"""The door of the digests: which issues are due, and making, showing and keeping them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import OuterRef, Subquery

from tracker.digests import freeze as keeping
from tracker.digests.at_once import freeze_at_once
from tracker.digests.digest import Digest
from tracker.digests.freeze import Occasion
from tracker.digests.gather import gather
from tracker.digests.news import has_news
from tracker.digests.period import Period, last_period
from tracker.digests.reader import manage_url, speaking, unsubscribe_url
from tracker.digests.render import Words, render
from tracker.models import DigestIssue, Subscription

__all__ = [
    "Digest",
    "compose",
    "compose_due",
    "due_periods",
    "freeze",
    "freeze_asked",
    "freeze_at_once",
    "freeze_due",
    "manage_url",
    "preview",
    "render",
    "unsubscribe_url",
]

FAR_AHEAD: Final = timedelta(days=2)  # an issue that ends so much later was made by a clock since put back

DIGESTS = DigestIssue.objects.filter(kind=DigestIssue.Kind.DIGEST).order_by("-ends_at")


def due_periods(at: datetime) -> Iterator[tuple[Subscription, Period]]:
    """The subscriptions whose period has ended after their last issue did: a clock put back makes no second one."""
    last = DIGESTS.filter(subscription=OuterRef("pk"), ends_at__lte=at + FAR_AHEAD).values("ends_at")[:1]
    for subscription in Subscription.objects.standing().annotate(told_until=Subquery(last)).order_by("pk"):
        period = last_period(subscription.cadence, subscription.time_zone, subscription.local_hour, at)
        told_until = subscription.told_until or _since(subscription)
        if period.due_at > told_until and not subscription.issues.filter(period=period.name).exists():
            yield subscription, period


def compose_due(at: datetime) -> Iterator[tuple[Subscription, Digest]]:
    """What would be frozen now, if only to be skipped; writes nothing."""
    for subscription, _ in due_periods(at):
        yield subscription, compose(subscription, _start(subscription, at), at)


def freeze_due(at: datetime) -> Iterator[DigestIssue]:
    """Freezes an issue for each subscription whose period has ended; a period that has one already gets no other."""
    for subscription, period in due_periods(at):
        issue, frozen = freeze(subscription, period, at)
        if frozen:
            yield issue


def freeze(subscription: Subscription, period: Period, at: datetime) -> tuple[DigestIssue, bool]:
    """Composes and keeps one issue. With nothing to say to who wants none then, it is kept and never sent."""
    starts_at = _start(subscription, at)
    digest = compose(subscription, starts_at, at)
    is_wanted = subscription.even_if_nothing or has_news(digest, _last(subscription, at))
    state = DigestIssue.State.FROZEN if is_wanted else DigestIssue.State.SKIPPED
    occasion = Occasion(DigestIssue.Kind.DIGEST, period.name, starts_at, at, state)
    return keeping.freeze(subscription, digest, occasion)


def freeze_asked(subscription: Subscription, at: datetime) -> DigestIssue:
    """One out of turn, of what the next digest would tell so far. That one will tell it again."""
    starts_at = _start(subscription, at)
    occasion = Occasion(DigestIssue.Kind.ASKED, f"asked:{at:%Y-%m-%dT%H:%M}", starts_at, at)
    return keeping.freeze(subscription, compose(subscription, starts_at, at), occasion)[0]


def preview(subscription: Subscription, at: datetime) -> Words:
    """What it would be told now. Keeps nothing; its links lead back only once an issue is made."""
    return render(subscription, compose(subscription, _start(subscription, at), at))


def compose(subscription: Subscription, starts_at: datetime, ends_at: datetime) -> Digest:
    with speaking(subscription):
        return gather(subscription, starts_at, ends_at)


def _start(subscription: Subscription, at: datetime) -> datetime:
    """From the end of the last issue on, whatever was missed since."""
    last = _last(subscription, at)
    return min(at, last.ends_at if last else _since(subscription))


def _last(subscription: Subscription, at: datetime) -> DigestIssue | None:
    return DIGESTS.filter(subscription=subscription, ends_at__lte=at + FAR_AHEAD).first()


def _since(subscription: Subscription) -> datetime:
    return subscription.confirmed_at or subscription.created_at
