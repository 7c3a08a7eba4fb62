"""What is said of coverage: one plain sentence, the same in the digest, on an item's page and in an assessment."""

from datetime import timedelta

import pytest

from tests.make import NOW
from tracker import coverage
from tracker.coverage.values import Brought, Coverage, Gap, Period, Unwatched, Watcher
from tracker.models import Feed

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = Period(NOW - 7 * DAY, NOW)


def watcher(title="Herald", *gaps, language="en", since=WEEK.starts_at, entries=0, backlog=0, possible_gaps=0):
    brought = Brought(entries, backlog)
    return Watcher(Feed(title=title, language=language), since, WEEK.ends_at, gaps, possible_gaps, brought)


def lost(title, days, why="dns", *, until=None, **columns):
    """A feed with a gap of so many days, up to some days ago or still."""
    end = NOW - until * DAY if until else None
    return watcher(title, Gap((end or NOW) - days * DAY, end, why), **columns)


def said(*watchers, languages=("en", "es"), unwatched=None):
    return coverage.sentence(Coverage(WEEK, languages, unwatched, watchers))


ENGLISH = ("en",)


# Watched


def test_feeds_that_watched_are_counted_with_their_languages():
    feeds = [watcher(language=language, entries=401) for language in ("es", "en", "en-GB")]
    assert said(*feeds) == "3 feeds in English and Spanish were watched without a gap; 1,203 entries were read."


def test_one_feed_and_one_entry_are_told_as_one():
    assert said(watcher(entries=1), languages=ENGLISH) == (
        "1 feed in English was watched without a gap; 1 entry was read."
    )


def test_a_feed_that_says_no_language_is_not_told_as_any():
    assert said(watcher(language="")) == "1 feed was watched without a gap; nothing new came."


def test_short_gaps_are_not_kept_quiet():
    assert said(watcher(), lost("Radio", 0.5), languages=ENGLISH).startswith(
        "2 feeds in English were watched, 1 of them with a short gap; "
    )


@pytest.mark.parametrize(
    ("late", "told"),
    [
        ([1], "2 feeds in English were watched without a gap, 1 of them only since 1 Mar 12:00; "),
        ([3, 3], "2 feeds in English were watched without a gap, all only since 27 Feb 12:00; "),
        ([1, 3], "2 feeds in English were watched without a gap, all only since 27 Feb 12:00 or later; "),
    ],
)
def test_feeds_added_in_the_period_are_told_as_such(late, told):
    feeds = [watcher(since=NOW - days * DAY) for days in late] + [watcher() for _ in range(2 - len(late))]
    assert said(*feeds, languages=ENGLISH).startswith(told)


def test_the_only_feed_that_was_added_in_the_period_says_so():
    told = said(watcher(since=NOW - DAY), languages=ENGLISH)
    assert told.startswith("1 feed in English was watched without a gap, only since 1 Mar 12:00; ")


def test_a_language_that_nothing_was_watched_in_is_told():
    assert "; none in Spanish; " in said(watcher(), lost("Diario", 7, language="es"))
    assert "none in" not in said(watcher(language=""))


def test_the_backlog_of_new_feeds_is_told_apart():
    told = said(watcher(entries=1500, backlog=1200), languages=ENGLISH)
    assert told.endswith("; 1,500 entries were read, 1,200 of them the backlog of new feeds.")


def test_entries_that_may_be_lost_are_told():
    told = said(watcher(possible_gaps=4), watcher(possible_gaps=1), watcher(), languages=ENGLISH)
    assert told.endswith("; nothing new came; 2 feeds may have lost entries between two polls.")


# Not watched, or not all the time


def test_feeds_that_watched_in_part_or_not_are_named_with_why_and_when():
    feeds = [watcher(), lost("Herald", 2, until=3), lost("Radio", 9, "gone"), lost("Post", 8, "not_found")]
    assert said(*feeds, languages=ENGLISH) == (
        "1 feed in English was watched without a gap; "
        "1 for part of the time: Herald (host not found from 25 Feb 12:00 to 27 Feb 12:00); "
        "2 were not watched: Radio (gone (410) since 21 Feb 12:00) and Post (not found (404) since 22 Feb 12:00); "
        "nothing new came."
    )


def test_where_all_watched_in_part_that_comes_first():
    assert said(lost("Herald", 2), lost("Radio", 3, "tls"), languages=ENGLISH) == (
        "2 feeds in English were watched for part of the time: Herald (host not found since 28 Feb 12:00) "
        "and Radio (certificate or TLS problem since 27 Feb 12:00); nothing new came."
    )


def test_silence_that_nobody_watched_is_told_as_that():
    told = said(lost("Herald", 8), lost("Radio", 7, "gone"), languages=ENGLISH)
    assert told.startswith(
        "None of the 2 feeds in English was watched: Herald (host not found since 22 Feb 12:00) and "
    )
    assert said(lost("Herald", 8), languages=ENGLISH).startswith("The only feed in English was not watched: Herald (")


def test_the_first_few_are_named_and_the_rest_is_counted():
    told = said(*[lost(f"F{number}", 8) for number in range(9)])
    assert [f"F{number}" in told for number in range(5)] == [True, True, True, False, False]
    assert " and 6 more; " in told


def test_of_several_gaps_the_longest_is_told_and_the_others_are_counted():
    gaps = [
        Gap(NOW - back * DAY, NOW - (back - long) * DAY, why) for back, long, why in ((6, 0.5, "dns"), (4, 2, "gone"))
    ]
    assert "Radio (gone (410) from 26 Feb 12:00 to 28 Feb 12:00, and 1 other gap)" in said(watcher("Radio", *gaps))


def test_a_year_that_is_not_this_one_is_told():
    assert "Radio (gone (410) since 22 Dec 2025 12:00)" in said(lost("Radio", 70, "gone"))


@pytest.mark.parametrize(
    ("why", "told"), [("own_network", "our own network was down"), ("not_polled", "nothing polled them")]
)
def test_what_kept_many_from_watching_at_once_is_told_once(why, told):
    many = [lost(f"F{number}", 7 + number / 24, why) for number in range(40)]
    assert said(*many) == f"None of the 40 feeds in English was watched: {told} since 21 Feb 21:00; nothing new came."
    some = [watcher(), *[lost(f"F{number}", 2, why, until=number) for number in (1, 1.5)], lost("Radio", 2)]
    assert f"; 3 for part of the time: 2 as {told} from 27 Feb 00:00 to 1 Mar 12:00 and Radio (host not " in said(*some)


def test_what_ended_for_some_only_lasts(at):
    feeds = lost("Herald", 8, "own_network"), lost("Radio", 7, "own_network", until=0.1)
    assert "None of the 2 feeds in English was watched: our own network was down since 22 Feb 12:00; " in said(*feeds)


def test_what_kept_one_from_watching_is_told_of_that_one():
    assert "The only feed in English was not watched: Herald (not polled since 22 " in said(
        lost("Herald", 8, "not_polled")
    )


def test_gaps_at_different_times_are_not_told_as_one():
    told = said(lost("Herald", 2, "not_polled", until=4), lost("Radio", 2, "not_polled", until=1))
    assert "Herald (not polled from 24 Feb 12:00 to 26 Feb 12:00) and Radio (not polled from 27 Feb 12:00 to 1 " in told


@pytest.mark.parametrize(
    ("languages", "told"),
    [(("en", "es"), "No feed in English or Spanish was polled."), (("es",), "No feed in Spanish was polled.")],
)
def test_no_feed_in_its_languages_is_told(languages, told):
    assert said(languages=languages) == told


@pytest.mark.parametrize(
    ("unwatched", "told"),
    [
        (Unwatched.CLOSED, "What is closed is not watched."),
        (Unwatched.NO_WATCH, "There is no watch."),
        (Unwatched.RESTS, "The watch rests."),
        (Unwatched.NO_WORDS, "The watch has no words."),
    ],
)
def test_why_nothing_looks_for_an_item_is_told(unwatched, told):
    assert said(unwatched=unwatched) == told


# For an assessment, and by language


def test_a_statement_names_its_period_and_the_feeds_that_watched():
    feeds = watcher("Herald"), lost("Post", 2), lost("Radio", 8)
    told = coverage.statement(Coverage(WEEK, ENGLISH, None, feeds))
    assert told == f"23 Feb 2026 to 2 Mar 2026: {said(*feeds, languages=ENGLISH)} Feeds: Herald and Post."


def test_a_statement_of_no_feed_names_none():
    assert coverage.statement(Coverage(WEEK, ENGLISH)) == "23 Feb 2026 to 2 Mar 2026: No feed in English was polled."


def test_a_statement_names_twenty_feeds_at_most():
    told = coverage.statement(Coverage(WEEK, ENGLISH, None, tuple(watcher(f"F{number}") for number in range(25))))
    assert told.endswith("F18, F19 and 5 more.")


def test_what_each_language_brought_is_told_in_lines():
    feeds = (
        watcher(entries=2),
        watcher(language="en-GB", entries=3),
        watcher(language="es", entries=1),
        watcher(language=""),
    )
    lost_feed = lost("Diario", 7, language="es")
    assert list(coverage.by_language(Coverage(WEEK, ("en", "es"), None, (*feeds, lost_feed)))) == [
        "English: 2 feeds, 5 entries",
        "Spanish: 1 feed, 1 entry",
        "No language given: 1 feed, 0 entries",
    ]
