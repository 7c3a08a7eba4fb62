"""The watch that a row of a catalogue gives its item, checked."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from indicators.catalogue.values import Json, RowRefused, read_countries, read_object, read_text, read_texts, typed
from indicators.watch.query import QueryError, parse
from indicators.watch.terms import TermsRefused, check_terms
from indicators.watch.words import LANGUAGES

MOST_SCORE = 1_000  # far above any score


@dataclass(frozen=True, slots=True)
class WatchRow:
    """`said` is None where the row's watch is the whole watch; else what it speaks of, and the rest is kept."""

    terms: dict[str, list[str]] = field(default_factory=dict)
    places: list[str] | None = None  # the countries of its item
    actors: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    filter: str = ""
    min_score: float | None = None
    said: frozenset[str] | None = None


def read_watch(value: object) -> WatchRow:
    data = read_object(value, "watch")
    terms = read_object(data.get("terms", {}), "watch.terms")
    if unknown := [language for language in terms if language not in LANGUAGES]:
        told = _("watch.terms has “%(language)s”; languages are %(languages)s")
        raise RowRefused(told % {"language": unknown[0], "languages": _(" and ").join(LANGUAGES)})
    keeps = typed(data, "keep", bool)
    return WatchRow(
        terms={language: _terms(terms, language) for language in terms},
        places=None if data.get("places") is None else read_countries(data, "places"),
        actors=_terms(data, "actors"),
        exclude=_terms(data, "exclude"),
        filter=_filter(data),
        min_score=_minimum(data),
        said=frozenset(key for key, given in data.items() if given is not None) if keeps else None,
    )


def _minimum(data: Json) -> float | None:
    minimum: Any = typed(data, "min_score", (int, float, Decimal))
    if minimum is None:
        return None
    if not 0 <= minimum <= MOST_SCORE:
        raise RowRefused(_("%(key)s is out of range") % {"key": "min_score"})
    return float(minimum)


def _terms(data: Json, key: str) -> list[str]:
    terms = read_texts(data, key)
    try:
        check_terms(terms)
    except TermsRefused as error:
        raise RowRefused(f"watch.{key}: {error.told(_)}") from error
    return terms


def _filter(data: Json) -> str:
    """As it was typed; that it is a query is only checked."""
    query = read_text(data, "filter")
    try:
        if query:
            parse(query)
    except QueryError as error:
        raise RowRefused(f"watch.filter: {error.told(_)}") from error
    return query
