"""Is it them or is it us? When nearly nothing can be reached, no feed is to blame, and that is said once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tracker.feeds.backoff import Attempt, is_our_network
from tracker.models import Feed, Outage, Poll
from tracker.models.feeds import NETWORK, UNFAILED

RECENT = timedelta(minutes=30)
MOST = 40  # attempts looked at: the newest, so that the end of an outage is seen as soon as its beginning


def look(attempts: Sequence[Attempt], at: datetime) -> Outage | None:
    """The outage that is under way, by these attempts and those before; begins it and ends it."""
    outage = Outage.objects.under_way().first()
    if not outage and not any(attempt.failed for attempt in attempts):
        return None
    if is_our_network([*attempts, *_recent(at)][: max(MOST, len(attempts))]):
        return outage or _begin(at)
    if outage:
        Outage.objects.filter(pk=outage.pk).update(ended_at=at)
    return None


def _recent(at: datetime) -> list[Attempt]:
    polls = Poll.objects.filter(started_at__gt=at - RECENT, started_at__lte=at).order_by("-started_at", "-pk")
    return [Attempt(host, outcome in NETWORK) for host, outcome in polls.values_list("feed__host", "outcome")[:MOST]]


def _begin(at: datetime) -> Outage:
    """The failures that led up to it are taken back: those feeds were well until then."""
    failing = Feed.objects.filter(trouble__in=NETWORK, failing_since__gt=at - RECENT)
    began = failing.order_by("failing_since").values_list("failing_since", flat=True).first()
    failing.make_due(at, reason="the network here was down", **UNFAILED)
    return Outage.objects.create(started_at=began or at)
