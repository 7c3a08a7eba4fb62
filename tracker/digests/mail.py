"""The only mail: one message a recipient, over one line to the server that is kept while it works."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends import smtp
from django.core.mail.message import sanitize_address

from tracker.digests import links, outcome
from tracker.digests.outcome import Attempt, Outcome
from tracker.models import DigestIssue

PERMANENT: Final = 500  # replies from here on say that trying again is of no use
OURS_TO_MEND: Final = frozenset({503, 530, 534, 535, 538})  # how we speak and log in, whoever the recipient is
NOT_ALLOWED: Final = b"5.7."  # RFC 3463, security or policy: against us or the message, no word about the address


@dataclass(frozen=True, slots=True)
class _Letter:
    sender: str
    recipient: str
    content: bytes


class Line:
    """To the mail server. One that has gone wrong is left, and the next message opens another."""

    def __init__(self) -> None:
        self._open: smtp.EmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._open:
            with suppress(OSError, smtplib.SMTPException):
                self._open.close()
        self._open = None

    def deliver(self, issue: DigestIssue, at: datetime) -> Attempt:
        links.hand_out(issue.subscription, at)  # whatever became of the key since it was frozen, its link leads back
        try:
            message = message_of(issue)
            letter = _letter(message)
        except Exception as error:  # the library raises nearly anything on what strangers wrote, and would do so again
            return Attempt(Outcome.IMPOSSIBLE, outcome.NO_MESSAGE % type(error).__name__)
        if not isinstance(message.connection, smtp.EmailBackend):
            return _give(message)
        kept = self._open is not None
        attempt = self._send(letter, message.connection)
        if kept and attempt.outcome == Outcome.TRY_AGAIN:  # a server may hang up after so many messages, or minutes
            attempt = self._send(letter, message.connection)
        return attempt

    def _send(self, letter: _Letter, backend: smtp.EmailBackend) -> Attempt:
        try:
            if self._open is None:
                self._open = backend
                backend.open()
            attempt = _hand_over(cast(smtplib.SMTP, self._open.connection), letter)
        except (OSError, smtplib.SMTPException) as error:  # smtplib's own are OSErrors; not all of a cut line's are
            attempt = Attempt(Outcome.TRY_AGAIN, _in_words(error))
        if attempt.outcome != Outcome.SENT:
            self.close()
        return attempt


def message_of(issue: DigestIssue) -> EmailMultiAlternatives:
    host = urlsplit(settings.SITE_URL).hostname
    message = EmailMultiAlternatives(
        subject=issue.subject,
        body=issue.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[issue.subscription.email],
        headers={
            "Message-ID": issue.message_id,
            "List-Id": f"Followthrough <digests.{host}>",
            "List-Unsubscribe": f"<{links.link_to('unsubscribe', issue.subscription)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday answers it
            "Content-Language": issue.subscription.language,
        },
        connection=get_connection(),
    )
    message.attach_alternative(issue.html, "text/html")
    return message


def _give(message: EmailMultiAlternatives) -> Attempt:
    """To what is no SMTP: files, or a provider's own door."""
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        return Attempt(Outcome.TRY_AGAIN, _in_words(error))
    return Attempt(Outcome.SENT)


def _letter(message: EmailMultiAlternatives) -> _Letter:
    charset = message.encoding or settings.DEFAULT_CHARSET
    return _Letter(
        sender=sanitize_address(message.from_email, charset),
        recipient=sanitize_address(message.to[0], charset),
        content=message.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg]  # the stubs know only Python's own
    )


def _hand_over(server: smtplib.SMTP, letter: _Letter) -> Attempt:
    """Step by step, because what a refusal means depends on the step. Raises what goes wrong before the message."""
    server.ehlo_or_helo_if_needed()
    code, said = server.mail(letter.sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, letter.sender)
    code, said = server.rcpt(letter.recipient)
    if code not in (250, 251):
        return _refused(code, said, is_for_good=not said.startswith(NOT_ALLOWED))
    try:
        code, said = server.data(letter.content)
    except smtplib.SMTPDataError as error:
        code, said = error.smtp_code, b""
    except (OSError, smtplib.SMTPException) as error:
        return Attempt(Outcome.UNCLEAR, outcome.MAIL_CUT % type(error).__name__)
    return Attempt(Outcome.SENT) if code == 250 else _refused(code, said, is_for_good=False)


def _refused(code: int, said: bytes, *, is_for_good: bool) -> Attempt:
    note = outcome.MAIL_ANSWERED % code
    if code < PERMANENT or code in OURS_TO_MEND:
        return Attempt(Outcome.TRY_AGAIN, note)
    return Attempt(Outcome.REFUSED, note, is_for_good=is_for_good)


def _in_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return outcome.MAIL_ANSWERED % error.smtp_code
    return outcome.MAIL_UNREACHED % type(error).__name__
