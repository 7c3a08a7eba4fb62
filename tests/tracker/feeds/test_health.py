"""What a row of visits does to a feed: never given up, said to be broken once, asked for everything weekly."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests import make
from tests.make import rss
from tests.visits import visit
from tracker.models import Entry, Feed

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = ("e1", "Joint unit opens", "In the port.")


@pytest.fixture
def feed(site, at):
    """Known for months, and quiet: it is visited every six hours."""
    feed = make.feed(site.put("/rss", rss(FIRST), headers={"ETag": '"1"'}))
    Feed.objects.update(added_at=at - 99 * DAY, newest_at=at - 99 * DAY)
    visit(feed, at)
    return feed


def as_due(feed, start, days):
    """Polls the feed whenever it is due, for so many days; the polls."""
    polls, at = [], start
    while (at := max(at, feed.next_poll_at)) < start + days * DAY:
        polls.append(visit(feed, at))
    return polls


def kinds(feed):
    return list(feed.notices.order_by("pk").values_list("kind", flat=True))


# Broken, and back


def test_a_feed_that_fails_for_a_year_is_polled_at_least_weekly_all_along(site, feed, at):
    site.put("/rss", status=404)
    polls = as_due(feed, at, 365)
    starts = [one.started_at for one in polls]
    assert max(later - one for one, later in pairwise(starts)) < 8 * DAY
    assert len(polls) < 300
    site.put("/rss", rss(FIRST, ("e2", "Joint unit grows", "")))
    assert as_due(feed, starts[-1], 8)[0].new == 1
    assert (feed.failures, feed.strain, feed.trouble) == (0, 0, "")


def test_one_notice_says_that_a_feed_broke_one_that_it_is_broken_still_and_one_that_it_is_back(site, feed, at):
    site.put("/rss", status=500)
    as_due(feed, at, 90)
    assert kinds(feed) == ["broken", "still_broken"]
    site.put("/rss", rss(FIRST), headers={"ETag": '"1"'})
    as_due(feed, at + 90 * DAY, 10)
    assert kinds(feed) == ["broken", "still_broken", "recovered"]
    assert "had failed since 3 March 2026" in feed.notices.get(kind="recovered").note
    assert feed.broken_at is None


def test_a_bad_night_is_no_news(site, feed, at):
    site.put("/rss", status=503)
    for hours in (1, 3, 6, 10):
        visit(feed, at + hours * HOUR)
    site.put("/rss", rss(FIRST))
    assert visit(feed, at + 14 * HOUR).is_good
    assert kinds(feed) == []


def test_a_second_break_is_said_again(site, feed, at):
    for round_ in range(2):
        site.put("/rss", status=500)
        as_due(feed, at + 20 * round_ * DAY, 10)
        site.put("/rss", rss(FIRST), headers={"ETag": '"1"'})
        as_due(feed, at + (20 * round_ + 10) * DAY, 10)
    assert kinds(feed) == ["broken", "recovered"] * 2


def test_a_feed_that_is_gone_is_said_to_be_once_and_asked_once_a_month(site, feed, at):
    site.put("/rss", status=410)
    as_due(feed, at, 5)
    assert kinds(feed) == ["gone"]
    assert feed.next_poll_reason == "once a month: the server says it is gone"
    polls = as_due(feed, at + 5 * DAY, 120)
    assert 3 <= len(polls) <= 5
    assert kinds(feed) == ["gone", "still_broken"]
    site.put("/rss", rss(FIRST), headers={"ETag": '"1"'})
    as_due(feed, at + 125 * DAY, 40)
    assert (kinds(feed)[-1], feed.gone_at) == ("recovered", None)


def test_a_410_among_other_failures_is_not_believed(site, feed, at):
    for status in (410, 500) * 3:
        site.put("/rss", status=status)
        as_due(feed, max(at, feed.next_poll_at), 1)
    assert "gone" not in kinds(feed)


def test_what_fails_for_a_passing_reason_strains_half_as_much(site, feed, at):
    site.put("/rss", status=500)
    visit(feed, at + HOUR)
    assert feed.strain == 0.5
    site.put("/rss", status=403)
    visit(feed, at + 2 * HOUR)
    assert (feed.strain, feed.failures) == (1.5, 2)


# What the next request asks for


def test_a_feed_is_asked_for_everything_once_a_week(site, feed, at):
    for day in range(1, 9):
        visit(feed, at + day * DAY)
    asked = ["If-None-Match" in headers for _, headers in site.asked]
    assert asked == [False, *[True] * 6, False, True]
    assert feed.whole_at == at + 7 * DAY


def test_a_server_that_says_not_modified_for_ever_is_found_out_within_a_week(site, feed, at):
    site.put("/rss", rss(FIRST, ("e2", "Joint unit grows", "")), headers={"ETag": '"1"'})
    assert [visit(feed, at + day * DAY).new for day in range(1, 8)] == [0] * 6 + [1]


# Gaps and rhythm


def crowded(start, count=20):
    return rss(*((f"e{number}", f"Story {number}", "") for number in range(start, start + count)))


def test_a_document_of_nothing_but_new_entries_is_a_possible_gap(site, at):
    feed = make.feed(site.put("/rss", crowded(0)))
    assert not visit(feed, at).possible_gap
    site.put("/rss", crowded(20))
    assert visit(feed, at + HOUR).possible_gap
    assert (feed.gap_at, feed.period_seconds) == (at + HOUR, 900)
    assert "everything listed was new" in feed.next_poll_reason
    site.put("/rss", crowded(22))
    assert not visit(feed, at + 2 * HOUR).possible_gap
    assert feed.gap_at == at + HOUR


def test_a_feed_that_no_active_watch_could_use_may_wait_for_a_day(site, at):
    make.item()
    feed = make.feed(site.put("/rss", rss(FIRST, language="de"), headers={"ETag": '"1"'}), added_at=at)
    Feed.objects.update(added_at=at - 28 * DAY, newest_at=at - 28 * DAY)
    visit(feed, at)
    assert feed.period_seconds > 6 * 3600
    Feed.objects.update(language="es-mx")
    visit(feed, at)
    assert feed.period_seconds == 6 * 3600


def test_what_the_document_asks_for_is_heard(site, at):
    body = rss(FIRST).replace("<language>", "<ttl>600</ttl><language>")
    feed = make.feed(site.put("/rss", body, headers={"ETag": '"1"'}))
    Feed.objects.update(added_at=at - 28 * DAY)
    Entry.objects.bulk_create(
        Entry(feed=feed, entry_id=f"x{number}", title="x", first_seen_at=at - DAY, revision="1") for number in range(40)
    )
    visit(feed, at)
    assert feed.hint_seconds == 36_000
