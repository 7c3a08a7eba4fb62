"""Alerts that were closed long ago are forgotten: what they told of is in the rows they were about."""

from datetime import datetime, timedelta
from typing import Final

from tracker.models import Alert

KEPT_FOR: Final = timedelta(days=400)  # a year, and some time to look back on it
AT_ONCE: Final = 5000


def forget_closed(at: datetime) -> int:
    """Returns how many; the rest goes the next time."""
    old = Alert.objects.filter(closed_at__lt=at - KEPT_FOR).order_by("pk")
    forgotten, _ = Alert.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:AT_ONCE])).delete()
    return forgotten
