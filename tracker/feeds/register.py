"""A feed joins: its address is checked before it becomes a row, and becomes a row only once, however it is spelled."""

from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Q

from tracker.feeds.address import DEFAULT_PORTS, host_of
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
) -> Feed | None:
    """Adds a feed that is first due at `at`. None when it is polled already. Raises AddressRefused."""
    check_address(url)
    if find_feed(url):
        return None
    feed, added = Feed.objects.get_or_create(
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
    return feed if added else None


def find_feed(url: str) -> Feed | None:
    """The feed that is polled at this address, or was before it moved; spelled so or otherwise."""
    host = host_of(url).removeprefix("www.")
    near = Feed.objects.filter(Q(host__in=[host, f"www.{host}"]) | Q(original_url__contains=host))
    named = near.order_by("pk").only("pk", "title", "url", "original_url")
    spelled = spell_alike(url)
    found = [feed for feed in named if spelled in (spell_alike(feed.url), spell_alike(feed.original_url))]
    return min(found, key=lambda feed: feed.url != url, default=None)


def spell_alike(url: str) -> str:
    """The address without what never tells two feeds apart: http or https, "www.", a final slash, what follows "#"."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, *DEFAULT_PORTS.values()) else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host_of(url).removeprefix('www.')}{port}{parts.path.rstrip('/')}{query}"
