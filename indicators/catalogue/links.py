"""Joins the items of a file to each other once all of them are saved: what informs what, and what is related."""

from django.utils.translation import gettext as _

from indicators import relations
from indicators.catalogue.outcome import differing
from indicators.catalogue.parts import Part
from indicators.catalogue.rows import ItemRow
from indicators.catalogue.values import RowRefused
from indicators.models import Item
from indicators.relations import RelationRefused

Found = dict[tuple[str, str], int]


def has_links(row: ItemRow) -> bool:
    return "informs" in row.said or bool(row.parts["relations"])


def save_links(row: ItemRow, item: Item, found: Found, *, known: bool) -> bool:
    """Whether anything changed. Raises RowRefused. `found` has the keys of items, and gains those asked for."""
    try:
        related = [_relate(part, row, item, found) for part in row.parts["relations"]]
        return any([*related, _inform(row, item, found, known=known)])
    except (RowRefused, RelationRefused) as error:
        told = str(error).removesuffix(".")
        raise RowRefused(_("%(told)s; all of the row but its links is loaded") % {"told": told}) from error


def _inform(row: ItemRow, item: Item, found: Found, *, known: bool) -> bool:
    if "informs" not in row.said:
        return False
    informed = {_find("informs", name, row, found) for name in row.informs}
    if item.pk in informed:
        raise RowRefused(_("informs names the item itself"))
    if not known:
        item.informs.add(*informed)
        return bool(informed)
    if informed == {one.pk for one in item.informs.all()}:
        return False
    item.informs.set(informed)
    return True


def _relate(part: Part, row: ItemRow, item: Item, found: Found) -> bool:
    other = _find("relations", str(part.key["other"]), row, found)
    known = next((one for one in item.relations.all() if one.other_id == other), None)
    said = {name: value for name, value in part.columns.items() if known is None or name in part.said}
    if known is not None and not differing(known, said):
        return False
    note = said.get("note", known.note if known else "")
    if known is not None:
        known.delete()
    relations.relate(item, str(said["kind"]), Item.objects.get(pk=other), str(note))
    return True


def _find(where: str, name: str, row: ItemRow, found: Found) -> int:
    """The key of the item called so. Raises RowRefused."""
    for key in _readings(name, row.document):
        if key not in found:
            pk = Item.objects.filter(document__title=key[0], reference=key[1]).values_list("pk", flat=True).first()
            if pk is None:
                continue
            found[key] = pk
        return found[key]
    raise RowRefused(_("%(column)s: no item is called “%(name)s”") % {"column": where, "name": name[:80]})


def _readings(name: str, document: str) -> list[tuple[str, str]]:
    """A reference in the same document, or document#reference; both may have a # of their own."""
    places = [at for at, letter in enumerate(name) if letter == "#"]
    return [(document, name), *((name[:at].strip(), name[at + 1 :].strip()) for at in places)]
