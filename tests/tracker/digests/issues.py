"""Frozen issues in one line, and what a real mail server was given of them."""

from email import message_from_bytes, policy

from tests import make
from tests.make import NOW
from tracker.digests import links, send
from tracker.models import DigestIssue


def frozen(subscription=None, *, at=NOW, **columns):
    subscription = subscription or make.subscription()
    number = next(make.numbers)
    return DigestIssue.objects.create(
        subscription=subscription,
        **{
            "period": f"p{number}",
            **dict.fromkeys(("starts_at", "ends_at", "next_attempt_at"), at),
            "message_id": f"<{number}@follow.example>",
            "subject": f"Issue {number}",
            "text": f"Text of {number}",
            "html": f"<p>HTML of {number}</p>",
            **columns,
        },
    )


def send_at(at, post=None):
    return list(send.send_due(lambda: at, post))


def until_settled(issue, at=NOW, post=None):
    """Sends again and again, each time at the moment the issue waits for."""
    issue.refresh_from_db()
    while issue.state == DigestIssue.State.FROZEN:
        send_at(issue.next_attempt_at, post)
        issue.refresh_from_db()
    return issue


def read(envelope):
    return message_from_bytes(envelope.content, policy=policy.default)


def outcomes(issue):
    return [delivery.outcome for delivery in issue.deliveries.all()]


def token(subscription):
    return links.hand_out(subscription, NOW)
