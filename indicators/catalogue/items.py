"""Saves an item's row: what the row speaks of is changed, the rest may be an analyst's and stays."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from indicators.catalogue.crosswalk import to_ours
from indicators.catalogue.known import Known
from indicators.catalogue.names import Names
from indicators.catalogue.outcome import ADDED, CHANGED, UNCHANGED, differing
from indicators.catalogue.register import check_measure, save_parts
from indicators.catalogue.rows import ItemRow
from indicators.catalogue.values import RowRefused
from indicators.catalogue.watches import save_watch
from indicators.models import Addressee, Document, Item


@dataclass(frozen=True, slots=True)
class SavedItem:
    item: Item
    outcome: str
    note: str


def save_item(row: ItemRow, known: Known, names: Names) -> SavedItem:
    document = known.document(row.document)
    if document is None:
        raise RowRefused(_("its document “%(title)s” is not among the documents") % {"title": row.document[:80]})
    stored = known.item(document, row.reference)
    said = _said(row, stored, names)
    item = stored or Item(document=document, reference=row.reference)
    _check_quote(item, said, known, document)
    check_measure(item, said, row.parts)
    known_before = stored is not None
    changed = [_write(item, said), _relate(item, row, names, known=known_before)]
    changed.append(save_parts(item, row.parts, names, known=known_before))
    changed.append(save_watch(item, row.watch, known=known_before))
    outcome = CHANGED if any(changed) else UNCHANGED
    return SavedItem(item, outcome if stored else ADDED, _note(row, said))


def _said(row: ItemRow, stored: Item | None, names: Names) -> dict[str, Any]:
    """The columns to write: for a new item all of them, else those that the row speaks of."""
    columns = {name: value for name, value in row.columns.items() if stored is None or name in row.said}
    if "cycle" in row.said:
        columns["cycle_id"] = names.find("cycle", row.cycle).pk if row.cycle else None
    return columns | _reported(row, stored)


def _reported(row: ItemRow, stored: Item | None) -> dict[str, Any]:
    """The claim in our words, once: an analyst who reads it otherwise is not overruled by the same file."""
    said = "reported_as" in row.said
    words, scheme = str(row.columns["reported_status"]), str(row.columns["reported_scheme"])
    if said or "reported_status" not in row.said:
        return {}
    if stored is not None:
        scheme = scheme if "reported_scheme" in row.said else stored.reported_scheme
        if (words, scheme) == (stored.reported_status, stored.reported_scheme):
            return {}
    return {"reported_as": to_ours(words, scheme) or ""}


def _note(row: ItemRow, said: dict[str, Any]) -> str:
    words = row.columns["reported_status"]
    if not words or said.get("reported_as") != "" or "reported_as" in row.said:
        return ""
    return _("reported_status “%(words)s” has no meaning of ours; it is kept as it is") % {"words": words}


def _check_quote(item: Item, said: dict[str, Any], known: Known, document: Document) -> None:
    quote, start, end = (said.get(name, getattr(item, name)) for name in ("quote", "quote_start", "quote_end"))
    news = item.pk is None or differing(item, {"quote": quote, "quote_start": start, "quote_end": end})
    if not (quote and start is not None and news):
        return
    text = known.text_of(document)
    if text and text[start:end] != quote:
        raise RowRefused(_("the quote is not what the document's text has at that place"))
    if end - start != len(quote):
        raise RowRefused(_("quote is not as long as from quote_start to quote_end"))


def _write(item: Item, said: dict[str, Any]) -> bool:
    changed = differing(item, said)
    if item.pk is None:
        for name, value in said.items():
            setattr(item, name, value)
        item.save(force_insert=True)
    elif changed:
        Item.objects.filter(pk=item.pk).update(**changed)
    return bool(changed)


def _relate(item: Item, row: ItemRow, names: Names, *, known: bool) -> bool:
    spoken_of = [(kind, names.keys(one, said)) for kind, one, said in _named(row) if kind in row.said]
    changed = [_set_named(item, kind, keys, known=known) for kind, keys in spoken_of]
    return any([*changed, _set_addressees(item, row, names, known=known)])


def _named(row: ItemRow) -> tuple[tuple[str, str, list[str]], ...]:
    return ("topics", "topic", row.topics), ("countries", "country", row.countries)


def _set_named(item: Item, kind: str, keys: list[Any], *, known: bool) -> bool:
    related = getattr(item, kind)
    if not known:
        related.add(*keys)
        return bool(keys)
    if {one.pk for one in related.all()} == set(keys):
        return False
    related.set(keys)
    return True


def _set_addressees(item: Item, row: ItemRow, names: Names, *, known: bool) -> bool:
    """In the order in which the row names them; a role that it does not speak of keeps those it has."""
    before = item.addressees.all() if known else ()
    had = sorted(((one.actor_id, one.role) for one in before), key=lambda pair: pair[1])
    said = {role: names.keys("actor", named) for role, named in _roles(row) if role in row.said}
    moved = {actor for actors in said.values() for actor in actors}
    kept = [(actor, role) for actor, role in had if role not in said and actor not in moved]
    named = [(actor, role) for role, actors in said.items() for actor in actors]
    wanted = sorted(kept + named, key=lambda pair: pair[1])
    if wanted == had:
        return False
    if had:
        item.addressees.all().delete()
    Addressee.objects.bulk_create(Addressee(item=item, actor_id=actor, role=role) for actor, role in wanted)
    return True


def _roles(row: ItemRow) -> tuple[tuple[str, list[str]], ...]:
    """In the order of their names, which is that of their weight."""
    return (Addressee.Role.LEAD.value, row.lead), (Addressee.Role.SUPPORTING.value, row.supporting)
