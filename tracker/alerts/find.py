"""What the rules are asked of, read by a few queries over all items at once: never one for each item."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from indicators.models import Item, Measure, Milestone
from indicators.models.catalogue import CLOSED
from indicators.schedule import SOON
from tracker.alerts import rules
from tracker.alerts.rules import Deadline, OpenItem, Wanted
from tracker.models import Direction, Evidence, Feed, FeedNotice, FeedState, Outcome, Stage, Verdict
from tracker.models.evidence import EvidenceQuerySet

WEEK: Final = timedelta(weeks=1)
WEEKS_BEFORE: Final = 12  # what is usual is taken from these
DOWN_FOR: Final = timedelta(hours=24)

TELLING: Final = (Verdict.SUGGESTED, Verdict.CONFIRMED)
HAPPENED: Final = (Stage.ACTION, Stage.OUTCOME)
OF_OPEN: Final = ~Q(item__status__in=CLOSED)


def dates(at: datetime) -> Iterator[Wanted]:
    """Stale, overdue and due soon."""
    items, on = list(_open_items()), timezone.localdate(at)
    yield from (wanted for item in items if (wanted := rules.stale(item, at)))
    due = Milestone.objects.filter(OF_OPEN, done_on__isnull=True, due_on__lte=on + SOON).order_by()
    rows = due.values_list("item", "due_on", "title")
    milestones = [Deadline(item, day, f"“{title}”") for item, day, title in rows if day]
    yield from rules.late(items, milestones, on)


def observed() -> Iterator[Wanted]:
    """Signposts whose event is confirmed to have happened, the way round that they wait for."""
    since = Q(item__last_assessed_at__isnull=True) | Q(reviewed_at__gt=F("item__last_assessed_at"))
    signposts = Q(item__kind=Item.Kind.INDICATOR, item__measure=Measure.SIGNPOST)
    told = Evidence.objects.confirmed().filter(since, signposts, OF_OPEN, stage__in=HAPPENED)
    seen = told.filter(direction=F("item__polarity")).order_by().values_list("item").annotate(n=Count("*"))
    return (rules.observed(item, pieces) for item, pieces in seen)


def setbacks(at: datetime) -> Iterator[Wanted]:
    """Bursts of what is new: the backlog of a feed just added is no burst."""
    new = Q(published_at__isnull=True) | Q(published_at__gt=at - WEEK)
    recent = {
        item: found
        for item, found in _counted(_setbacks(at - WEEK, at).filter(new, OF_OPEN)).items()
        if found >= rules.BURST
    }
    before = _counted(_setbacks(at - (WEEKS_BEFORE + 1) * WEEK, at - WEEK).filter(item__in=recent))
    bursts = (rules.burst(item, found, before.get(item, 0), WEEKS_BEFORE) for item, found in recent.items())
    return (wanted for wanted in bursts if wanted)


def changed_sources() -> Iterator[Wanted]:
    """Of closed items as well: what they were closed on says something else now."""
    changed = Evidence.objects.filter(needs_recheck=True).order_by()
    rows = changed.values_list("item", "pk", "recheck_note", "title")
    return (rules.changed_source(*row) for row in rows)


def feeds_down(at: datetime) -> Iterator[Wanted]:
    down = Feed.objects.in_trouble().filter(failing_since__lte=at - DOWN_FOR).order_by()
    rows = down.values_list("pk", "trouble", "failing_since")
    yield from (rules.feed_down(feed, str(Outcome(trouble).label), since) for feed, trouble, since in rows if since)
    notices = FeedNotice.objects.filter(kind=FeedNotice.Kind.QUARANTINED, feed__state=FeedState.QUARANTINED).order_by()
    for feed, since in notices.values_list("feed").annotate(latest=Max("given_at")):
        yield rules.feed_down(feed, gettext("Quarantined: it stopped the worker three times"), since)


def _open_items() -> Iterator[OpenItem]:
    first = Evidence.objects.filter(item=OuterRef("pk")).order_by("pk").values("created_at")[:1]
    undated = Q(last_assessed_at__isnull=True, document__published_on__isnull=True)
    found = dict(Item.objects.open().filter(undated).order_by().values_list("pk", Subquery(first)))
    columns = ("pk", "kind", "review_every_days", "last_assessed_at", "document__published_on", "due_on")
    for pk, kind, every, assessed_at, published_on, due_on in Item.objects.open().order_by().values_list(*columns):
        yield OpenItem(pk, kind, every, assessed_at, published_on, found.get(pk), due_on)


def _setbacks(start: datetime, end: datetime) -> EvidenceQuerySet:
    found = Evidence.objects.filter(created_at__gt=start, created_at__lte=end, verdict__in=TELLING)
    return found.filter(direction=Direction.SETS_BACK)


def _counted(found: EvidenceQuerySet) -> dict[int, int]:
    """By item."""
    return dict(found.order_by().values_list("item").annotate(n=Count("*")))
