"""Links that need no account. Nobody can guess one, nobody can read one in our rows, and a new key breaks none.

A token is made anew from the secret key and the subscription's nonce each time it is needed; what is kept of it is its
hash, beside those of the tokens that older keys made.
"""

from base64 import urlsafe_b64encode
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from tracker.models import Subscription, SubscriptionLink

SALT: Final = "tracker.digests.links"
LENGTH: Final = 43  # of 32 bytes in base64, without what fills it up


def token_of(subscription: Subscription) -> str:
    made = salted_hmac(SALT, f"{subscription.pk}:{subscription.nonce}", algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def hand_out(subscription: Subscription, at: datetime) -> str:
    """The token, which leads back from now on. Handing it out again changes nothing."""
    token = token_of(subscription)
    SubscriptionLink.objects.get_or_create(sha256=_hash(token), defaults={"subscription": subscription, "made_at": at})
    return token


def of_token(token: str) -> Subscription | None:
    """The subscription a token was handed out for; None for one that is not ours."""
    if len(token) != LENGTH or not token.isascii():
        return None
    link = SubscriptionLink.objects.select_related("subscription").filter(sha256=_hash(token)).first()
    return link.subscription if link else None


def link_to(page: str, subscription: Subscription) -> str:
    """The whole address of a page by its name, in the subscription's language."""
    with translation.override(subscription.language):
        return f"{settings.SITE_URL}{reverse(page, args=[token_of(subscription)])}"


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
