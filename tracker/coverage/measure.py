"""From items to what watched them. An item is watched by the feeds in the languages its watch has words in.

The watch is taken as it is now: a new or changed one is matched against the entries of the last 90 days as well, so
what was read before it counts for it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from indicators.models import Item, Watch
from indicators.watch.words import LANGUAGES
from tracker.coverage.values import Coverage, Period, Unwatched, Watcher
from tracker.coverage.watchers import find_watchers

Asked = tuple[str, ...] | Unwatched  # the languages of an item's watch, or why it has none


def of(
    items: Sequence[Item], starts_at: datetime, ends_at: datetime, *, watches: Iterable[Watch] | None = None
) -> dict[int, Coverage]:
    """By item, what watched it after the one moment and up to the other.

    `watches` are theirs, where they are known already. It takes a few queries, however many items, feeds and days.
    """
    period = Period(starts_at, ends_at)
    known = Watch.objects.filter(item__in=items) if watches is None else watches
    by_item = {watch.item_id: watch for watch in known}
    asked = {item.pk: _asked(item, by_item.get(item.pk)) for item in items}
    languages = {language for one in asked.values() if not isinstance(one, Unwatched) for language in one}
    watchers = list(find_watchers(languages, period)) if languages else []
    shared = {one: _coverage(one, period, watchers) for one in set(asked.values())}
    return {item: shared[one] for item, one in asked.items()}


def _asked(item: Item, watch: Watch | None) -> Asked:
    if item.is_closed:
        return Unwatched.CLOSED
    if watch is None:
        return Unwatched.NO_WATCH
    if not watch.active:
        return Unwatched.RESTS
    if watch.filter and not any(watch.terms.values()):
        return LANGUAGES
    return tuple(language for language in LANGUAGES if watch.terms.get(language)) or Unwatched.NO_WORDS


def _coverage(asked: Asked, period: Period, watchers: Sequence[Watcher]) -> Coverage:
    if isinstance(asked, Unwatched):
        return Coverage(period, (), unwatched=asked)
    return Coverage(period, asked, watchers=tuple(one for one in watchers if one.language in (*asked, "")))
