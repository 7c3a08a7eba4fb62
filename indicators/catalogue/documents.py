"""Saves a document's row. A text may only change where what was quoted from it still stands at its place."""

from django.db.models import Q, Value
from django.utils.translation import gettext as _

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
        raise RowRefused(_("the document “%(title)s” has the same text") % {"title": same.title[:80]})
    return dict(known)


def _check_quotes(document: Document, text: str) -> None:
    placed = document.items.filter(quote_start__isnull=False).exclude(quote="")
    items = placed.values_list("quote", "quote_start", "quote_end", "reference")
    drafts = document.drafts.values_list("quote", "start", "end", Value(_("a draft")))
    for quote, start, end, name in (*items, *drafts):
        if text[start:end] != quote:
            told = _("its text cannot change: “%(quote)s” (%(name)s) no longer stands at its place")
            raise RowRefused(told % {"quote": quote[:40], "name": name})
