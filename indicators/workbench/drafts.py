"""Drafts as rows: what extraction or a person found in a document's text."""

from datetime import date

from indicators.extraction import draft as extracted
from indicators.extraction.extract import describe, extract
from indicators.models import Document, Item, ItemDraft


def add_drafts(document: Document) -> int:
    """Adds what extraction finds in the text and nobody has found before; returns how many."""
    known = _known(document)
    fresh = [
        draft_of(document, found)
        for found in extract(document.text, language=document.language)
        if not any(found.start < end and start < found.end for start, end in known)
    ]
    ItemDraft.objects.bulk_create(fresh)
    return len(fresh)


def _known(document: Document) -> list[tuple[int, int]]:
    """Where there is a draft, whatever became of it, or an item."""
    drafts = ItemDraft.objects.filter(document=document).values_list("start", "end")
    quoted = Item.objects.filter(document=document, quote_start__isnull=False, quote_end__isnull=False)
    return [*drafts, *((start or 0, end or 0) for start, end in quoted.values_list("quote_start", "quote_end"))]


def draft_of(document: Document, found: extracted.Draft) -> ItemDraft:
    return ItemDraft(
        document=document,
        kind=found.kind,
        title=found.title[:300],
        quote=found.quote,
        start=found.start,
        end=found.end,
        page=found.page,
        heading=found.heading[:300],
        addressee=found.addressee[:200],
        expected_outcome=found.expected_outcome,
        countries=found.countries,
        due_on=date.fromisoformat(found.due_on) if found.due_on else None,
        rule=found.rule,
        confidence=found.confidence if found.rule else None,
    )


def chosen(document: Document, start: int, end: int, kind: str) -> ItemDraft:
    """The draft of words that a person chose. Raises ValueError when there are none."""
    return draft_of(document, describe(document.text, start, end, kind=kind, language=document.language))
