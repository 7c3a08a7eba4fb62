"""Asking an address whether it wants what somebody asked for in its name: one small issue, at most once a day."""

from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Final
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tracker.digests import links
from tracker.models import DigestIssue, Subscription

AGAIN_AFTER: Final = timedelta(days=1)


def ask(subscription: Subscription, at: datetime, *, anew: bool = False) -> DigestIssue | None:
    """None where there is nothing to ask, or it was asked within a day; `anew` is another address, asked all the same.

    Of two at once the database lets one through.
    """
    asked = subscription.issues.filter(kind=DigestIssue.Kind.CONFIRMATION)
    lately = not anew and asked.filter(starts_at__gt=at - AGAIN_AFTER).exists()
    if subscription.confirmed_at or not subscription.active or lately:
        return None
    links.hand_out(subscription, at)
    issue, is_new = DigestIssue.objects.get_or_create(
        subscription=subscription,
        period=f"confirmation:{asked.count() + 1}",
        defaults={
            "kind": DigestIssue.Kind.CONFIRMATION,
            **dict.fromkeys(("starts_at", "ends_at", "next_attempt_at"), at),
            "message_id": make_msgid("confirm", domain=urlsplit(settings.SITE_URL).hostname),
            **_render(subscription),
        },
    )
    return issue if is_new else None


def _render(subscription: Subscription) -> dict[str, str]:
    with translation.override(subscription.language):
        shown = {
            "subscription": subscription,
            "site": settings.SITE_URL,
            "confirm": links.link_to("confirm", subscription),
            "unsubscribe": links.link_to("unsubscribe", subscription),
        }
        return {
            "subject": " ".join(render_to_string("digests/confirm_subject.txt", shown).split())[:200],
            "text": render_to_string("digests/confirm.txt", shown),
            "html": css_inline.inline(render_to_string("digests/confirm.html", shown)),
        }
