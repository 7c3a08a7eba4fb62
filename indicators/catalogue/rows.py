"""A catalogue file's rows, checked: what is of the wrong type is refused with a reason, before anything is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from indicators.models import Item
from indicators.models.catalogue import Polarity
from indicators.watch.places import codes_for
from indicators.watch.query import QueryError, parse
from indicators.watch.terms import TermsRefused, check_terms
from indicators.watch.words import LANGUAGES

Json = Mapping[str, Any]
T = TypeVar("T")

MOST_CHARACTERS = 1_000_000  # of any text
MOST_SCORE = 1_000  # far above any score
CANNOT_BE_STORED = re.compile("[\0\ud800-\udfff]")  # JSON can write them, PostgreSQL and UTF-8 cannot


class RowRefused(ValueError):
    """A row that cannot be loaded; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    title: str
    columns: dict[str, object]  # the document's other columns, by name
    said: frozenset[str]  # what the row speaks of; the rest of a document that is known stays as it is

    @property
    def key(self) -> tuple[str, ...]:
        return (self.title,)


@dataclass(frozen=True, slots=True)
class WatchRow:
    terms: dict[str, list[str]] = field(default_factory=dict)
    places: list[str] | None = None  # the countries of its item
    actors: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    filter: str = ""
    min_score: float | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    document: str
    reference: str
    columns: dict[str, object]  # the item's own columns, by name
    said: frozenset[str]  # what the row speaks of; the rest of an item that is known stays as it is
    topics: list[str]
    countries: list[str]  # ISO codes
    actors: list[str]
    watch: WatchRow | None

    @property
    def key(self) -> tuple[str, ...]:
        return (self.document, self.reference)


def read_document(row: object) -> DocumentRow:
    data = _object(row)
    return DocumentRow(
        title=_text(data, "title", limit=300, required=True),
        columns={
            "publisher": _text(data, "publisher", limit=200),
            "url": _address(data, "url"),
            "published_on": _date(data, "published_on"),
            "language": _text(data, "language", limit=10) or "en",
            "text": _text(data, "text"),
        },
        said=_said(data),
    )


def read_item(row: object) -> ItemRow:
    data = _object(row)
    watch = data.get("watch")
    return ItemRow(
        document=_text(data, "document", required=True),
        reference=_text(data, "reference", limit=40, required=True),
        columns=_columns(data),
        said=_said(data),
        topics=_texts(data, "topics", limit=120),
        countries=_countries(data, "countries"),
        actors=_texts(data, "actors", limit=200),
        watch=None if watch is None else _watch(_object(watch, "watch")),
    )


def _said(data: Json) -> frozenset[str]:
    said = frozenset(key for key, value in data.items() if value is not None)
    return said | {"due_basis"} if "due_on" in said else said


def _columns(data: Json) -> dict[str, object]:
    due_on = _date(data, "due_on")
    return {
        "kind": _choice(data, "kind", Item.Kind.values, required=True),
        "title": _text(data, "title", limit=300, required=True),
        "text": _text(data, "text"),
        "heading": _text(data, "heading", limit=300),
        "place": _text(data, "place", limit=200),
        "expected_outcome": _text(data, "expected_outcome"),
        "due_on": due_on,
        "due_basis": Item.DueBasis.STATED if due_on else Item.DueBasis.NONE,
        "priority": _choice(data, "priority", Item.Priority.values) or Item.Priority.MEDIUM,
        "polarity": _choice(data, "polarity", Polarity.values) or Polarity.ADVANCES,
        "published": _typed(data, "published", bool) or False,
        **_quote(data),
    }


def _quote(data: Json) -> dict[str, object]:
    """The quote and its place in the document's text, in code points; a place may be given without the quote."""
    quote = _text(data, "quote")
    start, end = _typed(data, "quote_start", int), _typed(data, "quote_end", int)
    if (start is None) != (end is None) or (start is not None and end is not None and not 0 <= start < end):
        raise RowRefused("quote_start and quote_end go together, and the start comes before the end")
    if end is not None and end > MOST_CHARACTERS:
        raise RowRefused("quote_end is beyond the end of any document")
    if quote and start is not None and end is not None and end - start != len(quote):
        raise RowRefused("quote is not as long as from quote_start to quote_end")
    return {"quote": quote, "quote_start": start, "quote_end": end}


def _watch(data: Json) -> WatchRow:
    terms = _object(data.get("terms", {}), "watch.terms")
    if unknown := [language for language in terms if language not in LANGUAGES]:
        raise RowRefused(f"watch.terms has “{unknown[0]}”; languages are {' and '.join(LANGUAGES)}")
    minimum = _typed(data, "min_score", (int, float))
    if minimum is not None and not 0 <= minimum <= MOST_SCORE:
        raise RowRefused("min_score is out of range")
    return WatchRow(
        terms={language: _terms(terms, language) for language in terms},
        places=None if data.get("places") is None else _countries(data, "places"),
        actors=_terms(data, "actors"),
        exclude=_terms(data, "exclude"),
        filter=_filter(data),
        min_score=None if minimum is None else float(minimum),
    )


def _terms(data: Json, key: str) -> list[str]:
    terms = _texts(data, key)
    try:
        check_terms(terms)
    except TermsRefused as error:
        raise RowRefused(f"watch.{key}: {error}") from error
    return terms


def _filter(data: Json) -> str:
    """As it was typed; that it is a query is only checked."""
    query = _text(data, "filter")
    try:
        if query:
            parse(query)
    except QueryError as error:
        raise RowRefused(f"watch.filter: {error}") from error
    return query


def _object(value: object, name: str = "the row") -> Json:
    if not isinstance(value, dict):
        raise RowRefused(f"{name} is {_kind(value)}, not an object")
    return value


def _typed(data: Json, key: str, kind: type[T] | tuple[type[T], ...]) -> T | None:
    """The value, None when absent or null. A bool is no number here, whatever Python says."""
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise RowRefused(f"{key} is {_kind(value)}")
    return value


def _text(data: Json, key: str, *, limit: int = MOST_CHARACTERS, required: bool = False) -> str:
    value = (_typed(data, key, str) or "").strip()
    if required and not value:
        raise RowRefused(f"{key} is missing")
    if len(value) > limit:
        raise RowRefused(f"{key} is longer than {limit} characters")
    if CANNOT_BE_STORED.search(value):
        raise RowRefused(f"{key} has a character that cannot be stored")
    return value


def _texts(data: Json, key: str, *, limit: int = 200) -> list[str]:
    values = data.get(key)
    if values is None:
        return []
    if not isinstance(values, list):
        raise RowRefused(f"{key} is {_kind(values)}, not a list")
    texts = [_text({key: value}, key, limit=limit, required=True) for value in values]
    return list(dict.fromkeys(texts))


def _choice(data: Json, key: str, choices: list[str], *, required: bool = False) -> str:
    value = _text(data, key, required=required)
    if value and value not in choices:
        raise RowRefused(f"{key} is “{value}”; it is one of {', '.join(choices)}")
    return value


def _date(data: Json, key: str) -> date | None:
    value = _text(data, key)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise RowRefused(f"{key} is “{value}”, not a date like 2026-01-31") from error


def _address(data: Json, key: str) -> str:
    value = _text(data, key, limit=2000)
    if value and not value.startswith(("http://", "https://")):
        raise RowRefused(f"{key} is no http or https address")
    return value


def _countries(data: Json, key: str) -> list[str]:
    """Codes, of countries by name or code, and of those of a region."""
    known = {name: codes_for(name) for name in _texts(data, key)}
    if unknown := [name for name, codes in known.items() if not codes]:
        raise RowRefused(f"“{unknown[0]}” is no country known here; a name or an ISO code like MX is")
    return list(dict.fromkeys(code for codes in known.values() for code in codes))


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number"}
    return names.get(type(value), "null" if value is None else "a decimal number")
