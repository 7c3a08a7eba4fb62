"""The watches as the matcher takes them: compiled once, and again only when one of them changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from indicators.models import Item, Watch, WatchVersion
from indicators.watch.terms import compile_watch
from tracker.evidence.match import Match, Watched, Watches

Stamp = tuple[int, int, datetime, str]  # a watch, its version, when it was saved, its item's polarity


@dataclass(frozen=True, slots=True)
class _Kept:
    compiled: Mapping[Stamp, Watched]
    watches: Watches


_kept = _Kept({}, Watches([]))


def load_watches() -> Watches:
    """Every active watch of an open item. Closed items rest: what is said of them then is no evidence of progress.

    Kept between calls, by all tasks of a worker. The database says what is not as it was: ask once for many entries.
    """
    global _kept
    watches = Watch.objects.filter(active=True, item__in=Item.objects.open())
    stamps: list[Stamp] = list(watches.order_by("pk").values_list("pk", "version", "changed_at", "item__polarity"))
    if stamps != list(_kept.compiled):
        known = _kept.compiled
        changed = watches.filter(pk__in=[stamp[0] for stamp in stamps if stamp not in known]).select_related("item")
        fresh = {one.watch: one for one in compile_watches(changed.iterator(chunk_size=500))}
        both = {stamp: known.get(stamp) or fresh.get(stamp[0]) for stamp in stamps}
        compiled = {stamp: one for stamp, one in both.items() if one}  # less one that went away meanwhile
        _kept = _Kept(compiled, Watches(list(compiled.values())))
    return _kept.watches


def compile_watches(watches: Iterable[Watch]) -> list[Watched]:
    return [compile_one(watch) for watch in watches]


def compile_one(watch: Watch) -> Watched:
    content = watch.content
    return Watched(watch.pk, watch.item_id, watch.item.polarity, watch.version, content, compile_watch(**content))


def keep_versions(matches: Sequence[Match]) -> None:
    """Keeps what the watches were that found something, so that it can be worked out again."""
    used = {match.watched.watch: match.watched for match in matches}
    WatchVersion.objects.bulk_create(
        (WatchVersion(watch_id=one.watch, version=one.version, content=one.content) for one in used.values()),
        ignore_conflicts=True,
    )
