"""What a request out of here may do, and how often: the settings, as the door and the schedule take them."""

from collections.abc import Set
from datetime import timedelta

from django.conf import settings

from indicators.models import Watch
from tracker.feeds import fetch, schedule
from tracker.feeds.address import check_url, exemption
from tracker.models import Feed

LONGEST_UNWATCHED = timedelta(hours=24)
UNCONDITIONAL = timedelta(hours=1)


def outgoing() -> fetch.Policy:
    ports = settings.FEED_ALLOWED_PORTS
    return fetch.Policy(
        user_agent=settings.FEED_USER_AGENT,
        timeout_seconds=settings.FEED_TIMEOUT_SECONDS,
        max_bytes=settings.FEED_MAX_BYTES,
        host_interval_seconds=settings.FEED_HOST_INTERVAL_SECONDS,
        host_concurrency=settings.FEED_HOST_CONCURRENCY,
        allowed_private=tuple(exemption(text) for text in settings.FEED_ALLOWED_PRIVATE_HOSTS),
        allowed_ports=None if "any" in ports else frozenset(int(port) for port in ports),
    )


def check_address(url: str) -> None:
    """Raises AddressRefused, with a plain reason, for an address that is never going to be polled."""
    policy = outgoing()
    check_url(url, allowed_private=policy.allowed_private, allowed_ports=policy.allowed_ports)


def limits(feed: Feed, watched: Set[str]) -> schedule.Limits:
    """A feed whose language no active watch speaks may wait longer. `watched` holds their languages."""
    speaks = feed.language[:2].lower()
    longest = timedelta(seconds=settings.FEED_MAX_PERIOD_SECONDS)
    return schedule.Limits(
        shortest=timedelta(seconds=settings.FEED_MIN_PERIOD_SECONDS),
        longest=longest if not speaks or speaks in watched else max(longest, LONGEST_UNWATCHED),
        unconditional=max(timedelta(seconds=settings.FEED_MIN_PERIOD_SECONDS), UNCONDITIONAL),
    )


def watched_languages() -> frozenset[str]:
    """The languages in which any active watch has terms."""
    terms = Watch.objects.filter(active=True).values_list("terms", flat=True)
    return frozenset(language for spoken in terms for language, listed in spoken.items() if listed)
