"""The only writer of relations between items: each pair is related once, and nothing supersedes or holds itself.

Superseding writes no status: only an approved assessment does.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Item, Relation
from indicators.wording import Piece, is_changed, wording_changes

Kind = Relation.Kind
ONE_WAY = (Kind.SUPERSEDES, Kind.PART_OF)  # a circle of these says nothing
REWORDS = (Kind.DUPLICATES, Kind.SUPERSEDES, Kind.RESTATES)
CIRCLES = {
    Kind.SUPERSEDES: gettext_lazy("That closes a circle: it would supersede itself."),
    Kind.PART_OF: gettext_lazy("That closes a circle: it would be part of itself."),
}
BACKWARDS = {
    Kind.DUPLICATES: gettext_lazy("Is duplicated by"),
    Kind.SUPERSEDES: gettext_lazy("Is superseded by"),
    Kind.RESTATES: gettext_lazy("Is restated by"),
    Kind.PART_OF: gettext_lazy("Has as a part"),
}


class RelationRefused(ValueError):
    """A relation that cannot be; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A relation as one of its two items reads it, with what the wording became where there was an older one."""

    relation: Relation
    label: str
    other: Item
    old: Item
    new: Item
    changes: list[Piece]

    @property
    def is_reworded(self) -> bool:
        return is_changed(self.changes)

    @property
    def supersedes_this(self) -> bool:
        return self.relation.kind == Kind.SUPERSEDES and self.relation.item_id == self.other.pk


def relate(item: Item, kind: str, other: Item, note: str = "") -> Relation:
    """Says that the item <kind> the other. Raises RelationRefused, and then nothing is said."""
    with transaction.atomic():
        # Held in one order, so that two who relate the same pair wait for each other.
        list(Item.objects.select_for_update(no_key=True).filter(pk__in=(item.pk, other.pk)).order_by("pk"))
        check_relation(item, kind, other)
        return Relation.objects.create(item_id=item.pk, kind=kind, other_id=other.pk, note=note.strip())


def check_relation(item: Item, kind: str, other: Item) -> None:
    """Raises RelationRefused. An item that is not saved yet can be related to anything."""
    if kind not in Kind.values:
        raise RelationRefused(_("“%(kind)s” is no relation.") % {"kind": kind})
    if item.pk == other.pk:
        raise RelationRefused(_("An item is not related to itself."))
    if item.pk is None:
        return
    said = Relation.objects.filter(Q(item=item.pk, other=other.pk) | Q(item=other.pk, other=item.pk)).first()
    if said:
        first, second = (item, other) if said.item_id == item.pk else (other, item)
        told = f"{first.reference} {said.get_kind_display().lower()} {second.reference}"
        raise RelationRefused(_("These two are related already: %(told)s.") % {"told": told})
    if kind in ONE_WAY and _leads(other.pk, kind, item.pk):
        raise RelationRefused(str(CIRCLES[Kind(kind)]))


def kin_of(item: Item) -> list[Kin]:
    """Its relations from both ends, first those that it says itself. One query, without the documents' texts."""
    both = Relation.objects.filter(Q(item=item.pk) | Q(other=item.pk))
    with_items = both.select_related("item__document", "other__document")
    relations = list(with_items.defer("item__document__text", "other__document__text"))
    return [
        *(_kin(one, item, one.other, one.get_kind_display()) for one in relations if one.item_id == item.pk),
        *(_kin(one, item, one.item, str(BACKWARDS[Kind(one.kind)])) for one in relations if one.item_id != item.pk),
    ]


def _kin(relation: Relation, item: Item, other: Item, label: str) -> Kin:
    old, new = (other, item) if relation.item_id == item.pk else (item, other)
    if relation.kind == Kind.DUPLICATES and _published(old) > _published(new):
        old, new = new, old
    changes = wording_changes(wording_of(old), wording_of(new)) if relation.kind in REWORDS else []
    return Kin(relation, label, other, old, new, changes)


def wording_of(item: Item) -> str:
    """What it says: as quoted, else as noted, else by its title."""
    return item.quote or item.text or item.title


def _published(item: Item) -> str:
    return str(item.document.published_on or "")


def _leads(start: int, kind: str, end: int) -> bool:
    """Whether relations of the kind lead from one item to another."""
    seen, edge = {start}, {start}
    while edge and end not in seen:
        edge = set(Relation.objects.filter(kind=kind, item__in=edge).values_list("other_id", flat=True)) - seen
        seen |= edge
    return end in seen
