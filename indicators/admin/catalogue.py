"""What items are about and addressed to: topics, actors, countries, cycles."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from indicators.models import (
    Actor,
    Country,
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

    @display(description=_("Items"), ordering="count")
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
