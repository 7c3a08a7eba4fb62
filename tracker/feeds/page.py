"""Fetching what was handed in as an address: through the one door, before the text is read."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from django.db.models import F

from indicators.intake import kinds, limits
from indicators.intake.readers.plain import decode
from indicators.intake.refusals import NotRead
from indicators.intake.take import GAVE_UP, MOST_ATTEMPTS, refuse
from indicators.models import Intake
from tracker.feeds import fetch, policy
from tracker.feeds.fetch import Failed, Fetched, Policy

Clock = Callable[[], datetime]

TIMEOUT_SECONDS: Final = 90.0  # reports are larger than feeds
LEASE: Final = timedelta(minutes=3)
_SUFFIX: Final = {kinds.PLAIN: ".txt", kinds.HTML: ".html", kinds.PDF: ".pdf", kinds.DOCX: ".docx"}


def fetch_waiting(clock: Clock) -> Iterator[Intake]:
    while intake := _claim(clock()):
        _fetch(intake, clock)
        yield Intake.objects.defer("content").get(pk=intake.pk)


def _claim(at: datetime) -> Intake | None:
    """The next, leased; the attempt is counted before the work."""
    waiting = Intake.objects.waiting(at).filter(content__isnull=True).order_by("submitted_at", "pk")
    for pk in waiting.values_list("pk", flat=True)[:10]:
        leased = {"state": Intake.State.READING, "lease_until": at + LEASE, "attempts": F("attempts") + 1}
        if Intake.objects.waiting(at).filter(pk=pk, content__isnull=True).update(**leased):
            return Intake.objects.get(pk=pk)
    return None


def _fetch(intake: Intake, clock: Clock) -> None:
    if intake.attempts > MOST_ATTEMPTS:
        refuse(intake, GAVE_UP, at=clock())
        return
    result = fetch.fetch_one(intake.url, for_documents())
    if isinstance(result, Failed):
        refuse(intake, f"It could not be fetched: {result.message}.", at=clock())
        return
    try:
        _store(intake, result)
    except NotRead as refused:
        refuse(intake, str(refused), at=clock())


def for_documents(seconds: float = TIMEOUT_SECONDS) -> Policy:
    """As for a feed, but larger; and for as long, where that is longer."""
    outgoing = policy.outgoing()
    longest = max(outgoing.timeout_seconds, seconds)
    return replace(outgoing, max_bytes=limits.MAX_BYTES, timeout_seconds=longest, host_interval_seconds=0)


def _store(intake: Intake, fetched: Fetched) -> None:
    """Raises NotRead for what is no document."""
    asked = PurePosixPath(unquote(urlsplit(fetched.url).path)).name
    kind = kinds.kind_of(fetched.body, asked, fetched.content_type)
    content = _in_utf8(fetched.body, kind, kinds.charset_of(fetched.content_type))
    suffix = _SUFFIX[kind]
    name = asked if asked.lower().endswith(suffix) else f"{asked or urlsplit(fetched.url).hostname}{suffix}"
    Intake.objects.filter(pk=intake.pk, lease_until=intake.lease_until).update(
        state=Intake.State.WAITING,
        name=name[-300:],
        content=content,
        sha256=sha256(content).hexdigest(),
        attempts=0,
        lease_until=None,
    )


def _in_utf8(body: bytes, kind: str, charset: str) -> bytes:
    """Only the server's header may say how a text is encoded, and that is not kept: the text is, marked as UTF-8."""
    if kind not in (kinds.PLAIN, kinds.HTML) or not charset:
        return body
    return codecs.BOM_UTF8 + decode(body, charset).encode("utf-8", "replace")
