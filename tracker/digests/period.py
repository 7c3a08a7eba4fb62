"""When a digest is due: at a local hour of a day, of a week's Monday or of a month's first. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Period:
    """The last due moment that has passed: named by its local day, which exists once whatever the clocks do."""

    name: str
    due_at: datetime


def last_period(cadence: str, time_zone: str, local_hour: int, at: datetime) -> Period:
    """The newest period whose end is not after `at`. An hour that a clock change skips falls on the hour after."""
    zone = ZoneInfo(time_zone)
    today = at.astimezone(zone).date()
    day = _first_day(cadence, today)
    while _moment(day, local_hour, zone) > at:  # twice where the day before was skipped, as in Samoa in 2011
        day = _first_day(cadence, day - timedelta(days=1))
    return Period(day.isoformat(), _moment(day, local_hour, zone))


def _first_day(cadence: str, day: date) -> date:
    if cadence == "weekly":
        return day - timedelta(days=day.weekday())
    if cadence == "monthly":
        return day.replace(day=1)
    return day


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def next_period(cadence: str, time_zone: str, local_hour: int, at: datetime) -> Period:
    """The oldest period whose end is after `at`."""
    zone = ZoneInfo(time_zone)
    day = at.astimezone(zone).date()
    while _first_day(cadence, day) != day or _moment(day, local_hour, zone) <= at:
        day += timedelta(days=1)
    return last_period(cadence, time_zone, local_hour, _moment(day, local_hour, zone))
