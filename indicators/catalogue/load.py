"""Loads a catalogue: documents by title, items by document and reference. A second run changes nothing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from indicators.catalogue.rows import DocumentRow, ItemRow, RowRefused, WatchRow, read_document, read_item
from indicators.drafting import redraft
from indicators.models import Actor, Addressee, Country, Document, Item, Topic, Watch
from indicators.watch.places import name_of

Row = TypeVar("Row", DocumentRow, ItemRow)

STARTER = Path(__file__).with_name("starter.json")

ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "unchanged", "refused"


class NotACatalogue(ValueError):
    """The file cannot be read as a catalogue; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class LoadedRow:
    """What became of one row; numbers count from 1 within documents and within items."""

    kind: str
    number: int
    name: str
    outcome: str
    reason: str = ""


def load_catalogue(path: Path = STARTER) -> Iterator[LoadedRow]:
    """Upserts every row, each in a transaction of its own. Raises NotACatalogue before anything is written."""
    data = _read(path)
    return _load(data)


def _read(path: Path) -> dict[str, list[object]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise NotACatalogue(f"{path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise NotACatalogue(f"{path} is no JSON: {error}") from error
    if not isinstance(data, dict) or not all(isinstance(data.get(key, []), list) for key in ("documents", "items")):
        raise NotACatalogue(f"{path} is no catalogue: it must be an object with the lists documents and items")
    return data


def _load(data: dict[str, list[object]]) -> Iterator[LoadedRow]:
    yield from _load_rows("document", data.get("documents", []), read_document, _save_document)
    yield from _load_rows("item", data.get("items", []), read_item, _save_item)


def _load_rows(
    kind: str, rows: list[object], read: Callable[[object], Row], save: Callable[[Row], str]
) -> Iterator[LoadedRow]:
    seen: set[tuple[str, ...]] = set()

    def save_once(row: object) -> str:
        checked = read(row)
        if checked.key in seen:
            raise RowRefused(f"an earlier row of this file is the same {kind}")
        outcome = save(checked)
        seen.add(checked.key)
        return outcome

    for number, row in enumerate(rows, 1):
        yield _load_row(kind, number, row, save_once)


def _load_row(kind: str, number: int, row: object, save: Callable[[object], str]) -> LoadedRow:
    name = str(row.get("reference") or row.get("title") or "")[:80] if isinstance(row, dict) else ""
    try:
        with transaction.atomic():
            return LoadedRow(kind, number, name, save(row))
    except RowRefused as error:
        return LoadedRow(kind, number, name, REFUSED, str(error))


def _save_document(row: DocumentRow) -> str:
    document, added = Document.objects.get_or_create(title=row.title, defaults=row.columns)
    return ADDED if added else _update(document, row)


def _save_item(row: ItemRow) -> str:
    document = Document.objects.filter(title=row.document).first()
    if document is None:
        raise RowRefused(f"its document “{row.document[:80]}” is not among the documents")
    if row.columns["quote"] and document.text and row.columns["quote_start"] is not None:
        _check_quote(row, document.text)
    item, added = Item.objects.get_or_create(document=document, reference=row.reference, defaults=row.columns)
    outcomes = [ADDED if added else _update(item, row), _relate(item, row), _save_watch(item, row.watch)]
    if added:
        return ADDED
    return CHANGED if CHANGED in outcomes or ADDED in outcomes else UNCHANGED


def _check_quote(row: ItemRow, text: str) -> None:
    start, end = row.columns["quote_start"], row.columns["quote_end"]
    if isinstance(start, int) and isinstance(end, int) and text[start:end] != row.columns["quote"]:
        raise RowRefused("the quote is not what the document's text has at that place")


def _update(known: Document | Item, row: DocumentRow | ItemRow) -> str:
    """Changes what the row speaks of; the rest may be an analyst's."""
    said = {name: value for name, value in row.columns.items() if name in row.said}
    changed = {name: value for name, value in said.items() if getattr(known, name) != value}
    if changed:
        type(known)._default_manager.filter(pk=known.pk).update(**changed)
    return CHANGED if changed else UNCHANGED


def _relate(item: Item, row: ItemRow) -> str:
    relations = {"topics": _set_topics, "countries": _set_countries, "actors": _set_actors}
    changed = [relate(item, row) for name, relate in relations.items() if name in row.said]
    return CHANGED if any(changed) else UNCHANGED


def _set_topics(item: Item, row: ItemRow) -> bool:
    topics = {Topic.objects.get_or_create(name=name)[0].pk for name in row.topics}
    changed = topics != set(item.topics.values_list("pk", flat=True))
    item.topics.set(topics)
    return changed


def _set_countries(item: Item, row: ItemRow) -> bool:
    countries = {_country(code) for code in row.countries}
    changed = countries != set(item.countries.all())
    item.countries.set(countries)
    return changed


def _country(code: str) -> Country:
    return Country.objects.get_or_create(code=code, defaults={"name": name_of(code)})[0]


def _set_actors(item: Item, row: ItemRow) -> bool:
    """The actor named first leads, the others support."""
    actors = [Actor.objects.get_or_create(name=name)[0].pk for name in row.actors]
    if actors == list(item.addressees.values_list("actor_id", flat=True)):
        return False
    item.addressees.all().delete()
    Addressee.objects.bulk_create(
        Addressee(item=item, actor_id=pk, role=Addressee.Role.SUPPORTING if at else Addressee.Role.LEAD)
        for at, pk in enumerate(actors)
    )
    return True


def _save_watch(item: Item, row: WatchRow | None) -> str:
    """The row's watch; for an item without one, a drafted watch, which an analyst's or a file's own replaces."""
    watch = Watch.objects.filter(item=item).first()
    if row is None:
        if watch is not None:
            return UNCHANGED
        row = _draft(item)
    columns = asdict(row) | {"places": _places(item, row, watch)}
    if watch is not None and all(getattr(watch, name) == value for name, value in columns.items()):
        return UNCHANGED
    watch = watch or Watch(item=item)
    for name, value in columns.items():
        setattr(watch, name, value)
    watch.note_change()
    watch.save()
    return CHANGED


def _places(item: Item, row: WatchRow, watch: Watch | None) -> list[str]:
    """The row's; where it says nothing of them, those the watch has, or the countries of the item."""
    if row.places is not None:
        return row.places
    return watch.places if watch else list(item.countries.order_by("pk").values_list("pk", flat=True))


def _draft(item: Item) -> WatchRow:
    watch = Watch(item=item)
    redraft(watch)
    return WatchRow(terms=watch.terms, places=watch.places, actors=watch.actors)
