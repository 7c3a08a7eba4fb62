"""When a failing feed is polled next, and why then; when it is called broken or gone; whose network is down."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.feeds import backoff
from tracker.feeds.backoff import (
    Attempt,
    Failing,
    after_failure,
    after_outage,
    is_broken,
    is_gone,
    is_our_network,
    weight_of,
)
from tracker.models import Outcome

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ONCE = Failing("timeout", strain=0.5, failures=1, lasted=timedelta(), retry_after=None, gone_for=None)


def following(period=HOUR, *, jitter=1.0, **about):
    return after_failure(AT, period, replace(ONCE, **about), jitter=jitter)


def told(*args, **kwargs):
    upcoming = following(*args, **kwargs)
    return upcoming.at - AT, upcoming.reason


@pytest.mark.parametrize(
    ("outcome", "weight"),
    [
        ("dns_temporary", 0.25),
        ("timeout", 0.5),
        ("tls", 0.5),
        ("not_found", 0.5),
        ("throttled", 0.5),
        ("server_error", 0.5),
        ("not_a_feed", 0.5),
        ("connection", 0.5),
        ("too_large", 0.5),
        ("crashed", 0.5),
        ("bad_address", 1),
        ("forbidden_address", 1),
        ("client_error", 1),
        ("dns", 1),
        ("redirect", 1),
        ("gone", 1),
    ],
)
def test_a_failure_counts_by_how_much_it_says_against_the_feed(outcome, weight):
    assert weight_of(outcome) == weight


def test_only_outcomes_that_exist_are_weighed():
    assert set(backoff._WEIGHTS) - {"dns_temporary"} <= set(Outcome.values)


@pytest.mark.parametrize(
    ("strain", "failures", "expected"),
    [
        (0.25, 1, (HOUR, "in 60 min, after failing once")),
        (1.0, 2, (HOUR, "in 60 min, after failing 2 times in a row")),
        (1.5, 3, (1.5 * HOUR, "in 90 min, after failing 3 times in a row")),
        (6.0, 6, (6 * HOUR, "in 6 h, after failing 6 times in a row")),
        (24.0, 30, (DAY, "in 24 h, after failing 30 times in a row")),
        (10_000, 10_000, (DAY, "in 24 h, after failing 10000 times in a row")),
    ],
)
def test_failures_in_a_row_put_the_next_poll_off_up_to_a_day(strain, failures, expected):
    assert told(strain=strain, failures=failures) == expected


@pytest.mark.parametrize(
    ("lasted", "expected"),
    [
        (14 * DAY, (DAY, "in 24 h, after failing 40 times in a row")),
        (14.1 * DAY, (40 * HOUR, "in 40 h, failing for 14 days now")),
        (400 * DAY, (40 * HOUR, "in 40 h, failing for 400 days now")),
    ],
)
def test_after_two_weeks_it_is_put_off_further(lasted, expected):
    assert told(strain=40, failures=40, lasted=lasted) == expected


def test_but_a_week_at_most_and_never_for_good():
    assert told(strain=1e6, failures=10**6, lasted=4_000 * DAY) == (7 * DAY, "in 7 days, failing for 4000 days now")


def test_a_failing_feed_is_not_asked_more_often_than_a_sound_one():
    assert told(3 * DAY, strain=5) == (3 * DAY, "in 3 days, after failing once")


@pytest.mark.parametrize(
    ("strain", "delay"), [(0.5, "in 2 h: "), (1.5, "in 2 h: "), (4.0, "in 4 h: "), (99.0, "in 24 h: ")]
)
def test_a_server_that_says_too_often_is_asked_half_as_often_at_least(strain, delay):
    assert told(outcome="throttled", strain=strain)[1] == delay + "the server says it was asked too often"


@pytest.mark.parametrize(
    ("asked", "jitter", "expected"),
    [
        (90 * MINUTE, 1.0, (90 * MINUTE, "the server asked for 90 min")),
        (2 * HOUR, 1.1, (2.2 * HOUR, "the server asked for 2 h")),
        (2 * HOUR, 0.9, (2.2 * HOUR, "the server asked for 2 h")),  # spread as well, but not sooner than it asked
        (3 * DAY, 1.0, (3 * DAY, "the server asked for 3 days")),
        (365 * DAY, 1.0, (7 * DAY, "the server asked for 7 days")),
    ],
)
def test_what_the_server_asks_for_is_obeyed_up_to_a_week(asked, jitter, expected):
    assert told(retry_after=asked, jitter=jitter) == expected


@pytest.mark.parametrize("asked", [timedelta(), timedelta(seconds=20), 3 * HOUR])
def test_what_the_server_asks_for_never_brings_the_next_poll_nearer(asked):
    assert following(strain=3, retry_after=asked) == following(strain=3)


@pytest.mark.parametrize("jitter", [0.9, 1.0, 1.1])
def test_a_feed_that_is_gone_is_asked_once_a_month(jitter):
    expected = (30 * DAY * jitter, "once a month: the server says it is gone")
    assert told(outcome="gone", gone_for=DAY, jitter=jitter) == expected
    assert told(outcome="gone", gone_for=900 * DAY, lasted=900 * DAY, strain=99, jitter=jitter) == expected


@pytest.mark.parametrize("gone_for", [timedelta(), 23 * HOUR])
def test_it_is_asked_again_as_usual_before_it_is_believed_to_be_gone(gone_for):
    expected = (HOUR, "in 60 min: the server says it is gone, and is asked again before that is believed")
    assert told(outcome="gone", strain=1, gone_for=gone_for) == expected


@pytest.mark.parametrize(
    ("gone_for", "gone"), [(None, False), (timedelta(), False), (23.9 * HOUR, False), (DAY, True), (90 * DAY, True)]
)
def test_gone_is_believed_when_it_is_said_again_a_day_later(gone_for, gone):
    assert is_gone(gone_for) is gone


@pytest.mark.parametrize(
    ("failures", "lasted", "broken"),
    [
        (40, 23 * HOUR, False),  # a bad night
        (2, 2 * DAY, False),  # polled once a day, and unlucky twice
        (3, DAY, True),
        (3, 2 * DAY, True),
        (900, 90 * DAY, True),
    ],
)
def test_a_feed_is_called_broken_after_a_day_and_three_failures(failures, lasted, broken):
    assert is_broken(failures, lasted) is broken


def test_jitter_moves_the_time_and_the_usual_period_stays():
    upcoming = following(2 * HOUR, strain=2, jitter=0.9)
    assert (upcoming.at, upcoming.period, upcoming.possible_gap) == (AT + 3.6 * HOUR, 2 * HOUR, False)


FAILINGS = st.builds(
    Failing,
    st.sampled_from([*Outcome.values, "dns_temporary"]),
    st.floats(0.25, 1e6),
    st.integers(1, 10**6),
    st.timedeltas(timedelta(), 4_000 * DAY),
    st.none() | st.timedeltas(timedelta(), 400 * DAY),
    st.none() | st.timedeltas(timedelta(), 4_000 * DAY),
)
PERIODS = st.timedeltas(15 * MINUTE, DAY)


@settings(max_examples=300)
@given(period=PERIODS, failing=FAILINGS, jitter=st.floats(0.9, 1.1))
def test_a_failing_feed_always_has_a_next_time(period, failing, jitter):
    upcoming = after_failure(AT, period, failing, jitter=jitter)
    longest = 30 * DAY if is_gone(failing.gone_for) else 7 * DAY
    assert AT + 0.9 * period <= upcoming.at <= AT + 1.1 * longest
    assert upcoming.period == period
    assert upcoming.reason.isprintable()
    assert len(upcoming.reason) <= 200


@settings(max_examples=300)
@given(period=PERIODS, failing=FAILINGS, more=st.floats(0, 100), jitter=st.floats(0.9, 1.1))
def test_the_more_strain_the_later_it_is_asked_again(period, failing, more, jitter):
    strained = replace(failing, strain=failing.strain + more)
    assert after_failure(AT, period, strained, jitter=jitter).at >= after_failure(AT, period, failing, jitter=jitter).at


@settings(max_examples=300)
@given(period=PERIODS, failing=FAILINGS, asked=st.timedeltas(timedelta(), 7 * DAY), jitter=st.floats(0.9, 1.1))
def test_a_server_that_is_not_gone_is_never_asked_before_the_time_it_gave(period, failing, asked, jitter):
    failing = replace(failing, retry_after=asked, gone_for=None)
    assert after_failure(AT, period, failing, jitter=jitter).at >= AT + asked


def attempts(*, failed=0, fine=0, of_dead_hosts=10, of_live_hosts=10):
    return [Attempt(f"dead{number % of_dead_hosts}", failed=True) for number in range(failed)] + [
        Attempt(f"live{number % of_live_hosts}", failed=False) for number in range(fine)
    ]


@pytest.mark.parametrize(
    "recent",
    [
        attempts(failed=20),
        attempts(failed=20, of_dead_hosts=5),
        attempts(failed=11, fine=9, of_live_hosts=9),
        attempts(fine=90, failed=100, of_dead_hosts=20, of_live_hosts=19),
    ],
)
def test_when_most_of_many_hosts_cannot_be_reached_the_network_here_is_down(recent):
    assert is_our_network(recent)


@pytest.mark.parametrize(
    "recent",
    [
        [],
        attempts(failed=19),
        attempts(failed=20, of_dead_hosts=4),
        attempts(failed=10, fine=10),
        attempts(failed=10, fine=11),
        attempts(failed=12, fine=18, of_dead_hosts=12, of_live_hosts=3),  # most hosts, but a few attempts on each
        attempts(failed=90, fine=10, of_dead_hosts=1),  # one dead host with many feeds
        attempts(failed=90, fine=10, of_dead_hosts=10, of_live_hosts=10),
    ],
)
def test_a_few_attempts_or_hosts_or_failures_are_not_the_network(recent):
    assert not is_our_network(recent)


def test_a_host_that_failed_just_now_and_was_reached_before_counts_as_failed():
    earlier = [Attempt(f"host{number}", failed=False) for number in range(10)]
    assert is_our_network(earlier + [Attempt(f"host{number % 10}", failed=True) for number in range(11)])


@pytest.mark.parametrize(
    ("period", "jitter", "expected"),
    [
        (6 * HOUR, 1.0, (10 * MINUTE, "in 10 min: the network here seems to be down")),
        (6 * HOUR, 1.1, (11 * MINUTE, "in 10 min: the network here seems to be down")),
        (5 * MINUTE, 1.0, (5 * MINUTE, "in 5 min: the network here seems to be down")),
    ],
)
def test_while_the_network_is_down_feeds_are_asked_again_soon(period, jitter, expected):
    upcoming = after_outage(AT, period, jitter=jitter)
    assert (upcoming.at - AT, upcoming.reason) == expected
    assert upcoming.period == period
