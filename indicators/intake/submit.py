"""Handing in: a text, a file or an address becomes an intake. What is refused at once is refused here."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import User

from indicators.intake import kinds, limits, refusals
from indicators.intake.clean import fingerprint
from indicators.intake.refusals import NotRead
from indicators.models import Document, Intake
from indicators.refusal import Refusal
from indicators.refusal import announced as _

LONGEST_ADDRESS = 2_000
NO_ADDRESS = _("It is no address of a web page: it should begin with https:// or http://.")


class IntakeRefused(Refusal, ValueError):
    """The message is one plain sentence."""


class AlreadyHere(IntakeRefused):
    """The same was handed in before, and this document came of it."""

    def __init__(self, document: Document) -> None:
        super().__init__(refusals.ALREADY_HERE, title=document.title[:200])
        self.document = document


def submit_text(
    text: str,
    *,
    title: str,
    publisher: str = "",
    published_on: date | None = None,
    by: User,
    at: datetime,
) -> Intake:
    """Raises IntakeRefused."""
    if not text.strip():
        raise IntakeRefused(refusals.EMPTY)
    if len(text) > limits.MAX_TEXT:
        raise IntakeRefused(refusals.TOO_LONG)
    if known := Document.objects.filter(sha256=fingerprint(text)).exclude(sha256="").first():
        raise AlreadyHere(known)
    content = text.encode("utf-8", "replace")
    about = {"title": title, "publisher": publisher, "published_on": published_on}
    return _hand_in(Intake.Kind.PASTE, content, about, by=by, at=at)


def submit_file(
    content: bytes,
    name: str,
    *,
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    by: User,
    at: datetime,
) -> Intake:
    """Raises IntakeRefused."""
    try:
        kinds.kind_of(content, name)
    except NotRead as error:
        raise IntakeRefused(error.words, **error.parts) from error
    about = {"name": name[-300:], "title": title, "publisher": publisher, "published_on": published_on}
    return _hand_in(Intake.Kind.FILE, content, about, by=by, at=at)


def submit_address(
    url: str,
    *,
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    by: User,
    at: datetime,
) -> Intake:
    """The address is fetched later, by the worker. Raises IntakeRefused."""
    url = url.strip().partition("#")[0]
    if not url.lower().startswith(("http://", "https://")) or len(url) > LONGEST_ADDRESS:
        raise IntakeRefused(NO_ADDRESS)
    known = Document.objects.filter(url=url).first() or Document.objects.filter(intakes__url=url).first()
    if known:
        raise AlreadyHere(known)
    if waiting := _unfinished(url=url):
        return waiting
    about = {"url": url, "title": title, "publisher": publisher, "published_on": published_on}
    return Intake.objects.create(kind=Intake.Kind.ADDRESS, submitted_by=by, submitted_at=at, **about)


def _hand_in(kind: str, content: bytes, about: dict[str, Any], *, by: User, at: datetime) -> Intake:
    """Twice while it waits is once: a button may be pressed twice."""
    known = sha256(content).hexdigest()
    if document := Document.objects.filter(intakes__sha256=known).first():
        raise AlreadyHere(document)
    if waiting := _unfinished(sha256=known):
        return waiting
    return Intake.objects.create(kind=kind, content=content, sha256=known, submitted_by=by, submitted_at=at, **about)


def _unfinished(**about: str) -> Intake | None:
    return Intake.objects.filter(state__in=(Intake.State.WAITING, Intake.State.READING), **about).first()
