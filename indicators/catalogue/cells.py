"""Cells of a table, written and read back: lists in one cell, and text that no spreadsheet takes for a formula."""

import re

_LIST_ENDS = re.compile(r"(?<!\\)((?:\\\\)*);")
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# What spreadsheets begin a formula with, in half and full width. One that begins with apostrophes before it counts
# too, so that taking away the guard gives back what was there.
_LIKE_A_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile("'" + _LIKE_A_FORMULA.pattern)
MOST_IN_A_CELL = 32_767  # characters, in a workbook


def join(values: list[str]) -> str:
    """Parted by "; "; a semicolon or backslash of a value's own has a backslash before it."""
    return "; ".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def split(cell: str) -> list[str]:
    parts = _LIST_ENDS.sub(r"\1\n", cell.replace("\n", " ")).split("\n")
    values = (re.sub(r"\\([\\;])", r"\1", part).strip() for part in parts)
    return [value for value in values if value]


def storable(text: str) -> str:
    """Without the control characters that no table may hold, and with one kind of line end."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))


def guard(text: str) -> str:
    """For a table of plain text, where nothing but an apostrophe says that it is text."""
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def guard_apostrophe(text: str) -> str:
    """For a workbook, whose cells are marked as text: only what would be read as guarded is."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
