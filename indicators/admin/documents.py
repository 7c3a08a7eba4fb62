"""Documents: handed in, worked on in the workbench, and what is known of each."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from indicators.admin.exchange import Exchange
from indicators.admin.intakes import HandIn
from indicators.admin.workbench import Workbench
from indicators.intake.beside import beside
from indicators.intake.clean import clean, fingerprint
from indicators.intake.refusals import already_here
from indicators.models import Document, Item, ItemDraft
from indicators.workbench.drafts import add_drafts

OPENING = 600  # characters of a text that is shown to be known again


class DocumentForm(forms.ModelForm):
    class Meta:
        model = Document
        fields = ["text"]  # and what the page says

    def clean_text(self) -> str:
        """As it is kept, whoever brings it."""
        text = clean(self.cleaned_data["text"])
        same = Document.objects.exclude(pk=self.instance.pk).exclude(sha256="").filter(sha256=fingerprint(text)).first()
        if same:
            raise forms.ValidationError(already_here(same.title).told(gettext))
        return text


@admin.register(Document)
class DocumentAdmin(HandIn, Exchange, Workbench, ModelAdmin):
    form = DocumentForm
    list_display = ["title", "number", "publisher", "published_on", "language", "items_counted", "drafts_open"]
    search_fields = ["title", "number", "publisher"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # Django 6's default, which 5.2 warns about

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        documents: QuerySet[Document] = super().get_queryset(request)
        drafts, items = ItemDraft.objects.order_by(), Item.objects.order_by()
        counts = {"opened": _counted(drafts.open()), "drafted": _counted(drafts), "count": _counted(items)}
        return documents.annotate(**counts).defer("text")

    def get_fields(self, request: HttpRequest, obj: Document | None = None) -> Any:
        about = ["title", ("number", "publisher"), "url", ("published_on", "language")]
        return [*about, "text_kept" if obj and is_cut(obj) else "text"]

    def get_readonly_fields(self, request: HttpRequest, obj: Document | None = None) -> Any:
        return ["text_kept"]

    def save_model(self, request: HttpRequest, obj: Document, form: Any, change: bool) -> None:
        """A text that is pasted into a document's own page is drafted from as one that is handed in."""
        is_new_text = "text" in form.changed_data
        if is_new_text:
            known = beside(obj.text)
            obj.sha256, obj.outline = known["sha256"], known["outline"]
        super().save_model(request, obj, form, change)
        if is_new_text and (found := add_drafts(obj)):
            told = ngettext("%(count)s draft found in its text.", "%(count)s drafts found in its text.", found) % {
                "count": found
            }
            messages.info(request, format_html("{} {}", told, _link_to_workbench(obj)))

    @display(description=_("Text"))
    def text_kept(self, document: Document) -> SafeString:
        """Its beginning: to change a text would break the places of what was cut from it."""
        told = gettext("Not to be changed any more: quotes are cut from it.")
        opening = linebreaks(truncatechars(document.text, OPENING), autoescape=True)
        return format_html("<p>{} {}</p>{}", told, _link_to_workbench(document), mark_safe(opening))  # noqa: S308

    @display(description=_("Items"), ordering="count")
    def items_counted(self, document: Any) -> int:
        return int(document.count)

    @display(description=_("Drafts to look at"), ordering="opened")
    def drafts_open(self, document: Any) -> SafeString | None:
        if not document.drafted:
            return None
        link = '<a class="ft-link" href="{}">{}</a>'
        return format_html(link, workbench_of(document), document.opened or gettext("all decided"))


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """How many of these each document has."""
    own = rows.filter(document=OuterRef("pk")).values("document")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


def is_cut(document: Document) -> bool:
    """Whether something has its place in the document's text: a draft, or an item's quote."""
    return document.drafts.exists() or document.items.filter(quote_start__isnull=False).exists()


def workbench_of(document: Document) -> str:
    """Where its drafts are worked on."""
    return reverse("admin:indicators_document_workbench", args=[document.pk])


def _link_to_workbench(document: Document) -> SafeString:
    return format_html(
        '<a class="underline" href="{}">{}</a>', workbench_of(document), gettext("Open in the workbench")
    )
