"""The measures of the register gathered for the IATI export, and who reports them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from indicators.catalogue.iati import Reporter, activities
from indicators.catalogue.results import Amount, MeasuredDocument, MeasuredItem, periods_of
from indicators.models import Addressee, Document, Item, Measure


class NothingMeasured(ValueError):
    """There is no measure to export; the message is one plain line."""


def as_iati(at: datetime, documents: QuerySet[Document] | None = None, reporter: Reporter | None = None) -> bytes:
    """The documents that have measures, as IATI activities. Raises NothingMeasured."""
    found = [document for document in measured_documents(documents) if document.started_on()]
    if not found:
        raise NothingMeasured(_("no indicator here is a measure with a date: IATI has results for those only"))
    return activities(found, reporter or ourselves(), at)


def ourselves() -> Reporter:
    """Without an identifier of our own, the host that the reports come from stands for it."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    name = settings.IATI_ORGANISATION_NAME or host
    return Reporter(settings.IATI_ORGANISATION_REF or host, name)


def measured_documents(documents: QuerySet[Document] | None = None) -> list[MeasuredDocument]:
    items = Item.objects.exclude(measure=Measure.SIGNPOST).select_related("document")
    if documents is not None:
        items = items.filter(document__in=documents)
    by_document: defaultdict[int, list[Item]] = defaultdict(list)
    full = items.prefetch_related("targets", "measurements", "addressees__actor")
    for item in full.defer("document__text", "document__outline").order_by("document__title", "reference"):
        by_document[item.document_id].append(item)
    return [_document(of_it[0].document, of_it) for of_it in by_document.values()]


def _document(document: Document, items: list[Item]) -> MeasuredDocument:
    return MeasuredDocument(
        title=document.title,
        number=document.number,
        publisher=document.publisher,
        language=document.language,
        published_on=document.published_on,
        is_over=all(item.is_closed for item in items),
        leads=list(dict.fromkeys(name for item in items for name in _leads(item))),
        items=[_item(item) for item in items],
    )


def _leads(item: Item) -> Iterable[str]:
    return (one.actor.name for one in item.addressees.all() if one.role == Addressee.Role.LEAD)


def _item(item: Item) -> MeasuredItem:
    targets = [(one.period_end, Amount(one.value, one.narrative)) for one in item.targets.all()]
    measured = [
        (one.measured_on, Amount(one.value, one.narrative, one.measured_on, one.source_url))
        for one in item.measurements.all()
    ]
    has_baseline = item.baseline_value is not None or bool(item.baseline_narrative)
    return MeasuredItem(
        title=f"{item.reference}: {item.title}",
        description=item.text,
        measure=item.measure,
        unit=item.unit,
        ascending=item.ascending,
        baseline=Amount(item.baseline_value, item.baseline_narrative, item.baseline_on) if has_baseline else None,
        periods=periods_of(targets, measured, item.baseline_on or item.document.published_on),
    )
