"""What happened week by week, for the charts."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Case, IntegerField, Value, When


def weeks_until(at: datetime, number: int) -> Sequence[datetime]:
    """The Mondays on which the last so many weeks began, this one included, the oldest first."""
    monday = (at - timedelta(days=at.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return [monday - timedelta(weeks=back) for back in reversed(range(number))]


def which_of(weeks: Sequence[datetime], column: str) -> Case:
    """The number of the week that a row's time lies in. Plain SQL: on SQLite TruncWeek calls Python for each row."""
    begun = reversed(list(enumerate(weeks)))
    return Case(
        *(When(**{f"{column}__gte": week}, then=Value(number)) for number, week in begun),
        output_field=IntegerField(),
    )
