"""How a feed is said to be: each sign in words, and the gravest first."""

from datetime import timedelta

import pytest

from tests import make
from tests.make import NOW
from tracker.feeds.condition import IS_GONE, Around, conditions_of, lasting, look_around, quiet_feeds, sentence
from tracker.models import Feed, Host

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOBODY_RESTS = {}

POLLED = {"pk": 7, "host": "herald.example", "polled_at": NOW, "succeeded_at": NOW, "next_poll_at": NOW + HOUR}
FAILING = {
    "failures": 31,
    "failing_since": NOW - 19 * DAY,
    "trouble": "dns",
    "trouble_note": "the address's host could not be found",
}
GONE = {**FAILING, "trouble": "gone", "gone_at": NOW - 40 * DAY}
GAP = {"gap_at": NOW - 2 * DAY}
MOVED = {"moved_to": "https://new.example/rss", "moved_since": NOW - 6 * DAY, "moved_polls": 2}


def said(*, quiet=None, resting=NOBODY_RESTS, **columns):
    return conditions_of(Feed(**POLLED | columns), Around(NOW, {7: quiet} if quiet else {}, resting))


def test_a_feed_with_nothing_wrong_is_healthy():
    [one] = said()
    assert (one.kind, one.word, one.told) == ("healthy", "Healthy", "It answers, and publishes as usual.")


@pytest.mark.parametrize(
    ("columns", "kind", "word", "brief", "told"),
    [
        ({"state": "paused"}, "paused", "Paused", "", "It is not polled until somebody resumes it."),
        (
            GONE,
            "gone",
            "Gone",
            "for 1 month",
            "Since 21 Jan 2026 12:00 the server says that it is gone for good (410). We still ask now and then.",
        ),
        (
            FAILING,
            "failing",
            "Host not found",
            "for 2 weeks, 31 times in a row",
            (
                "The address's host could not be found. It has been failing since 11 Feb 2026 12:00, for 2 weeks, "
                "31 times in a row."
            ),
        ),
        (
            {"failures": 1, "failing_since": NOW - HOUR, "trouble": "timeout"},
            "failing",
            "No answer in time",
            "once, 1 hour ago",
            "It has failed once, 1 hour ago.",
        ),
        (
            {"quiet": NOW - 23 * DAY},
            "quiet",
            "Quiet too long",
            "for 3 weeks",
            (
                "It answers, but has brought nothing new for 3 weeks, since 7 Feb 2026 12:00: by its own rhythm "
                "that is long."
            ),
        ),
        (
            {"resting": {"herald.example": Host("herald.example", NOW + 2 * HOUR, "the server asked for 2 h")}},
            "resting",
            "Resting",
            "for 2 hours",
            "Nothing is asked of herald.example until 2 Mar 2026 14:00: the server asked for 2 h.",
        ),
        (
            GAP,
            "gap",
            "Possible gap",
            "2 days ago",
            "On 28 Feb 2026 12:00 all that it listed was new: entries may have come and gone between two polls.",
        ),
        (
            MOVED,
            "moved",
            "Move announced",
            "for 6 days",
            (
                "Since 24 Feb 2026 12:00 the server says that it has moved for good, to https://new.example/rss. "
                "2 polls found the same feed there; the address is not changed yet."
            ),
        ),
        (
            {"polled_at": None, "succeeded_at": None},
            "new",
            "Not polled yet",
            "",
            "Its first poll is due on 2 Mar 2026 13:00.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.isalpha() and value.islower() else "",
)
def test_each_sign_is_said_in_words(columns, kind, word, brief, told):
    [one] = said(**columns)
    assert (one.kind, one.word, one.brief, one.told) == (kind, word, brief, told)


def test_one_poll_is_not_spoken_of_as_many():
    [one] = said(**MOVED | {"moved_polls": 1})
    assert "1 poll found the same feed there" in one.told


def test_all_signs_are_said_and_the_gravest_first():
    resting = {"herald.example": Host("herald.example", NOW + HOUR, "the server asked for 1 h")}
    everything = said(state="paused", quiet=NOW - 9 * DAY, resting=resting, **FAILING, **GAP, **MOVED)
    assert [one.kind for one in everything] == ["paused", "failing", "quiet", "resting", "gap", "moved"]


def test_a_feed_that_is_gone_is_not_said_to_fail_as_well():
    assert [one.kind for one in said(**GONE)] == ["gone"]


@pytest.mark.django_db
@pytest.mark.parametrize(("gone_for", "kind"), [(DAY - HOUR, "failing"), (DAY, "gone")])
def test_a_feed_is_gone_when_it_has_said_so_for_a_day_for_its_page_and_for_the_database(gone_for, kind):
    feed = make.feed(**FAILING | {"trouble": "gone", "polled_at": NOW, "gone_at": NOW - gone_for})
    assert [one.kind for one in conditions_of(feed, Around(NOW + 9 * DAY, {}, {}))] == [kind]
    assert Feed.objects.filter(IS_GONE).exists() is (kind == "gone")


def test_a_gap_of_long_ago_is_history():
    assert [one.kind for one in said(gap_at=NOW - 8 * DAY)] == ["healthy"]


def test_a_paused_feed_that_was_never_polled_is_not_waited_for():
    assert [one.kind for one in said(state="paused", polled_at=None)] == ["paused"]


@pytest.mark.parametrize(
    ("span", "units", "told"),
    [
        (timedelta(seconds=20), 1, "less than a minute"),
        (timedelta(minutes=10), 1, "10 minutes"),
        (timedelta(minutes=90), 1, "1 hour"),
        (timedelta(minutes=90), 2, "1 hour, 30 minutes"),
        (27 * DAY, 1, "3 weeks"),
    ],
)
def test_a_stretch_of_time_is_told_as_people_say_it(span, units, told):
    assert lasting(NOW, NOW + span, units=units) == told


@pytest.mark.parametrize(
    ("note", "told"),
    [("the server hung up", "The server hung up."), ("It did.", "It did."), ("", "")],
)
def test_a_plain_line_becomes_a_sentence(note, told):
    assert sentence(note) == told


# Looking around


@pytest.mark.django_db
def test_hosts_rest_that_are_left_alone_for_longer_than_manners_ask(at):
    Host.objects.create(name="tired.example", next_start_at=at + HOUR, rests_because="the server asked for 1 h")
    Host.objects.create(name="rested.example", next_start_at=at - HOUR, rests_because="the server asked for 1 h")
    Host.objects.create(name="polite.example", next_start_at=at + timedelta(seconds=5), rests_because="manners")
    assert set(look_around(Feed.objects.all(), at).resting) == {"tired.example"}


@pytest.mark.django_db
def test_a_lively_feed_that_falls_silent_is_quiet_and_one_that_publishes_is_not(at):
    silent = make.silent_feed(12 * DAY)
    make.silent_feed(HOUR)
    assert list(quiet_feeds(Feed.objects.all(), at)) == [silent.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"state": "paused"},
        {"failures": 1, "failing_since": NOW, "trouble": "dns"},
    ],
)
def test_of_a_feed_that_is_paused_or_fails_silence_says_nothing(at, columns):
    make.silent_feed(12 * DAY, **columns)
    assert quiet_feeds(Feed.objects.all(), at) == {}
