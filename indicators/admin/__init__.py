"""The catalogue's pages."""

from indicators.admin import assessments, catalogue, items, people, watches

__all__ = ["assessments", "catalogue", "items", "people", "watches"]
