"""What a request out of here may do: the settings, as the one door for requests takes them."""

from datetime import timedelta

from django.conf import settings

from tracker.feeds import fetch, schedule
from tracker.feeds.address import check_url, exemption


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


def limits() -> schedule.Limits:
    return schedule.Limits(
        timedelta(seconds=settings.FEED_MIN_PERIOD_SECONDS), timedelta(seconds=settings.FEED_MAX_PERIOD_SECONDS)
    )
