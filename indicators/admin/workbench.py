"""The workbench: a document's text with its drafts marked in it, the drafts beside it, and what is done with them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from indicators.admin.draft_marks import marked_text
from indicators.admin.parts import asks_for_a_part
from indicators.admin.workbench_acts import Done, EditForm, do, draft_asked_for, first_form
from indicators.models import Document, ItemDraft
from indicators.workbench import acts

CARD = "indicators/workbench_draft.html"
MAY_ACT = ("indicators.add_item", "indicators.change_itemdraft")


class Workbench:
    """Mixed into the page of documents."""

    def get_urls(self: Any) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.workbench)
        address = path("<int:pk>/workbench/", view, name="indicators_document_workbench")
        return [address, *super().get_urls()]  # type: ignore[misc]

    def workbench(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = get_object_or_404(Document, pk=pk)
        if request.method == "POST":
            return _answer(request, document)
        if asks_for_a_part(request):
            return _part(request, document)
        drafts = _drafts(document)
        context = {
            **self.admin_site.each_context(request),
            **_shown(document, drafts),
            "title": _("Workbench: %(title)s") % {"title": document.title},
            **_looked_at(drafts, request.GET),
            "may_act": request.user.has_perms(MAY_ACT),
        }
        return TemplateResponse(request, "indicators/workbench.html", context)


def _drafts(document: Document) -> list[ItemDraft]:
    return list(document.drafts.exclude(state=ItemDraft.State.REPLACED).select_related("item"))


def _part(request: HttpRequest, document: Document) -> HttpResponse:
    try:
        draft = draft_asked_for(document, request.GET)
    except acts.ActRefused as error:
        raise Http404(str(error)) from error
    return HttpResponse(_card(request, draft, request.GET.get("mode", "")))


def _shown(document: Document, drafts: Sequence[ItemDraft]) -> dict[str, Any]:
    return {
        "document": document,
        "drafts": drafts,
        "text": marked_text(document, drafts),
        "progress": acts.progress(drafts),
    }


def _looked_at(drafts: Sequence[ItemDraft], asked: Any) -> dict[str, Any]:
    """The draft that was asked for, else the first that is open: where the work was left."""
    opened = (draft for draft in drafts if draft.state == ItemDraft.State.OPEN)
    current = next((draft for draft in drafts if str(draft.pk) == asked.get("draft")), None) or next(opened, None)
    form = first_form(current) if current and asked.get("mode") == "edit" else None
    return {"current": current and current.pk, "mode": asked.get("mode", ""), "form": form}


def _answer(request: HttpRequest, document: Document) -> HttpResponse:
    if not request.user.has_perms(MAY_ACT):
        raise PermissionDenied
    try:
        done = do(request, document)
    except acts.ActRefused as error:
        return _refused(request, document, str(error))
    if not asks_for_a_part(request):
        messages.success(request, done.said)
        return _back(document, done)
    return JsonResponse(_told(request, document, done))


def _told(request: HttpRequest, document: Document, done: Done) -> dict[str, Any]:
    """What the page needs to show itself as it is now, without being loaded again."""
    drafts = _drafts(document)
    shown = {draft.pk for draft in drafts}
    return {
        "said": done.said,
        "cards": {
            draft.pk: _card(request, draft, **done.modes.get(draft.pk, {}))
            for draft in done.drafts
            if draft.pk in shown
        },
        "order": [draft.pk for draft in drafts],
        "current": done.current,
        "text": marked_text(document, drafts) if done.moved else None,
        "progress": render_to_string("indicators/workbench_progress.html", {"progress": acts.progress(drafts)}),
    }


def _card(request: HttpRequest, draft: ItemDraft, mode: str = "", form: EditForm | None = None) -> str:
    shown = {"draft": draft, "mode": mode, "form": form or first_form(draft), "may_act": True}
    return render_to_string(CARD, shown, request=request)


def _refused(request: HttpRequest, document: Document, why: str) -> HttpResponse:
    said = f"{why[:1].upper()}{why[1:]}."
    if asks_for_a_part(request):
        return JsonResponse({"refused": said}, status=409)
    messages.error(request, said)
    return HttpResponseRedirect(f"{_address(document)}?draft={request.POST.get('draft', '')[:20]}")


def _back(document: Document, done: Done) -> HttpResponse:
    return HttpResponseRedirect(f"{_address(document)}?draft={done.current}" if done.current else _address(document))


def _address(document: Document) -> str:
    return reverse("admin:indicators_document_workbench", args=[document.pk])
