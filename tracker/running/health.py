"""Is everything that should be running, running? Each part in one line, from the rows and from the servers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import kombu
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError

from tracker.feeds.condition import IS_GONE, quiet_feeds
from tracker.models import DigestIssue, Entry, Feed, Outage

LATE = timedelta(minutes=10)  # more than a tick, a batch and a restart of the worker take together


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    good: bool
    told: str


def examine(at: datetime, parts: list[str]) -> Iterator[Finding]:
    for part in parts:
        good, told = PARTS[part](at)
        yield Finding(part, good, told)


def _database(at: datetime) -> tuple[bool, str]:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        return False, f"no answer: {str(error).splitlines()[0]}"
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return False, f"{len(missing)} migrations are missing: run manage.py migrate"
    return True, f"{connection.vendor}, all migrations applied"


def _broker(at: datetime) -> tuple[bool, str]:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    try:
        with kombu.Connection(settings.REDIS_URL, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, timeout=5)
    except (OperationalError, OSError):
        return False, "no answer: is Redis running, and REDIS_URL right?"
    return True, "answers"


def _web(at: datetime) -> tuple[bool, str]:
    """The server beside us, as a container's health check asks it: never beyond this machine."""
    try:
        server = HTTPConnection("127.0.0.1", settings.WEB_PORT, timeout=5)
        server.request("GET", "/health/", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        status = server.getresponse().status
    except (OSError, HTTPException):
        return False, f"nobody answers on port {settings.WEB_PORT}"
    return status == 200, f"answers {status}"


def _feeds(at: datetime) -> tuple[bool, str]:
    if outage := Outage.objects.under_way().first():
        return False, f"our own network is down since {outage.started_at:%Y-%m-%d %H:%M}: nothing is being watched"
    late = Feed.objects.due(at - LATE).count()
    if late:
        return False, f"{late} feeds are due for more than 10 minutes: are worker and scheduler running?"
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


def _matching(at: datetime) -> tuple[bool, str]:
    late = Entry.objects.unmatched().filter(first_seen_at__lt=at - LATE).count()
    if late:
        return False, f"{late} entries wait for the matcher for more than 10 minutes: is a worker running?"
    return True, "no entry waits long"


def _mail(at: datetime) -> tuple[bool, str]:
    late = DigestIssue.objects.due(at - LATE).wanted().count()
    failed = DigestIssue.objects.filter(state=DigestIssue.State.FAILED).count()
    if late or failed:
        return False, f"{late} digests are late, {failed} were given up: see Digests, Issues"
    return True, "nothing is late"


PARTS: dict[str, Callable[[datetime], tuple[bool, str]]] = {
    "database": _database,
    "broker": _broker,
    "web": _web,
    "feeds": _feeds,
    "matching": _matching,
    "mail": _mail,
}
