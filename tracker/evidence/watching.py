"""The watches as the matcher takes them: rows compiled."""

from collections.abc import Iterable

from indicators.models import Item, Watch
from indicators.watch.terms import Terms, compile_watch
from tracker.evidence.match import Watched, Watches


def load_watches() -> Watches:
    """Every active watch of an open item. Closed items rest: what is said of them then is no evidence of progress."""
    watches = Watch.objects.filter(active=True, item__in=Item.objects.open()).select_related("item").order_by("pk")
    return Watches(compile_watches(watches))


def compile_watches(watches: Iterable[Watch]) -> list[Watched]:
    return [Watched(watch.item_id, watch.item.polarity, watch.version, compiled(watch)) for watch in watches]


def compiled(watch: Watch) -> Terms:
    return compile_watch(
        watch.terms, places=watch.places, actors=watch.actors, exclude=watch.exclude, min_score=watch.min_score
    )
