"""When something needs attention, and in which words. Values in, wanted alerts out.

What an alert tells stays true from day to day ("since 3 Mar", never "for 12 days"), so that it is written once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.dateformat import format as dated
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import Item
from indicators.schedule import SOON
from tracker.models import AlertKind

LONGEST: Final = 300  # what the column holds
BURST: Final = 3  # setbacks in a week, at the least
TIMES_THE_USUAL: Final = 3


class Key(NamedTuple):
    """What an alert is about; of each there is one open at most."""

    kind: str
    item: int = 0
    feed: int = 0
    piece: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    key: Key
    told: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What the dates of an item that is not closed say."""

    pk: int
    kind: str
    review_every_days: int
    assessed_at: datetime | None
    published_on: date | None  # its document
    found_at: datetime | None  # its first evidence
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    item: int
    due_on: date
    what: str


def stale(item: OpenItem, at: datetime) -> Wanted | None:
    """No assessment for longer than its rhythm allows.

    One that was never assessed counts from its document's date; without that, from its first evidence; with neither
    nothing says since when it waits.
    """
    on = timezone.localdate(at)
    since = _day(item.assessed_at) or item.published_on or _day(item.found_at)
    if since is None or on - since <= timedelta(days=item.review_every_days):
        return None
    told = {"since": _since_when(item), "days": item.review_every_days}
    return _about_item(AlertKind.STALE, item.pk, _("%(since)s; due every %(days)s days") % told)


def late(items: Iterable[OpenItem], milestones: Iterable[Deadline], on: date) -> Iterator[Wanted]:
    """Overdue and due soon, by the recommendations' own dates and their milestones': of each item one of each."""
    own = (
        Deadline(item.pk, item.due_on, _("To be done"))
        for item in items
        if item.due_on and item.kind == Item.Kind.RECOMMENDATION
    )
    deadlines = sorted([*own, *milestones], key=lambda one: (one.item, one.due_on))
    yield from _by_item(AlertKind.OVERDUE, [one for one in deadlines if one.due_on < on])
    yield from _by_item(AlertKind.DUE_SOON, [one for one in deadlines if on <= one.due_on <= on + SOON])


def burst(item: int, recent: int, before: int, weeks: int) -> Wanted | None:
    """Setbacks of a week against those of the weeks before it."""
    if recent < BURST or recent * weeks < TIMES_THE_USUAL * before:
        return None
    told = {"number": recent, "usual": f"{before / weeks:.1f}" if before else _("none")}
    return _about_item(AlertKind.SETBACKS, item, _("%(number)s setbacks within 7 days; usual are %(usual)s") % told)


def observed(item: int, pieces: int) -> Wanted:
    told = ngettext(
        "%d confirmed piece tells that it happened, since it was last assessed",
        "%d confirmed pieces tell that it happened, since it was last assessed",
        pieces,
    )
    return _about_item(AlertKind.OBSERVED, item, told % pieces)


def changed_source(item: int, piece: int, note: str, title: str) -> Wanted:
    what = _(note) if note else _("Changed or gone")
    told = f"{what}: “{title}”"
    return Wanted(Key(AlertKind.CHANGED_SOURCE, item=item, piece=piece), _short(told))


def feed_down(feed: int, trouble: str, since: datetime) -> Wanted:
    told = _("%(trouble)s, since %(at)s") % {
        "trouble": trouble,
        "at": dated(timezone.localtime(since), "j M Y H:i"),
    }
    return Wanted(Key(AlertKind.FEED_DOWN, feed=feed), _short(told))


def quiet(item: int, days: int, covered: str, *, is_watched: bool) -> Wanted:
    """Nothing found for so long; whether that says something depends on what was watched."""
    kind = AlertKind.SILENT if is_watched else AlertKind.UNWATCHED
    return _about_item(kind, item, _("Nothing in %(days)s days. %(covered)s") % {"days": days, "covered": covered})


def _by_item(kind: AlertKind, deadlines: Iterable[Deadline]) -> Iterator[Wanted]:
    """The first of each item's is named, the rest is counted."""
    by_item: dict[int, list[Deadline]] = {}
    for one in deadlines:
        by_item.setdefault(one.item, []).append(one)
    for item, (first, *rest) in by_item.items():
        told = f"{first.what}: {dated(first.due_on, 'j M Y')}"
        if rest:
            told = _("%(first)s, and %(number)s more") % {"first": told, "number": len(rest)}
        yield _about_item(kind, item, told)


def _since_when(item: OpenItem) -> str:
    if item.assessed_at:
        return _("Last assessed on %(day)s") % {"day": _day_told(item.assessed_at)}
    if item.published_on:
        return _("Never assessed, though its document is of %(day)s") % {"day": dated(item.published_on, "j M Y")}
    return _("Never assessed, though its first evidence is of %(day)s") % {"day": _day_told(item.found_at)}


def _about_item(kind: AlertKind, item: int, told: str) -> Wanted:
    return Wanted(Key(kind, item=item), _short(told))


def _short(told: str) -> str:
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _day_told(at: datetime | None) -> str:
    return dated(timezone.localtime(at), "j M Y") if at else ""
