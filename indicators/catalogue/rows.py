"""A catalogue file's rows, checked: what is of the wrong type is refused with a reason, before anything is written."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.assessment import ANNOUNCED, STAGES
from indicators.catalogue.parts import READERS, Part, read_parts
from indicators.catalogue.values import (
    MOST_OF_A_DOCUMENT,
    Json,
    RowRefused,
    read_address,
    read_choice,
    read_countries,
    read_date,
    read_number,
    read_object,
    read_text,
    read_texts,
    read_whole,
    typed,
)
from indicators.catalogue.watch_row import WatchRow, read_watch
from indicators.models import Item, Measure, Status
from indicators.models.catalogue import Polarity

__all__ = ["DocumentRow", "ItemRow", "RowRefused", "WatchRow", "read_document", "read_item"]

MOST_PAGES = 1_000_000
MOST_SOURCES = 20  # independent publishers that an item asks for
MOST_DAYS = 3_660  # ten years between two reviews


@dataclass(frozen=True, slots=True)
class DocumentRow:
    title: str
    columns: dict[str, object]  # the document's other columns, by name
    said: frozenset[str]  # what the row speaks of; the rest of a document that is known stays as it is

    @property
    def key(self) -> tuple[str, ...]:
        return (self.title,)


@dataclass(frozen=True, slots=True)
class ItemRow:
    document: str
    reference: str
    columns: dict[str, object]  # the item's own columns, by name
    said: frozenset[str]  # what the row speaks of; the rest of an item that is known stays as it is
    cycle: str
    topics: list[str]
    countries: list[str]  # ISO codes
    lead: list[str]
    supporting: list[str]
    informs: list[str]  # references: in the same document, or document#reference
    parts: dict[str, list[Part]]  # responses, milestones, …
    watch: WatchRow | None

    @property
    def key(self) -> tuple[str, str]:
        return self.document, self.reference


def read_document(row: object) -> DocumentRow:
    data = read_object(row)
    return DocumentRow(
        title=read_text(data, "title", limit=300, required=True),
        columns={
            "number": read_text(data, "number", limit=80),
            "publisher": read_text(data, "publisher", limit=200),
            "url": read_address(data, "url"),
            "published_on": read_date(data, "published_on"),
            "language": read_text(data, "language", limit=10) or "en",
            # Not stripped: places in a text count from its very start.
            "text": read_text(data, "text", limit=MOST_OF_A_DOCUMENT, strip=False),
        },
        said=frozenset(key for key, value in data.items() if value is not None),
    )


def read_item(row: object) -> ItemRow:
    data = read_object(row)
    lead, supporting = _addressees(data)
    return ItemRow(
        document=read_text(data, "document", required=True),
        reference=read_text(data, "reference", limit=40, required=True),
        columns=_columns(data),
        said=_said(data),
        cycle=read_text(data, "cycle", limit=120),
        topics=read_texts(data, "topics", limit=120),
        countries=read_countries(data, "countries"),
        lead=lead,
        supporting=supporting,
        informs=read_texts(data, "informs", limit=400),
        parts={name: read_parts(data, name) for name in READERS},
        watch=None if data.get("watch") is None else read_watch(data["watch"]),
    )


def _said(data: Json) -> frozenset[str]:
    """A due date brings its basis, and no basis takes the date away; `actors` speaks of both roles."""
    said = {key for key, value in data.items() if value is not None}
    together = ({"due_on", "due_basis"}, {"actors", "lead", "supporting"})
    for one in (pair for pair in together if ("due_on" in pair or "actors" in said) and pair & said):
        said |= one
    return frozenset(said)


def _addressees(data: Json) -> tuple[list[str], list[str]]:
    """Who leads, who supports. Of `actors` the one named first leads."""
    actors = read_texts(data, "actors", limit=200)
    lead, supporting = read_texts(data, "lead", limit=200), read_texts(data, "supporting", limit=200)
    if data.get("actors") is not None and (lead or supporting):
        raise RowRefused(_("actors is the short form of lead and supporting: give the one or the other"))
    if both := set(lead) & set(supporting):
        raise RowRefused(_("“%(actor)s” cannot lead and support at once") % {"actor": min(both)})
    return (lead or actors[:1]), (supporting or actors[1:])


def _columns(data: Json) -> dict[str, object]:
    return {
        "kind": read_choice(data, "kind", Item.Kind.values, required=True),
        "title": read_text(data, "title", limit=300, required=True),
        "text": read_text(data, "text"),
        "heading": read_text(data, "heading", limit=300),
        "place": read_text(data, "place", limit=200),
        "page": read_whole(data, "page", most=MOST_PAGES),
        "expected_outcome": read_text(data, "expected_outcome"),
        "priority": read_choice(data, "priority", Item.Priority.values) or Item.Priority.MEDIUM,
        "published": typed(data, "published", bool) or False,
        "review_every_days": read_whole(data, "review_every_days", most=MOST_DAYS) or 90,
        **_closing(data),
        **_due(data),
        **_quote(data),
        **_sign(data),
        **_measure(data),
        **_reported(data),
    }


def _closing(data: Json) -> dict[str, object]:
    """What it takes to call it implemented."""
    return {
        "closing_stage": read_choice(data, "closing_stage", [one for one in STAGES if one != ANNOUNCED]),
        "closing_sources": read_whole(data, "closing_sources", most=MOST_SOURCES) or 1,
        "closing_official": typed(data, "closing_official", bool) or False,
    }


def _due(data: Json) -> dict[str, object]:
    due_on = read_date(data, "due_on")
    basis = read_choice(data, "due_basis", Item.DueBasis.values)
    none = Item.DueBasis.NONE
    if basis and (due_on is None) != (basis == none):
        told = (
            _("due_basis is “%(basis)s”, and due_on is %(day)s")
            if due_on
            else _("due_basis is “%(basis)s”, and due_on is empty")
        )
        raise RowRefused(told % {"basis": basis, "day": due_on})
    return {"due_on": due_on, "due_basis": basis or (Item.DueBasis.STATED if due_on else none)}


def _quote(data: Json) -> dict[str, object]:
    """The quote and its place in the document's text, in code points; a place may be given without the quote."""
    quote = read_text(data, "quote", strip=False)
    start, end = typed(data, "quote_start", int), typed(data, "quote_end", int)
    if (start is None) != (end is None) or (start is not None and end is not None and not 0 <= start < end):
        raise RowRefused(_("quote_start and quote_end go together, and the start comes before the end"))
    if end is not None and end > MOST_OF_A_DOCUMENT:
        raise RowRefused(_("quote_end is beyond the end of any document"))
    length = None if start is None or end is None else end - start
    quote = quote if len(quote) == length else quote.strip()
    if quote and length not in (None, len(quote)):
        raise RowRefused(_("quote is not as long as from quote_start to quote_end"))
    return {"quote": quote, "quote_start": start, "quote_end": end}


def _sign(data: Json) -> dict[str, object]:
    begins, ends = read_date(data, "active_from"), read_date(data, "active_until")
    if begins and ends and begins > ends:
        raise RowRefused(_("active_from is after active_until"))
    return {
        "polarity": read_choice(data, "polarity", Polarity.values) or Polarity.ADVANCES,
        "active_from": begins,
        "active_until": ends,
        "trips_when": read_text(data, "trips_when"),
    }


def _measure(data: Json) -> dict[str, object]:
    ascending = typed(data, "ascending", bool)
    return {
        "measure": read_choice(data, "measure", Measure.values) or Measure.SIGNPOST,
        "unit": read_text(data, "unit", limit=80),
        "ascending": True if ascending is None else ascending,
        "baseline_value": read_number(data, "baseline_value"),
        "baseline_narrative": read_text(data, "baseline_narrative"),
        "baseline_on": read_date(data, "baseline_on"),
    }


def _reported(data: Json) -> dict[str, object]:
    return {
        "reported_status": read_text(data, "reported_status", limit=120),
        "reported_scheme": read_text(data, "reported_scheme", limit=20),
        "reported_as": read_choice(data, "reported_as", Status.values),
        "reported_note": read_text(data, "reported_note"),
    }
