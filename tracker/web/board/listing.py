"""The items of the board, or of a part of it: counted, narrowed by links, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery

from indicators.models import Item
from indicators.schedule import Schedule, schedule
from tracker.models import Evidence
from tracker.web.board.axes import AXES, Choice, Facet, choices, facet, link, narrowed

LISTED = 50  # on a page
SHOWN: Final = ("reference", "title", "kind", "status", "trend", "due_on", "last_assessed_at", "document__title")


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    schedule: Schedule
    evidence_at: datetime | None

    @property
    def has_date(self) -> bool:
        return self.schedule != Schedule.NO_DATE


@dataclass(frozen=True, slots=True)
class Taken:
    """A choice, and the link that takes it back."""

    choice: Choice
    link: str


@dataclass(frozen=True, slots=True)
class Listing:
    statuses: Facet
    facets: list[Facet]
    taken: list[Taken]
    page: Page[Item]
    rows: list[Row]
    newer: str
    older: str


def list_items(items: QuerySet[Item], asked: Mapping[str, str], on: date, *, without: str = "") -> Listing:
    """`without` is the axis that the page itself has chosen. Raises NoSuchChoice."""
    axes = tuple(axis for axis in AXES if axis.name != without)
    chosen = choices(asked, axes)
    statuses, *facets = (facet(axis, items, chosen) for axis in axes)
    in_order = narrowed(items, chosen).order_by(F("last_assessed_at").desc(nulls_last=True), "document", "reference")
    page = Paginator(in_order.select_related("document").only(*SHOWN), LISTED).get_page(asked.get("page"))
    return Listing(
        statuses=statuses,
        facets=[one for one in facets if _parts(one, page.paginator.count)],
        taken=[Taken(one, link([other for other in chosen if other != one])) for one in chosen],
        page=page,
        rows=_rows(page, on),
        newer=link(chosen, page=page.previous_page_number()) if page.has_previous() else "",
        older=link(chosen, page=page.next_page_number()) if page.has_next() else "",
    )


def _parts(facet: Facet, items: int) -> bool:
    """Whether a link of it leads elsewhere than to all that is listed."""
    return any(one.chosen or one.count < items for one in facet.options)


def _rows(page: Page[Item], on: date) -> list[Row]:
    """The evidence is asked for of what is shown alone, not of all that was put in order."""
    shown = list(page)
    seen = Item.objects.filter(pk__in=[item.pk for item in shown]).order_by()
    latest = dict(seen.annotate(at=latest_evidence()).values_list("pk", "at"))
    return [Row(item, schedule(item, on), latest[item.pk]) for item in shown]


def latest_evidence() -> Subquery:
    """Of items that are published: when the latest evidence was confirmed. One step in an index for each."""
    of_item = Evidence.objects.confirmed().filter(item=OuterRef("pk")).order_by("-reviewed_at")
    return Subquery(of_item.values("reviewed_at")[:1])
