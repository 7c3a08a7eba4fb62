"""Subscriptions end by a link: signed, so that nobody else can make one, and in need of no account."""

from datetime import datetime

from django.core import signing

from tracker.models import Subscription

SIGNER = signing.Signer(salt="tracker.digests.unsubscribe")


def token_of(subscription: Subscription) -> str:
    return SIGNER.sign_object(subscription.pk)


def of_token(token: str) -> Subscription | None:
    """The subscription a token is for; None for a token that is not ours."""
    try:
        return Subscription.objects.filter(pk=SIGNER.unsign_object(token)).first()
    except signing.BadSignature:
        return None


def end(subscription: Subscription, at: datetime) -> None:
    """Ends it; ending it again changes nothing."""
    Subscription.objects.filter(pk=subscription.pk, active=True).update(active=False, unsubscribed_at=at)
    subscription.refresh_from_db()
