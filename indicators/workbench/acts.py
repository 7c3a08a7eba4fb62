"""What an analyst does with drafts: each act changes rows that are still open, or is refused and changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Document, Item, ItemDraft
from indicators.workbench.accepting import Accepted, make_item
from indicators.workbench.drafts import chosen
from indicators.workbench.places import cut, locate

LONGEST_QUOTE = 5_000  # code points: a recommendation, with room; a chapter is none
State = ItemDraft.State


class ActRefused(ValueError):
    """What cannot be done with a draft; the message is one plain line."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What an analyst makes of a draft's own fields."""

    kind: str
    title: str
    addressee: str = ""
    expected_outcome: str = ""
    countries: tuple[str, ...] = ()
    due_on: date | None = None


@transaction.atomic
def accept(draft: ItemDraft, *, by: User, at: datetime) -> Accepted:
    """Makes the item with its drafted watch, in one step."""
    Document.objects.select_for_update(no_key=True).get(pk=draft.document_id)  # references are given one at a time
    held = _hold(draft)
    accepted = make_item(held)
    _decide(held, State.ACCEPTED, by=by, at=at, item=accepted.item)
    return accepted


@transaction.atomic
def reject(draft: ItemDraft, *, by: User, at: datetime) -> ItemDraft:
    return _decide(_hold(draft), State.REJECTED, by=by, at=at)


@transaction.atomic
def restore(draft: ItemDraft) -> ItemDraft:
    """Opens a rejected draft again."""
    _refuse_double(draft.document, draft.kind, draft.start, draft.end)
    rejected = ItemDraft.objects.filter(pk=draft.pk, state=State.REJECTED)
    if not rejected.update(state=State.OPEN, decided_by=None, decided_at=None):
        raise ActRefused(_("only a rejected draft can be taken up again"))
    draft.refresh_from_db()
    return draft


@transaction.atomic
def edit(draft: ItemDraft, changes: Edit) -> ItemDraft:
    held = _hold(draft)
    if not changes.title.strip():
        raise ActRefused(_("a draft needs a title"))
    if changes.kind != held.kind:
        _refuse_double(held.document, changes.kind, held.start, held.end)
    held.kind, held.title = changes.kind, changes.title.strip()[:300]
    held.addressee, held.expected_outcome = changes.addressee.strip()[:200], changes.expected_outcome.strip()
    held.countries, held.due_on = list(changes.countries), changes.due_on
    held.save()
    return held


@transaction.atomic
def change_kind(draft: ItemDraft) -> ItemDraft:
    held = _hold(draft)
    other = Item.Kind.INDICATOR if held.kind == Item.Kind.RECOMMENDATION else Item.Kind.RECOMMENDATION
    _refuse_double(held.document, other, held.start, held.end)
    held.kind = other
    held.save()
    return held


@transaction.atomic
def requote(draft: ItemDraft, start: int, end: int) -> ItemDraft:
    """Gives a draft other words of the text; what an analyst wrote of it stays."""
    held = _hold(draft)
    fresh = _chosen(held.document, start, end, held.kind)
    held.quote, held.start, held.end = fresh.quote, fresh.start, fresh.end
    held.page, held.heading = fresh.page, fresh.heading
    held.save()
    return held


@transaction.atomic
def split(draft: ItemDraft, pieces: str, *, by: User, at: datetime) -> list[ItemDraft]:
    """Makes a draft of each line that its quote was broken into."""
    held = _hold(draft)
    try:
        spans = cut(held.quote, pieces)
    except ValueError as error:
        raise ActRefused(_(str(error))) from error
    if len(spans) < 2:
        raise ActRefused(_("break the words into two lines or more"))
    _decide(held, State.REPLACED, by=by, at=at)
    parts = [_chosen(held.document, held.start + start, held.start + end, held.kind) for start, end in spans]
    for part in parts:
        _inherit(part, held)
    return [_added(part) for part in parts]


@transaction.atomic
def merge(draft: ItemDraft, following: ItemDraft, *, by: User, at: datetime) -> ItemDraft:
    """Makes one draft of two and of what stands between them; it is called what the first was called."""
    first, second = sorted((_hold(draft), _hold(following)), key=lambda each: (each.start, each.end))
    if first.document_id != second.document_id or first.pk == second.pk:
        raise ActRefused(_("two drafts of one document can be merged"))
    for each in (first, second):
        _decide(each, State.REPLACED, by=by, at=at)
    merged = _chosen(first.document, first.start, max(first.end, second.end), first.kind)
    _inherit(merged, first)
    _inherit(merged, second)
    merged.title = first.title
    return _added(merged)


@transaction.atomic
def add(document: Document, start: int, end: int, kind: str) -> ItemDraft:
    """Adds a draft of words that were missed."""
    return _added(_chosen(document, start, end, kind))


def find(document: Document, words: str) -> tuple[int, int]:
    """Where words stand that somebody typed. Raises ActRefused when they do not."""
    found = locate(document.text, words)
    if not found:
        raise ActRefused(
            _("these words do not stand in the text: type them as they are there, or its first … last words")
        )
    return found


def _hold(draft: ItemDraft) -> ItemDraft:
    held = ItemDraft.objects.select_for_update(of=("self",), no_key=True).select_related("document")
    fresh = held.filter(pk=draft.pk, state=State.OPEN).first()
    if fresh is None:
        raise ActRefused(_("this draft has been decided already"))
    return fresh


def _decide(
    draft: ItemDraft, state: "ItemDraft.State", *, by: User, at: datetime, item: Item | None = None
) -> ItemDraft:
    draft.state, draft.decided_by, draft.decided_at, draft.item = state, by, at, item
    draft.save()
    return draft


def _chosen(document: Document, start: int, end: int, kind: str) -> ItemDraft:
    if not 0 <= start < end <= len(document.text):
        raise ActRefused(_("select some words of the text"))
    if end - start > LONGEST_QUOTE:
        told = _("that is more than %(most)s characters: select the words of one item")
        raise ActRefused(told % {"most": f"{LONGEST_QUOTE:,}"})
    try:
        return chosen(document, start, end, kind)
    except ValueError as error:
        raise ActRefused(_("select some words of the text")) from error


def _added(draft: ItemDraft) -> ItemDraft:
    _refuse_double(draft.document, draft.kind, draft.start, draft.end)
    draft.save()
    return draft


def _refuse_double(document: Document, kind: str, start: int, end: int) -> None:
    if ItemDraft.objects.open().filter(document=document, kind=kind, start=start, end=end).exists():
        raise ActRefused(_("there is a draft of just these words already"))


def _inherit(draft: ItemDraft, parent: ItemDraft) -> None:
    """What a part's own words do not say, its whole did."""
    draft.addressee = draft.addressee or parent.addressee
    draft.expected_outcome = draft.expected_outcome or parent.expected_outcome
    draft.countries = draft.countries or parent.countries
    draft.due_on = draft.due_on or parent.due_on


def progress(drafts: Sequence[ItemDraft]) -> dict[str, int]:
    """How many drafts are in each state; those that were split or merged are no longer any."""
    counted = {state: sum(draft.state == state for draft in drafts) for state in ("open", "accepted", "rejected")}
    return counted | {"all": sum(counted.values())}
