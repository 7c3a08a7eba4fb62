"""One issue for each local period: over two years of hours in twenty time zones, and whatever the clock does."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests import make
from tracker.digests import compose
from tracker.digests.period import last_period
from tracker.models import DigestIssue

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# Two years of each, about the days on which its clocks did the oddest thing.
ZONES = {
    "UTC": 2025,
    "Europe/London": 2025,
    "Europe/Madrid": 2025,
    "America/New_York": 2025,
    "America/Mexico_City": 2022,  # the last summer time
    "America/Sao_Paulo": 2018,  # changes at midnight
    "America/Havana": 2025,  # changes at midnight
    "America/St_Johns": 2010,  # changes at one minute past midnight
    "America/Caracas": 2016,  # half an hour, once
    "America/Asuncion": 2024,
    "Atlantic/Azores": 2025,  # an hour that is doubled at midnight
    "Africa/Cairo": 2023,
    "Africa/Casablanca": 2025,  # twice a year, about Ramadan
    "Asia/Beirut": 2023,
    "Asia/Tehran": 2022,
    "Asia/Kathmandu": 1985,  # from 5:30 to 5:45
    "Asia/Pyongyang": 2015,
    "Australia/Lord_Howe": 2025,  # half an hour
    "Pacific/Apia": 2011,  # 2011-12-30 never was
    "Pacific/Kwajalein": 1993,  # 1993-08-21 never was
    "Antarctica/Troll": 2025,  # two hours
    "Pacific/Kiritimati": 1994,  # 1994-12-31 never was
}


def hours(year):
    start = datetime(year, 1, 1, tzinfo=UTC)
    return [start + number * HOUR for number in range(2 * 365 * 24)]


def walked(zone, local_hour, year):
    """As a worker does that looks every hour: the periods, each when it was first seen."""
    seen = {}
    for at in hours(year):
        period = last_period("daily", zone, local_hour, at)
        if period.name not in seen:
            seen[period.name] = at
    return seen


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("local_hour", [0, 1, 2, 7])
def test_of_every_local_day_there_is_one_issue_within_the_hour_after_it_is_due(zone, local_hour):
    seen = walked(zone, local_hour, ZONES[zone])
    days = {at.astimezone(ZoneInfo(zone)).date().isoformat() for at in hours(ZONES[zone])}
    rest = list(seen)[1:]
    assert set(rest) <= days
    assert days - set(seen) <= {min(days), max(days)}  # whose hour has passed, or has not yet come
    assert list(seen) == sorted(seen)
    for name in rest:
        local = seen[name].astimezone(ZoneInfo(zone))
        assert local.date().isoformat() == name
        assert 0 <= local.hour - local_hour <= 2


@pytest.mark.parametrize(("cadence", "most"), [("weekly", 106), ("monthly", 25)])
@pytest.mark.parametrize("zone", ["Europe/Madrid", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_of_every_week_and_month_there_is_one(zone, cadence, most):
    names = [last_period(cadence, zone, 2, at).name for at in hours(ZONES[zone])]
    changes = [name for before, name in pairwise(names) if before != name]
    assert len(changes) == len(set(changes))
    assert most - 2 <= len(changes) <= most


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Pacific/Apia", datetime(2011, 12, 28, tzinfo=UTC)),
        ("America/New_York", datetime(2025, 11, 1, tzinfo=UTC)),
        ("America/New_York", datetime(2025, 3, 8, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2025, 4, 4, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(1985, 12, 30, tzinfo=UTC)),
    ],
)
def test_a_worker_that_looks_every_half_hour_freezes_one_a_day(zone, begins):
    make.subscription(cadence="daily", time_zone=zone, local_hour=1, created_at=begins)
    ticks = [begins + number * HOUR / 2 for number in range(6 * 48)]
    frozen = [issue for at in ticks for issue in compose.freeze_due(at)]
    days = sorted({at.astimezone(ZoneInfo(zone)).date().isoformat() for at in ticks})
    names = [issue.period for issue in frozen]
    assert names == sorted(set(names))
    assert set(days[1:-1]) <= set(names) <= set(days)
    assert all(before.ends_at == after.starts_at for before, after in pairwise(frozen))


@pytest.mark.django_db
@pytest.mark.parametrize("step", [HOUR, DAY, 36 * HOUR])
def test_a_clock_that_is_put_back_makes_no_second_issue(at, step):
    make.subscription(cadence="daily", created_at=at - 30 * DAY)
    [first] = compose.freeze_due(at)
    assert list(compose.freeze_due(at - step)) == []
    again = [issue for number in range(24) for issue in compose.freeze_due(at - step + number * step / 24)]
    assert again == []
    [following] = compose.freeze_due(at + DAY)
    assert (following.starts_at, following.ends_at) == (first.ends_at, at + DAY)


@pytest.mark.django_db
def test_an_issue_made_by_a_clock_far_ahead_holds_nobody_up(at):
    make.subscription(cadence="daily", created_at=at - DAY)
    [ahead] = compose.freeze_due(at + 365 * DAY)
    [now] = compose.freeze_due(at)
    assert (now.starts_at, now.ends_at) == (at - DAY, at)
    assert ahead.period != now.period
    assert DigestIssue.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["sent", "failed", "skipped"])
def test_a_period_begins_where_the_last_digest_ended_whatever_became_of_it(at, state):
    make.subscription(cadence="daily", created_at=at - 9 * DAY)
    [first] = compose.freeze_due(at - 3 * DAY)
    DigestIssue.objects.update(state=state, sent_at=at if state == "sent" else None)
    [second] = compose.freeze_due(at)
    assert second.starts_at == first.ends_at
