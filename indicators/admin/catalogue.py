"""What items stand in and are about: documents, topics, actors and countries."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from unfold.admin import ModelAdmin
from unfold.decorators import display

from indicators.admin.exchange import Exchange
from indicators.admin.intakes import HandIn
from indicators.admin.workbench import Workbench
from indicators.models import (
    Actor,
    Country,
    Document,
    Topic,
)

OPENING = 600  # characters of a text that is shown to be known again


@admin.register(Topic)
class TopicAdmin(ModelAdmin):
    list_display = ["name", "parent", "items_counted"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = super().get_queryset(request)
        return topics.annotate(count=Count("items")).select_related("parent")

    @display(description="Items", ordering="count")
    def items_counted(self, topic: Any) -> int:
        return int(topic.count)


@admin.register(Actor)
class ActorAdmin(ModelAdmin):
    list_display = ["name", "kind", "country"]
    list_filter = ["kind"]
    list_select_related = ["country"]
    search_fields = ["name"]


@admin.register(Country)
class CountryAdmin(ModelAdmin):
    search_fields = ["name", "code"]

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}  # found through the items' own fields; a list of countries is nobody's page


@admin.register(Document)
class DocumentAdmin(HandIn, Exchange, Workbench, ModelAdmin):
    list_display = ["title", "number", "publisher", "published_on", "language", "items_counted"]
    search_fields = ["title", "number", "publisher"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # Django 6's default, which 5.2 warns about

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        documents: QuerySet[Document] = super().get_queryset(request)
        return documents.annotate(count=Count("items")).defer("text")

    def get_fields(self, request: HttpRequest, obj: Document | None = None) -> Any:
        about = ["title", ("number", "publisher"), "url", ("published_on", "language")]
        return [*about, "text_kept" if obj and is_cut(obj) else "text"]

    def get_readonly_fields(self, request: HttpRequest, obj: Document | None = None) -> Any:
        return ["text_kept"]

    @display(description="Text")
    def text_kept(self, document: Document) -> SafeString:
        """Its beginning: to change a text would break the places of what was cut from it."""
        told = "Not to be changed any more: quotes are cut from it."
        opening = linebreaks(truncatechars(document.text, OPENING), autoescape=True)
        return format_html("<p>{} {}</p>{}", told, _link_to_workbench(document), mark_safe(opening))  # noqa: S308

    @display(description="Items", ordering="count")
    def items_counted(self, document: Any) -> int:
        return int(document.count)


def is_cut(document: Document) -> bool:
    """Whether something has its place in the document's text: a draft, or an item's quote."""
    return document.drafts.exists() or document.items.filter(quote_start__isnull=False).exists()


def workbench_of(document: Document) -> str:
    """Where its drafts are worked on."""
    return reverse("admin:indicators_document_workbench", args=[document.pk])


def _link_to_workbench(document: Document) -> SafeString:
    return format_html('<a class="underline" href="{}">Open in the workbench</a>', workbench_of(document))
