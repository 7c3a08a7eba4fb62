"""Parsed entries become rows: each once, an edit as a revision, and the same again changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import make
from tests.racing import together
from tests.servers import ON_SQLITE
from tracker.feeds.clean import MAX_URL
from tracker.feeds.entry import ParsedEntry
from tracker.feeds.identity import IdPolicy
from tracker.feeds.store import Stored, rename, store_entries
from tracker.models import Entry
from tracker.models.address import canonical_url

HOUR = timedelta(hours=1)

PARSED = ParsedEntry(
    entry_id="e1",
    guid="e1",
    url="https://herald.example/e1",
    title="Joint unit opens",
    text="In the port.",
    html="<p>In the port.</p>",
    author="A. Writer",
    language="",
    published_at=make.NOW,
    published_raw="Mon, 02 Mar 2026 12:00:00 GMT",
)


def store(feed, parsed, at):
    return store_entries([(feed, parsed)], at)[feed.pk]


@pytest.mark.django_db
def test_a_new_entry_is_stored_as_it_was_parsed(at):
    feed = make.feed(language="es")
    assert store(feed, [PARSED], at + HOUR) == Stored(new=1, updated=0)
    entry = Entry.objects.get()
    for column in ("entry_id", "url", "title", "text", "html", "author", "published_at", "published_raw"):
        assert getattr(entry, column) == getattr(PARSED, column)
    assert (entry.feed, entry.language, entry.first_seen_at) == (feed, "es", at + HOUR)
    assert (entry.matched_at, entry.story, entry.revisions, entry.revised_at) == (None, None, 0, None)


@pytest.mark.django_db
def test_an_entry_in_another_language_than_its_feed_keeps_its_own(at):
    store(make.feed(language="es"), [replace(PARSED, language="en")], at)
    assert Entry.objects.get().language == "en"


@pytest.mark.django_db
def test_the_same_twice_changes_nothing(at):
    feed = make.feed()
    store(feed, [PARSED], at)
    before = Entry.objects.values().get()
    assert store(feed, [PARSED], at + HOUR) == Stored(new=0, updated=0)
    assert Entry.objects.values().get() == before


@pytest.mark.django_db
@pytest.mark.parametrize("edit", [{"title": "Joint unit closes"}, {"text": "Not in the port."}])
def test_an_edit_is_a_revision_of_the_same_entry_that_waits_for_the_matcher_again(at, edit):
    feed = make.feed()
    store(feed, [PARSED], at)
    Entry.objects.update(matched_at=at)
    assert store(feed, [replace(PARSED, **edit)], at + HOUR) == Stored(new=0, updated=1)
    entry = Entry.objects.get()
    assert {column: getattr(entry, column) for column in edit} == edit
    assert (entry.revisions, entry.revised_at, entry.matched_at) == (1, at + HOUR, None)
    assert entry.first_seen_at == at


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"html": "<b>In the port.</b>"}, {"author": "B. Writer"}])
def test_what_the_reader_does_not_see_is_no_edit(at, change):
    feed = make.feed()
    store(feed, [PARSED], at)
    assert store(feed, [replace(PARSED, **change)], at + HOUR) == Stored(new=0, updated=0)


@pytest.mark.django_db
def test_an_edit_changes_no_other_entry(at):
    feed, other = make.feed(), make.feed()
    store(feed, [PARSED, replace(PARSED, entry_id="e2")], at)
    store(other, [PARSED], at)
    store(feed, [replace(PARSED, title="Edited"), replace(PARSED, entry_id="e2")], at)
    assert list(Entry.objects.filter(title="Edited").values_list("feed", "entry_id")) == [(feed.pk, "e1")]


@pytest.mark.django_db
def test_two_feeds_may_use_the_same_id(at):
    for feed in (make.feed(), make.feed()):
        assert store(feed, [PARSED], at).new == 1


@pytest.mark.django_db
def test_what_a_feed_no_longer_lists_is_kept(at):
    feed = make.feed()
    store(feed, [PARSED], at)
    store(feed, [replace(PARSED, entry_id="e2")], at)
    assert Entry.objects.count() == 2


@pytest.mark.django_db
def test_only_the_first_fetch_is_backlog(at):
    feed = make.feed()
    store(feed, [PARSED], at)
    feed.note_success(at, new=1)
    store(feed, [PARSED, replace(PARSED, entry_id="e2")], at)
    assert dict(Entry.objects.values_list("entry_id", "is_backlog")) == {"e1": True, "e2": False}


@pytest.mark.django_db
def test_an_entry_of_the_greatest_length_fits(at):
    url = "https://herald.example/?q=" + "é" * (MAX_URL - 26)
    longest = {"entry_id": "i" * 500, "title": "t" * 500, "text": "x" * 20_000, "url": url}
    assert store(make.feed(), [replace(PARSED, **longest, author="a" * 900)], at).new == 1
    assert len(Entry.objects.get().url) == MAX_URL


@pytest.mark.django_db
def test_the_entries_of_many_feeds_are_stored_together(at):
    new, edited = make.feed(), make.feed()
    store(edited, [PARSED], at)
    both = [(new, [PARSED]), (edited, [replace(PARSED, title="Edited"), replace(PARSED, entry_id="e2")])]
    assert store_entries(both, at + HOUR) == {new.pk: Stored(1, 0), edited.pk: Stored(1, 1)}
    assert Entry.objects.count() == 3


@pytest.mark.django_db
def test_stored_entries_take_the_ids_of_a_new_policy(at):
    feed = make.feed()
    store(feed, [PARSED, replace(PARSED, entry_id="e2", url="https://herald.example/e2")], at)
    rename(feed, IdPolicy.LINK)
    by_link = [replace(PARSED, entry_id=PARSED.url), replace(PARSED, entry_id="https://herald.example/e2")]
    assert store(feed, by_link, at + HOUR) == Stored(new=0, updated=0)


@pytest.mark.django_db
def test_an_id_that_another_entry_has_is_not_taken_from_it(at):
    feed = make.feed()
    store(feed, [PARSED, replace(PARSED, entry_id=PARSED.url, url=""), replace(PARSED, entry_id="e3")], at)
    rename(feed, IdPolicy.LINK)
    assert sorted(Entry.objects.values_list("entry_id", flat=True))[:2] == [
        "Joint unit opens " + PARSED.published_raw,
        "e1",
    ]


@pytest.mark.skipif(ON_SQLITE, reason="SQLite lets nobody write while another one does")
@pytest.mark.django_db(transaction=True)
def test_workers_that_store_the_same_feed_at_once_leave_each_entry_once(at):
    feed = make.feed()
    forwards = [replace(PARSED, entry_id=f"e{number:04}") for number in range(1500)]  # in several batches
    together(*[lambda parsed=parsed: store(feed, parsed, at) for parsed in (forwards, forwards[::-1])])
    assert Entry.objects.count() == 1500


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://herald.example/a", "https://herald.example/a"),
        ("http://herald.example/a", "https://herald.example/a"),
        ("https://www.herald.example/a", "https://herald.example/a"),
        ("https://WWW.Herald.Example/A", "https://herald.example/A"),
        ("https://herald.example/a/", "https://herald.example/a"),
        ("https://herald.example/a#part", "https://herald.example/a"),
        ("https://herald.example/a?utm_source=rss&utm_medium=feed", "https://herald.example/a"),
        ("https://herald.example/a?UTM_Source=rss&id=7", "https://herald.example/a?id=7"),
        ("https://herald.example/a?fbclid=1&gclid=2&mc_cid=3&mc_eid=4&ref=5&at_medium=6", "https://herald.example/a"),
        ("https://herald.example/a?reference=7&page=2", "https://herald.example/a?reference=7&page=2"),
        ("https://herald.example/a?id=1&id=2", "https://herald.example/a?id=1&id=2"),
        ("https://herald.example/?p=", "https://herald.example?p="),
        ("https://herald.example:8443/a", "https://herald.example:8443/a"),
        ("https://herald.example", "https://herald.example"),
        ("https://herald.example/caf%C3%A9?q=%C3%A9", "https://herald.example/caf%C3%A9?q=%C3%A9"),
        ("", ""),
        ("http://[broken", "http://[broken"),
    ],
)
def test_an_address_without_what_only_tells_where_the_reader_came_from(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://herald.example/?id=1", "https://herald.example/?id=2"),
        ("https://herald.example/story?123456", "https://herald.example/story?654321"),
        ("https://herald.example/a", "https://courier.example/a"),
        ("https://herald.example/A", "https://herald.example/a"),
        ("https://herald.example/" + "a" * 900 + "1", "https://herald.example/" + "a" * 900 + "2"),
    ],
)
def test_two_pages_stay_two(one, other):
    assert canonical_url(one) != canonical_url(other)


def test_a_canonical_address_is_its_own():
    once = canonical_url("http://www.Herald.example/a/?utm_source=x&b=%20c#d")
    assert canonical_url(once) == once


def test_a_canonical_address_is_never_longer_than_its_column():
    assert len(canonical_url("https://herald.example/?q=" + "%ff" * 600)) <= MAX_URL
