"""Evidence that a person adds: by its address, which is fetched and shown first, by a file, or as a note."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from indicators.admin.keys import key_of
from indicators.admin.people import person
from indicators.intake import reading
from indicators.intake.refusals import NotRead
from indicators.models import Item
from tracker.admin.manual_forms import AddressForm, ConcernFormSet, FileForm, PieceForm
from tracker.evidence import snapshot
from tracker.evidence.manual import NotAdded, add_by_hand, known_entry
from tracker.evidence.review import ReviewRefused
from tracker.feeds import visit
from tracker.feeds.condition import sentence
from tracker.models import Evidence

SALT: Final = (
    "tracker.admin.manual"  # what was read comes back signed: a snapshot is what the page said, not who adds it
)
KEPT_FOR: Final = timedelta(days=1)
SHOWN: Final = snapshot.MOST_BYTES  # characters of a text that are shown to be corrected


@dataclass(frozen=True, slots=True)
class Draft:
    """What the second page begins with."""

    first: dict[str, Any]
    read: str = ""  # as it was read, signed


class ByHand:
    """Mixed into the pages of evidence."""

    actions_list = ["add_evidence"]

    def get_urls(self: Any) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.by_hand)
        return [path("by-hand/", view, name="tracker_evidence_by_hand"), *super().get_urls()]  # type: ignore[misc]

    @action(description=_("Add evidence"), url_path="add-evidence")
    def add_evidence(self: Any, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:tracker_evidence_by_hand"))

    def by_hand(self: Any, request: HttpRequest) -> HttpResponse:
        """First how it is added, then what is known of it; `item` is whose page one comes from.

        `like` is a piece that is known already, and evidence for another item too.
        """
        if not request.user.has_perm("tracker.add_evidence"):
            raise PermissionDenied
        item = Item.objects.filter(pk=key_of(request.GET.get("item", ""))).first()
        context = {**self.admin_site.each_context(request), "title": gettext("Add evidence"), "item": item}
        if request.POST.get("way") == "save":
            return _save(self, request, context)
        ways = {"address": AddressForm, "file": FileForm}
        forms_shown = {name: form() for name, form in ways.items()}
        if (way := request.POST.get("way", "")) in ways:
            forms_shown[way] = ways[way](request.POST, request.FILES)
            draft = _look(way, forms_shown[way])
        else:
            draft = Draft({}) if way == "note" else _like(request.GET.get("like", ""))
        if draft is None:
            return TemplateResponse(request, "tracker/manual.html", {**context, **forms_shown})
        form = PieceForm(initial={**draft.first, "read": draft.read})
        concerns = ConcernFormSet(initial=[{"item": item}] if item else [{}], prefix="concerns")
        return _piece_page(request, context, form, concerns)


def _like(key: str) -> Draft | None:
    piece = Evidence.objects.select_related("entry").filter(pk=key_of(key)).first()
    if piece is None:
        return None
    day = timezone.localtime(piece.published_at).date() if piece.published_at else None
    first = {"url": piece.url, "title": piece.title, "publisher": piece.entry.publisher, "published_on": day}
    return Draft({**first, "text": (piece.text or piece.lead or piece.title)[:SHOWN], "quote": piece.quote})


def _piece_page(request: HttpRequest, context: dict[str, Any], form: PieceForm, concerns: Any) -> HttpResponse:
    known = known_entry(str(form["url"].value() or ""))
    several = concerns.is_bound and any(one.has_changed() for one in concerns.forms[1:])
    media = form.media + concerns.media
    shown = {"form": form, "concerns": concerns, "known": known, "is_for_several": several, "media": media}
    return TemplateResponse(request, "tracker/manual_piece.html", {**context, **shown})


def _look(way: str, form: forms.Form) -> Draft | None:
    """What is at the address or in the file; None when it cannot be read, and then the form says why."""
    if not form.is_valid():
        return None
    draft = _fetched(form.cleaned_data["address"]) if way == "address" else _opened(form.cleaned_data["file"])
    if isinstance(draft, str):
        form.add_error(way, draft)
        return None
    return draft


def _fetched(url: str) -> Draft | str:
    """In one sentence why not, where it is not."""
    seen = visit.visit_now(url, timezone.now())
    if seen.trouble:
        return seen.trouble
    day = timezone.localtime(seen.published_at).date() if seen.published_at else None
    first = {"url": url, "title": seen.title, "publisher": seen.publisher, "published_on": day}
    return Draft({**first, "text": seen.text[:SHOWN]}, _signed(url, seen.text))


def _opened(file: Any) -> Draft | str:
    """As above."""
    try:
        read = reading.read(file.read(), file.name, seconds=visit.READ_SECONDS)
    except NotRead as refused:
        return refused.told(gettext)
    first = {"title": read.title or PurePath(file.name).stem, "text": read.text[:SHOWN]}
    return Draft(first, _signed("", read.text))


def _signed(url: str, text: str) -> str:
    read = {"url": url, "text": text[: snapshot.MOST_BYTES], "at": timezone.now().isoformat()}
    return signing.dumps(read, salt=SALT, compress=True)


def _save(pages: Any, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    form, concerns = PieceForm(request.POST), ConcernFormSet(request.POST, prefix="concerns")
    if form.is_valid() and concerns.is_valid():
        concerned = [said for one in concerns if (said := one.cleaned_data)]
        if pieces := _add(request, form, concerned):
            for piece in pieces:
                pages.log_addition(request, piece, "Added by hand.")
            messages.success(request, gettext("Added and confirmed: %(piece)s.") % {"piece": pieces[0]})
            return HttpResponseRedirect(_back(pieces))
    return _piece_page(request, context, form, concerns)


def _add(request: HttpRequest, form: PieceForm, concerned: list[dict[str, Any]]) -> list[Evidence]:
    """All of it or nothing; then the form says why."""
    who: dict[str, Any] = {"by": person(request), "at": timezone.now()}
    said = form.said()
    if not concerned:
        form.add_error(None, gettext("Choose the item it is evidence for."))
        return []
    try:
        with transaction.atomic():
            pieces = [
                piece
                for one in concerned
                for piece in add_by_hand([one["item"]], direction=one["direction"], stage=one["stage"], **said, **who)
            ]
            _keep(pieces, form.cleaned_data["read"], said["url"])
    except (NotAdded, ReviewRefused) as refused:
        form.add_error(None, sentence(refused.told(gettext)))
        return []
    return pieces


def _keep(pieces: list[Evidence], signed: str, url: str) -> None:
    """What was read here is their snapshot; what was read of another address than is given now is not."""
    try:
        read = signing.loads(signed, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return  # or too long ago: then the worker reads the page anew
    if read["url"] == url:
        snapshot.keep(pieces, url=url, text=read["text"], at=datetime.fromisoformat(read["at"]))


def _back(pieces: list[Evidence]) -> str:
    if len(pieces) > 1:
        return reverse("admin:tracker_evidence_changelist")
    return reverse("admin:tracker_evidence_change", args=[pieces[0].pk])
