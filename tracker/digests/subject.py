"""The subject: what moved, by name; else how well it was watched that nothing did."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unicodedata import category

from django.utils.dateformat import format as dated
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext, pgettext

from tracker import coverage
from tracker.coverage.values import Watcher, Why
from tracker.digests import told
from tracker.digests.digest import Digest, Kind

LONGEST = 120  # characters: what a list of mails shows of it
THIS_WEEK = timedelta(days=6)  # a day's name is clear for so long

# What is told as having moved; of the others, the first that there is.
MOVED = (Kind.ADVANCED, Kind.SET_BACK, Kind.CHANGED)
ELSE = (Kind.CONTEXT, Kind.NEW, Kind.OVERDUE, Kind.DUE_SOON)


def subject(digest: Digest) -> str:
    kinds = [kind for kind in MOVED if digest.parts(kind)] or _news(digest)
    if not kinds:
        return tidy(nothing(digest))
    names = list(dict.fromkeys(told.name(part.item) for kind in kinds for part in digest.parts(kind)))
    return tidy(f"{', '.join(counted(digest, kinds))}: {'; '.join(names[:LONGEST])}")


def headline(digest: Digest) -> str:
    """The same without the names."""
    kinds = [kind for kind in MOVED if digest.parts(kind)] or _news(digest)
    return ", ".join(counted(digest, kinds)) if kinds else nothing(digest)


def tidy(text: str) -> str:
    """On one line, without what a mail's header cannot hold, and cut at a word."""
    seen = "".join(" " if category(letter)[0] in "CZ" else letter for letter in text)
    line = " ".join(seen.split())
    if len(line) <= LONGEST:
        return line
    kept = line[: LONGEST - 1]
    at_a_word = kept if line[LONGEST - 1] == " " else kept.rpartition(" ")[0]
    return f"{(at_a_word or kept).rstrip(' ;:,')}…"


def counted(digest: Digest, kinds: list[Kind]) -> Iterator[str]:
    for kind in kinds:
        number = len(digest.parts(kind))
        yield _count(kind, number) % {"number": f"{number:,}"}


def _news(digest: Digest) -> list[Kind]:
    """Not what was late before."""
    return [kind for kind in ELSE if any(part.is_news for part in digest.parts(kind))][:1]


def _count(kind: Kind, number: int) -> str:
    match kind:
        case Kind.ADVANCED:
            return ngettext("%(number)s advanced", "%(number)s advanced", number)
        case Kind.SET_BACK:
            return ngettext("%(number)s set back", "%(number)s set back", number)
        case Kind.CHANGED:
            return ngettext("%(number)s assessed", "%(number)s assessed", number)
        case Kind.CONTEXT:
            return ngettext("%(number)s item with news", "%(number)s items with news", number)
        case Kind.NEW:
            return ngettext("%(number)s new item", "%(number)s new items", number)
        case Kind.OVERDUE:
            return ngettext("%(number)s overdue", "%(number)s overdue", number)
    return ngettext("%(number)s due soon", "%(number)s due soon", number)


def nothing(digest: Digest) -> str:
    if not digest.items:
        return gettext("No items to watch")
    if not digest.watched:
        return gettext("Not watched: %(why)s") % {"why": _unwatched(digest)}
    return ", ".join(_watched(digest))


def _watched(digest: Digest) -> Iterator[str]:
    if number := digest.waiting:
        waiting = ngettext(
            "Nothing judged yet; %(number)s piece to review", "Nothing judged yet; %(number)s pieces to review", number
        )
        yield waiting % {"number": f"{number:,}"}
    else:
        watched = ngettext(
            "Nothing moved; %(number)s feed watched", "Nothing moved; %(number)s feeds watched", digest.feeds
        )
        yield watched % {"number": f"{digest.feeds:,}"}
    if number := sum(len(still.items) for still in digest.unwatched):
        unwatched = ngettext("%(number)s item not watched", "%(number)s items not watched", number)
        yield unwatched % {"number": f"{number:,}"}


def _unwatched(digest: Digest) -> str:
    """Why nothing was: the feeds that should have, or what is wrong with the watches."""
    told_of = [still.coverage for still in digest.unwatched]
    watchers = {one.feed.pk: one for each in told_of for one in each.watchers if one.gaps}
    if watchers:
        return _down(list(watchers.values()), digest.ends_at)
    if not told_of:
        return gettext("everything is closed")
    first = coverage.sentence(told_of[0]).rstrip(".")
    return f"{first[:1].lower()}{first[1:]}"


def _down(watchers: list[Watcher], until: datetime) -> str:
    gaps = [one.longest_gap for one in watchers]
    whys = {gap.why for gap in gaps}
    if whys == {Why.OWN_NETWORK}:
        told_as = gettext("our own network was down")
    elif whys <= {Why.NOT_POLLED, Why.PAUSED}:
        told_as = gettext("nothing was polled")
    elif len(watchers) == 2:
        told_as = gettext("both feeds down")
    else:
        told_as = ngettext("the only feed down", "all %(number)s feeds down", len(watchers)) % {"number": len(watchers)}
    if any(gap.ends_at for gap in gaps):
        return told_as
    return gettext("%(what)s since %(day)s") % {"what": told_as, "day": _day(max(gap.starts_at for gap in gaps), until)}


def _day(at: datetime, until: datetime) -> str:
    here = localtime(at)
    if until - at < THIS_WEEK:
        return dated(here, pgettext("a day of this week, as a date format", "D"))
    return dated(here, "j M" if here.year == localtime(until).year else "j M Y")
