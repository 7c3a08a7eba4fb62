"""What anybody may see: published items, and of these what was approved and confirmed.

Every public page reads through these doors and through no other, so that what is not published is nowhere.
"""

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Assessment, Country, Document, Item, Topic
from tracker.models import Evidence
from tracker.models.evidence import EvidenceQuerySet


def items() -> QuerySet[Item]:
    return Item.objects.filter(published=True)


def evidence() -> EvidenceQuerySet:
    return Evidence.objects.confirmed().filter(item__published=True)


def assessments() -> QuerySet[Assessment]:
    return Assessment.objects.filter(state=Assessment.State.APPROVED, item__published=True)


# A topic, a country and a document are seen when something of theirs is.


def topics() -> QuerySet[Topic]:
    return Topic.objects.filter(Exists(items().filter(topics=OuterRef("pk"))))


def countries() -> QuerySet[Country]:
    return Country.objects.filter(Exists(items().filter(countries=OuterRef("pk"))))


def documents() -> QuerySet[Document]:
    return Document.objects.filter(Exists(items().filter(document=OuterRef("pk"))))
