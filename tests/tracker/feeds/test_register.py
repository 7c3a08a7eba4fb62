"""Feeds join once, however their address is spelled."""

import pytest

from tests import make
from tracker.feeds.address import AddressRefused
from tracker.feeds.opml import import_opml
from tracker.feeds.register import add_feed, find_feed, spell_alike
from tracker.models import Feed

pytestmark = pytest.mark.django_db

HERALD = "https://herald.example/news/rss"
SPELLINGS = [
    HERALD,
    "http://herald.example/news/rss",
    "https://www.herald.example/news/rss",
    "http://www.herald.example/news/rss/",
    "https://herald.example/news/rss/",
    "HTTPS://Herald.Example/news/rss",
    "https://herald.example:443/news/rss",
    "http://herald.example:80/news/rss#top",
    "https://herald.example./news/rss",
]
OTHERS = [
    "https://herald.example/news/RSS",
    "https://herald.example/news/rss2",
    "https://herald.example/news/rss?section=2",
    "https://herald.example/rss",
    "https://herald.example:8443/news/rss",
    "https://news.herald.example/news/rss",
    "https://herald.example.org/news/rss",
    "https://otherherald.example/news/rss",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_feed_is_found_however_its_address_is_spelled(spelling):
    feed = make.feed(HERALD)
    assert find_feed(spelling) == feed
    Feed.objects.filter(pk=feed.pk).update(url=spelling, host="www.herald.example" if "www" in spelling else feed.host)
    assert find_feed(HERALD) == feed


@pytest.mark.parametrize("other", OTHERS)
def test_another_address_is_another_feed(other):
    make.feed(HERALD)
    assert find_feed(other) is None


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_known_feed_is_not_added_again(at, spelling):
    make.feed(HERALD)
    assert add_feed(spelling, at=at) is None
    assert Feed.objects.count() == 1


def test_another_feed_is_added_with_what_is_said_of_it(at):
    make.feed(HERALD)
    added = add_feed(OTHERS[0], at=at, title="Capital news", country="mx", language="ES", kind="wire")
    assert added == Feed.objects.get(url=OTHERS[0])
    assert (added.title, added.country, added.language, added.kind) == ("Capital news", "MX", "es", "wire")
    assert (added.host, added.next_poll_at, added.next_poll_reason) == ("herald.example", at, "newly added")


def test_an_address_that_may_not_be_polled_is_refused(at):
    with pytest.raises(AddressRefused):
        add_feed("http://10.0.0.1/rss", at=at)
    assert not Feed.objects.exists()


def test_a_feed_that_has_moved_is_still_known_by_its_old_address(at):
    moved = make.feed("https://new.example/rss", original_url=HERALD)
    assert find_feed("http://www.herald.example/news/rss") == moved
    assert find_feed(OTHERS[0]) is None


def test_of_two_feeds_that_differ_only_in_spelling_each_is_found_by_its_own():
    feeds = [make.feed("http://herald.example/rss"), make.feed("https://herald.example/rss")]
    assert [find_feed(feed.url) for feed in feeds] == feeds


def test_an_imported_list_says_as_what_a_feed_is_polled_that_it_spells_otherwise(at):
    make.feed(HERALD)
    data = f"<opml><outline xmlUrl='{HERALD}'/><outline xmlUrl='http://www.herald.example/news/rss/'/></opml>".encode()
    assert [(row.outcome, row.reason) for row in import_opml(data, at)] == [
        ("known", ""),
        ("known", f"polled as {HERALD}"),
    ]


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("https://www.münchen.example/feed/", "xn--mnchen-3ya.example/feed"),
        ("http://[2001:db8::1]:8080/", "2001:db8::1:8080"),
        ("https://herald.example", "herald.example"),
        ("https://herald.example/?feed=rss2", "herald.example?feed=rss2"),
    ],
)
def test_only_what_tells_feeds_apart_is_kept_of_an_address(url, spelled):
    assert spell_alike(url) == spelled
