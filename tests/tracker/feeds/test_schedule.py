"""When a feed is polled next, and the reason it gives: by how often it publishes, by its failures, by what it asks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.feeds.schedule import Limits, Next, after_failure, after_success, period_of

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LIMITS = Limits(15 * MINUTE, 6 * HOUR)
NONE = Limits(timedelta(), timedelta.max)


@pytest.mark.parametrize(
    ("items", "observed", "period"),
    [
        (0, 28 * DAY, 14 * DAY),
        (27, 28 * DAY, DAY / 2),
        (55, 28 * DAY, DAY / 4),
        (28 * 48 - 1, 28 * DAY, 15 * MINUTE),
        (0, DAY, DAY / 2),
        (3, DAY, 3 * HOUR),
        (3, HOUR, 3 * HOUR),  # less than a day counts as a day
        (3, timedelta(), 3 * HOUR),
    ],
)
def test_a_feed_is_polled_when_half_an_item_is_expected(items, observed, period):
    assert period_of(items, observed, NONE) == period


@pytest.mark.parametrize(("items", "period"), [(0, 6 * HOUR), (2_000, 15 * MINUTE), (3, 3 * HOUR)])
def test_the_limits_hold(items, period):
    assert period_of(items, DAY, LIMITS) == period


@settings(max_examples=100)
@given(items=st.integers(0, 10**6), observed=st.timedeltas(timedelta(), 28 * DAY))
def test_the_more_a_feed_publishes_the_sooner_it_is_polled_within_the_limits(items, observed):
    period = period_of(items, observed, LIMITS)
    assert LIMITS.shortest <= period <= LIMITS.longest
    assert period_of(items + 1, observed, LIMITS) <= period


@pytest.mark.parametrize(
    ("period", "jitter", "upcoming"),
    [
        (HOUR, 1.0, Next(AT + HOUR, "every 60 min, by how often it publishes")),
        (15 * MINUTE, 1.0, Next(AT + 15 * MINUTE, "every 15 min, by how often it publishes")),
        (6 * HOUR, 0.9, Next(AT + 5.4 * HOUR, "every 6 h, by how often it publishes")),
        (6 * HOUR, 1.1, Next(AT + 6.6 * HOUR, "every 6 h, by how often it publishes")),
    ],
)
def test_after_a_success_it_is_polled_after_its_period(period, jitter, upcoming):
    assert after_success(AT, period, jitter=jitter) == upcoming


@pytest.mark.parametrize(
    ("period", "failures", "upcoming"),
    [
        (HOUR, 1, Next(AT + HOUR, "in 60 min, after failing once")),
        (HOUR, 2, Next(AT + 2 * HOUR, "in 2 h, after failing 2 times in a row")),
        (HOUR, 23, Next(AT + 23 * HOUR, "in 23 h, after failing 23 times in a row")),
        (HOUR, 24, Next(AT + DAY, "in 24 h, after failing 24 times in a row")),
        (HOUR, 10_000, Next(AT + DAY, "in 24 h, after failing 10000 times in a row")),
        (6 * HOUR, 5, Next(AT + DAY, "in 24 h, after failing 5 times in a row")),
    ],
)
def test_failures_in_a_row_put_the_next_poll_off_up_to_a_day_and_never_for_good(period, failures, upcoming):
    assert after_failure(AT, period, failures=failures, retry_after=None, jitter=1.0) == upcoming


@pytest.mark.parametrize(
    ("asked", "jitter", "upcoming"),
    [
        (90 * MINUTE, 1.0, Next(AT + 90 * MINUTE, "the server asked for 90 min")),
        (2 * HOUR, 1.1, Next(AT + 2.2 * HOUR, "the server asked for 2 h")),
        (2 * HOUR, 0.9, Next(AT + 2 * HOUR, "the server asked for 2 h")),  # not sooner than it asked
        (3 * DAY, 1.0, Next(AT + 3 * DAY, "the server asked for 3 days")),
        (365 * DAY, 1.0, Next(AT + 7 * DAY, "the server asked for 7 days")),
    ],
)
def test_what_the_server_asks_for_is_obeyed_up_to_a_week(asked, jitter, upcoming):
    assert after_failure(AT, HOUR, failures=1, retry_after=asked, jitter=jitter) == upcoming


@pytest.mark.parametrize("asked", [timedelta(), timedelta(seconds=20), 3 * HOUR])
def test_what_the_server_asks_for_never_brings_the_next_poll_nearer(asked):
    backed_off = after_failure(AT, HOUR, failures=3, retry_after=None, jitter=1.0)
    assert after_failure(AT, HOUR, failures=3, retry_after=asked, jitter=1.0) == backed_off


@settings(max_examples=100)
@given(
    period=st.timedeltas(15 * MINUTE, 6 * HOUR),
    failures=st.integers(1, 10**6),
    retry_after=st.none() | st.timedeltas(timedelta(), 400 * DAY),
    jitter=st.floats(0.9, 1.1),
)
def test_a_failing_feed_always_has_a_next_time(period, failures, retry_after, jitter):
    upcoming = after_failure(AT, period, failures=failures, retry_after=retry_after, jitter=jitter)
    assert AT + 0.9 * period <= upcoming.at <= AT + 8 * DAY
    assert "\n" not in upcoming.reason
