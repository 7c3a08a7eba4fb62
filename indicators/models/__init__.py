"""What we watch for: documents, their items, how each is watched, and what was judged of it."""

from indicators.models.assessment import Assessment, Citation
from indicators.models.catalogue import (
    Actor,
    Addressee,
    Country,
    Document,
    Indicator,
    Item,
    Recommendation,
    Status,
    Topic,
    Trend,
)
from indicators.models.watch import Watch, WatchVersion

__all__ = [
    "Actor",
    "Addressee",
    "Assessment",
    "Citation",
    "Country",
    "Document",
    "Indicator",
    "Item",
    "Recommendation",
    "Status",
    "Topic",
    "Trend",
    "Watch",
    "WatchVersion",
]
