"""Finding feeds: from the address of a site or of a feed to what can be polled there, with a taste of each.

Somebody waits for the answer, and a stranger's server is asked for it: a few requests, and none that is in vain twice.
"""

from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final
from urllib.parse import urljoin, urlsplit

from indicators.refusal import Refusal
from indicators.refusal import announced as _
from tracker.feeds import fetch
from tracker.feeds.document import NotAFeed
from tracker.feeds.entry import ParsedEntry
from tracker.feeds.fetch import Failed, Fetched, Policy, Trouble
from tracker.feeds.links import MAX_PAGE, Link, is_page, links_in
from tracker.feeds.parse import parse_feed
from tracker.feeds.rawtext import decode_bytes
from tracker.feeds.register import find_feed, spell_alike
from tracker.models import Feed

MOST_REQUESTS: Final = 8
TO_OPEN: Final = 2  # of them
TASTE: Final = 5  # entries shown of each feed
PATIENCE_SECONDS: Final = 8.0  # of a person before a page
INTERVAL_SECONDS: Final = 0.5  # between two of our few requests: a browser that opens the page makes dozens at once

# Where feeds mostly are when the page does not say, the likeliest first.
_USUAL: Final = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")

_NO_WAY_IN: Final = (Trouble.CONNECTION, Trouble.TLS, Trouble.TIMEOUT)


class NoFeedFound(Refusal, ValueError):
    """There is none, as far as could be seen; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that can be polled."""

    url: str  # where it is for good
    title: str
    language: str
    entries: int
    newest_at: datetime | None
    taste: tuple[ParsedEntry, ...]
    known: Feed | None  # the feed that is polled there already


@dataclass(frozen=True, slots=True)
class Found:
    candidates: tuple[Candidate, ...]
    others: tuple[Link, ...] = ()  # they look like feeds too, and were not asked


def find_feeds(address: str, policy: Policy, at: datetime) -> Found:
    """The feed at an address, or those its page names, or the one where feeds usually are. Raises NoFeedFound."""
    policy = replace(
        policy,
        timeout_seconds=min(policy.timeout_seconds, PATIENCE_SECONDS),
        host_interval_seconds=min(policy.host_interval_seconds, INTERVAL_SECONDS),
    )
    opened = _open(address.strip(), policy)
    try:
        return Found((_candidate(opened, at),))
    except NotAFeed as error:
        text = decode_bytes(opened.body[:MAX_PAGE], opened.content_type)
        if not is_page(text, opened.content_type):
            raise NoFeedFound(error.words, **error.parts) from error
    return _Search(policy, at).around(opened.url, links_in(text, opened.url))


def _open(address: str, policy: Policy) -> Fetched:
    """What is at the address. Who leaves out the "https://" may mean a site that has only http. Raises NoFeedFound."""
    result = fetch.fetch_one(address if "://" in address else f"https://{address}", policy)
    if isinstance(result, Failed) and result.trouble in _NO_WAY_IN and "://" not in address:
        result = fetch.fetch_one(f"http://{address}", policy)
    if isinstance(result, Failed):
        raise NoFeedFound(result.message)
    return result


class _Search:
    """One look around a site, within its number of requests."""

    def __init__(self, policy: Policy, at: datetime) -> None:
        self._policy = policy
        self._at = at
        self._left = MOST_REQUESTS - TO_OPEN
        self._asked: set[str] = set()

    def around(self, page: str, named: Sequence[Link]) -> Found:
        for are_declared in (True, False):
            if candidates := self._ask([link.url for link in named if link.is_declared == are_declared]):
                return Found(candidates, tuple(link for link in named if link.url not in self._asked))
        for addresses in (_below(page), [urljoin(page, path) for path in _USUAL]):
            if addresses and (candidates := self._ask(addresses, most=1)):
                return Found(candidates)
        raise NoFeedFound(_("this page names no feed that can be read, and none was found at the usual addresses"))

    def _ask(self, urls: Sequence[str], *, most: int | None = None) -> tuple[Candidate, ...]:
        """The feeds at the first of these addresses, in their order and each once; ends when there are enough."""
        urls = urls[: self._left]
        self._left -= len(urls)
        self._asked.update(urls)
        with closing(self._readable(urls)) as arriving:
            found = dict(islice(arriving, most))
        once: dict[str, Candidate] = {}
        for number in sorted(found):
            once.setdefault(spell_alike(found[number].url), found[number])
        return tuple(once.values())

    def _readable(self, urls: Sequence[str]) -> Generator[tuple[int, Candidate]]:
        requests = [fetch.Request(number, url) for number, url in enumerate(urls)]
        for result in fetch.fetch_all(requests, self._policy):
            if isinstance(result, Fetched):
                with suppress(NotAFeed):
                    yield result.request.key, _candidate(result, self._at)
            elif result.trouble == Trouble.TIMEOUT:
                self._left = 0  # the others have had as long, and somebody waits
                return


def _below(page: str) -> list[str]:
    """Where the feed of a part of a site is: asked before those of the whole, whichever would answer first."""
    return [] if urlsplit(page).path in ("", "/") else [f"{page.partition('?')[0].rstrip('/')}/feed/"]


def _candidate(fetched: Fetched, at: datetime) -> Candidate:
    """Raises NotAFeed."""
    parsed = parse_feed(fetched.body, url=fetched.url, content_type=fetched.content_type, at=at)
    url = fetched.moved_to or fetched.request.url
    return Candidate(
        url=url,
        title=parsed.title,
        language=parsed.language,
        entries=len(parsed.entries),
        newest_at=max((entry.published_at for entry in parsed.entries if entry.published_at), default=None),
        taste=parsed.entries[:TASTE],
        known=find_feed(url) or find_feed(fetched.request.url),
    )
