"""The order of the work, on one page; the only Celery.

Each tick asks the database what is to do. A tick lost is made up by the next one, a tick doubled finds nothing left.
"""

import logging
from collections.abc import Callable
from functools import wraps

from celery import shared_task
from django.contrib.sessions.models import Session
from django.db import Error, transaction
from django.utils import timezone

from indicators.intake import take
from tracker.alerts import forget, look
from tracker.digests import compose, send
from tracker.evidence import learn, record, snapshot
from tracker.feeds import page, poll, post, purge, visit
from tracker.models import Tick

logger = logging.getLogger(__name__)


def ticking(work: Callable[[], None]) -> Callable[[], None]:
    """Leaves word of when the task last began. That it cannot is no reason not to work."""

    @wraps(work)
    def noted() -> None:
        try:
            with transaction.atomic():
                Tick.note(work.__name__, timezone.now())
        except Error:
            logger.exception("when %s began could not be noted", work.__name__)
        work()

    return noted


@shared_task(name="tracker.poll_due")
@ticking
def poll_due() -> None:
    """Polls until nothing is due, or its shift is over; what came in is matched meanwhile."""
    ends_at = timezone.now() + poll.SHIFT
    while timezone.now() < ends_at and list(poll.poll_due(timezone.now)):
        match_waiting.delay()


@shared_task(name="tracker.match_waiting")
@ticking
def match_waiting() -> None:
    """Matches waiting entries against all watches, and new and changed watches against the stored entries."""
    at = timezone.now()
    sum(record.match_waiting(at))
    sum(record.rematch_changed(at))


@shared_task(name="tracker.learn_due")
@ticking
def learn_due() -> None:
    """Teaches the watches what their verdicts say; those that changed are matched again."""
    if any(list(learn.learn_due(timezone.now()))):
        match_waiting.delay()


@shared_task(name="tracker.send_digests")
@ticking
def send_digests() -> None:
    """Freezes what is to be told at once and the issues whose period has ended, and sends what is due."""
    list(compose.freeze_at_once(timezone.now()))
    list(compose.freeze_due(timezone.now()))
    for _issue in send.send_due(timezone.now, post.post_now):
        pass  # one at a time: all of them need not be in memory


@shared_task(name="tracker.read_documents")
@ticking
def read_documents() -> None:
    """Fetches the addresses that were handed in, then reads what waits: each becomes a document or says why not."""
    list(page.fetch_waiting(timezone.now))
    list(take.read_waiting(timezone.now))


@shared_task(name="tracker.check_sources")
@ticking
def check_sources() -> None:
    """Reads the sources of confirmed evidence, and later whether they still say so."""
    list(snapshot.check_due(visit.visit_in_turn, timezone.now))


@shared_task(name="tracker.look_for_alerts")
@ticking
def look_for_alerts() -> None:
    """Opens what needs somebody's attention, and closes what needs it no more."""
    look.look(timezone.now())


@shared_task(name="tracker.keep_house")
@ticking
def keep_house() -> None:
    """Lets go what is old, a little each time, and nothing that anybody judged or refers to."""
    at = timezone.now()
    purge.purge_old(at)
    forget.forget_closed(at)
    Session.objects.filter(expire_date__lt=at).delete()
