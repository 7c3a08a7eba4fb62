"""The catalogue's pages."""

from indicators.admin import assessments, catalogue, documents, intakes, items, people, watches

__all__ = ["assessments", "catalogue", "documents", "intakes", "items", "people", "watches"]
