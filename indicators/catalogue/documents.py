"""Saves a document's row. A text may only change where what was quoted from it still stands at its place."""

from django.db.models import Q, Value

from indicators.catalogue.outcome import ADDED, CHANGED, UNCHANGED, differing
from indicators.catalogue.rows import DocumentRow
from indicators.catalogue.values import RowRefused
from indicators.intake.beside import beside
from indicators.models import Document


def save_document(row: DocumentRow) -> str:
    document = Document.objects.filter(title=row.title).first()
    if document is None:
        known_by = _of_text(str(row.columns["text"]), row.title)
        Document.objects.create(title=row.title, **row.columns, **known_by)
        return ADDED
    changed = differing(document, {name: value for name, value in row.columns.items() if name in row.said})
    if "text" in changed:
        text = str(changed["text"])
        _check_quotes(document, text)
        changed |= _of_text(text, row.title)
    if changed:
        Document.objects.filter(pk=document.pk).update(**changed)
    return CHANGED if changed else UNCHANGED


def _of_text(text: str, title: str) -> dict[str, object]:
    """What is kept beside a text. Raises RowRefused where another document has the same."""
    known = beside(text)
    same = Document.objects.filter(sha256=known["sha256"]).exclude(Q(title=title) | Q(sha256="")).first()
    if same is not None:
        raise RowRefused(f"the document “{same.title[:80]}” has the same text")
    return dict(known)


def _check_quotes(document: Document, text: str) -> None:
    placed = document.items.filter(quote_start__isnull=False).exclude(quote="")
    items = placed.values_list("quote", "quote_start", "quote_end", "reference")
    drafts = document.drafts.values_list("quote", "start", "end", Value("a draft"))
    for quote, start, end, name in (*items, *drafts):
        if text[start:end] != quote:
            raise RowRefused(f"its text cannot change: “{quote[:40]}” ({name}) no longer stands at its place")
