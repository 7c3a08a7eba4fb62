"""Finds the rows that match a query, the newest first: the index says where to look, the matcher decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from indicators.watch import query as language
from indicators.watch.query import Anything, Page, Query, Span, Wanted, matches, wanted
from tracker.search.index import newest
from tracker.search.kinds import Kind, open_pages

LOOKED_AT = 20_000  # rows opened and asked, whatever the query: some seconds' work
LONG = 1_000  # characters of a text; one of twice that counts as two rows
KEYS, MORE_KEYS = 100, 10  # asked of the index at first, and so many times as many each time after
TOGETHER = 500  # rows read in one statement
GREATEST = 2**63 - 1  # key of a row


@dataclass(frozen=True, slots=True)
class Results:
    """The keys of what was found. Where it is not all, what is older is looked for among the keys below `older`."""

    pks: tuple[int, ...]
    is_all: bool
    looked_at: int
    older: int = 0


def find(rows: QuerySet[Any], kind: Kind, query: Query, *, most: int, looked_at: int = LOOKED_AT) -> Results:
    """At most so many of the rows, and among the so many that the index names first."""
    found: list[int] = []
    looked = cost = last = 0
    for pk, page in _candidates(rows, kind, wanted(query)):
        if cost >= looked_at:
            break
        if matches(query, page):
            if len(found) == most:
                break
            found.append(pk)
        looked, cost, last = looked + 1, cost + 1 + len(page.text) // LONG, pk
    else:
        return Results(tuple(found), is_all=True, looked_at=looked)
    return Results(tuple(found), is_all=False, looked_at=looked, older=last)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words of a query stand on a page: offsets into its title, a newline and its text."""

    page: Page
    spans: tuple[Span, ...]


def hits(rows: QuerySet[Any], kind: Kind, query: Query, pks: Iterable[int]) -> dict[int, Hit]:
    """What was found, opened once more, to be shown; less what does not match any longer."""
    asked = ((pk, page, language.find(query, page)) for pk, page in open_pages(rows.filter(pk__in=list(pks)), kind))
    return {pk: Hit(page, found.spans) for pk, page, found in asked if found}


def _candidates(rows: QuerySet[Any], kind: Kind, words: Wanted) -> Iterator[tuple[int, Page]]:
    """Those of the rows that may match, each once, though joins may give it several times."""
    last = GREATEST
    for pks in _keys(rows, kind, words):
        for pk, page in open_pages(rows.filter(pk__in=pks).order_by("-pk"), kind):
            if pk != last:
                yield pk, page
            last = pk


def _keys(rows: QuerySet[Any], kind: Kind, words: Wanted) -> Iterator[list[int]]:
    """Few at first, for most who ask have what they want among these."""
    below, most = GREATEST, KEYS
    while keys := _newest(rows, kind, words, below, most):
        for start in range(0, len(keys), TOGETHER):
            yield keys[start : start + TOGETHER]
        below, most = keys[-1], most * MORE_KEYS


def _newest(rows: QuerySet[Any], kind: Kind, words: Wanted, below: int, most: int) -> list[int]:
    if words == Anything():
        return list(rows.filter(pk__lt=below).order_by("-pk").values_list("pk", flat=True)[:most])
    return newest(kind, words, below=below, most=most)
