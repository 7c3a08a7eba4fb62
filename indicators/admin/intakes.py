"""Handing in a document: a file, a pasted text or an address; then what becomes of it, page by page."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget

from indicators.admin.colours import Labelled
from indicators.admin.parts import asks_for_a_part
from indicators.admin.people import person
from indicators.admin.widgets import DayInput
from indicators.intake.refusals import ALREADY_HERE
from indicators.intake.submit import AlreadyHere, IntakeRefused, submit_address, submit_file, submit_text
from indicators.models import Document, Intake

ACCEPTED = ".txt,.md,.html,.htm,.pdf,.docx"
STATE_COLOURS = {"waiting": "default", "reading": "info", "done": "success", "refused": "danger"}


class HandInForm(forms.Form):
    """One of a file, an address or a text."""

    file = forms.FileField(
        required=False,
        label=_("A file"),
        help_text=_("PDF, Word (.docx), a saved web page, or plain text; at most 20 MB"),
        # The theme's own: its script writes the file's name into the text field that is nearest to any other.
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ACCEPTED}),
    )
    url = forms.URLField(
        required=False,
        max_length=2000,
        assume_scheme="https",
        label=_("Or a web address"),
        help_text=_("Of the report itself: a web page or a PDF"),
        widget=forms.TextInput(attrs={"class": "ft-input", "inputmode": "url", "placeholder": "https://"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=_("Or its text, pasted"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 7}),
    )
    title = forms.CharField(
        required=False,
        max_length=300,
        label=_("Title"),
        help_text=_("Empty: as the document calls itself"),
        widget=forms.TextInput(attrs={"class": "ft-input"}),
    )
    publisher = forms.CharField(
        required=False, max_length=200, label=_("Publisher"), widget=forms.TextInput(attrs={"class": "ft-input"})
    )
    published_on = forms.DateField(required=False, label=_("Published on"), widget=DayInput)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        blank = not said.get("text", "").strip()  # a browser sends what space is in an empty field
        given = [name for name in ("file", "url", "text") if said.get(name) and not (name == "text" and blank)]
        if not self.errors and len(given) != 1:
            raise forms.ValidationError(gettext("Give one of the three: a file, an address or a text."))
        if given == ["text"] and not said["title"].strip():
            self.add_error("title", gettext("A pasted text needs a title."))
        return said


class HandIn:
    """Mixed into the page of documents: "add" hands one in; only its name can be written down by hand as well."""

    def add_view(self: Any, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        by_hand = {"by_hand", "_popup"} & request.GET.keys()
        answer: HttpResponse = (
            super().add_view(request, *args, **options) if by_hand else self.hand_in(request)  # type: ignore[misc]
        )
        return answer

    def hand_in(self: Any, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = HandInForm(request.POST, request.FILES) if request.method == "POST" else HandInForm()
        already = None
        if form.is_valid():
            try:
                taken = _submit(request, form.cleaned_data)
                return HttpResponseRedirect(reverse("admin:indicators_intake_change", args=[taken.pk]))
            except AlreadyHere as error:
                already = error.document
            except IntakeRefused as error:
                form.add_error(None, error.told(gettext))
        shown = {"title": gettext("Add a document"), "form": form, "already": already}
        return TemplateResponse(request, "indicators/hand_in.html", {**self.admin_site.each_context(request), **shown})


def _submit(request: HttpRequest, said: dict[str, Any]) -> Intake:
    about = {name: said[name] for name in ("title", "publisher", "published_on")}
    known = {**about, "by": person(request), "at": timezone.now()}
    if said["file"]:
        return submit_file(said["file"].read(), said["file"].name, **known)
    if said["url"]:
        return submit_address(said["url"], **known)
    return submit_text(said["text"], **known)


@admin.register(Intake)
class IntakeAdmin(ModelAdmin):
    """What was handed in and what became of it: the record, and a page that shows it while it is read."""

    list_display = ["name_shown", "kind", "state_shown", "pages_shown", "note_shown", "submitted_by", "submitted_at"]
    list_display_links = None
    list_filter = ["state", "kind"]
    list_select_related = ["submitted_by", "document"]
    search_fields = ["title", "name", "url", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Intake]:
        intakes: QuerySet[Intake] = super().get_queryset(request)
        return intakes.defer("content")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # handed in from the documents' own page

    def has_change_permission(self, request: HttpRequest, obj: Intake | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Intake | None = None) -> bool:
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> HttpResponse:
        """Where the reading stands; a document that was read leads on to its workbench."""
        intake = self.get_object(request, unquote(object_id))
        if intake is None or not self.has_view_permission(request, intake):
            answer: HttpResponse = super().change_view(request, object_id, *args, **options)
            return answer
        if asks_for_a_part(request):
            return TemplateResponse(
                request, "indicators/intake_state.html", {"intake": intake, "note": told_note(intake)}
            )
        if intake.document:
            messages.success(request, _was_read(intake.document))
            return HttpResponseRedirect(reverse("admin:indicators_document_workbench", args=[intake.document.pk]))
        context = {"title": str(intake), "intake": intake, "note": told_note(intake)}
        return TemplateResponse(request, "indicators/intake.html", {**self.admin_site.each_context(request), **context})

    @display(description=_("Handed in"))
    def name_shown(self, intake: Intake) -> SafeString:
        address = reverse("admin:indicators_intake_change", args=[intake.pk])
        return format_html('<a class="ft-link" href="{}">{}</a>', address, str(intake)[:80])

    @display(description=_("State"), label=STATE_COLOURS, ordering="state")
    def state_shown(self, intake: Intake) -> Labelled:
        return intake.state, str(intake.get_state_display())

    @display(description=_("Pages"))
    def pages_shown(self, intake: Intake) -> str:
        read = {"read": intake.pages_read, "pages": intake.pages}
        return gettext("%(read)s of %(pages)s") % read if intake.pages else ""

    @display(description=_("Note"), ordering="note")
    def note_shown(self, intake: Intake) -> str:
        return told_note(intake)


def told_note(intake: Intake) -> str:
    """The note as it was written by the worker, in the reader's language where it is one of ours."""
    before, after = ALREADY_HERE.split("%(title)s")
    if intake.note.startswith(before) and intake.note.endswith(after):
        title = intake.note.removeprefix(before).removesuffix(after)
        return gettext(ALREADY_HERE) % {"title": title}
    return gettext(intake.note) if intake.note else ""


def _was_read(document: Document) -> str:
    count = document.drafts.count()
    told = ngettext(
        "“%(document)s” was read: %(count)s draft to look at.",
        "“%(document)s” was read: %(count)s drafts to look at.",
        count,
    )
    return told % {"document": document, "count": count}
