"""What we watch for: documents, their items, how each is watched, and what was judged of it."""

from indicators.models.assessment import Assessment, Citation
from indicators.models.catalogue import (
    Actor,
    Addressee,
    Country,
    Cycle,
    Document,
    Indicator,
    Item,
    Measure,
    Recommendation,
    Status,
    Topic,
    Trend,
)
from indicators.models.intake import Intake, ItemDraft
from indicators.models.measurement import Measurement, Target
from indicators.models.register import Milestone, Position, Relation, Response
from indicators.models.watch import Watch, WatchVersion

__all__ = [
    "Actor",
    "Addressee",
    "Assessment",
    "Citation",
    "Country",
    "Cycle",
    "Document",
    "Indicator",
    "Intake",
    "Item",
    "ItemDraft",
    "Measure",
    "Measurement",
    "Milestone",
    "Position",
    "Recommendation",
    "Relation",
    "Response",
    "Status",
    "Target",
    "Topic",
    "Trend",
    "Watch",
    "WatchVersion",
]
