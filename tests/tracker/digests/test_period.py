"""When a digest is due, whatever the clocks of its place do: each local period is named once, after its end."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.digests.period import Period, last_period, next_period

HOUR = timedelta(hours=1)

ZONES = [  # plain ones, half and quarter hours, changes at midnight, half-hour changes, and days that never were
    *("UTC", "Europe/London", "Europe/Madrid", "America/New_York", "America/Mexico_City", "America/Sao_Paulo"),
    *("America/Havana", "America/St_Johns", "America/Caracas", "America/Asuncion", "Atlantic/Azores", "Africa/Cairo"),
    *("Africa/Casablanca", "Asia/Beirut", "Asia/Tehran", "Asia/Kathmandu", "Asia/Pyongyang", "Australia/Lord_Howe"),
    *("Pacific/Apia", "Pacific/Kwajalein", "Pacific/Chatham", "Pacific/Kiritimati", "Antarctica/Troll"),
]


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(period):
    return period.name, f"{period.due_at:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("cadence", "at", "name"),
    [
        ("daily", "2026-03-04 07:00", "2026-03-04"),
        ("daily", "2026-03-04 06:59:59.999999", "2026-03-03"),
        ("daily", "2026-01-01 06:00", "2025-12-31"),
        ("weekly", "2026-03-02 07:00", "2026-03-02"),  # a Monday
        ("weekly", "2026-03-02 06:59", "2026-02-23"),
        ("weekly", "2026-03-08 23:59", "2026-03-02"),
        ("weekly", "2026-01-01 12:00", "2025-12-29"),
        ("monthly", "2026-03-01 07:00", "2026-03-01"),
        ("monthly", "2026-03-01 06:59", "2026-02-01"),
        ("monthly", "2026-03-31 23:59", "2026-03-01"),
        ("monthly", "2026-01-01 00:00", "2025-12-01"),
        ("monthly", "2024-02-29 12:00", "2024-02-01"),
    ],
)
def test_the_last_period_is_the_newest_that_has_ended(cadence, at, name):
    assert told(last_period(cadence, "UTC", 7, utc(at))) == (name, f"{name} 07:00")


@pytest.mark.parametrize(
    ("cadence", "at", "name"),
    [
        ("daily", "2026-03-04 06:59", "2026-03-04"),
        ("daily", "2026-03-04 07:00", "2026-03-05"),
        ("weekly", "2026-03-02 06:59", "2026-03-02"),
        ("weekly", "2026-03-02 07:00", "2026-03-09"),
        ("monthly", "2026-02-28 12:00", "2026-03-01"),
        ("monthly", "2026-12-01 07:00", "2027-01-01"),
    ],
)
def test_the_next_period_is_the_oldest_that_has_not(cadence, at, name):
    assert told(next_period(cadence, "UTC", 7, utc(at))) == (name, f"{name} 07:00")


@pytest.mark.parametrize(
    ("zone", "hour", "at", "name", "due_at"),
    [
        ("America/Mexico_City", 7, "2026-03-02 13:00", "2026-03-02", "2026-03-02 13:00"),
        ("America/Mexico_City", 7, "2026-03-02 12:59", "2026-03-01", "2026-03-01 13:00"),
        ("Asia/Kathmandu", 7, "2026-03-02 01:15", "2026-03-02", "2026-03-02 01:15"),  # 5:45 ahead
        ("Asia/Kathmandu", 7, "2026-03-02 01:14", "2026-03-01", "2026-03-01 01:15"),
        ("Pacific/Kiritimati", 0, "2026-03-01 10:00", "2026-03-02", "2026-03-01 10:00"),  # 14 ahead: tomorrow already
        # An hour skipped: 02:00 to 03:00 in New York, 00:00 to 01:00 in Beirut, half an hour on Lord Howe.
        ("America/New_York", 2, "2026-03-08 06:59", "2026-03-07", "2026-03-07 07:00"),
        ("America/New_York", 2, "2026-03-08 07:00", "2026-03-08", "2026-03-08 07:00"),
        ("Asia/Beirut", 0, "2026-03-28 22:00", "2026-03-29", "2026-03-28 22:00"),
        ("Australia/Lord_Howe", 2, "2026-10-03 15:30", "2026-10-04", "2026-10-03 15:30"),
        # An hour that comes twice counts the first time, and the second time is not a new period.
        ("America/New_York", 1, "2026-11-01 05:00", "2026-11-01", "2026-11-01 05:00"),
        ("America/New_York", 1, "2026-11-01 06:00", "2026-11-01", "2026-11-01 05:00"),
        ("America/Havana", 0, "2026-11-01 05:00", "2026-11-01", "2026-11-01 04:00"),
        # Samoa went from the 29th to the 31st of December 2011: the 30th was no day there.
        ("Pacific/Apia", 7, "2011-12-30 09:59", "2011-12-29", "2011-12-29 17:00"),
        ("Pacific/Apia", 7, "2011-12-30 16:59", "2011-12-29", "2011-12-29 17:00"),
        ("Pacific/Apia", 7, "2011-12-30 17:00", "2011-12-31", "2011-12-30 17:00"),
    ],
)
def test_a_day_is_due_at_its_own_hour_in_its_own_place(zone, hour, at, name, due_at):
    assert told(last_period("daily", zone, hour, utc(at))) == (name, due_at)


@pytest.mark.parametrize("zone", ZONES)
def test_every_local_day_of_two_years_is_named_once(zone):
    period = next_period("daily", zone, 2, utc("2025-01-01 12:00"))
    for _ in range(2 * 365):
        following = next_period("daily", zone, 2, period.due_at)
        assert date.fromisoformat(following.name) - date.fromisoformat(period.name) == timedelta(days=1)
        assert last_period("daily", zone, 2, following.due_at - timedelta(microseconds=1)) == period
        assert last_period("daily", zone, 2, following.due_at) == following
        period = following


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Pacific/Kwajalein"])
def test_a_day_that_never_was_is_never_named(zone):
    missing = {"Pacific/Apia": "2011-12-30", "Pacific/Kwajalein": "1993-08-21"}[zone]
    start = utc(f"{missing} 00:00") - 72 * HOUR
    for hour in range(24):
        names = {last_period("daily", zone, hour, start + HOUR * tick).name for tick in range(144)}
        names |= {next_period("daily", zone, hour, start + HOUR * tick).name for tick in range(144)}
        assert missing not in names
        assert len(names) >= 6


moments = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
cadences = st.sampled_from(["daily", "weekly", "monthly"])


@settings(max_examples=100, deadline=None)
@given(
    cadence=cadences,
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    start=moments,
    steps=st.lists(st.integers(1, 40), min_size=1, max_size=40),
)
@example(cadence="daily", zone="Pacific/Apia", hour=7, start=utc("2011-12-28 00:00"), steps=[1] * 96)
@example(cadence="daily", zone="Pacific/Kwajalein", hour=23, start=utc("1993-08-19 00:00"), steps=[1] * 96)
def test_however_the_ticks_come_each_period_is_named_once_and_after_its_end(cadence, zone, hour, start, steps):
    at, seen = start, [last_period(cadence, zone, hour, start)]
    for step in steps:
        at += HOUR * step
        seen.append(last_period(cadence, zone, hour, at))
        assert seen[-1].due_at <= at
    named = list(dict.fromkeys(seen))
    assert len({period.name for period in named}) == len(named)
    assert all(before.name < after.name and before.due_at < after.due_at for before, after in pairwise(named))


@settings(max_examples=100, deadline=None)
@given(cadence=cadences, zone=st.sampled_from(ZONES), hour=st.integers(0, 23), at=moments)
@example(cadence="daily", zone="Pacific/Apia", hour=7, at=utc("2011-12-29 18:00"))
def test_between_the_last_period_and_the_next_there_is_none(cadence, zone, hour, at):
    last, upcoming = last_period(cadence, zone, hour, at), next_period(cadence, zone, hour, at)
    assert last.due_at <= at < upcoming.due_at
    assert last_period(cadence, zone, hour, upcoming.due_at) == upcoming
    assert last_period(cadence, zone, hour, upcoming.due_at - timedelta(microseconds=1)) == last


@settings(max_examples=50, deadline=None)
@given(zone=st.sampled_from(ZONES), hour=st.integers(0, 23), at=moments)
def test_a_week_ends_on_a_monday_and_a_month_on_its_first(zone, hour, at):
    for cadence, is_first in (("weekly", lambda day: day.weekday() == 0), ("monthly", lambda day: day.day == 1)):
        period = last_period(cadence, zone, hour, at)
        assert is_first(datetime.fromisoformat(period.name))
        local = period.due_at.astimezone(ZoneInfo(zone))
        assert (local.date().isoformat(), local.hour) >= (period.name, hour)


def test_a_period_is_a_value():
    at = utc("2026-03-02 12:00")
    assert last_period("daily", "UTC", 7, at) == Period("2026-03-02", utc("2026-03-02 07:00"))
