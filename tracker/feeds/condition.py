"""How a feed is, in words: what is wrong with it and for how long. For its page, the lists, the doctor."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.feeds import backoff, rhythm
from tracker.feeds.schedule import DAY, SHORTEST_SILENCE
from tracker.models import Feed, FeedState, Host
from tracker.models.feeds import FeedQuerySet

RECENT_GAP: Final = timedelta(days=7)  # a gap longer ago is history
POLITE: Final = timedelta(minutes=1)  # a host that rests for less is only not asked too often


@dataclass(frozen=True, slots=True)
class Condition:
    kind: str  # one word, by which its colour is chosen
    word: str
    brief: str  # for a list: how long, how often
    told: str  # a sentence


@dataclass(frozen=True, slots=True)
class Around:
    """What a feed's own row does not tell."""

    at: datetime
    quiet: Mapping[int, datetime]  # feeds that are silent for too long, and since when
    resting: Mapping[str, Host]  # hosts that are left alone for a while


def look_around(feeds: FeedQuerySet, at: datetime) -> Around:
    return Around(at, quiet_feeds(feeds, at), resting_hosts(at))


def resting_hosts(at: datetime) -> dict[str, Host]:
    return {host.name: host for host in Host.objects.filter(next_start_at__gt=at + POLITE)}


def quiet_feeds(feeds: FeedQuerySet, at: datetime) -> dict[int, datetime]:
    """Those of the feeds that answer, but have been silent for longer than their own rhythm makes likely."""
    silent = feeds.active().filter(last_new_at__lt=at - SHORTEST_SILENCE)  # few; to count the days of all takes seconds
    return rhythm.quiet_since(list(silent.defer("known_entries")), at)


def conditions_of(feed: Feed, around: Around) -> list[Condition]:
    """All that is to be said of a feed, the gravest first; that it is healthy when there is nothing else."""
    found = [condition for sign in _SIGNS if (condition := sign(feed, around))]
    return found or [Condition("healthy", _("Healthy"), "", _("It answers, and publishes as usual."))]


IS_GONE: Final = Q(gone_at__lte=F("polled_at") - DAY)


def is_gone(feed: Feed) -> bool:
    """Whether 410 is believed of it, by its last poll; `IS_GONE` is the same for the database."""
    return backoff.is_gone(feed.polled_at - feed.gone_at if feed.polled_at and feed.gone_at else None)


def moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j M Y H:i")


def lasting(since: datetime, until: datetime, *, units: int = 1) -> str:
    """A stretch of time as people say it: "3 weeks"; with two units "3 weeks, 2 days"."""
    if until - since < timedelta(minutes=1):
        return _("less than a minute")
    return timesince(since, until, depth=units).replace("\xa0", " ")


def _for(long: str) -> str:
    return _("for %(long)s") % {"long": long}


def _paused(feed: Feed, around: Around) -> Condition | None:
    if feed.state != FeedState.PAUSED:
        return None
    return Condition("paused", _("Paused"), "", _("It is not polled until somebody resumes it."))


def _quarantined(feed: Feed, around: Around) -> Condition | None:
    if feed.state != FeedState.QUARANTINED:
        return None
    told = _("It stopped the worker three times. It is not polled until somebody resumes it.")
    return Condition("quarantined", _("Quarantined"), "", told)


def _gone(feed: Feed, around: Around) -> Condition | None:
    if not feed.gone_at or not is_gone(feed):
        return None
    told = _("Since %(at)s the server says that it is gone for good (410). We still ask now and then.")
    return Condition("gone", _("Gone"), _for(lasting(feed.gone_at, around.at)), told % {"at": moment(feed.gone_at)})


def _failing(feed: Feed, around: Around) -> Condition | None:
    if not feed.failing_since or is_gone(feed):
        return None
    long = lasting(feed.failing_since, around.at)
    brief = _("once, %(long)s ago") % {"long": long}
    told = _("It has failed once, %(long)s ago.") % {"long": long}
    if feed.failures > 1:
        said = {"at": moment(feed.failing_since), "long": long, "number": feed.failures}
        brief = _("for %(long)s, %(number)s times in a row") % said
        told = _("It has been failing since %(at)s, for %(long)s, %(number)s times in a row.") % said
    note = sentence(_(feed.trouble_note)) if feed.trouble_note else ""
    return Condition("failing", str(feed.get_trouble_display()), brief, f"{note} {told}".strip())


def _quiet(feed: Feed, around: Around) -> Condition | None:
    since = around.quiet.get(feed.pk)
    if not since:
        return None
    long = lasting(since, around.at)
    told = _("It answers, but has brought nothing new for %(long)s, since %(at)s: by its own rhythm that is long.")
    return Condition("quiet", _("Quiet too long"), _for(long), told % {"long": long, "at": moment(since)})


def _resting(feed: Feed, around: Around) -> Condition | None:
    host = around.resting.get(feed.host)
    if not host:
        return None
    return Condition("resting", _("Resting"), _for(lasting(around.at, host.next_start_at)), why_it_rests(host))


def why_it_rests(host: Host) -> str:
    said = {"host": host.name, "at": moment(host.next_start_at), "reason": host.rests_because}
    return _("Nothing is asked of %(host)s until %(at)s: %(reason)s.") % said


def _gap(feed: Feed, around: Around) -> Condition | None:
    if not feed.gap_at or around.at - feed.gap_at > RECENT_GAP:
        return None
    told = _("On %(at)s all that it listed was new: entries may have come and gone between two polls.")
    brief = _("%(long)s ago") % {"long": lasting(feed.gap_at, around.at)}
    return Condition("gap", _("Possible gap"), brief, told % {"at": moment(feed.gap_at)})


def _moving(feed: Feed, around: Around) -> Condition | None:
    if not feed.moved_to or not feed.moved_since:
        return None
    told = ngettext(
        "Since %(at)s the server says that it has moved for good, to %(address)s. "
        "%(number)s poll found the same feed there; the address is not changed yet.",
        "Since %(at)s the server says that it has moved for good, to %(address)s. "
        "%(number)s polls found the same feed there; the address is not changed yet.",
        feed.moved_polls,
    )
    said = {"at": moment(feed.moved_since), "address": feed.moved_to, "number": feed.moved_polls}
    return Condition("moved", _("Move announced"), _for(lasting(feed.moved_since, around.at)), told % said)


def _unpolled(feed: Feed, around: Around) -> Condition | None:
    if feed.polled_at or feed.state != FeedState.ACTIVE:
        return None
    told = _("Its first poll is due on %(at)s.") % {"at": moment(feed.next_poll_at)}
    return Condition("new", _("Not polled yet"), "", told)


_SIGNS: Final[tuple[Callable[[Feed, Around], Condition | None], ...]] = (
    *(_quarantined, _paused, _gone, _failing, _quiet, _resting, _gap, _moving, _unpolled),
)


def sentence(note: str) -> str:
    """One of our plain lines, which begin small and end without a stop, as a sentence."""
    return f"{note[:1].upper()}{note[1:].rstrip('.')}." if note else ""
