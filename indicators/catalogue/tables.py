"""Tables of the register, .csv and .xlsx, as rows of a catalogue: one row an item, its document beside it.

A workbook has a sheet for each list of the items too. An empty cell says nothing of its column: what is known stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from indicators.catalogue.columns import (
    ITEMS,
    KEYS,
    OF_A_DOCUMENT,
    OF_A_WATCH,
    PARTS,
    REQUIRED,
    WRITTEN_ONLY,
    folded,
    values,
)
from indicators.catalogue.contents import Catalogue, NotACatalogue, Numbered
from indicators.catalogue.mappings import MAPPINGS
from indicators.catalogue.parts import READERS
from indicators.catalogue.values import RowRefused
from indicators.intake.refusals import NotRead
from indicators.intake.tables import read_table

FIRST_ROW = 2  # the names of the columns are row 1 of a spreadsheet

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    names: list[str]  # of its columns, folded
    rows: list[tuple[int, Cells]]  # with their numbers; without the blank ones


@dataclass(slots=True)
class Reading:
    """A table while it is read."""

    documents: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)  # first row, and what is said
    items: list[Numbered] = field(default_factory=list)
    refused: list[Numbered] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def catalogue(self) -> Catalogue:
        documents = [
            Numbered("document", number, {"title": title, **said}, title[:80])
            for title, (number, said) in self.documents.items()
        ]
        return Catalogue(documents, self.items, self.refused, self.notes)


def read_tables(content: bytes, name: str, *, mapping: str = "", scheme: str = "") -> Catalogue:
    """Raises NotACatalogue."""
    try:
        read = read_table(content, name)
    except NotRead as error:
        raise NotACatalogue(f"{name}: {error.told(_)}") from error
    sheets = {folded(title): _sheet(title, rows) for title, rows in read.items()}
    items = sheets.pop("items", None) or (sheets.popitem()[1] if len(sheets) == 1 else None)
    if items is None:
        raise NotACatalogue(_("%(file)s: no sheet is called “items”") % {"file": name})
    if mapping:
        items, scheme = _mapped(items, mapping), MAPPINGS[mapping].scheme
    reading = Reading()
    _read_items(_claims(items, scheme), scheme, reading)
    for title, sheet in sheets.items():
        _read_parts(title, sheet, reading)
    return reading.catalogue()


def _sheet(title: str, rows: Sequence[Mapping[str, str]]) -> Sheet:
    names = [folded(name) for name in rows[0]] if rows else []
    if twice := [name for at, name in enumerate(names) if name in names[:at]]:
        raise NotACatalogue(_("Two columns of “%(sheet)s” are called “%(name)s”") % {"sheet": title, "name": twice[0]})
    numbered = enumerate(rows, FIRST_ROW)
    full = [(number, dict(zip(names, row.values(), strict=True))) for number, row in numbered if any(row.values())]
    return Sheet(title, names, full)


def _mapped(sheet: Sheet, mapping: str) -> Sheet:
    """Another body's table in our columns; what it has none of is noted as of any table."""
    their = MAPPINGS[mapping]
    _check_columns(sheet, [folded(name) for name in their.columns], _("the mapping %(name)s") % {"name": mapping})
    rows = [(number, their.to_ours(cells)) for number, cells in sheet.rows]
    unknown = [name for name in sheet.names if name not in map(folded, their.columns)]
    return Sheet(sheet.title, [*their.gives, *unknown], rows)


def _claims(sheet: Sheet, scheme: str) -> Sheet:
    """With a scheme, a column of statuses is what the publisher claims."""
    if not scheme or "status" not in sheet.names or "reported_status" in sheet.names:
        return sheet
    names = ["reported_status" if name == "status" else name for name in sheet.names]
    rows = [(number, dict(zip(names, row.values(), strict=True))) for number, row in sheet.rows]
    return Sheet(sheet.title, names, rows)


def _check_columns(sheet: Sheet, required: Sequence[str], by: str) -> None:
    missing = [name for name in required if name not in sheet.names]
    if missing and (sheet.rows or sheet.names):
        told = _("“%(sheet)s” has no column “%(column)s”, which %(by)s needs")
        raise NotACatalogue(told % {"sheet": sheet.title, "column": missing[0], "by": by})


def _read_items(sheet: Sheet, scheme: str, reading: Reading) -> None:
    _check_columns(sheet, REQUIRED, _("a register"))
    _note_unread(sheet, list(ITEMS), reading)
    for number, cells in sheet.rows:
        name = cells.get("reference") or cells.get("title", "")
        try:
            row: object = _item(cells, number, sheet.names, scheme, reading)
        except RowRefused as error:
            row = error
        reading.items.append(Numbered("item", number, row, name[:80]))


def _note_unread(sheet: Sheet, known: list[str], reading: Reading) -> None:
    unread = [name for name in sheet.names if name not in known and name not in WRITTEN_ONLY]
    if unread:
        told = _("Not read, columns of “%(sheet)s”: %(columns)s")
        reading.notes.append(told % {"sheet": sheet.title, "columns": ", ".join(unread)})
    if "status" in sheet.names and known == list(ITEMS):
        told = _(
            "The column status is not read: only an assessment gives a status. A publisher's claim is reported_status."
        )
        reading.notes.append(told)


def _item(cells: Cells, number: int, names: list[str], scheme: str, reading: Reading) -> dict[str, Any]:
    own = [name for name in names if name in ITEMS and name not in OF_A_WATCH and name not in OF_A_DOCUMENT]
    row = values(cells, ITEMS, own)
    if watch := values(cells, ITEMS, [name for name in names if name in OF_A_WATCH]):
        row["watch"] = _watch(watch)
    if scheme and "reported_status" in row:
        row = {"reported_scheme": scheme, **row}
    document = values(cells, ITEMS, [name for name in names if name in OF_A_DOCUMENT])
    if "document" in row:
        _add_document(row["document"], {OF_A_DOCUMENT[key]: said for key, said in document.items()}, number, reading)
    return row


def _watch(said: dict[str, Any]) -> dict[str, Any]:
    terms = {name.removeprefix("terms_"): said[name] for name in said if name.startswith("terms_")}
    rest = {name.removeprefix("watch_"): said[name] for name in said if name.startswith("watch_")}
    return {"keep": True, **rest, **({"terms": terms} if terms else {})}


def _add_document(title: str, said: dict[str, Any], number: int, reading: Reading) -> None:
    """Each row may say something of its document, no two rows different things. Raises RowRefused."""
    known = reading.documents.setdefault(title, (number, {}))[1]
    for name, value in said.items():
        if known.setdefault(name, value) != value:
            told = _("%(column)s of its document is “%(value)s” here, “%(known)s” in a row before")
            raise RowRefused(told % {"column": name, "value": value[:80], "known": known[name][:80]})


def _read_parts(title: str, sheet: Sheet, reading: Reading) -> None:
    if title not in PARTS:
        reading.notes.append(_("Not read: the sheet “%(sheet)s”") % {"sheet": sheet.title})
        return
    _note_unread(sheet, list(PARTS[title]), reading)
    items = {_key(one.row): one.row for one in reading.items if isinstance(one.row, dict)}
    seen: set[tuple[object, ...]] = set()
    for number, cells in sheet.rows:
        try:
            _add_part(title, cells, items, seen)
        except RowRefused as error:
            kind, name = title.removesuffix("s"), cells.get("reference", "")[:80]
            reading.refused.append(Numbered(kind, number, error, name))


def _add_part(title: str, cells: Cells, items: dict[Any, Any], seen: set[tuple[object, ...]]) -> None:
    row = values(cells, PARTS[title], PARTS[title])
    item = items.get(_key(row))
    if item is None:
        raise RowRefused(_("its item is not in the sheet “items”, by document and reference"))
    key = (*_key(row), *READERS[title](row).key.values())
    if key in seen:
        raise RowRefused(_("an earlier row of this sheet is the same"))
    seen.add(key)
    item.setdefault(title, []).append({name: value for name, value in row.items() if name not in KEYS})


def _key(row: Mapping[str, Any]) -> tuple[object, object]:
    return row.get("document"), row.get("reference")
