"""The only mail: sends frozen issues, each attempt counted before it is made.

A worker killed between the server's yes and our note of it leaves an issue that is sent again, with the same
Message-ID: SMTP cannot say which it was, and a copy that mail readers recognise beats a digest that never came.
"""

import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.errors import MessageError

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from tracker.digests.compose import unsubscribe_url
from tracker.models import DigestIssue

# After the first, second, … failure; then it is given up, and shown.
RETRIES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]

PERMANENT = 500  # SMTP replies from here on say that trying again is of no use

Clock = Callable[[], datetime]


def send_due(clock: Clock) -> Iterator[DigestIssue]:
    """Sends every issue that is due, one message a recipient; who has unsubscribed meanwhile gets none."""
    for pk in list(DigestIssue.objects.due(clock()).wanted().order_by("next_attempt_at").values_list("pk", flat=True)):
        if DigestIssue.objects.filter(pk=pk).claim(clock()):
            yield send(DigestIssue.objects.select_related("subscription").get(pk=pk), clock)


def send(issue: DigestIssue, clock: Clock) -> DigestIssue:
    """Sends one claimed issue and notes what became of it."""
    try:
        message_of(issue).send()
    except (OSError, smtplib.SMTPException) as error:  # smtplib's own errors are OSErrors; not all of a cut line's are
        _note_failure(issue, error, clock())
    except (ValueError, MessageError) as error:  # a header that cannot be: trying again would not mend it
        issue.state, issue.error = DigestIssue.State.FAILED, f"no message can be made of it: {type(error).__name__}"
    else:
        issue.state, issue.sent_at, issue.error = DigestIssue.State.SENT, clock(), ""
    issue.lease_until = None
    issue.save()
    return issue


def message_of(issue: DigestIssue) -> EmailMultiAlternatives:
    unsubscribe = unsubscribe_url(issue.subscription)
    message = EmailMultiAlternatives(
        subject=issue.subject,
        body=issue.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[issue.subscription.email],
        headers={
            "Message-ID": issue.message_id,
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        },
        connection=get_connection(),
    )
    message.attach_alternative(issue.html, "text/html")
    return message


def _note_failure(issue: DigestIssue, error: Exception, at: datetime) -> None:
    issue.error = _in_words(error)
    if _is_permanent(error) or issue.attempts > len(RETRIES):
        issue.state = DigestIssue.State.FAILED
    else:
        issue.next_attempt_at = at + RETRIES[issue.attempts - 1]


def _codes(error: Exception) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _is_permanent(error: Exception) -> bool:
    """Only of this recipient or this message: a refused log-in or sender is for us to mend, and then it goes."""
    about_it = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return about_it and all(code >= PERMANENT for code in _codes(error))


def _in_words(error: Exception) -> str:
    if codes := _codes(error):
        return f"the mail server answered {codes[0]}"
    return f"the mail server could not be reached: {type(error).__name__}"
