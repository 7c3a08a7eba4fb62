"""Loads a catalogue: documents by title, items by document and reference. A second run changes nothing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction

from indicators.catalogue.rows import DocumentRow, ItemRow, RowRefused, WatchRow, read_document, read_item
from indicators.models import Actor, Addressee, Country, Document, Item, Topic, Watch
from indicators.watch.draft import draft_terms
from indicators.watch.places import name_of

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
    for number, row in enumerate(data.get("documents", []), 1):
        yield _load_row("document", number, row, lambda row: _save_document(read_document(row)))
    for number, row in enumerate(data.get("items", []), 1):
        yield _load_row("item", number, row, lambda row: _save_item(read_item(row)))


def _load_row(kind: str, number: int, row: object, save: Callable[[object], str]) -> LoadedRow:
    name = str(row.get("reference") or row.get("title") or "")[:80] if isinstance(row, dict) else ""
    try:
        with transaction.atomic():
            return LoadedRow(kind, number, name, save(row))
    except RowRefused as error:
        return LoadedRow(kind, number, name, REFUSED, str(error))


def _save_document(row: DocumentRow) -> str:
    columns = asdict(row)
    document, added = Document.objects.get_or_create(title=columns.pop("title"), defaults=columns)
    return ADDED if added else _update(document, columns)


def _save_item(row: ItemRow) -> str:
    document = Document.objects.filter(title=row.document).first()
    if document is None:
        raise RowRefused(f"its document “{row.document[:80]}” is not among the documents")
    if row.columns["quote"] and document.text and row.columns["quote_start"] is not None:
        _check_quote(row, document.text)
    item, added = Item.objects.get_or_create(document=document, reference=row.reference, defaults=row.columns)
    outcomes = [ADDED if added else _update(item, row.columns), _relate(item, row), _save_watch(item, row.watch)]
    if added:
        return ADDED
    return CHANGED if CHANGED in outcomes or ADDED in outcomes else UNCHANGED


def _check_quote(row: ItemRow, text: str) -> None:
    start, end = row.columns["quote_start"], row.columns["quote_end"]
    if isinstance(start, int) and isinstance(end, int) and text[start:end] != row.columns["quote"]:
        raise RowRefused("the quote is not what the document's text has at that place")


def _update(row: Document | Item, columns: dict[str, object]) -> str:
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if changed:
        type(row)._default_manager.filter(pk=row.pk).update(**changed)
    return CHANGED if changed else UNCHANGED


def _relate(item: Item, row: ItemRow) -> str:
    topics = {Topic.objects.get_or_create(name=name)[0].pk for name in row.topics}
    countries = {_country(code).pk for code in row.countries}
    actors = [Actor.objects.get_or_create(name=name)[0].pk for name in row.actors]
    before = (
        set(item.topics.values_list("pk", flat=True)),
        set(item.countries.values_list("pk", flat=True)),
        list(item.addressees.values_list("actor_id", flat=True)),
    )
    if before == (topics, countries, actors):
        return UNCHANGED
    item.topics.set(topics)
    item.countries.set(Country.objects.filter(pk__in=countries))
    _address(item, actors)
    return CHANGED


def _country(code: str) -> Country:
    return Country.objects.get_or_create(code=code, defaults={"name": name_of(code)})[0]


def _address(item: Item, actors: list[int]) -> None:
    """The actor named first leads, the others support."""
    item.addressees.all().delete()
    Addressee.objects.bulk_create(
        Addressee(item=item, actor_id=pk, role=Addressee.Role.SUPPORTING if at else Addressee.Role.LEAD)
        for at, pk in enumerate(actors)
    )


def _save_watch(item: Item, row: WatchRow | None) -> str:
    """The row's watch; for an item without one, a drafted watch, which an analyst's or a file's own replaces."""
    watch = Watch.objects.filter(item=item).first()
    if row is None:
        if watch is not None:
            return UNCHANGED
        row = _draft(item)
    columns = asdict(row)
    if watch is not None and all(getattr(watch, name) == value for name, value in columns.items()):
        return UNCHANGED
    watch = watch or Watch(item=item)
    for name, value in columns.items():
        setattr(watch, name, value)
    watch.note_change()
    watch.save()
    return CHANGED


def _draft(item: Item) -> WatchRow:
    places = list(item.countries.values_list("pk", flat=True))
    return WatchRow(terms=draft_terms(item.title, item.text, item.expected_outcome), places=places)
