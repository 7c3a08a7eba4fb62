"""One issue at once, and one only to look at: the composition's two doors for a person who asks."""

from datetime import datetime
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from tracker.digests import compose, links
from tracker.models import DigestIssue, Subscription


def preview(subscription: Subscription, at: datetime) -> dict[str, str]:
    """Subject, text and HTML as they would go out now; nothing is kept."""
    with translation.override(subscription.language):
        return compose.render(subscription, compose.compose(subscription, _start(subscription), at))


def freeze_asked(subscription: Subscription, at: datetime) -> DigestIssue:
    """Beside the digests of its periods, which it does not move. Asked again within a minute it is the same one."""
    links.hand_out(subscription, at)
    issue, _ = DigestIssue.objects.get_or_create(
        subscription=subscription,
        period=f"asked:{at:%Y-%m-%dT%H:%M}",
        defaults={
            "kind": DigestIssue.Kind.ASKED,
            "starts_at": _start(subscription),
            "ends_at": at,
            "next_attempt_at": at,
            "message_id": make_msgid("digest", domain=urlsplit(settings.SITE_URL).hostname),
            **preview(subscription, at),
        },
    )
    return issue


def _start(subscription: Subscription) -> datetime:
    last = subscription.issues.filter(kind=DigestIssue.Kind.DIGEST).order_by("-ends_at").first()
    return last.ends_at if last else subscription.confirmed_at or subscription.created_at
