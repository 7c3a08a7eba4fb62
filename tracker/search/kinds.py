"""What can be searched: the index of each, and how a row is opened as a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from indicators.watch.query import Page
from indicators.watch.words import language_of


@dataclass(frozen=True)
class Kind:
    table: str  # the index
    text: Combinable
    source: str


ENTRY = Kind("tracker_search_entry", F("text"), "feed__title")
# Evidence that was recorded before whole texts were kept has its lead alone.
EVIDENCE = Kind(
    "tracker_search_evidence", Coalesce(NullIf("text", Value("", TextField())), "lead"), "entry__feed__title"
)


def open_pages(rows: QuerySet[Any], kind: Kind) -> Iterator[tuple[int, Page]]:
    """Each row's key and its page, in their order; the words of one are found when the first query asks for them.

    What does not say its language is read for it.
    """
    told = rows.values_list("pk", "title", kind.text, kind.source, "language", "url")
    for pk, title, text, source, language, url in told:
        spoken = language or language_of(f"{title}\n{text}")
        yield pk, Page(title, text, source, spoken, url)
