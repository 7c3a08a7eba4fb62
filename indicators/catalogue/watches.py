"""Saves the watch of an item's row: the row's own, or for an item that has none a drafted one."""

from typing import Any

from indicators.catalogue.watch_row import WatchRow
from indicators.drafting import redraft
from indicators.models import Item, Watch


def save_watch(item: Item, row: WatchRow | None, *, known: bool) -> bool:
    """Whether it changed. A drafted watch gives way to an analyst's or a file's own, never the other way."""
    watch: Watch | None = getattr(item, "watch", None) if known else None
    if row is None:
        return watch is None and _draft(item)
    columns = _columns(row, watch) | {"places": _places(item, row, watch)}
    if watch is None:
        Watch.objects.create(item=item, **columns)
        return True
    if all(getattr(watch, name) == value for name, value in columns.items()):
        return False
    _change(watch.pk, columns)
    return True


def _draft(item: Item) -> bool:
    watch = Watch(item=item)
    redraft(watch)
    watch.save()
    return True


def _change(pk: int, columns: dict[str, Any]) -> None:
    """Held while it is saved: a lesson from a verdict that came between would be lost."""
    watch = Watch.objects.select_for_update().get(pk=pk)
    for name, value in columns.items():
        setattr(watch, name, value)
    watch.note_change()
    watch.save()


def _columns(row: WatchRow, watch: Watch | None) -> dict[str, Any]:
    names = ("terms", "actors", "exclude", "filter", "min_score")
    columns = {name: getattr(row, name) for name in names if row.said is None or name in row.said or watch is None}
    if row.said is not None and "terms" in columns and watch is not None:
        columns["terms"] = watch.terms | row.terms
    return columns


def _places(item: Item, row: WatchRow, watch: Watch | None) -> list[str]:
    """The row's; where it says nothing of them, those the watch has, or the countries of the item."""
    if row.places is not None:
        return row.places
    return watch.places if watch else sorted(country.pk for country in item.countries.all())
