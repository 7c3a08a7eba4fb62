"""Items as the command line names them."""

from collections.abc import Sequence

from django.core.management.base import CommandError

from indicators.models import Item


def find_items(references: Sequence[str]) -> list[Item]:
    """The items of these references, each `REF` or `document title#REF`. Raises CommandError for none or several."""
    return [_find(reference) for reference in references]


def _find(name: str) -> Item:
    document, _, reference = name.rpartition("#")
    found = Item.objects.filter(reference=reference)
    items = list(found.filter(document__title=document) if document else found)
    if not items:
        raise CommandError(f"no item has the reference {name}")
    if len(items) > 1:
        raise CommandError(f"{name} is a reference in {len(items)} documents; write the document's title, #, {name}")
    return items[0]
