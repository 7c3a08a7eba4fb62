"""Tables that are handed in, .csv or .xlsx: the rows of each sheet by the names in its first row."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from indicators.intake import limits, refusals
from indicators.intake.apart import read_apart
from indicators.intake.clean import clean
from indicators.intake.readers.plain import decode
from indicators.intake.refusals import NotRead
from indicators.refusal import announced as _

DELIMITERS = ",;\t"
ONLY_SHEET = "items"  # what the table of a .csv is called
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_table(content: bytes, name: str) -> dict[str, list[dict[str, str]]]:
    """Sheet → rows → cells by column, all text: dates as 2026-03-02, numbers as 3 or 0.5. Raises NotRead.

    The row at index n stands in row n + 2 of its sheet: a blank row in between is there, with empty cells.
    """
    if not content:
        raise NotRead(refusals.EMPTY)
    if len(content) > limits.MAX_BYTES:
        raise NotRead(refusals.TOO_LARGE)
    sheets = _workbook(content) if _is_workbook(content, name) else {ONLY_SHEET: list(_comma_separated(content))}
    return {sheet: _by_name(rows, sheet) for sheet, rows in sheets.items()}


def _is_workbook(content: bytes, name: str) -> bool:
    if content.startswith(OLE):
        raise NotRead(refusals.OLD_OFFICE)
    if name.lower().endswith(".xlsx") or content.startswith(ZIP):
        return True
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        return False
    raise NotRead(_("A table is read from a workbook (.xlsx) or from comma-separated values (.csv)."))


def _workbook(content: bytes) -> dict[str, list[list[str]]]:
    sheets: dict[str, list[list[str]]] = read_apart("xlsx", content)["sheets"]
    return sheets


def _comma_separated(content: bytes) -> Iterator[list[str]]:
    text = decode(content)
    width = 0
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)), 1):
            width = width or len(row)
            if any(row[width:]):
                raise NotRead(_("Row %(number)s has more cells than the first row has names."), number=number)
            if number > limits.ROWS:
                raise NotRead(_("It has more than %(most)s rows: hand it in in parts."), most=f"{limits.ROWS:,}")
            yield row
    except csv.Error as error:
        raise NotRead(_("It is not a table of comma-separated values: a quotation mark may be missing.")) from error


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _by_name(rows: Sequence[Sequence[str]], sheet: str) -> list[dict[str, str]]:
    names = [" ".join(clean(name).split()) for name in rows[0]] if rows else []
    twice = [name for name, times in Counter(filter(None, names)).items() if times > 1]
    if twice:
        raise NotRead(_("Two columns of “%(sheet)s” are called “%(name)s”."), sheet=sheet, name=twice[0])
    if rows[1:] and not any(names):
        raise NotRead(_("The first row of “%(sheet)s” must name the columns."), sheet=sheet)
    last = max((number for number, row in enumerate(rows) if any(row)), default=0)
    return [
        {name: clean(row[column]) if column < len(row) else "" for column, name in enumerate(names) if name}
        for row in rows[1 : last + 1]
    ]
