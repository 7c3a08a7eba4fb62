"""Who told it, as the public may know it: a feed's address may be a secret one, a search feed's title is a watch."""

import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from tracker.models import Entry, Evidence, Feed, FeedKind, Origin
from tracker.models.publisher import SEARCHERS, named_at_end, site_of

_ADDRESS: Final = re.compile(r"https?://\S+")


def outlet_of(piece: Evidence) -> str:
    """Where a piece was read; "" where that cannot be said."""
    by_hand = piece.origin == Origin.MANUAL
    return site_of(piece.url) if by_hand else _named(piece.entry.feed, piece.title, piece.url)


def _named(feed: Feed, title: str, url: str) -> str:
    site = site_of(url)
    if site in SEARCHERS:
        return named_at_end(title)
    if feed.kind == FeedKind.SEARCH:
        return named_at_end(title) or site
    return feed.title or site


def outlets(entries: Iterable[Entry]) -> list[str]:
    """Each publisher once, in the order in which they told it."""
    told = {entry.publisher: _named(entry.feed, entry.title, entry.url) for entry in entries}
    return list(dict.fromkeys(filter(None, told.values())))


def without_secrets(text: str) -> str:
    """What a person wrote of feeds, less the addresses of those without a title and the names of search feeds."""
    titles = Feed.objects.filter(kind=FeedKind.SEARCH).exclude(title="").values_list("title", flat=True)
    for title in sorted(titles, key=len, reverse=True) if text else []:
        text = text.replace(title, _("a search feed"))
    return _ADDRESS.sub(_("a feed without a name"), text)
