"""A draft becomes an item: with its place in the text, its addressee, its countries, and a drafted watch."""

import re
from dataclasses import dataclass

from indicators.drafting import redraft, sounds_otherwise
from indicators.models import Actor, Addressee, Country, Item, ItemDraft, Watch
from indicators.watch.draft import Draft as WatchDraft
from indicators.watch.places import name_of
from indicators.workbench.places import number_before

LETTERS = {Item.Kind.RECOMMENDATION: "R", Item.Kind.INDICATOR: "I"}


@dataclass(frozen=True, slots=True)
class Accepted:
    item: Item
    watch: WatchDraft

    @property
    def sounds_otherwise(self) -> bool:
        return sounds_otherwise(self.watch, self.item)


def make_item(draft: ItemDraft) -> Accepted:
    """Makes the item; the caller holds the document, so that no other takes its reference."""
    item = Item.objects.create(
        kind=draft.kind,
        document=draft.document,
        reference=_reference(draft),
        title=draft.title,
        text=" ".join(draft.quote.split()),
        heading=draft.heading,
        quote=draft.quote,
        quote_start=draft.start,
        quote_end=draft.end,
        page=draft.page,
        expected_outcome=draft.expected_outcome,
        due_on=draft.due_on,
        due_basis=Item.DueBasis.STATED if draft.due_on else Item.DueBasis.NONE,
    )
    item.countries.set(
        [Country.objects.get_or_create(code=code, defaults={"name": name_of(code)})[0] for code in draft.countries]
    )
    if draft.addressee:
        Addressee.objects.create(item=item, actor=_actor(draft.addressee))
    watch = Watch(item=item)
    drafted = redraft(watch)
    watch.save()
    return Accepted(item, drafted)


def _actor(name: str) -> Actor:
    """The actor of that name, however its capitals are written."""
    return Actor.objects.filter(name__iexact=name).first() or Actor.objects.create(name=name)


def _reference(draft: ItemDraft) -> str:
    """The document's own number where it gives one that is free, else the next of ours: R7, I3."""
    taken = set(Item.objects.filter(document=draft.document_id).values_list("reference", flat=True))
    own = number_before(draft.document.text, draft.start)
    return own if own and own not in taken else _next(taken, LETTERS[Item.Kind(draft.kind)])


def _next(taken: set[str], letter: str) -> str:
    ours = (re.fullmatch(rf"{letter}(\d{{1,9}})", reference) for reference in taken)
    return f"{letter}{max((int(found.group(1)) for found in ours if found), default=0) + 1}"
