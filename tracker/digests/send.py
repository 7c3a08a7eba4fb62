"""Sends frozen issues, each attempt counted and written down before it is made.

A worker killed between the other side's yes and our note of it leaves an issue that is sent again, with the same
Message-ID: SMTP cannot say which it was, and a copy that mail readers recognise beats a digest that never came.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import OuterRef, Subquery

from tracker.digests import outcome, subscribe, webhook
from tracker.digests.mail import Line
from tracker.digests.outcome import Attempt, Outcome
from tracker.models import Delivery, DigestIssue, Subscription

# After the first, second, … failure; then it is given up, and shown.
RETRIES: Final = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]
LONGEST_WAIT: Final = timedelta(days=1)  # whatever the other side asks for
MOST_ATTEMPTS: Final = 12  # of which none need have ended: what kills a worker each time is left alone
SHIFT: Final = timedelta(minutes=3)  # after which nothing more is begun: the worker's tasks end at nine minutes
BATCH: Final = 50
REFUSALS: Final = 3  # in a row, of what was said to an address: then it is the address

Clock = Callable[[], datetime]


def send_due(clock: Clock, post: webhook.Post | None = None) -> Iterator[DigestIssue]:
    """Sends what is due, for three minutes. `post` is the door for webhooks, whose issues wait where there is none."""
    at = clock()
    ends_at = at + SHIFT
    with Line() as line:
        while pks := _due(at, webhooks=post is not None):
            begun = 0
            for pk in pks:
                at = clock()
                if at >= ends_at:
                    return
                if issue := _claim(pk, at):
                    begun += 1
                    yield _deliver(issue, line, post, clock)
            if not begun:  # others are at it
                return


def _due(at: datetime, *, webhooks: bool) -> list[int]:
    due = DigestIssue.objects.due(at).wanted()
    if not webhooks:
        due = due.exclude(subscription__channel=Subscription.Channel.WEBHOOK)
    return list(due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:BATCH])


def _claim(pk: int, at: datetime) -> DigestIssue | None:
    """Ours, unless another has it or its reader ended it just now."""
    with transaction.atomic():
        issues = DigestIssue.objects.filter(pk=pk)
        if not issues.wanted().exists() or not issues.claim(at):
            return None
        issue = DigestIssue.objects.select_related("subscription").get(pk=pk)
        Delivery.objects.create(issue=issue, number=issue.attempts, started_at=at)
        return issue


def _deliver(issue: DigestIssue, line: Line, post: webhook.Post | None, clock: Clock) -> DigestIssue:
    if issue.attempts > MOST_ATTEMPTS:
        attempt = Attempt(Outcome.IMPOSSIBLE, outcome.NEVER_ENDED % MOST_ATTEMPTS)
    elif post and issue.subscription.channel == Subscription.Channel.WEBHOOK:
        attempt = webhook.deliver(issue, post, clock())
    else:
        attempt = line.deliver(issue, clock())
    _settle(issue, attempt, clock())
    return DigestIssue.objects.select_related("subscription").defer("text", "html").get(pk=issue.pk)


def _settle(issue: DigestIssue, attempt: Attempt, at: datetime) -> None:
    """What was sent is sent, whoever has claimed it since; a failure is noted by the last who claimed it."""
    with transaction.atomic():
        closed = {"ended_at": at, "outcome": attempt.outcome, "note": attempt.note[:300]}
        Delivery.objects.filter(issue=issue, number=issue.attempts).update(**closed)
        ours = DigestIssue.objects.filter(pk=issue.pk, state=DigestIssue.State.FROZEN)
        if attempt.outcome == Outcome.SENT:
            ours.update(state=DigestIssue.State.SENT, sent_at=at, error="", lease_until=None)
        elif ours.filter(attempts=issue.attempts).update(**_failed(issue, attempt, at), lease_until=None):
            _suspend_where_hopeless(issue, attempt, at)


def _failed(issue: DigestIssue, attempt: Attempt, at: datetime) -> dict[str, object]:
    error = attempt.note[:300]
    may_go_later = attempt.outcome in (Outcome.TRY_AGAIN, Outcome.UNCLEAR)
    if not may_go_later or issue.attempts > len(RETRIES):
        return {"state": DigestIssue.State.FAILED, "error": error}
    ladder = RETRIES[issue.attempts - 1]
    return {"next_attempt_at": at + max(ladder, min(attempt.wait or ladder, LONGEST_WAIT)), "error": error}


def _suspend_where_hopeless(issue: DigestIssue, attempt: Attempt, at: datetime) -> None:
    if attempt.outcome == Outcome.REFUSED and (attempt.is_for_good or _is_refused_again_and_again(issue)):
        subscribe.suspend(issue.subscription, attempt.note, at)


def _is_refused_again_and_again(issue: DigestIssue) -> bool:
    """The third in a row; where the suspension was lifted, the sixth, and so on."""
    last = Delivery.objects.filter(issue=OuterRef("pk")).order_by("-number").values("outcome")[:1]
    issues = DigestIssue.objects.filter(subscription__in=subscribe.same_place(issue.subscription))
    ended = issues.filter(attempted_at__isnull=False).exclude(state=DigestIssue.State.FROZEN)
    in_a_row = 0
    for said in ended.order_by("-attempted_at", "-pk").values_list(Subquery(last), flat=True)[:60]:
        if said != Outcome.REFUSED:
            break
        in_a_row += 1
    return in_a_row > 0 and in_a_row % REFUSALS == 0
