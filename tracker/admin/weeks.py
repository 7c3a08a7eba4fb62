"""What happened week by week, for the charts."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def weeks_until(at: datetime, number: int) -> Sequence[datetime]:
    """The Mondays on which the last so many weeks began, this one included, the oldest first."""
    monday = (at - timedelta(days=at.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return [monday - timedelta(weeks=back) for back in reversed(range(number))]
