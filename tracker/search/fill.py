"""Indexes what is stored already, a chunk at a time."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from indicators.watch.reading import read
from tracker.search.index import put
from tracker.search.kinds import ENTRY, EVIDENCE
from tracker.search.tokens import tokens_of

CHUNK = 500


def fill_entries(entries: QuerySet[Any]) -> None:
    for chunk in _chunks(entries.values_list("pk", "title", "text", "language")):
        put(ENTRY, [(pk, tokens_of(title, text, _stems(title, text, language))) for pk, title, text, language in chunk])


def fill_evidence(evidence: QuerySet[Any]) -> None:
    for chunk in _chunks(evidence.values_list("pk", "title", EVIDENCE.text)):
        put(EVIDENCE, [(pk, tokens_of(title, text)) for pk, title, text in chunk])


def _stems(title: str, text: str, language: str) -> list[str]:
    """As the matcher reads them."""
    return list(read(title, text, language=language).stems)


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1][0]
