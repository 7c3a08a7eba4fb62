"""The register written for spreadsheets and programs. No cell of it is ever taken for a formula."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Final

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from indicators.catalogue import cells
from indicators.catalogue.columns import (
    OF_A_DOCUMENT,
    OF_A_WATCH,
    OF_AN_ITEM,
    PARTS,
    WRITTEN_ONLY,
)
from indicators.catalogue.export import export_catalogue
from indicators.models import Document, Item

COLUMNS: Final = (*OF_AN_ITEM, *WRITTEN_ONLY, *OF_A_WATCH)
DATES: Final = (
    *("published_on", "due_on", "active_from", "active_until", "baseline_on", "last_assessed_on", "received_on"),
    *("done_on", "period_end", "measured_on"),
)
NUMBERS: Final = (
    "quote_start",
    "quote_end",
    "page",
    "review_every_days",
    "closing_sources",
    "baseline_value",
    "watch_min_score",
    "value",
)
EXACT_DIGITS = 15  # of a number in a spreadsheet; longer ones are written as text
FIRST_DAY = date(1900, 3, 1)  # spreadsheets disagree about the days before

Row = dict[str, Any]


def as_json(documents: QuerySet[Document] | None = None) -> str:
    return json.dumps(export_catalogue(documents), ensure_ascii=False, indent=1) + "\n"


def as_csv(documents: QuerySet[Document] | None = None) -> str:
    """One row an item, its document beside it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in _item_rows(export_catalogue(documents), documents):
        writer.writerow([_in_csv(name, row.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def as_xlsx(documents: QuerySet[Document] | None = None) -> bytes:
    """A sheet of items, and one for each of their lists."""
    data = export_catalogue(documents)
    book = Workbook(write_only=True)
    _add_sheet(book, "items", list(COLUMNS), _item_rows(data, documents))
    for title, names in PARTS.items():
        _add_sheet(book, title, list(names), _part_rows(data, title))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _item_rows(data: dict[str, list[Row]], documents: QuerySet[Document] | None) -> Iterator[Row]:
    known = {document["title"]: document for document in data["documents"]}
    standing = _standing(documents)
    for item in data["items"]:
        document, watch = known[item["document"]], item.get("watch", {})
        row = dict(item)
        row |= {name: document.get(key, "") for name, key in OF_A_DOCUMENT.items()}
        row |= {f"terms_{language}": terms for language, terms in watch.get("terms", {}).items()}
        row |= {f"watch_{name}": said for name, said in watch.items() if name != "terms"}
        yield row | standing[item["document"], item["reference"]]


def _standing(documents: QuerySet[Document] | None) -> dict[tuple[str, str], Row]:
    items = Item.objects.all() if documents is None else Item.objects.filter(document__in=documents)
    told = items.values_list("document__title", "reference", "status", "trend", "last_assessed_at")
    return {
        (title, reference): {"status": status, "trend": trend, "last_assessed_on": at.date().isoformat() if at else ""}
        for title, reference, status, trend, at in told
    }


def _part_rows(data: dict[str, list[Row]], title: str) -> Iterator[Row]:
    for item in data["items"]:
        for part in item.get(title, ()):
            yield {"document": item["document"], "reference": item["reference"], **part}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return cells.storable(cells.join(value) if isinstance(value, list) else str(value))


def _in_csv(name: str, value: Any) -> str:
    return _cell(value) if name in NUMBERS or name in DATES else cells.guard(_cell(value))


def _add_sheet(book: Workbook, title: str, names: list[str], rows: Iterator[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_as_text(sheet, name, bold=True) for name in names])
    for row in rows:
        sheet.append([_in_xlsx(sheet, name, row.get(name, "")) for name in names])


def _in_xlsx(sheet: Any, name: str, value: Any) -> Any:
    text = _cell(value)
    if not text:
        return None
    if name in NUMBERS and len(Decimal(text).as_tuple().digits) <= EXACT_DIGITS:
        return Decimal(text)
    if name in DATES and date.fromisoformat(text) >= FIRST_DAY:
        return date.fromisoformat(text)
    return _as_text(sheet, cells.guard_apostrophe(text))


def _as_text(sheet: Any, text: str, *, bold: bool = False) -> Any:
    """Marked as text: what begins with "=" would be a formula else. A text too long for a cell is left out, not cut."""
    cell = WriteOnlyCell(sheet, text if len(text) <= cells.MOST_IN_A_CELL else None)
    if cell.value is not None:
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
