"""The sources of confirmed evidence: each is read once and kept, and visited again to see whether it still says so.

The database is the queue: confirmed evidence without a snapshot gets a row, and rows are visited as they fall due.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q

from indicators.intake.clean import fingerprint
from indicators.refusal import announced as _
from tracker.evidence import review
from tracker.evidence.recheck import Finding, Found, Kept, compare, place_of
from tracker.models import Evidence, Outage, Snapshot, Verdict
from tracker.models.snapshots import VISIT_LEASE

CHECKED_AFTER: Final = tuple(timedelta(days=days) for days in (7, 30, 90, 180))  # most pages that vanish do so early
TRIED_AGAIN_AFTER: Final = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72))  # without an answer
MISSING_AGAIN_AFTER: Final = timedelta(days=1)
SHIFT: Final = timedelta(minutes=3)  # after which nothing more is begun: the worker's tasks end at nine minutes
MOST_QUEUED: Final = 500  # in one go
MOST_BYTES: Final = 200_000  # of a text that is kept

_MISSING: Final = "It was not there once; it is looked for again after a day."
_WEB: Final = Q(url__startswith="https://") | Q(url__startswith="http://")


class Answer(Protocol):
    """What a visit gives: see tracker/feeds/visit.py, which this stage does not import."""

    @property
    def text(self) -> str: ...
    @property
    def status(self) -> int | None: ...
    @property
    def trouble(self) -> str: ...
    @property
    def wait_until(self) -> datetime | None: ...


Visit = Callable[[str, datetime], Answer]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Settled:
    """What a visit makes of a snapshot: its columns, and what is to be said of the evidence."""

    columns: dict[str, Any]
    finding: Finding


def check_due(visit: Visit, clock: Clock) -> Iterator[Snapshot]:
    """Queues what was confirmed, then visits one page after the other; not while our own network is down."""
    queue_confirmed(clock())
    if Outage.objects.under_way().exists():
        return
    ends_at = clock() + SHIFT
    while clock() < ends_at and (snapshots := _claim(clock())):
        answer = visit(snapshots[0].url, clock())
        for snapshot in snapshots:
            _settle(snapshot, answer, clock())
            yield Snapshot.objects.get(pk=snapshot.pk)


def queue_confirmed(at: datetime) -> None:
    """A row for each piece of confirmed evidence with an address that has none."""
    without = Evidence.objects.confirmed().filter(_WEB, snapshot__isnull=True).order_by("pk")
    rows = without.values_list("pk", "url")[:MOST_QUEUED]
    waiting = [Snapshot(evidence_id=pk, url=url, next_check_at=at) for pk, url in rows]
    Snapshot.objects.bulk_create(waiting, ignore_conflicts=True)


def keep(pieces: Iterable[Evidence], *, url: str, text: str, at: datetime) -> None:
    """What was read just now, as a page or from a file, is the snapshot of these. A file is not visited again."""
    next_check_at = at + CHECKED_AFTER[0] if url else None
    for piece in pieces:
        rest = {"next_check_at": next_check_at, "checked_at": at, **_read(piece, text, at)}
        Snapshot.objects.get_or_create(evidence=piece, defaults={"url": url, **rest})


def look_again(piece: Evidence, *, by: User, at: datetime, verdict: str = "") -> None:
    """A person has looked at what changed: the flag goes, and comes back only with another change.

    With a verdict, that is taken back and given anew. Raises ReviewRefused where an assessment cites the piece.
    """
    with transaction.atomic():
        if not Evidence.objects.filter(pk=piece.pk, needs_recheck=True).update(needs_recheck=False):
            raise review.ReviewRefused(_("nothing is to be looked at again here"))
        if verdict and verdict != piece.verdict:
            said = {"direction": piece.direction, "stage": piece.stage, "note": piece.note}
            review.reopen(piece)
            review.judge_one(piece, verdict, by=by, at=at, **said)


def _claim(at: datetime) -> Sequence[Snapshot]:
    """Those of the next page, leased; the attempt is counted before the work."""
    due = Snapshot.objects.due(at).filter(evidence__verdict=Verdict.CONFIRMED)
    for url in due.order_by("next_check_at", "pk").values_list("url", flat=True)[:10]:
        pks = list(due.filter(url=url).values_list("pk", flat=True))
        leased = {"lease_until": at + VISIT_LEASE, "attempts": F("attempts") + 1}
        if Snapshot.objects.due(at).filter(pk__in=pks).update(**leased):
            ours = Snapshot.objects.filter(pk__in=pks, lease_until=at + VISIT_LEASE)
            return list(ours.select_related("evidence").order_by("pk"))
    return []


def _settle(snapshot: Snapshot, answer: Answer, at: datetime) -> None:
    settled = _settled(snapshot, answer, at)
    with transaction.atomic():
        ours = Snapshot.objects.filter(pk=snapshot.pk, lease_until=snapshot.lease_until)
        if ours.update(**settled.columns, lease_until=None):
            _tell(snapshot, settled.finding)


def _settled(snapshot: Snapshot, answer: Answer, at: datetime) -> _Settled:
    if answer.wait_until:
        waiting = {"next_check_at": answer.wait_until, "attempts": snapshot.attempts - 1}
        return _Settled(waiting, Finding(Found.NO_ANSWER))
    missing_since = snapshot.checked_at if snapshot.note == _MISSING else None
    kept = Kept(snapshot.text, snapshot.evidence.quote, snapshot.evidence.title, missing_since)
    finding = compare(kept, _cut(answer.text), answer.status, at)
    if finding.found == Found.NO_ANSWER:
        return _Settled(_unanswered(snapshot, answer.trouble, at), finding)
    return _Settled({"checked_at": at, "attempts": 0, **_answered(snapshot, answer, finding, at)}, finding)


def _answered(snapshot: Snapshot, answer: Answer, finding: Finding, at: datetime) -> dict[str, Any]:
    if finding.found == Found.MISSING:
        first = snapshot.checked_at if snapshot.note == _MISSING else at
        return {"note": _MISSING, "next_check_at": at + MISSING_AGAIN_AFTER, "checked_at": first}
    if finding.found == Found.UNCHANGED and not snapshot.fetched_at:
        return {"note": "", "next_check_at": at + CHECKED_AFTER[0], **_read(snapshot.evidence, answer.text, at)}
    states = {Found.UNCHANGED: Snapshot.State.KEPT, Found.CHANGED: Snapshot.State.CHANGED}
    state = states.get(finding.found, Snapshot.State.GONE)
    return {"state": state, "note": finding.note, "next_check_at": _next(snapshot, at)}


def _read(piece: Evidence, text: str, at: datetime) -> dict[str, Any]:
    """What was read for the first time."""
    cut = _cut(text)
    start, end = place_of(piece.quote, cut) or (None, None)
    kept = {"state": Snapshot.State.KEPT, "text": cut, "sha256": fingerprint(cut), "fetched_at": at}
    return {**kept, "quote_start": start, "quote_end": end}


def _unanswered(snapshot: Snapshot, trouble: str, at: datetime) -> dict[str, Any]:
    """Tried again some times; then at the next check, or never where nothing was ever read."""
    if snapshot.attempts <= len(TRIED_AGAIN_AFTER):
        return {"next_check_at": at + TRIED_AGAIN_AFTER[snapshot.attempts - 1]}
    given_up = {"attempts": 0, "next_check_at": _next(snapshot, at)}
    never_read = {"state": Snapshot.State.FAILED, "note": trouble[:300]}
    return given_up if snapshot.fetched_at else {**given_up, **never_read}


def _next(snapshot: Snapshot, at: datetime) -> datetime | None:
    """None when it is not visited any more."""
    if not snapshot.fetched_at:
        return None
    return next((due for after in CHECKED_AFTER if (due := snapshot.fetched_at + after) > at), None)


def _tell(snapshot: Snapshot, finding: Finding) -> None:
    """Flags the evidence once for each change: `recheck_note` is what was said last, and stays when it is looked at."""
    evidence = Evidence.objects.filter(pk=snapshot.evidence_id)
    if finding.found in (Found.CHANGED, Found.GONE):
        evidence.exclude(recheck_note=finding.note).update(needs_recheck=True, recheck_note=finding.note)
    elif finding.found == Found.UNCHANGED:
        evidence.filter(needs_recheck=False).update(recheck_note="")


def _cut(text: str) -> str:
    return text.encode()[:MOST_BYTES].decode("utf-8", "ignore")
