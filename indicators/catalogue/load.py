"""Loads a catalogue: documents by title, items by document and reference. A second run changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.catalogue.contents import Catalogue, NotACatalogue, Numbered
from indicators.catalogue.documents import save_document
from indicators.catalogue.files import read_file
from indicators.catalogue.items import save_item
from indicators.catalogue.known import Known
from indicators.catalogue.links import has_links, save_links
from indicators.catalogue.names import Names
from indicators.catalogue.outcome import ADDED, CHANGED, REFUSED, UNCHANGED, LoadedRow
from indicators.catalogue.rows import ItemRow, read_document, read_item
from indicators.catalogue.values import RowRefused
from indicators.models import Item

__all__ = ["ADDED", "CHANGED", "REFUSED", "STARTER", "UNCHANGED", "LoadedRow", "NotACatalogue", "load_catalogue"]

STARTER = Path(__file__).with_name("starter.json")


def load_catalogue(path: Path = STARTER) -> Iterator[LoadedRow]:
    """Upserts every row of a file. Raises NotACatalogue before anything is written."""
    return iter(load_rows(read_file(path)))


def load_rows(catalogue: Catalogue, *, dry_run: bool = False) -> list[LoadedRow]:
    """Upserts every row, each in a transaction of its own; in a dry run all of it is taken back at the end."""
    if not dry_run:
        return _load(catalogue)
    with transaction.atomic():
        rows = _load(catalogue)
        transaction.set_rollback(True)
    return rows


def _load(catalogue: Catalogue) -> list[LoadedRow]:
    documents, items = Loading(), Loading()

    def one_document(numbered: Numbered) -> tuple[str, str]:
        checked = read_document(numbered.read())
        documents.check_new("document", checked.key)
        return save_document(checked), ""

    rows = [documents.load(one, partial(one_document, one)) for one in catalogue.documents]
    return [*rows, *_load_items(catalogue.items, items), *map(_refused, catalogue.refused)]


def _load_items(rows: list[Numbered], loading: "Loading") -> list[LoadedRow]:
    checked = [_read(numbered) for numbered in rows]
    known = Known(row.key for row in checked if isinstance(row, ItemRow))
    found: dict[tuple[str, str], int] = {}
    to_link: dict[int, tuple[ItemRow, Item]] = {}

    def one_item(at: int, row: ItemRow | RowRefused) -> tuple[str, str]:
        if isinstance(row, RowRefused):
            raise row
        loading.check_new("item", row.key)
        saved = save_item(row, known, loading.names)
        found[row.key] = saved.item.pk
        if has_links(row):
            to_link[at] = row, saved.item
        return saved.outcome, saved.note

    loaded = [loading.load(one, partial(one_item, at, checked[at])) for at, one in enumerate(rows)]
    for at, (row, item) in to_link.items():
        loaded[at] = _link(loaded[at], row, item, found)
    return loaded


def _read(numbered: Numbered) -> ItemRow | RowRefused:
    try:
        return read_item(numbered.read())
    except RowRefused as error:
        return error


def _link(loaded: LoadedRow, row: ItemRow, item: Item, found: dict[tuple[str, str], int]) -> LoadedRow:
    try:
        with transaction.atomic():
            changed = save_links(row, item, found, known=loaded.outcome != ADDED)
    except RowRefused as error:
        return replace(loaded, outcome=REFUSED, reason=str(error))
    return replace(loaded, outcome=CHANGED) if changed and loaded.outcome == UNCHANGED else loaded


def _refused(numbered: Numbered) -> LoadedRow:
    """A row that could not be made out, in a table that lists more than items."""
    return LoadedRow(numbered.kind, numbered.number, numbered.name, REFUSED, str(numbered.row))


@dataclass(slots=True)
class Loading:
    """The rows of one kind, one after the other; a refused one leaves nothing behind."""

    names: Names = field(default_factory=Names)
    _seen: set[tuple[str, ...]] = field(default_factory=set)
    _key: tuple[str, ...] = ()

    def check_new(self, kind: str, key: tuple[str, ...]) -> None:
        if key in self._seen:
            raise RowRefused(_("an earlier row of this file is the same %(kind)s") % {"kind": _(kind)})
        self._key = key

    def load(self, numbered: Numbered, save: Callable[[], tuple[str, str]]) -> LoadedRow:
        try:
            with transaction.atomic():
                outcome, note = save()
        except RowRefused as error:
            self.names.forget()
            return LoadedRow(numbered.kind, numbered.number, numbered.name, REFUSED, str(error))
        self.names.keep()
        self._seen.add(self._key)
        return LoadedRow(numbered.kind, numbered.number, numbered.name, outcome, note=note)
