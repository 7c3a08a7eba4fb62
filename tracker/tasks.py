"""The order of the work, on one page; the only Celery.

Each tick asks the database what is to do. A tick lost is made up by the next one, a tick doubled finds nothing left.
"""

from celery import shared_task
from django.utils import timezone

from indicators.intake import take
from tracker.alerts import look
from tracker.digests import compose, send
from tracker.evidence import learn, record, snapshot
from tracker.feeds import page, poll, visit


@shared_task(name="tracker.poll_due")
def poll_due() -> None:
    """Polls until nothing is due; what came in is matched meanwhile."""
    while list(poll.poll_due(timezone.now)):
        match_waiting.delay()


@shared_task(name="tracker.match_waiting")
def match_waiting() -> None:
    """Matches waiting entries against all watches, and new and changed watches against the stored entries."""
    at = timezone.now()
    sum(record.match_waiting(at))
    sum(record.rematch_changed(at))


@shared_task(name="tracker.learn_due")
def learn_due() -> None:
    """Teaches the watches what their verdicts say; those that changed are matched again."""
    if any(list(learn.learn_due(timezone.now()))):
        match_waiting.delay()


@shared_task(name="tracker.send_digests")
def send_digests() -> None:
    """Freezes what is to be told at once and the issues whose period has ended, and sends what is due."""
    list(compose.freeze_at_once(timezone.now()))
    list(compose.freeze_due(timezone.now()))
    list(send.send_due(timezone.now))


@shared_task(name="tracker.read_documents")
def read_documents() -> None:
    """Fetches the addresses that were handed in, then reads what waits: each becomes a document or says why not."""
    list(page.fetch_waiting(timezone.now))
    list(take.read_waiting(timezone.now))


@shared_task(name="tracker.check_sources")
def check_sources() -> None:
    """Reads the sources of confirmed evidence, and later whether they still say so."""
    list(snapshot.check_due(visit.visit_in_turn, timezone.now))


@shared_task(name="tracker.look_for_alerts")
def look_for_alerts() -> None:
    """Opens what needs somebody's attention, and closes what needs it no more."""
    look.look(timezone.now())
