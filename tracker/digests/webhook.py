"""Issues posted to an address as JSON, signed: who gets one can see that it is ours, and knows a copy by its id.

The request leaves by the one door of tracker/feeds, which this stage does not import: it is handed in.
"""

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from django.conf import settings
from django.utils.crypto import salted_hmac

from tracker.digests import outcome
from tracker.digests.outcome import Attempt, Outcome
from tracker.models import DigestIssue, Subscription

SALT: Final = "tracker.digests.webhook"
AGAIN: Final = frozenset({408, 425, 429})  # of the 4xx, those that speak of the moment
NEVER: Final = frozenset({"bad_address", "forbidden_address", "redirect"})  # troubles that lie in the address


class Answer(Protocol):
    """What comes back: see tracker/feeds/post.py."""

    @property
    def status(self) -> int | None: ...  # None when there was no answer
    @property
    def trouble(self) -> str: ...  # by its code, "" when there was none
    @property
    def told(self) -> str: ...
    @property
    def retry_after_seconds(self) -> float | None: ...


Post = Callable[[str, bytes, Mapping[str, str]], Answer]


def deliver(issue: DigestIssue, post: Post, at: datetime) -> Attempt:
    body = json.dumps(content_of(issue), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "Followthrough-Id": issue.message_id,
        "Followthrough-Signature": signature_of(issue.subscription, body, at),
    }
    return _judged(post(issue.subscription.webhook_url, body, headers))


def content_of(issue: DigestIssue) -> dict[str, Any]:
    entries = issue.entries.select_related("item", "evidence")
    return {
        "id": issue.message_id,
        "kind": issue.kind,
        "subject": issue.subject,
        "text": issue.text,
        "starts_at": issue.starts_at.isoformat(),
        "ends_at": issue.ends_at.isoformat(),
        "entries": [
            {
                "section": entry.section,
                "item": entry.item_id,
                "reference": entry.item.reference if entry.item else "",
                "title": entry.item.title if entry.item else "",
                "told": entry.told,
                "url": entry.evidence.url if entry.evidence else "",
            }
            for entry in entries
        ],
    }


def secret_of(subscription: Subscription) -> str:
    """What its receiver checks our signature with. No row holds it; a fresh nonce makes another."""
    return _secrets(subscription)[0]


def signature_of(subscription: Subscription, body: bytes, at: datetime) -> str:
    """One for each key that still counts, so that a new key leaves no receiver with what it cannot check."""
    moment = int(at.timestamp())
    signed = str(moment).encode() + b"." + body
    made = (hmac.new(secret.encode(), signed, "sha256").hexdigest() for secret in _secrets(subscription))
    return ",".join([f"t={moment}", *(f"v1={one}" for one in made)])


def _secrets(subscription: Subscription) -> list[str]:
    about = f"{subscription.pk}:{subscription.nonce}"
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(SALT, about, secret=key, algorithm="sha256").hexdigest() for key in keys]


def _judged(answer: Answer) -> Attempt:
    status = answer.status
    if answer.trouble in NEVER:
        return Attempt(Outcome.REFUSED, answer.told)
    if status is None:
        unclear = answer.trouble == "timeout"
        return Attempt(Outcome.UNCLEAR if unclear else Outcome.TRY_AGAIN, answer.told)
    if 200 <= status < 300:
        return Attempt(Outcome.SENT)
    note = outcome.HOOK_ANSWERED % status
    if status >= 500 or status in AGAIN:
        asked = answer.retry_after_seconds
        return Attempt(Outcome.TRY_AGAIN, note, wait=timedelta(seconds=asked) if asked else None)
    return Attempt(Outcome.REFUSED, note, is_for_good=status == 410)
