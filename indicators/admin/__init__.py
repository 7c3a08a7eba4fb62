"""The catalogue's pages."""

from indicators.admin import assessments, catalogue, intakes, items, people, watches

__all__ = ["assessments", "catalogue", "intakes", "items", "people", "watches"]
