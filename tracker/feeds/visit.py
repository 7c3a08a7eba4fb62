"""Visiting one page that is evidence or may become it: through the one door, and read in the limited child."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext

from indicators.intake import reading
from indicators.intake.refusals import NotRead
from tracker.feeds import claim, dates, fetch, page
from tracker.feeds.address import host_of
from tracker.feeds.clean import clean_text
from tracker.feeds.entry import EARLIEST, MAX_AHEAD
from tracker.feeds.fetch import Failed, Fetched, Trouble
from tracker.feeds.health import HOST_REST, LONGEST_HOST_REST
from tracker.models import Host

READ_SECONDS: Final = 20.0  # that the child may take: somebody may be waiting, and a page takes a tenth of one
PATIENCE_SECONDS: Final = 12.0  # of a person, for the server
MAX_TITLE: Final = 500


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of it: the words of the page, or in one sentence why there are none."""

    text: str = ""
    title: str = ""
    publisher: str = ""
    published_at: datetime | None = None  # as the page says it, where that can be
    status: int | None = None  # of the answer; None when there was none
    trouble: str = ""
    wait_until: datetime | None = None  # then its host's turn comes; it was not asked


def visit_now(url: str, at: datetime) -> Visited:
    """For a person who waits."""
    policy = page.for_documents(PATIENCE_SECONDS)
    limited = replace(policy, timeout_seconds=min(policy.timeout_seconds, PATIENCE_SECONDS))
    return _read(fetch.fetch_one(url, limited), at)


def visit_in_turn(url: str, at: datetime) -> Visited:
    """For the worker: the host is asked as seldom as for its feeds, by all workers together."""
    host = host_of(url)
    if wait_until := _turn(host, at):
        return Visited(wait_until=wait_until)
    answer = fetch.fetch_one(url, page.for_documents())
    if isinstance(answer, Failed) and answer.trouble == Trouble.THROTTLED:
        asked = timedelta(seconds=answer.retry_after_seconds) if answer.retry_after_seconds else HOST_REST
        until = at + min(asked, LONGEST_HOST_REST)
        claim.rest(host, until, "its host said that it was asked too often")
    return _read(answer, at)


def _turn(host: str, at: datetime) -> datetime | None:
    """When it may be asked; None when that is now, and then the turn is taken."""
    interval = timedelta(seconds=settings.FEED_HOST_INTERVAL_SECONDS)
    Host.objects.get_or_create(name=host, defaults={"next_start_at": at})
    because = f"its host is asked every {interval.total_seconds():g} s at most"
    free = Host.objects.filter(name=host, next_start_at__lte=at)
    if free.update(next_start_at=at + interval, rests_because=because):
        return None
    return Host.objects.get(name=host).next_start_at


def _read(answer: Fetched | Failed, at: datetime) -> Visited:
    if isinstance(answer, Failed):
        trouble = gettext("It could not be fetched: %(reason)s.") % {"reason": gettext(answer.message)}
        return Visited(status=answer.status, trouble=trouble)
    asked = PurePosixPath(unquote(urlsplit(answer.url).path)).name
    try:
        read = reading.read(answer.body, asked, media_type=answer.content_type, seconds=READ_SECONDS)
    except NotRead as refused:
        return Visited(status=answer.status, trouble=refused.told(gettext))
    published_at = dates.read_date(read.published) if read.published else None
    return Visited(
        text=read.text,
        title=clean_text(read.title, MAX_TITLE),
        publisher=read.publisher,
        published_at=published_at if published_at and EARLIEST <= published_at <= at + MAX_AHEAD else None,
        status=answer.status,
    )
