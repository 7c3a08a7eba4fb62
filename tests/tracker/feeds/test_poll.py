"""A visit to a feed, over real HTTP: what it leaves, whatever the server answers and whoever else is at work."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection

from tests import make
from tests.make import rss
from tests.visits import visit
from tracker.feeds import fetch, poll
from tracker.feeds.address import AddressRefused
from tracker.feeds.register import add_feed
from tracker.models import Entry, Feed, Outcome, Poll

pytestmark = pytest.mark.django_db

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FIRST, SECOND = ("e1", "Joint unit opens", "In the port."), ("e2", "Joint unit grows", "By ten.")


def all_due(at):
    return {one.feed.url for one in poll.poll_due(lambda: at)}


@pytest.fixture
def feed(site):
    """A feed with one entry that has been polled once, at NOW."""
    feed = make.feed(
        site.put("/rss", rss(FIRST), headers={"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 08:00:00 GMT"})
    )
    visit(feed, make.NOW)
    site.asked.clear()
    return feed


# What a visit brings


def test_the_first_visit_stores_what_is_there_and_learns_about_the_feed(site, at):
    feed = make.feed(site.put("/rss", rss(FIRST, SECOND, title="The Harbour Herald", language="en")))
    one = visit(feed, at)
    assert (one.outcome, one.new, one.updated, one.http_status, one.note) == ("updated", 2, 0, 200, "")
    assert (feed.title, feed.language, feed.id_policy) == ("The Harbour Herald", "en", "guid")
    assert (feed.polled_at, feed.succeeded_at, feed.last_new_at, feed.failures) == (at, at, at, 0)
    assert (feed.lease_until, feed.next_poll_at > at) == (None, True)
    assert set(Entry.objects.values_list("entry_id", "first_seen_at", "is_backlog")) == {
        ("e1", at, True),
        ("e2", at, True),
    }


def test_entries_of_the_first_visit_speak_the_language_their_feed_says_it_speaks(site, at):
    visit(make.feed(site.put("/rss", rss(FIRST, language="es"))), at)
    assert Entry.objects.get().language == "es"


def test_later_visits_bring_what_is_new_and_what_was_edited(site, feed, at):
    site.put("/rss", rss((*FIRST[:2], "In both ports."), SECOND))
    one = visit(feed, at + HOUR)
    assert (one.outcome, one.new, one.updated) == ("updated", 1, 1)
    assert set(Entry.objects.values_list("entry_id", "text", "revisions")) == {
        ("e1", "In both ports.", 1),
        ("e2", "By ten.", 0),
    }
    assert feed.last_new_at == at + HOUR


def test_an_edit_alone_is_nothing_new(site, feed, at):
    site.put("/rss", rss((*FIRST[:2], "In both ports.")))
    one = visit(feed, at + HOUR)
    assert (one.outcome, one.new, one.updated, feed.last_new_at) == ("updated", 0, 1, at)


def test_a_304_is_a_success_that_brings_nothing(site, feed, at):
    one = visit(feed, at + HOUR)
    [(_, asked)] = site.asked
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', "Mon, 02 Mar 2026 08:00:00 GMT")
    assert (one.outcome, one.http_status, one.new) == ("not_modified", 304, 0)
    assert (feed.succeeded_at, feed.last_new_at) == (at + HOUR, at)


def test_a_good_poll_after_more_than_a_day_says_since_when_nothing_was_read(site, feed, at):
    assert visit(feed, at + timedelta(hours=24)).silent_since is None  # a day, and not more
    site.put("/rss", status=500)
    failed = visit(feed, at + timedelta(hours=50))
    site.put("/rss", rss(FIRST))
    assert (failed.silent_since, visit(feed, at + timedelta(hours=51)).silent_since) == (None, at + timedelta(hours=24))
    assert visit(feed, at + timedelta(hours=52)).silent_since is None


def test_the_same_body_is_not_read_again(site, feed, at):
    site.put("/rss", rss(FIRST))
    one = visit(feed, at + HOUR)
    assert (one.outcome, one.http_status, one.note) == ("unchanged", 200, "the same body as before")


def test_validators_that_came_with_the_same_body_are_the_ones_sent_next(site, feed, at):
    site.put("/rss", rss(FIRST), headers={"ETag": '"2"'})
    visit(feed, at + HOUR)
    assert (feed.etag, feed.last_modified) == ('"2"', "")
    assert visit(feed, at + 2 * HOUR).outcome == "not_modified"


def test_a_body_that_differs_but_says_nothing_new_is_unchanged(site, feed, at):
    site.put("/rss", rss(FIRST) + "<!-- rendered in 7 ms -->")
    one = visit(feed, at + HOUR)
    assert (one.outcome, one.new, one.updated, one.note) == ("unchanged", 0, 0, "")


def test_what_an_analyst_called_the_feed_stays(site, at):
    feed = make.feed(site.put("/rss", rss(FIRST, title="RSS feed", language="en")), title="The Herald", language="es")
    visit(feed, at)
    assert (feed.title, feed.language) == ("The Herald", "es")
    assert Entry.objects.get().language == "es"


def test_a_visit_leaves_a_line_for_a_person(site, at):
    feed = make.feed(site.put("/rss", rss(FIRST, SECOND)))
    assert poll.line_of(visit(feed, at)).startswith("The Harbour Herald                       +2 new, ")
    site.put("/rss", "", status=404)
    assert "Not found (404) (the server answered 404 (not found)), " in poll.line_of(visit(feed, at))


# What may go wrong


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("<!doctype html><html><head><title>Moved</title></head></html>", "this is a web page, not a feed"),
        ("", "the answer was empty"),
        ("Service temporarily unavailable", "this is plain text, not a feed"),
        ('{"error": "no"}', "this is JSON, but not a JSON Feed"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss(FIRST), "the document declares entities, which is refused"),
    ],
    ids=["page", "empty", "text", "json", "entities"],
)
def test_what_is_no_feed_gets_a_plain_note_and_loses_nothing(site, feed, at, body, note):
    site.put("/rss", body, content_type="text/html")
    before = list(Entry.objects.values())
    one = visit(feed, at + HOUR)
    assert (one.outcome, one.note, feed.trouble, feed.trouble_note) == ("not_a_feed", note, "not_a_feed", note)
    assert (feed.failures, feed.failing_since, feed.succeeded_at) == (1, at + HOUR, at)
    assert list(Entry.objects.values()) == before
    assert feed.etag == '"1"'


def test_a_truncated_feed_gives_what_could_be_read_and_says_so(site, feed, at):
    site.put("/rss", rss(FIRST, SECOND, ("e3", "Joint unit", "cut off here"))[:-60])
    one = visit(feed, at + HOUR)
    assert (one.outcome, one.new, one.note) == ("updated", 1, "truncated: read 2 entries")


def test_after_a_feed_was_no_feed_for_a_while_it_is_read_again(site, feed, at):
    site.put("/rss", "<html><body>Maintenance</body></html>")
    visit(feed, at + HOUR)
    site.put("/rss", rss(FIRST, SECOND))
    assert visit(feed, at + 2 * HOUR).new == 1
    assert (feed.failures, feed.failing_since, feed.trouble, feed.trouble_note) == (0, None, "", "")


@pytest.mark.parametrize(
    ("status", "outcome", "note"),
    [
        (404, "not_found", "the server answered 404 (not found)"),
        (410, "gone", "the server answered 410 (gone)"),
        (429, "throttled", "the server answered 429 (too many requests)"),
        (403, "client_error", "the server answered 403 (forbidden)"),
        (500, "server_error", "the server answered 500 (internal server error)"),
        (503, "server_error", "the server answered 503 (service unavailable)"),
    ],
)
def test_a_refusal_is_noted_and_backed_off_from(site, feed, at, status, outcome, note):
    site.put("/rss", rss(SECOND), status=status)
    one = visit(feed, at + HOUR)
    assert (one.outcome, one.http_status, one.note, one.new) == (outcome, status, note, 0)
    assert (feed.trouble, feed.trouble_note, feed.failures) == (outcome, note, 1)
    assert feed.next_poll_reason.startswith("in ")
    waits = [feed.next_poll_at - (at + HOUR)]
    for tick in range(2, 5):
        visit(feed, at + tick * HOUR)
        waits.append(feed.next_poll_at - (at + tick * HOUR))
    assert all(wait > 25 * MINUTE for wait in waits)
    assert waits[3] > 0.8 * waits[0]
    assert (feed.failures, feed.failing_since, Entry.objects.count()) == (4, at + HOUR, 1)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(site, feed, at, status):
    site.put("/rss", status=status, headers={"Retry-After": "172800"})
    visit(feed, at)
    assert 48 * HOUR <= feed.next_poll_at - at <= 53 * HOUR
    assert feed.next_poll_reason == "the server asked for 2 days"


def test_a_server_that_asks_to_be_asked_again_at_once_is_not_asked_without_end(site, feed, at):
    site.put("/rss", status=503, headers={"Retry-After": "0"})
    Feed.objects.update(next_poll_at=at)
    assert len(list(poll.poll_all_due(lambda: at))) == 1
    assert len(site.asked) == 1


def test_a_server_that_is_not_there_is_a_failed_connection(at):
    feed = make.feed("http://127.0.0.1:1/rss")
    one = visit(feed, at)
    assert (one.outcome, one.http_status, one.note) == ("connection", None, "no connection could be made to the server")


def test_an_address_that_came_in_by_another_way_is_refused_when_it_is_polled(at):
    one = visit(make.feed("file:///etc/passwd"), at)
    assert (one.outcome, one.note) == ("bad_address", "only http and https addresses can be polled, not file:")
    assert not Entry.objects.exists()


def test_an_outcome_has_a_word_for_every_trouble_of_a_request():
    assert {trouble.value for trouble in fetch.Trouble} <= set(Outcome.values)


# Our own faults


class Fault(Exception):
    pass


def failing_at(statement, mark):
    """A database that fails at one statement."""

    def execute(run, sql, params, many, context):
        if statement in sql and mark in str(params):
            raise Fault(mark)
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def test_our_own_fault_in_one_feed_is_noted_and_the_others_go_on(site, at, caplog):
    bad, good = make.feed(site.put("/bad", rss(("e1", "Poison", "")))), make.feed(site.put("/good", rss(FIRST)))
    with failing_at('INTO "tracker_entry"', "Poison"):
        outcomes = {one.feed: (one.outcome, one.note) for one in poll.poll_due(lambda: at)}
    assert outcomes == {bad: ("crashed", "our own fault: Fault"), good: ("updated", "")}
    bad.refresh_from_db()
    assert (bad.failures, bad.trouble, bad.lease_until, bad.next_poll_at > at) == (1, "crashed", None, True)
    assert "Fault: Poison" in caplog.text
    assert Entry.objects.get().feed == good


def test_validators_are_kept_with_the_entries_or_not_at_all(site, at, caplog):
    feed = make.feed(site.put("/rss", rss(FIRST), headers={"ETag": '"1"'}))
    with failing_at('UPDATE "tracker_feed"', '"1"'):
        assert visit(feed, at).outcome == "crashed"
    assert (feed.etag, feed.body_sha256, feed.id_policy, feed.title) == ("", "", "", "")
    assert (Entry.objects.count(), Poll.objects.count()) == (0, 1)
    assert visit(feed, at + HOUR).new == 1


# Who else is at work


def meanwhile(at, act):
    """A clock that looks on while the feed is being fetched: between its first look and its second, `act` is done."""
    looks = count()

    def clock():
        if next(looks) == 1:
            act()
        return at

    return clock


@pytest.mark.parametrize(
    "typed",
    [
        {"state": "paused"},
        {"title": "The Herald", "language": "es", "site_url": "https://herald.example/"},
        {"kind": "wire", "country": "EC"},
    ],
    ids=lambda typed: next(iter(typed)),
)
def test_what_an_analyst_types_while_a_feed_is_polled_stays(site, at, typed):
    feed = make.feed(site.put("/rss", rss(FIRST)))
    list(poll.poll_these(Feed.objects.all(), meanwhile(at, lambda: Feed.objects.update(**typed))))
    assert Feed.objects.values(*typed).get() == typed
    feed.refresh_from_db()
    assert feed.succeeded_at == at


def test_a_feed_deleted_while_it_is_polled_stays_deleted_and_stops_no_other(site, at):
    deleted, other = make.feed(site.put("/a", rss(FIRST))), make.feed(site.put("/b", rss(FIRST)))
    clock = meanwhile(at, lambda: Feed.objects.filter(pk=deleted.pk).delete())
    [one] = poll.poll_these(Feed.objects.all(), clock)
    assert (one.feed, one.outcome) == (other, "updated")
    assert list(Feed.objects.all()) == [other]


# What is due


def test_only_what_is_due_is_polled(site, at):
    due = make.feed(site.put("/due", rss(FIRST)), next_poll_at=at)
    make.feed(site.put("/later", rss(FIRST)), next_poll_at=at + MINUTE)
    make.feed(site.put("/paused", rss(FIRST)), next_poll_at=at, state="paused")
    assert all_due(at) == {due.url}
    assert [path for path, _ in site.asked] == ["/due"]


def test_what_was_polled_is_not_due_again_at_once(site, at):
    make.feed(site.put("/rss", rss(FIRST)))
    assert len(list(poll.poll_all_due(lambda: at))) == 1


def test_everything_due_is_polled_batch_after_batch(site, settings, at):
    settings.FEED_HOST_CONCURRENCY = 2
    for number in range(5):
        make.feed(site.put(f"/{number}", rss(FIRST)))
    assert len(list(poll.poll_all_due(lambda: at))) == 5


def test_these_feeds_are_polled_due_or_not(site, at):
    feed = make.feed(site.put("/rss", rss(FIRST)), next_poll_at=at + HOUR, state="paused")
    assert visit(feed, at).new == 1


# How a feed joins


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "gopher://herald.example/", "http://10.0.0.1/rss", "http://user:pw@herald.example/", ""],
)
def test_an_address_that_is_never_going_to_be_polled_becomes_no_feed(at, url):
    with pytest.raises(AddressRefused):
        add_feed(url, at=at)
    assert not Feed.objects.exists()


def test_a_feed_joins_once(at):
    told = {
        "title": "T" * 400,
        "site_url": "https://herald.example/",
        "language": "ES-MX",
        "country": "mx",
        "kind": "wire",
    }
    assert add_feed("https://www.Herald.example/rss", at=at, **told)
    assert not add_feed("https://www.Herald.example/rss", at=at + HOUR, title="Another")
    feed = Feed.objects.get()
    assert (feed.title, feed.language, feed.country, feed.kind) == ("T" * 300, "es-mx", "MX", "wire")
    assert (feed.host, feed.next_poll_at, feed.next_poll_reason) == ("www.herald.example", at, "newly added")
