"""How often a feed says that it wants to be visited, and what of it makes sense."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.feeds.hints import hint_from, hint_of

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def said(ttl="", period="", frequency=""):
    return hint_of(ttl=ttl, update_period=period, update_frequency=frequency)


@pytest.mark.parametrize(
    ("ttl", "hint"), [("60", HOUR), (" 5\n", 5 * MINUTE), ("1.5", 1.5 * MINUTE), ("1440", DAY), ("525600", 365 * DAY)]
)
def test_ttl_is_in_minutes(ttl, hint):
    assert said(ttl) == hint


@pytest.mark.parametrize(
    "ttl", ["", "0", "0.0", "-5", "an hour", "60 min", "1e3", "nan", "inf", "٦٠", "6_0", "525601", "9" * 400]
)
def test_a_ttl_that_makes_no_sense_is_none(ttl):
    assert said(ttl) is None


@pytest.mark.parametrize(
    ("period", "frequency", "hint"),
    [
        ("hourly", "1", HOUR),
        ("hourly", "", HOUR),
        (" Hourly\n", " 2 ", 30 * MINUTE),
        ("daily", "4", 6 * HOUR),
        ("weekly", "1", 7 * DAY),
        ("monthly", "1", 30 * DAY),
        ("yearly", "1", 365 * DAY),
        ("hourly", "0.5", 2 * HOUR),
    ],
)
def test_the_syndication_module_says_how_many_times_in_a_period(period, frequency, hint):
    assert said(period=period, frequency=frequency) == hint


@pytest.mark.parametrize(
    ("period", "frequency"),
    [
        ("", "2"),
        ("always", "1"),
        ("60", ""),
        ("daily", "0"),
        ("daily", "-1"),
        ("daily", "often"),
        ("yearly", "0.5"),
        ("daily", "9" * 400),
    ],
)
def test_a_period_or_frequency_that_makes_no_sense_is_none(period, frequency):
    assert said(period=period, frequency=frequency) is None


@pytest.mark.parametrize(("ttl", "hint"), [("30", 30 * MINUTE), ("0", DAY), ("soon", DAY), ("", DAY)])
def test_ttl_goes_before_the_syndication_module_where_it_makes_sense(ttl, hint):
    assert said(ttl, "daily", "1") == hint


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("max-age=3600", HOUR),
        ("public, Max-Age=300, must-revalidate", 5 * MINUTE),
        ('max-age="600"', 10 * MINUTE),
        ("max-age = 600", 10 * MINUTE),
        ("s-maxage=86400, max-age=60", MINUTE),
    ],
)
def test_max_age_is_in_seconds(value, hint):
    assert hint_from({"cache-control": value}, AT) == hint


@pytest.mark.parametrize(
    "value",
    [
        "no-cache",
        "no-store, max-age=3600",
        "max-age=3600, no-cache",
        "MAX-AGE=3600, NO-CACHE",
        "max-age=0",
        "max-age=-1",
        "max-age=soon",
        "max-age=3600s",
        "max-age",
        "s-maxage=3600",
        "x-max-age=3600",
        "public",
        "max-age=99999999",
        "max-age=" + "9" * 400,
    ],
)
def test_no_cache_and_what_makes_no_sense_are_none_and_expires_does_not_stand_in(value):
    assert hint_from({"cache-control": value, "expires": format_datetime(AT + HOUR)}, AT) is None


@pytest.mark.parametrize("headers", [{}, {"cache-control": ""}])
def test_expires_counts_where_there_is_no_cache_control(headers):
    assert hint_from(headers | {"expires": format_datetime(AT + HOUR)}, AT) == HOUR


def test_expires_counts_from_the_servers_own_clock():
    headers = {"date": format_datetime(AT - 3 * HOUR), "expires": format_datetime(AT - 2 * HOUR)}
    assert hint_from(headers, AT) == HOUR
    assert hint_from(headers | {"date": "today"}, AT) is None


def test_a_time_without_a_zone_is_taken_for_utc():
    assert hint_from({"expires": "Mon, 02 Mar 2026 13:00:00 -0000"}, AT) == HOUR


@pytest.mark.parametrize(
    "expires",
    [
        "",
        "0",
        "-1",
        "never",
        "Mon, 02 Mar 2026 12:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 99 Mar 2026 13:00:00 GMT",
        "Mon, 02 Mar 2026 13:00:00 +9999",
    ],
)
def test_an_expires_that_makes_no_sense_or_has_passed_is_none(expires):
    assert hint_from({"expires": expires}, AT) is None


def test_headers_that_say_nothing_are_none():
    assert hint_from({"etag": "x", "date": format_datetime(AT)}, AT) is None


@settings(max_examples=300)
@given(st.text(), st.sampled_from(["hourly", "daily", "weekly"]) | st.text(), st.text(alphabet="0123456789.-e"))
def test_whatever_a_document_says_a_hint_is_a_time_above_nothing_or_none(ttl, period, frequency):
    hint = said(ttl, period, frequency)
    assert hint is None or timedelta() <= hint <= 365 * DAY


@settings(max_examples=300)
@given(st.text(), st.text(), st.text())
@example("", "Sat, 01 Jan 0000 00:00:00 GMT", "")
@example("", "Mon, 01 Jan 0001 00:00:00 +2359", "Fri, 31 Dec 9999 23:59:59 -2359")
def test_whatever_a_server_says_a_hint_is_a_time_above_nothing_or_none(caching, expires, date):
    hint = hint_from({"cache-control": caching, "expires": expires, "date": date}, AT)
    assert hint is None or timedelta() < hint <= 365 * DAY
