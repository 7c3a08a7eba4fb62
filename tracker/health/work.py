"""How the work goes on: when it last began, and what waits for longer than it should."""

from datetime import datetime, timedelta

from django.db.models import Max

from tracker.feeds.condition import IS_GONE, lasting, quiet_feeds
from tracker.models import DigestIssue, Entry, Feed, Outage, Subscription, Tick

LATE = timedelta(minutes=10)  # more than a tick, a batch and a restart of the worker take together
LONGEST_NAME = 60  # of a feed's, in a line


def scheduler(at: datetime) -> tuple[bool, str]:
    last = Tick.objects.aggregate(last=Max("at"))["last"]
    if last is None:
        return False, "it has not ticked yet: are scheduler and worker running?"
    if at - last > LATE:
        return False, f"its last tick was {lasting(last, at)} ago: are scheduler and worker running?"
    return True, f"its last tick was {lasting(last, at)} ago"


def feeds(at: datetime) -> tuple[bool, str]:
    if outage := Outage.objects.under_way().first():
        return False, f"our own network is down since {outage.started_at:%Y-%m-%d %H:%M}: nothing is being watched"
    late = Feed.objects.due(at - LATE).order_by("next_poll_at", "pk")
    if oldest := late.defer("known_entries").first():
        longest = f"{str(oldest)[:LONGEST_NAME]} for {lasting(oldest.next_poll_at, at)}"
        told = f"{late.count()} feeds are due for more than 10 minutes, {longest}"
        return False, f"{told}: are worker and scheduler running?"
    return True, f"{Feed.objects.healthy().count()} healthy, {_troubled()}{_quiet(at)}, none late"


def _troubled() -> str:
    troubled = Feed.objects.in_trouble()
    gone = troubled.filter(IS_GONE).count()
    broken = troubled.exclude(IS_GONE).filter(broken_at__isnull=False).count()
    graver = ", ".join(f"{count} {word}" for count, word in ((gone, "gone"), (broken, "broken")) if count)
    quarantined = Feed.objects.quarantined().count()
    stopped = f", {quarantined} quarantined" if quarantined else ""
    return f"{troubled.count()} in trouble" + (f" ({graver})" if graver else "") + stopped


def _quiet(at: datetime) -> str:
    quiet = len(quiet_feeds(Feed.objects.from_the_web(), at))
    return f", {quiet} quiet too long" if quiet else ""


def matching(at: datetime) -> tuple[bool, str]:
    since = Entry.objects.waiting_since()
    if since is None:
        return True, "no entry waits"
    told = f"{Entry.objects.unmatched().count()} entries wait, the oldest for {lasting(since, at)}"
    return (True, told) if at - since <= LATE else (False, f"{told}: is a worker running?")


def mail(at: datetime) -> tuple[bool, str]:
    due = DigestIssue.objects.due(at).wanted().count()
    late = DigestIssue.objects.due(at - LATE).wanted().count()
    failed = DigestIssue.objects.filter(state=DigestIssue.State.FAILED).count()
    suspended = Subscription.objects.filter(active=True, suspended_at__isnull=False).count()
    if late or failed or suspended:
        told = f"{late} digests are late, {failed} were given up, {suspended} subscriptions are suspended"
        return False, f"{told}: see Digests"
    return True, f"{due} digests are due, none late" if due else "nothing is due"
