"""A feed joins: its address is checked before it becomes a row, and becomes a row only once."""

from datetime import datetime

from tracker.feeds.address import host_of
from tracker.feeds.policy import check_address
from tracker.models import Feed


def add_feed(
    url: str,
    *,
    at: datetime,
    title: str = "",
    site_url: str = "",
    language: str = "",
    country: str = "",
    kind: str = "",
) -> bool:
    """Adds a feed that is first due at `at`. False when the address is known already. Raises AddressRefused."""
    check_address(url)
    _, added = Feed.objects.get_or_create(
        url=url,
        defaults={
            "host": host_of(url),
            "title": title[:300],
            "site_url": site_url[:2000],
            "language": language.lower()[:10],
            "country": country.upper()[:2],
            "next_poll_at": at,
            "next_poll_reason": "newly added",
            **({"kind": kind} if kind else {}),
        },
    )
    return added
