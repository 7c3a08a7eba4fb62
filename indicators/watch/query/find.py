"""A query asked of a page: whether it matches, and where its words stand."""

from dataclasses import dataclass
from typing import NamedTuple

from indicators.watch.query.page import Page
from indicators.watch.query.query import Query


class Span(NamedTuple):
    """One occurrence of a term; half as dear to make as a dataclass, and there may be many."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    spans: tuple[Span, ...]


def matches(query: Query, page: Page) -> bool:
    return query.plan.holds(page)


def find(query: Query, page: Page) -> Found | None:
    """Where the terms that are not under a NOT stand, in order; None when the page does not match."""
    plan = query.plan
    if not plan.holds(page):
        return None
    starts, ends = page.starts, page.ends
    found: set[tuple[int, int, str]] = set()
    for term, search in plan.terms:
        firsts, lasts = search(page)
        if firsts:
            found.update([(starts[first], ends[last], term) for first, last in zip(firsts, lasts, strict=True)])
    return Found(tuple([Span(term, start, end) for start, end, term in sorted(found)]))
