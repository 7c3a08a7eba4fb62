"""What an indicator that is a measure should reach, and what it was measured to be.

A number or words, never both and never neither; which of them the item's measure decides (see indicators/measures.py).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from indicators.models.catalogue import DECIMALS, DIGITS, Item

NUMBER_OR_WORDS = Q(value__isnull=False, narrative="") | Q(value__isnull=True) & ~Q(narrative="")


class Target(models.Model):
    """To be reached by the end of a period."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="targets")
    period_end = models.DateField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    narrative = models.TextField(blank=True)

    class Meta:
        ordering = ["period_end"]
        constraints = [
            models.UniqueConstraint(fields=["item", "period_end"], name="target_once_per_period"),
            models.CheckConstraint(condition=NUMBER_OR_WORDS, name="target_is_a_number_or_words"),
        ]

    def __str__(self) -> str:
        return _("%(value)s by %(day)s") % {"value": self.narrative or self.value, "day": self.period_end}


class Measurement(models.Model):
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="measurements")
    measured_on = models.DateField()
    value = models.DecimalField(max_digits=DIGITS, decimal_places=DECIMALS, null=True, blank=True)
    narrative = models.TextField(blank=True)
    source_url = models.URLField(max_length=2000, blank=True)

    class Meta:
        ordering = ["measured_on"]
        constraints = [
            models.UniqueConstraint(fields=["item", "measured_on"], name="measurement_once_a_day"),
            models.CheckConstraint(condition=NUMBER_OR_WORDS, name="measurement_is_a_number_or_words"),
        ]

    def __str__(self) -> str:
        return _("%(value)s on %(day)s") % {"value": self.narrative or self.value, "day": self.measured_on}
