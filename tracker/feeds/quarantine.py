"""A feed that stops whoever polls it: known by claims that nobody settled, and left alone until a person resumes it.

Each claim is counted before the work and forgotten when the work is settled or let go in order. What is left over was
under way when a worker was killed, and is claimed alone: the innocent of a batch succeed then, the guilty one stops its
worker once more, and nobody else's poll with it.
"""

from datetime import datetime
from typing import Final

from tracker.models import Feed, FeedNotice, FeedState
from tracker.models.feeds import FeedQuerySet

MOST_ATTEMPTS: Final = 3  # a machine that is switched off in mid poll is no reason; three times at one feed is
TOLD: Final = "it stopped the worker three times; it is not polled until somebody resumes it"


def isolate(feeds: FeedQuerySet, at: datetime) -> None:
    """Those of these that have used up their attempts are polled no more. To be asked in a transaction."""
    spent = feeds.active().unleased(at).filter(attempts__gte=MOST_ATTEMPTS)
    pks = list(spent.select_for_update(no_key=True, skip_locked=True).order_by("pk").values_list("pk", flat=True))
    if pks:
        Feed.objects.filter(pk__in=pks).update(state=FeedState.QUARANTINED, lease_until=None)
        kind = FeedNotice.Kind.QUARANTINED
        FeedNotice.objects.bulk_create(FeedNotice(feed_id=pk, kind=kind, given_at=at, note=TOLD) for pk in pks)
