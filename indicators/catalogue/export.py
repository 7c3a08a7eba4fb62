"""The register as the same object that load reads: loaded again it changes nothing, into an empty place it is the same.

What is empty is left out. Our own status is no part of it, for a file cannot give one; tables show it to readers.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Model, QuerySet

from indicators.catalogue.crosswalk import to_ours
from indicators.models import Addressee, Document, Item, Watch

LISTS: Final = (
    *("topics", "countries", "addressees__actor", "informs__document", "responses__actor", "milestones"),
    *("relations__other__document", "targets", "measurements"),
)
OF_A_DOCUMENT: Final = ("number", "publisher", "url", "published_on", "language", "text")
OF_AN_ITEM: Final = (
    *("kind", "reference", "title", "text", "heading", "place", "quote", "quote_start", "quote_end", "page"),
    *("priority", "published", "expected_outcome", "due_on", "polarity", "trips_when", "active_from", "active_until"),
    *("closing_stage", "closing_sources", "closing_official"),
    *("review_every_days", "measure", "unit", "ascending", "baseline_value", "baseline_narrative", "baseline_on"),
    *("reported_status", "reported_scheme", "reported_note"),
)
OF_A_WATCH: Final = ("terms", "places", "actors", "exclude", "filter", "min_score")

Exported = dict[str, Any]


def export_catalogue(documents: QuerySet[Document] | None = None) -> dict[str, list[Exported]]:
    """Of these documents, or of all."""
    wanted = Document.objects.all() if documents is None else documents
    items = [_item(item) for item in items_of(wanted)]
    return {"documents": sorted(map(_document, wanted), key=_title), "items": items}


def items_of(documents: QuerySet[Document]) -> list[Item]:
    """With all that is exported of them, by document and reference."""
    items = Item.objects.filter(document__in=documents).select_related("document", "cycle", "watch")
    return sorted(items.defer("document__text", "document__outline").prefetch_related(*LISTS), key=_place)


def _place(item: Item) -> tuple[str, str]:
    return item.document.title, item.reference


def _title(document: Exported) -> str:
    return str(document["title"])


def _document(document: Document) -> Exported:
    return {"title": document.title, **columns(document, OF_A_DOCUMENT)}


def _item(item: Item) -> Exported:
    row = {
        "document": item.document.title,
        **columns(item, OF_AN_ITEM),
        "due_basis": item.due_basis if item.due_on else "",
        "cycle": item.cycle.name if item.cycle else "",
        "reported_as": _reported_as(item),
        "topics": sorted(topic.name for topic in item.topics.all()),
        "countries": sorted(country.pk for country in item.countries.all()),
        "lead": _addressees(item, Addressee.Role.LEAD),
        "supporting": _addressees(item, Addressee.Role.SUPPORTING),
        "informs": sorted(name_of(other, item) for other in item.informs.all()),
        **_lists(item),
    }
    watch: Watch | None = getattr(item, "watch", None)
    if watch is not None:
        row["watch"] = columns(watch, OF_A_WATCH) | {"places": watch.places}
    return {name: value for name, value in row.items() if value not in ("", [])} | _cleared(item)


def _cleared(item: Item) -> Exported:
    """An analyst may find that known words mean nothing of ours: that must be said, else they are read again."""
    known = to_ours(item.reported_status, item.reported_scheme)
    return {"reported_as": ""} if item.reported_status and known and not item.reported_as else {}


def _reported_as(item: Item) -> str:
    """Left to the reader of the words, unless an analyst reads them otherwise."""
    known = to_ours(item.reported_status, item.reported_scheme) if item.reported_status else None
    return "" if item.reported_as == known else item.reported_as


def _addressees(item: Item, role: str) -> list[str]:
    return [one.actor.name for one in item.addressees.all() if one.role == role]


def _lists(item: Item) -> Exported:
    responses = [{"actor": one.actor.name, **_part(one)} for one in item.responses.all()]
    relations = [{"other": name_of(one.other, item), **_part(one)} for one in item.relations.all()]
    lists = {"responses": responses, "relations": relations}
    lists |= {name: [_part(one) for one in getattr(item, name).all()] for name in ("milestones", *OF_A_MEASURE)}
    return {name: sorted(rows, key=lambda row: sorted(map(str, row.items()))) for name, rows in lists.items()}


OF_A_MEASURE: Final = ("targets", "measurements")
OF_A_PART: Final = {
    "Response": ("position", "text", "received_on", "url"),
    "Milestone": ("title", "due_on", "done_on"),
    "Relation": ("kind", "note"),
    "Target": ("period_end", "value", "narrative"),
    "Measurement": ("measured_on", "value", "narrative", "source_url"),
}


def _part(one: Model) -> Exported:
    return columns(one, OF_A_PART[type(one).__name__])


def name_of(other: Item, item: Item) -> str:
    """As links are read: a reference in the same document, or document#reference."""
    same = other.document_id == item.document_id
    return other.reference if same else f"{other.document.title}#{other.reference}"


def columns(row: Model, names: tuple[str, ...]) -> Exported:
    given = {name: plain(getattr(row, name)) for name in names}
    return {name: value for name, value in given.items() if value not in (None, "", [], {})}


def plain(value: Any) -> Any:
    """As JSON has it: days as 2026-01-31, exact numbers in text."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, (date, datetime)) else value
