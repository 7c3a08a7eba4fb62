"""Reading what waits: an intake becomes a document with its drafts, or says why not. Nothing half made is kept."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet

from indicators.extraction.extract import extract
from indicators.intake import reading, refusals
from indicators.intake.beside import Beside, beside
from indicators.intake.name import name_document
from indicators.intake.reading import NotRead, Progress, ReadText
from indicators.models import Document, Intake, ItemDraft
from indicators.models.intake import LONGEST_LEASE
from indicators.refusal import announced as _
from indicators.workbench.drafts import draft_of

Clock = Callable[[], datetime]

SHIFT: Final = timedelta(minutes=3)  # after which nothing more is begun: the worker's tasks end at nine minutes
REST: Final = timedelta(minutes=1)  # before what failed is tried again, so that others come first
MOST_ATTEMPTS: Final = 3
GAVE_UP: Final = _(
    "Reading it failed three times, so it was given up: paste its text instead, or tell who runs this site."
)


class LeaseLost(Exception):
    """It took so long that somebody else has begun anew."""


def read_waiting(clock: Clock) -> Iterator[Intake]:
    """Reads one after the other, and only where nobody else is at it: the other processes are for the feeds."""
    ends_at = clock() + SHIFT
    while clock() < ends_at and (intake := _claim(clock())):
        yield _settle(intake, clock)


def _claim(at: datetime) -> Intake | None:
    """The next, leased; the attempt is counted before the work. None when there is none, or somebody is reading."""
    with_content = Intake.objects.filter(content__isnull=False)
    if with_content.being_read(at).exists():
        return None
    waiting = with_content.waiting(at).order_by("submitted_at", "pk")
    for pk in waiting.values_list("pk", flat=True)[:10]:
        leased = {"state": Intake.State.READING, "lease_until": at + LONGEST_LEASE, "attempts": F("attempts") + 1}
        if Intake.objects.waiting(at).filter(pk=pk).update(**leased):
            return Intake.objects.get(pk=pk)
    return None


def _settle(intake: Intake, clock: Clock) -> Intake:
    try:
        if intake.attempts > MOST_ATTEMPTS:
            raise NotRead(GAVE_UP)
        _take(intake, clock)
    except NotRead as refused:
        refuse(intake, str(refused), at=clock())
    except LeaseLost:
        pass
    except BaseException:
        _release(intake, clock())
        raise
    return Intake.objects.defer("content").get(pk=intake.pk)


def _take(intake: Intake, clock: Clock) -> None:
    content = bytes(intake.content or b"")
    _refuse_known(Document.objects.filter(intakes__sha256=sha256(content).hexdigest()).first())
    name = intake.name or "pasted.txt"
    text = reading.read(content, name, progress=_progress(intake, clock))
    known = beside(text.text)
    _refuse_known(Document.objects.filter(sha256=known["sha256"]).first())
    found = extract(text.text, language=text.language)  # before the transaction: on SQLite it stops all writers
    with transaction.atomic():
        if not _leased(intake).select_for_update().exists():
            raise LeaseLost
        document = _make(intake, text, known)
        ItemDraft.objects.bulk_create(draft_of(document, each) for each in found)
        _leased(intake).update(
            state=Intake.State.DONE, document=document, note="", lease_until=None, finished_at=clock()
        )


def _make(intake: Intake, text: ReadText, known: Beside) -> Document:
    return Document.objects.create(
        title=name_document(intake, text, known["outline"]),
        publisher=intake.publisher,
        url=intake.url,
        published_on=intake.published_on,
        language=text.language,
        text=text.text,
        **known,
    )


def refuse(intake: Intake, note: str, *, at: datetime) -> None:
    _leased(intake).update(state=Intake.State.REFUSED, note=note[:300], lease_until=None, finished_at=at)


def _refuse_known(document: Document | None) -> None:
    if document:
        raise refusals.already_here(document.title)


def _progress(intake: Intake, clock: Clock) -> Progress:
    """Written once a second at most, and at the last page."""
    told_at: datetime | None = None

    def progress(read: int, pages: int) -> None:
        nonlocal told_at
        at = clock()
        if told_at is None or read == pages or at - told_at >= timedelta(seconds=1):
            told_at = at
            _leased(intake).update(pages=pages, pages_read=read)

    return progress


def _release(intake: Intake, at: datetime) -> None:
    _leased(intake).update(state=Intake.State.WAITING, lease_until=at + REST)


def _leased(intake: Intake) -> QuerySet[Intake]:
    """The row, as long as it is ours."""
    return Intake.objects.filter(pk=intake.pk, lease_until=intake.lease_until)
