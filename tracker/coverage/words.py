"""Coverage in plain English. All its words are here."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.dateformat import format as dated

from indicators.watch.words import LANGUAGE_NAMES
from tracker.coverage.values import Coverage, Gap, Period, Unwatched, Watcher, Why
from tracker.models import Outcome

MOST_NAMED = 3  # feeds in a sentence; the rest is counted
MOST_LISTED = 20  # feeds in a statement

LANGUAGES = {**LANGUAGE_NAMES, "": "No language given"}

UNWATCHED = {
    Unwatched.CLOSED: "What is closed is not watched.",
    Unwatched.NO_WATCH: "There is no watch.",
    Unwatched.RESTS: "The watch rests.",
    Unwatched.NO_WORDS: "The watch has no words.",
}

WHY: dict[str, str] = {
    **{outcome.value: f"{outcome.label[:1].lower()}{outcome.label[1:]}" for outcome in Outcome},
    Why.OWN_NETWORK: "our own network was down",
    Why.NOT_POLLED: "not polled",
    Why.PAUSED: "paused",
}
AT_ONCE = {Why.OWN_NETWORK: "our own network was down", Why.NOT_POLLED: "nothing polled them"}


def statement(coverage: Coverage) -> str:
    """For an assessment: the sentence with its period, and the names of the feeds that watched."""
    start, end = (dated(at, "j M Y") for at in (coverage.period.starts_at, coverage.period.ends_at))
    names = [str(one.feed) for one in coverage.watching]
    feeds = f" Feeds: {_listed(names, MOST_LISTED)}." if names else ""
    return f"{start} to {end}: {sentence(coverage)}{feeds}"


def sentence(coverage: Coverage) -> str:
    if coverage.unwatched:
        return UNWATCHED[coverage.unwatched]
    if not coverage.watchers:
        return f"No feed in {' or '.join(LANGUAGES[language] for language in coverage.languages)} was polled."
    return f"{'; '.join([*_told(coverage), *_brought(coverage)])}."


def by_language(coverage: Coverage) -> Iterator[str]:
    """A line for each language: how many feeds watched in it, and what they brought."""
    for language, name in LANGUAGES.items():
        if feeds := [one for one in coverage.watching if one.language == language]:
            entries = sum(one.brought.entries for one in feeds)
            yield f"{name}: {_count(len(feeds), 'feed', 'feeds')}, {_count(entries, 'entry', 'entries')}"


def gap_told(gap: Gap, until: datetime) -> str:
    return f"{WHY[gap.why]} {_span(gap, until)}"


def _told(coverage: Coverage) -> Iterator[str]:
    """First what watched best; then what watched less, and why."""
    whole, in_part, hardly, period = coverage.whole, coverage.in_part, coverage.hardly, coverage.period
    if whole:
        yield f"{_feeds(whole)} watched{_how_well(whole)}{_joined(whole, period)}"
        if in_part:
            yield f"{len(in_part)} for part of the time: {_causes(in_part, period)}"
    elif in_part:
        yield f"{_feeds(in_part)} watched for part of the time{_joined(in_part, period)}: {_causes(in_part, period)}"
    else:
        yield f"{_none_of(hardly)} watched: {_causes(hardly, period)}"
    if hardly and coverage.watched:
        yield f"{len(hardly)} {_were(hardly)} not watched: {_causes(hardly, period)}"
    if coverage.missing and coverage.watched:
        yield f"none in {' or '.join(LANGUAGES[language] for language in coverage.missing)}"


def _brought(coverage: Coverage) -> Iterator[str]:
    backlog = f", {coverage.backlog:,} of them the backlog of new feeds" if coverage.backlog else ""
    read = f"{_count(coverage.entries, 'entry was', 'entries were')} read{backlog}"
    yield read if coverage.entries else "nothing new came"
    if gaps := coverage.possible_gaps:
        yield f"{_count(len(gaps), 'feed', 'feeds')} may have lost entries between two polls"


def _feeds(watchers: Sequence[Watcher]) -> str:
    """How many in which languages, with the verb."""
    return f"{_count(len(watchers), 'feed', 'feeds')}{_spoken(watchers)} {_were(watchers)}"


def _none_of(watchers: Sequence[Watcher]) -> str:
    if len(watchers) == 1:
        return f"The only feed{_spoken(watchers)} was not"
    return f"None of the {len(watchers)} feeds{_spoken(watchers)} was"


def _spoken(watchers: Sequence[Watcher]) -> str:
    heard = {one.language for one in watchers if one.language}
    return f" in {' and '.join(LANGUAGES[language] for language in LANGUAGES if language in heard)}" if heard else ""


def _were(watchers: Sequence[Watcher]) -> str:
    return "was" if len(watchers) == 1 else "were"


def _how_well(watchers: Sequence[Watcher]) -> str:
    broken = sum(1 for one in watchers if one.gaps)
    return f", {broken} of them with a short gap" if broken else " without a gap"


def _joined(watchers: Sequence[Watcher], period: Period) -> str:
    """Those that did not watch from the start, since they were added in the period."""
    late = sorted(one.since for one in watchers if one.since > period.starts_at)
    if not late:
        return ""
    who = "" if len(watchers) == 1 else "all " if len(late) == len(watchers) else f"{len(late)} of them "
    later = " or later" if late[-1] > late[0] else ""
    return f", {who}only since {_moment(late[0], period.ends_at)}{later}"


def _causes(watchers: Sequence[Watcher], period: Period) -> str:
    """What kept these from watching: what hit many at once, once; then the feeds by name, the first few."""
    told, named = [], list(watchers)
    for why, said in AT_ONCE.items():
        hit = [one for one in named if one.longest_gap.why == why]
        if len(hit) > 1 and (event := _as_one([one.longest_gap for one in hit])):
            who = f"{len(hit)} as " if len(hit) < len(watchers) else ""
            told.append(f"{who}{said} {_span(event, period.ends_at)}")
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
    others = len(watcher.gaps) - 1
    more = f", and {_count(others, 'other gap', 'other gaps')}" if others else ""
    return f"{gap_told(watcher.longest_gap, watcher.until)}{more}"


def _listed(names: Sequence[str], most: int) -> str:
    rest = [f"{len(names) - most} more"] if len(names) > most else []
    *first, last = [*names[:most], *rest]
    return f"{', '.join(first)} and {last}" if first else last


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _span(gap: Gap, until: datetime) -> str:
    if gap.ends_at is None:
        return f"since {_moment(gap.starts_at, until)}"
    return f"from {_moment(gap.starts_at, until)} to {_moment(gap.ends_at, until)}"


def _moment(at: datetime, until: datetime) -> str:
    """The year too, where it is not the one in which the period ends."""
    return dated(at, "j M H:i" if at.year == until.year else "j M Y H:i")
