"""The acts of the workbench as its page asks for them: what a form says, done to a draft, and told in a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from indicators.admin.people import person
from indicators.admin.watches import SOUNDS_OTHERWISE
from indicators.admin.widgets import DayInput
from indicators.forms import PlacesField
from indicators.models import Document, Item, ItemDraft
from indicators.workbench import acts
from indicators.workbench.drafts import add_drafts


class EditForm(forms.Form):
    kind = forms.ChoiceField(choices=Item.Kind.choices, label=_("Kind"), widget=UnfoldAdminSelectWidget)
    title = forms.CharField(max_length=300, label=_("Title"), widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}))
    addressee = forms.CharField(max_length=200, required=False, label=_("Addressed to"))
    expected_outcome = forms.CharField(
        required=False, label=_("Expected outcome"), widget=UnfoldAdminTextareaWidget(attrs={"rows": 2})
    )
    countries = PlacesField(label=_("Countries"))
    due_on = forms.DateField(required=False, widget=DayInput, label=_("Due"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("addressee", "countries"):
            self.fields[name].widget.attrs["class"] = "ft-input"

    def changes(self) -> acts.Edit:
        said = self.cleaned_data
        return acts.Edit(**{**said, "countries": tuple(said["countries"])})


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: a line for the analyst, the drafts as they are now, and which of them is looked at next."""

    said: str
    drafts: Sequence[ItemDraft]
    moved: bool = False  # whether other words of the text are marked now
    current: int | None = None  # None: the next open one
    modes: dict[int, dict[str, Any]] = field(default_factory=dict)  # how a card is shown, by draft


def _accept(request: HttpRequest, draft: ItemDraft) -> Done:
    accepted = acts.accept(draft, by=person(request), at=timezone.now())
    said = gettext("%(item)s is in the register, with a drafted watch.") % {"item": accepted.item.reference}
    if accepted.sounds_otherwise:
        said += f" {SOUNDS_OTHERWISE}"
    return Done(said, [ItemDraft.objects.select_related("item").get(pk=draft.pk)])


def _reject(request: HttpRequest, draft: ItemDraft) -> Done:
    return Done(gettext("Rejected; u takes it up again."), [acts.reject(draft, by=person(request), at=timezone.now())])


def _restore(request: HttpRequest, draft: ItemDraft) -> Done:
    return Done(gettext("Taken up again."), [acts.restore(draft)], current=draft.pk)


def _kind(request: HttpRequest, draft: ItemDraft) -> Done:
    changed = acts.change_kind(draft)
    said = gettext("Now: %(kind)s.") % {"kind": changed.get_kind_display().lower()}
    return Done(said, [changed], current=draft.pk)


def _edit(request: HttpRequest, draft: ItemDraft) -> Done:
    form = EditForm(request.POST)
    if not form.is_valid():
        return Done(
            gettext("Not saved yet."), [draft], current=draft.pk, modes={draft.pk: {"mode": "edit", "form": form}}
        )
    return Done(gettext("Saved."), [acts.edit(draft, form.changes())], current=draft.pk)


def _split(request: HttpRequest, draft: ItemDraft) -> Done:
    parts = acts.split(draft, request.POST.get("pieces", ""), by=person(request), at=timezone.now())
    said = gettext("Split into %(count)s.") % {"count": len(parts)}
    return Done(said, [*_again([draft]), *parts], moved=True, current=parts[0].pk)


def _merge(request: HttpRequest, draft: ItemDraft) -> Done:
    following = ItemDraft.objects.open().filter(document=draft.document_id).exclude(pk=draft.pk)
    after = following.filter(start__gte=draft.start).first()
    if after is None:
        raise acts.ActRefused(gettext("no open draft follows this one"))
    merged = acts.merge(draft, after, by=person(request), at=timezone.now())
    return Done(gettext("Merged with the next."), [*_again([draft, after]), merged], moved=True, current=merged.pk)


def _requote(request: HttpRequest, draft: ItemDraft) -> Done:
    start, end = _selected(request, draft.document)
    return Done(gettext("It quotes these words now."), [acts.requote(draft, start, end)], moved=True, current=draft.pk)


ACTS: dict[str, Callable[[HttpRequest, ItemDraft], Done]] = {
    "accept": _accept,
    "reject": _reject,
    "restore": _restore,
    "kind": _kind,
    "edit": _edit,
    "split": _split,
    "merge": _merge,
    "requote": _requote,
}


def _add(request: HttpRequest, document: Document, kind: str) -> Done:
    start, end = _selected(request, document)
    added = acts.add(document, start, end, kind)
    return Done(gettext("Added."), [added], moved=True, current=added.pk)


def _selected(request: HttpRequest, document: Document) -> tuple[int, int]:
    """What was selected in the text; where nothing was, the words that were typed. Raises ActRefused."""
    if words := request.POST.get("words", "").strip():
        return acts.find(document, words)
    try:
        return int(request.POST.get("start", "")), int(request.POST.get("end", ""))
    except ValueError as error:
        raise acts.ActRefused(gettext("select some words of the text, or type them")) from error


def _again(drafts: Sequence[ItemDraft]) -> list[ItemDraft]:
    return list(ItemDraft.objects.filter(pk__in=[draft.pk for draft in drafts]))


def do(request: HttpRequest, document: Document) -> Done:
    """Does what the form asks for. Raises ActRefused, and then nothing has changed."""
    act = request.POST.get("act", "")
    if act == "again":
        found = add_drafts(document)
        more = ngettext("%(count)s more found.", "%(count)s more found.", found) % {"count": found}
        return Done(more if found else gettext("Nothing more was found."), [], moved=True)
    if act in ("add-recommendation", "add-indicator"):
        return _add(request, document, act.removeprefix("add-"))
    if act not in ACTS:
        raise acts.ActRefused(gettext("nothing that can be done here was asked for"))
    return ACTS[act](request, draft_asked_for(document, request.POST))


def draft_asked_for(document: Document, asked: Any) -> ItemDraft:
    key = asked.get("draft", "")
    drafts = document.drafts.select_related("document", "item")
    found: ItemDraft | None = (
        drafts.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 18 else None
    )
    if found is None:
        raise acts.ActRefused(gettext("this draft is no longer there"))
    return found


def first_form(draft: ItemDraft) -> EditForm:
    return EditForm(initial={name: getattr(draft, name) for name in EditForm.base_fields})
