"""The columns of the register as a table, in their order, and how a cell becomes a value: see docs/register.md."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

from indicators.catalogue.cells import split, unguard
from indicators.catalogue.values import RowRefused
from indicators.watch.words import LANGUAGES

YES = ("yes", "true", "1", "x", "sí", "si")
NO = ("no", "false", "0")


def _whole(cell: str) -> object:
    if not re.fullmatch(r"\d{1,9}", cell):
        raise RowRefused(_("“%(cell)s” is no whole number") % {"cell": cell[:40]})
    return int(cell)


def _number(cell: str) -> object:
    """As it was written; its digits are read with the row."""
    return cell


def _score(cell: str) -> object:
    try:
        return float(cell)
    except ValueError as error:
        raise RowRefused(_("“%(cell)s” is no number like 12.5") % {"cell": cell[:40]}) from error


def _flag(cell: str) -> object:
    if cell.casefold() not in YES + NO:
        raise RowRefused(_("“%(cell)s” is neither yes nor no") % {"cell": cell[:40]})
    return cell.casefold() in YES


def _text(cell: str) -> object:
    return unguard(cell)


def _list(cell: str) -> object:
    return split(unguard(cell))


Kind = Callable[[str], object]

TEXT_KINDS: Final = (_text, _list)  # the rest are numbers, dates and choices, which need no guard
KEYS: Final[dict[str, Kind]] = {"document": _text, "reference": _text}

# In the table → in the document's row.
OF_A_DOCUMENT: Final = {
    "document_number": "number",
    "publisher": "publisher",
    "document_url": "url",
    "published_on": "published_on",
    "language": "language",
}
OF_AN_ITEM: Final[dict[str, Kind]] = {
    "document": _text,
    **dict.fromkeys(OF_A_DOCUMENT, _text),
    "reference": _text,
    **dict.fromkeys(("kind", "title", "text", "heading", "place", "quote"), _text),
    **dict.fromkeys(("quote_start", "quote_end", "page"), _whole),
    "cycle": _text,
    **dict.fromkeys(("topics", "countries", "lead", "supporting"), _list),
    "priority": _text,
    "published": _flag,
    **dict.fromkeys(("expected_outcome", "due_on", "due_basis"), _text),
    "review_every_days": _whole,
    "closing_stage": _text,
    "closing_sources": _whole,
    "closing_official": _flag,
    "polarity": _text,
    "informs": _list,
    **dict.fromkeys(("trips_when", "active_from", "active_until", "measure", "unit"), _text),
    "ascending": _flag,
    "baseline_value": _number,
    **dict.fromkeys(("baseline_narrative", "baseline_on"), _text),
    **dict.fromkeys(("reported_status", "reported_scheme", "reported_as", "reported_note"), _text),
}
OF_A_WATCH: Final[dict[str, Kind]] = {
    **{f"terms_{language}": _list for language in LANGUAGES},
    **dict.fromkeys(("watch_places", "watch_actors", "watch_exclude"), _list),
    "watch_filter": _text,
    "watch_min_score": _score,
}
WRITTEN_ONLY: Final = ("status", "trend", "last_assessed_on")  # only an assessment gives these
ITEMS: Final[dict[str, Kind]] = {**OF_AN_ITEM, "actors": _list, **OF_A_WATCH}
REQUIRED: Final = ("document", "reference", "kind", "title")

# Sheets of a workbook beside the items.
PARTS: Final[dict[str, dict[str, Kind]]] = {
    "responses": {**KEYS, **dict.fromkeys(("actor", "position", "text", "received_on", "url"), _text)},
    "milestones": {**KEYS, **dict.fromkeys(("title", "due_on", "done_on"), _text)},
    "relations": {**KEYS, **dict.fromkeys(("kind", "other", "note"), _text)},
    "targets": {**KEYS, "period_end": _text, "value": _number, "narrative": _text},
    "measurements": {**KEYS, "measured_on": _text, "value": _number, "narrative": _text, "source_url": _text},
}


def folded(name: str) -> str:
    """A column's name whatever its case, spaces, underscores or dashes."""
    return re.sub(r"[\s_\-]+", "_", name.strip().casefold())


def values(cells: dict[str, str], columns: dict[str, Kind], names: Iterable[str]) -> dict[str, Any]:
    """What a row says; an empty cell says nothing. Raises RowRefused."""
    said: dict[str, Any] = {}
    for name in names:
        if cell := cells.get(name, "").strip():
            try:
                said[name] = columns[name](cell)
            except RowRefused as error:
                raise RowRefused(f"{name}: {error}") from error
    return said
