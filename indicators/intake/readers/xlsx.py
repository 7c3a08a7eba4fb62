"""Workbooks by openpyxl: the values of each sheet, row by row, as text."""

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from indicators.intake import limits, refusals
from indicators.intake.readers.archive import check_archive
from indicators.intake.refusals import NotRead
from indicators.refusal import announced as _

TOO_MANY = _("A sheet has more than %(most)s rows, or the workbook too many cells: hand it in in parts.")
MIDNIGHT = time()


def read(content: bytes, **_: Any) -> dict[str, dict[str, list[list[str]]]]:
    """`{"sheets": {name: rows of cells}}`. Raises NotRead."""
    check_archive(content, refusals.DAMAGED["xlsx"])
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    left = limits.CELLS
    sheets: dict[str, list[list[str]]] = {}
    for sheet in book.worksheets:
        sheets[sheet.title] = rows = []
        for row in _rows(sheet):
            rows.append(row)
            left -= max(1, len(row))
            if left < 0 or len(rows) > limits.ROWS:
                raise NotRead(TOO_MANY, most=f"{limits.ROWS:,}")
    return {"sheets": sheets}


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Without the empty cells and rows at the end: a sheet may claim a million of them."""
    blank = 0
    sheet.reset_dimensions()  # a file may lie about them
    for values in sheet.iter_rows(max_col=limits.COLUMNS, max_row=limits.ROWS + 2, values_only=True):
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            blank += 1
            continue
        yield from ([] for _ in range(blank))
        blank = 0
        yield cells


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime() if value.time() == MIDNIGHT:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value).strip()
