"""What tells a feed's entries apart: one rule a feed, kept for as long as it serves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

MAX_ID: Final = 500
TOLERATED: Final = 0.05  # share of blank or doubled ids under which a policy still serves


class IdPolicy(StrEnum):
    """What tells a feed's entries apart, best first."""

    GUID = "guid"
    LINK = "link"
    LINK_DATE = "link_date"
    TITLE_DATE = "title_date"


@dataclass(frozen=True, slots=True)
class Named:
    """All that an id can be made of."""

    guid: str
    url: str
    title: str
    published_raw: str
    text: str


def key_of(named: Named, policy: IdPolicy) -> str:
    """The entry's id under one policy; "" when it lacks what that takes."""
    if policy is IdPolicy.GUID:
        return named.guid
    if policy is IdPolicy.LINK:
        return named.url
    if policy is IdPolicy.LINK_DATE:
        return f"{named.url} {named.published_raw}" if named.url and named.published_raw else ""
    return f"{named.title} {named.published_raw}".rstrip() if named.title else ""


def id_of(named: Named, policy: IdPolicy) -> str:
    """The entry's id; what is blank under the policy gets the next best, so that no entry is lost."""
    policies = sorted(IdPolicy, key=lambda other: other != policy)
    key = next(filter(None, (key_of(named, other) for other in policies)), named.text)
    return key if len(key) <= MAX_ID else f"sha256:{sha256(key.encode()).hexdigest()}"


def choose_policy(entries: Sequence[Named], given: IdPolicy | None) -> IdPolicy:
    """The given one while it tells the entries apart; else the first that does, or the one that does it best."""
    if given and not _lost(entries, given):
        return given
    return min(IdPolicy, key=lambda policy: (_lost(entries, policy), policy != given))


def _lost(entries: Sequence[Named], policy: IdPolicy) -> int:
    """How many entries have no id of their own. A few blank or repeated ones are tolerated, two entries in one not.

    Where headlines differ, so do the entries, unless both link to the same story: then it is one, edited. What more
    than two entries link to is no story but a front page.
    """
    links = Counter(named.url for named in entries)
    first: dict[str, Named] = {}
    unclear = merged = 0
    for named in entries:
        key = key_of(named, policy)
        known = first.setdefault(key, named) if key else named
        unclear += not key or known is not named
        merged += known.title != named.title and (known.url != named.url or links[named.url] > 2)
    return unclear if merged or unclear > TOLERATED * len(entries) else 0
