"""Coverage in plain words. All of them are here."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.dateformat import format as dated
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tracker.coverage.values import Coverage, Gap, Period, Unwatched, Watcher, Why
from tracker.models import Outcome

MOST_NAMED = 3  # feeds in a sentence; the rest is counted
MOST_LISTED = 20  # feeds in a statement

LANGUAGES = {"en": _("English"), "es": _("Spanish"), "": _("No language given")}

UNWATCHED = {
    Unwatched.CLOSED: _("What is closed is not watched."),
    Unwatched.NO_WATCH: _("There is no watch."),
    Unwatched.RESTS: _("The watch rests."),
    Unwatched.NO_WORDS: _("The watch has no words."),
}

WHY = {
    Why.OWN_NETWORK: _("our own network was down"),
    Why.NOT_POLLED: _("not polled"),
    Why.PAUSED: _("paused"),
}
AT_ONCE = {Why.OWN_NETWORK: _("our own network was down"), Why.NOT_POLLED: _("nothing polled them")}


def statement(coverage: Coverage) -> str:
    """For an assessment: the sentence with its period, and the names of the feeds that watched."""
    start, end = (dated(localtime(at), "j M Y") for at in (coverage.period.starts_at, coverage.period.ends_at))
    told = gettext("%(start)s to %(end)s: %(told)s") % {"start": start, "end": end, "told": sentence(coverage)}
    names = [str(one.feed) for one in coverage.watching]
    feeds = gettext("Feeds: %(names)s.") % {"names": _listed(names, MOST_LISTED)}
    return f"{told} {feeds}" if names else told


def sentence(coverage: Coverage) -> str:
    if coverage.unwatched:
        return str(UNWATCHED[coverage.unwatched])
    if not coverage.watchers:
        return gettext("No feed in %(languages)s was polled.") % {"languages": _either(coverage.languages)}
    return f"{'; '.join([*_told(coverage), *_brought(coverage)])}."


def by_language(coverage: Coverage) -> Iterator[str]:
    """A line for each language: how many feeds watched in it, and what they brought."""
    for language, name in LANGUAGES.items():
        if feeds := [one for one in coverage.watching if one.language == language]:
            entries = sum(one.brought.entries for one in feeds)
            yield f"{name}: {_count_feeds(len(feeds))}, {_count_entries(entries)}"


def gap_told(gap: Gap, until: datetime) -> str:
    return f"{_why(gap.why)} {_span(gap, until)}"


def _told(coverage: Coverage) -> Iterator[str]:
    """First what watched best; then what watched less, and why."""
    whole, in_part, hardly, period = coverage.whole, coverage.in_part, coverage.hardly, coverage.period
    if whole:
        yield ", ".join([_watched(whole), *_joined(whole, period)])
        if in_part:
            said = {"number": len(in_part), "causes": _causes(in_part, period)}
            yield gettext("%(number)s for part of the time: %(causes)s") % said
    elif in_part:
        yield f"{', '.join([_watched_in_part(in_part), *_joined(in_part, period)])}: {_causes(in_part, period)}"
    else:
        yield f"{_none_watched(hardly)}: {_causes(hardly, period)}"
    if hardly and coverage.watched:
        told = ngettext(
            "%(number)s was not watched: %(causes)s", "%(number)s were not watched: %(causes)s", len(hardly)
        )
        yield told % {"number": len(hardly), "causes": _causes(hardly, period)}
    if coverage.missing and coverage.watched:
        yield gettext("none in %(languages)s") % {"languages": _either(coverage.missing)}


def _brought(coverage: Coverage) -> Iterator[str]:
    count = coverage.entries
    said = {"number": f"{count:,}", "backlog": f"{coverage.backlog:,}"}
    if not count:
        yield gettext("nothing new came")
    elif coverage.backlog:
        told = ngettext(
            "%(number)s entry was read, %(backlog)s of them the backlog of new feeds",
            "%(number)s entries were read, %(backlog)s of them the backlog of new feeds",
            count,
        )
        yield told % said
    else:
        yield ngettext("%(number)s entry was read", "%(number)s entries were read", count) % said
    if gaps := coverage.possible_gaps:
        told = ngettext(
            "%(number)s feed may have lost entries between two polls",
            "%(number)s feeds may have lost entries between two polls",
            len(gaps),
        )
        yield told % {"number": len(gaps)}


def _watched(watchers: Sequence[Watcher]) -> str:
    said: dict[str, Any] = {"feeds": _feeds(watchers), "broken": sum(1 for one in watchers if one.gaps)}
    if said["broken"]:
        told = ngettext(
            "%(feeds)s was watched, %(broken)s of them with a short gap",
            "%(feeds)s were watched, %(broken)s of them with a short gap",
            len(watchers),
        )
    else:
        told = ngettext("%(feeds)s was watched without a gap", "%(feeds)s were watched without a gap", len(watchers))
    return told % said


def _watched_in_part(watchers: Sequence[Watcher]) -> str:
    told = ngettext(
        "%(feeds)s was watched for part of the time", "%(feeds)s were watched for part of the time", len(watchers)
    )
    return told % {"feeds": _feeds(watchers)}


def _none_watched(watchers: Sequence[Watcher]) -> str:
    said = {"number": len(watchers), "languages": _spoken(watchers)}
    if said["languages"]:
        told = ngettext(
            "The only feed in %(languages)s was not watched",
            "None of the %(number)s feeds in %(languages)s was watched",
            len(watchers),
        )
    else:
        told = ngettext("The only feed was not watched", "None of the %(number)s feeds was watched", len(watchers))
    return told % said


def _feeds(watchers: Sequence[Watcher]) -> str:
    """How many, in which languages."""
    feeds, languages = _count_feeds(len(watchers)), _spoken(watchers)
    return gettext("%(feeds)s in %(languages)s") % {"feeds": feeds, "languages": languages} if languages else feeds


def _spoken(watchers: Sequence[Watcher]) -> str:
    heard = {one.language for one in watchers if one.language}
    return _and([str(name) for language, name in LANGUAGES.items() if language in heard])


def _either(languages: Sequence[str]) -> str:
    between = gettext("or")
    return f" {between} ".join(str(LANGUAGES[language]) for language in languages)


def _joined(watchers: Sequence[Watcher], period: Period) -> Iterator[str]:
    """Those that did not watch from the start, since they were added in the period."""
    late = sorted(one.since for one in watchers if one.since > period.starts_at)
    if not late:
        return
    told = gettext("%(at)s or later") if late[-1] > late[0] else "%(at)s"
    said = {"number": len(late), "at": told % {"at": _moment(late[0], period.ends_at)}}
    if len(watchers) == 1:
        yield gettext("only since %(at)s") % said
    elif len(late) == len(watchers):
        yield gettext("all only since %(at)s") % said
    else:
        yield gettext("%(number)s of them only since %(at)s") % said


def _causes(watchers: Sequence[Watcher], period: Period) -> str:
    """What kept these from watching: what hit many at once, once; then the feeds by name, the first few."""
    told, named = [], list(watchers)
    for why, said in AT_ONCE.items():
        hit = [one for one in named if one.longest_gap.why == why]
        if len(hit) > 1 and (event := _as_one([one.longest_gap for one in hit])):
            cause = f"{said} {_span(event, period.ends_at)}"
            if len(hit) < len(watchers):
                cause = gettext("%(number)s as %(cause)s") % {"number": len(hit), "cause": cause}
            told.append(cause)
            named = [one for one in named if one.longest_gap.why != why]
    names = [f"{one.feed} ({_troubles(one)})" for one in named]
    return _listed([*told, *names], len(told) + MOST_NAMED)


def _as_one(gaps: Sequence[Gap]) -> Gap | None:
    """From the first start to the last end; None if there is no moment that all of them share."""
    ends = [gap.ends_at for gap in gaps if gap.ends_at]
    if ends and max(gap.starts_at for gap in gaps) > min(ends):
        return None
    last = max(ends) if len(ends) == len(gaps) else None
    return Gap(min(gap.starts_at for gap in gaps), last, gaps[0].why)


def _troubles(watcher: Watcher) -> str:
    longest, others = gap_told(watcher.longest_gap, watcher.until), len(watcher.gaps) - 1
    if not others:
        return longest
    told = ngettext("%(gap)s, and %(number)s other gap", "%(gap)s, and %(number)s other gaps", others)
    return told % {"gap": longest, "number": f"{others:,}"}


def _why(why: str) -> str:
    """Within a sentence: begins small."""
    told = str(WHY.get(why) or Outcome(why).label)  # type: ignore[call-overload]
    return f"{told[:1].lower()}{told[1:]}"


def _listed(names: Sequence[str], most: int) -> str:
    rest = [gettext("%(number)s more") % {"number": len(names) - most}] if len(names) > most else []
    return _and([*names[:most], *rest])


def _and(names: Sequence[str]) -> str:
    *first, last = names or [""]
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _count_feeds(number: int) -> str:
    return ngettext("%(number)s feed", "%(number)s feeds", number) % {"number": f"{number:,}"}


def _count_entries(number: int) -> str:
    return ngettext("%(number)s entry", "%(number)s entries", number) % {"number": f"{number:,}"}


def _span(gap: Gap, until: datetime) -> str:
    start = _moment(gap.starts_at, until)
    if gap.ends_at is None:
        return gettext("since %(at)s") % {"at": start}
    return gettext("from %(start)s to %(end)s") % {"start": start, "end": _moment(gap.ends_at, until)}


def _moment(at: datetime, until: datetime) -> str:
    """Where its reader is; the year too, where it is not the one in which the period ends."""
    here = localtime(at)
    return dated(here, "j M H:i" if here.year == localtime(until).year else "j M Y H:i")
