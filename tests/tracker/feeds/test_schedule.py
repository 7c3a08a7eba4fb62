"""When a feed is polled next after a good poll, and the reason it gives: each cause in its own words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.schedule import Hourly, Made, Ours, play
from tracker.feeds.schedule import (
    WINDOW,
    Limits,
    Rhythm,
    Visit,
    after_success,
    first_poll_at,
    in_words,
    longest_silence,
)

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LIMITS = Limits(15 * MINUTE, 6 * HOUR, HOUR)
WIDE = Limits(MINUTE, 365 * DAY, HOUR)
NOTHING_NEW = Visit(new=0, listed=0, is_first=False, hint=None, has_validators=True)


def listing(listed, new=0, **about):
    return replace(NOTHING_NEW, listed=listed, new=new, **about)


def rhythm(items, observed=WINDOW, newest_age=None):
    return Rhythm(items, observed, newest_age)


def following(beat, visit=NOTHING_NEW, limits=WIDE, *, current=HOUR, jitter=1.0):
    return after_success(AT, beat, visit, limits, current=current, jitter=jitter)


def told(*args, **kwargs):
    upcoming = following(*args, **kwargs)
    return upcoming.period, upcoming.reason


@pytest.mark.parametrize(
    ("items", "observed", "period"),
    [
        (0, 28 * DAY, 14 * DAY),
        (27, 28 * DAY, DAY / 2),
        (55, 28 * DAY, DAY / 4),
        (28 * 48 - 1, 28 * DAY, 15 * MINUTE),
        (3, 2 * DAY, 6 * HOUR),
        (3, DAY, 3 * HOUR),
    ],
)
def test_a_feed_is_polled_when_half_an_item_is_expected(items, observed, period):
    assert following(rhythm(items, observed)).period == period


def test_it_says_that_its_rhythm_decided():
    assert told(rhythm(55)) == (6 * HOUR, "every 6 h, by how often it publishes")


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (None, (6 * HOUR, "every 6 h, by how often it publishes")),
        (3 * DAY, (6 * HOUR, "every 6 h, by how often it publishes")),
        (-DAY, (6 * HOUR, "every 6 h, by how often it publishes")),  # dated tomorrow
        (4 * DAY, (8 * HOUR, "every 8 h: its newest entry is 4 days old")),
        (60 * DAY, (5 * DAY, "every 5 days: its newest entry is 60 days old")),
    ],
)
def test_a_silent_feed_is_polled_the_less_the_longer_it_is_silent(age, expected):
    assert told(rhythm(55, newest_age=age)) == expected


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (HOUR, (6 * HOUR, "every 6 h, by how often it publishes")),  # more often than it publishes is not asked
        (7 * HOUR, (7 * HOUR, "every 7 h: the feed asks for 7 h between visits")),
        (3 * DAY, (DAY, "every 24 h: the feed asks for 3 days between visits")),
    ],
)
def test_what_the_feed_asks_for_makes_the_wait_longer_up_to_a_day(hint, expected):
    assert told(rhythm(55), replace(NOTHING_NEW, hint=hint)) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (28 * 48 - 1, (HOUR, "every 60 min: its server sends all of it each time, changed or not")),
        (55, (6 * HOUR, "every 6 h, by how often it publishes")),
    ],
)
def test_a_feed_that_always_sends_everything_is_asked_once_an_hour_at_most(items, expected):
    assert told(rhythm(items), replace(NOTHING_NEW, has_validators=False), LIMITS) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (0, (6 * HOUR, "every 6 h: no feed waits longer")),
        (28 * 500, (15 * MINUTE, "every 15 min: no feed is asked more often")),
        (28 * 48 - 1, (15 * MINUTE, "every 15 min, by how often it publishes")),
    ],
)
def test_the_limits_hold(items, expected):
    assert told(rhythm(items), limits=LIMITS) == expected


@pytest.mark.parametrize(
    "wish",
    [
        {"beat": rhythm(28 * 48 - 1, newest_age=3 * DAY)},
        {"visit": listing(20, hint=DAY)},
        {"visit": listing(20, has_validators=False), "limits": replace(WIDE, unconditional=DAY)},
    ],
)
def test_nothing_makes_it_wait_until_more_than_a_tenth_of_what_it_lists_is_due_to_be_new(wish):
    wish = {"beat": rhythm(28 * 48 - 1), "visit": listing(20)} | wish
    period = HOUR  # in which 2 of 20 are due
    assert told(**wish) == (period, "every 60 min: it lists 20 entries and might drop some unseen")


def test_a_list_of_one_is_looked_at_as_often_as_it_publishes_even_if_it_asks_for_patience():
    expected = (6 * HOUR, "every 6 h: it lists 1 entry and might drop some unseen")
    assert told(rhythm(55), listing(1, hint=DAY)) == expected


@pytest.mark.parametrize("listed", [0, 1, 5])
def test_a_short_list_does_not_make_it_polled_more_often_than_it_publishes(listed):
    assert told(rhythm(55), listing(listed)) == (6 * HOUR, "every 6 h, by how often it publishes")


@pytest.mark.parametrize("wish", [{}, {"hint": 6 * HOUR}, {"has_validators": False}])
def test_on_its_first_day_a_feed_is_watched_closely_whatever_it_asks_for(wish):
    first = replace(listing(20, 20, is_first=True), **wish)
    expected = (30 * MINUTE, "every 30 min on its first day, to learn how often it publishes")
    assert told(rhythm(0, timedelta()), first) == expected
    assert told(rhythm(2, DAY - SECOND), replace(NOTHING_NEW, **wish)) == expected
    assert told(rhythm(23, DAY))[0] == HOUR / 2
    assert told(rhythm(2, DAY))[0] == 4 * HOUR


def test_a_busy_feed_does_not_wait_for_its_first_day_to_end():
    assert told(rhythm(47, HOUR)) == (15 * MINUTE, "every 15 min, by how often it publishes")
    assert told(rhythm(143, HOUR), listing(20, hint=HOUR))[0] == 20 * MINUTE


@pytest.mark.parametrize(
    ("listed", "new", "expected"),
    [
        (20, 10, (14 * DAY, "every 14 days, by how often it publishes")),
        (20, 12, (20 * HOUR, "in 20 h: 12 of 20 entries listed were new")),
        (20, 16, (15 * HOUR, "in 15 h: 16 of 20 entries listed were new")),
        (4, 3, (16 * HOUR, "in 16 h: 3 of 4 entries listed were new")),
    ],
)
def test_when_most_of_the_list_was_new_it_comes_back_before_half_of_it_is(listed, new, expected):
    assert told(rhythm(0), listing(listed, new), current=DAY) == expected


def test_a_feed_that_turns_its_list_over_is_asked_early_whatever_it_or_its_server_asks_for():
    visit = listing(20, 16, hint=DAY, has_validators=False)
    assert told(rhythm(0), visit, LIMITS, current=HOUR) == (
        37.5 * MINUTE,
        "in 38 min: 16 of 20 entries listed were new",
    )


@pytest.mark.parametrize("current", [timedelta(), 15 * MINUTE, 20 * MINUTE])
def test_even_then_no_feed_is_asked_more_often_than_allowed(current):
    expected = (15 * MINUTE, "in 15 min: 16 of 20 entries listed were new")
    assert told(rhythm(0), listing(20, 16), LIMITS, current=current) == expected


def test_a_turnover_never_makes_it_wait_longer():
    assert told(rhythm(28 * 48 - 1), listing(20, 11), current=DAY)[0] == 15 * MINUTE


@pytest.mark.parametrize("items", [0, 28 * 500])
@pytest.mark.parametrize("current", [15 * MINUTE, DAY])
@pytest.mark.parametrize("listed", [4, 20])
def test_when_everything_was_new_there_may_be_a_gap_and_it_is_asked_again_at_once(items, current, listed):
    upcoming = following(rhythm(items), listing(listed, listed), LIMITS, current=current)
    assert upcoming.possible_gap
    assert upcoming.period == 15 * MINUTE
    assert upcoming.reason == "again in 15 min: everything listed was new, and more may have come and gone"


@pytest.mark.parametrize("listed", [1, 2, 3])
def test_the_one_new_entry_of_a_tiny_list_is_no_gap_but_another_right_after_it_may_be(listed):
    seldom = following(rhythm(2), listing(listed, listed), LIMITS, current=6 * HOUR)
    assert not seldom.possible_gap
    assert (seldom.period, seldom.reason) == (15 * MINUTE, "again in 15 min: everything listed was new")
    assert following(rhythm(2), listing(listed, listed), LIMITS, current=seldom.period).possible_gap


@pytest.mark.parametrize("visit", [NOTHING_NEW, listing(20), listing(20, 19), listing(20, 20, is_first=True)])
def test_otherwise_there_is_no_gap_nor_is_the_backlog_one(visit):
    assert not following(rhythm(5), visit, LIMITS).possible_gap


@pytest.mark.parametrize(("jitter", "at"), [(1.0, AT + 6 * HOUR), (0.9, AT + 5.4 * HOUR), (1.1, AT + 6.6 * HOUR)])
def test_jitter_moves_the_time_and_not_the_period(jitter, at):
    upcoming = following(rhythm(55), jitter=jitter)
    assert (upcoming.at, upcoming.period) == (at, 6 * HOUR)


BEATS = st.builds(
    Rhythm,
    st.integers(0, 10**6),
    st.timedeltas(timedelta(), WINDOW),
    st.none() | st.timedeltas(-2 * DAY, 3650 * DAY),
)
LISTED = st.integers(0, 2_000)
VISITS = LISTED.flatmap(
    lambda listed: st.builds(
        Visit,
        st.integers(0, listed),
        st.just(listed),
        st.booleans(),
        st.none() | st.timedeltas(timedelta(), 365 * DAY),
        st.booleans(),
    )
)
CURRENTS = st.timedeltas(timedelta(), 30 * DAY)


@settings(max_examples=300)
@given(beat=BEATS, visit=VISITS, current=CURRENTS, jitter=st.floats(0.9, 1.1))
def test_a_good_poll_is_always_followed_by_another_within_the_limits(beat, visit, current, jitter):
    upcoming = following(beat, visit, LIMITS, current=current, jitter=jitter)
    assert LIMITS.shortest <= upcoming.period <= LIMITS.longest
    assert upcoming.at == AT + upcoming.period * jitter
    assert in_words(upcoming.period) in upcoming.reason
    assert len(upcoming.reason) <= 200


@settings(max_examples=200)
@given(beat=BEATS, visit=VISITS, current=CURRENTS, more=st.integers(1, 50))
def test_the_more_a_feed_publishes_the_sooner_it_is_polled(beat, visit, current, more):
    busier = replace(beat, items=beat.items + more)
    assert following(busier, visit, current=current).period <= following(beat, visit, current=current).period


@settings(max_examples=200)
@given(beat=BEATS, visit=VISITS, current=CURRENTS)
def test_no_wish_of_a_server_outdoes_the_turnover_guard(beat, visit, current):
    upcoming = following(beat, visit, LIMITS, current=current)
    if not visit.is_first and visit.new > visit.listed / 2:
        assert upcoming.period <= max(current, LIMITS.shortest)
    if not visit.is_first and visit.new == visit.listed > 0:
        assert upcoming.period == LIMITS.shortest


@settings(max_examples=200)
@given(beat=BEATS, visit=VISITS, current=CURRENTS)
def test_a_server_that_asks_for_patience_is_never_asked_more_often_for_it(beat, visit, current):
    silent = replace(visit, hint=None, has_validators=True)
    assert following(beat, visit, current=current).period >= following(beat, silent, current=current).period


def test_feeds_imported_together_start_evenly_spread_and_within_the_hour():
    starts = [first_poll_at(AT, number, 7200) for number in range(7200)]
    assert {later - earlier for earlier, later in pairwise(starts)} == {SECOND / 2}
    assert (starts[0], starts[-1]) == (AT, AT + HOUR - SECOND / 2)


def test_a_few_feeds_start_a_second_apart_and_a_single_one_at_once():
    assert [first_poll_at(AT, number, 3) for number in range(3)] == [AT, AT + SECOND, AT + 2 * SECOND]
    assert first_poll_at(AT, 0, 1) == AT


@pytest.mark.parametrize(
    ("days", "observed", "silence"),
    [
        (28, 28 * DAY, 6.67),  # each day
        (20, 28 * DAY, 9.21),  # each working day
        (4, 28 * DAY, 38.68),  # once a week
        (5, 5 * DAY, 5.76),
        (6, 5 * DAY, 5.0),  # a long weekend is never odd
        (2, 28 * DAY, 90.0),  # hardly anything to go by
        (0, 28 * DAY, 90.0),
        (0, timedelta(), 90.0),
        (3, 40 * DAY, 69.08),
        (3, 60 * DAY, 90.0),
    ],
)
def test_a_silence_is_odd_when_it_has_a_chance_of_one_in_a_thousand(days, observed, silence):
    assert longest_silence(rhythm(days, observed)) / DAY == pytest.approx(silence, abs=0.01)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=20), "20 s"),
        (MINUTE, "1 min"),
        (119 * MINUTE, "119 min"),
        (2 * HOUR, "2 h"),
        (47 * HOUR, "47 h"),
        (2 * DAY, "2 days"),
        (28 * DAY, "28 days"),
    ],
)
def test_spans_are_told_in_the_unit_a_person_would_use(span, words):
    assert in_words(span) == words


def _newsroom(hour):
    return (1.0 if 9 <= hour % 24 < 17 else 0.05) * (1.0 if hour < 120 else 0.3)


def test_of_150_entries_a_day_none_is_lost_on_a_list_of_20():
    outcome = play(Made("a newsroom", lambda day: 150, 20, _newsroom), Ours)
    assert outcome.entries > 8_000
    assert outcome.lost == 0
    assert outcome.polls / outcome.days < 96


@pytest.mark.parametrize("wish", [{"hint": 6}, {"has_validators": False}])
def test_nor_one_in_a_thousand_of_a_feed_that_would_be_asked_less_often(wish):
    outcome = play(Made("a newsroom", lambda day: 150, 20, _newsroom, **wish), Ours)
    assert outcome.lost <= outcome.entries / 1_000
    assert outcome.polls / outcome.days < 80


def test_asked_once_an_hour_the_same_feed_loses_many():
    outcome = play(Made("a newsroom", lambda day: 150, 20, _newsroom), Hourly)
    assert outcome.lost > outcome.entries / 20
