"""From the address of a site to its feeds: what is asked for there, in which order, and when we leave it in peace."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests import make
from tests.make import rss
from tracker.feeds.discover import MOST_REQUESTS, NoFeedFound, find_feeds
from tracker.feeds.policy import outgoing

pytestmark = pytest.mark.django_db

NOTHING_FOUND = "this page names no feed that can be read, and none was found at the usual addresses"
HEADLINES = rss(("e1", "Joint unit opens", "It opens."), ("e2", "Budget cut", ""))


@pytest.fixture
def found(at):
    return lambda address: find_feeds(address, outgoing(), at)


def page(*tags):
    return "<!doctype html><html><head>" + "".join(tags) + "</head></html>"


def declared(path, title=""):
    return f"<link rel=alternate type=application/rss+xml href='{path}' title='{title}'>"


def urls(candidates):
    return [candidate.url for candidate in candidates]


def asked(site):
    return [path for path, _ in site.asked]


def refusal(found, address):
    with pytest.raises(NoFeedFound) as refused:
        found(address)
    return str(refused.value)


# What is found


def test_an_address_may_be_a_feeds_own(found, site):
    url = site.put("/rss", HEADLINES)
    [one] = found(url).candidates
    assert (one.url, one.title, one.language, one.entries) == (url, "The Harbour Herald", "en", 2)
    assert [entry.title for entry in one.taste] == ["Joint unit opens", "Budget cut"]
    assert asked(site) == ["/rss"]


def test_a_page_names_its_feeds(found, site):
    main, comments = site.put("/feed/", HEADLINES), site.put("/comments/feed/", rss(title="Comments"))
    address = site.put("/", page(declared("/comments/feed/"), declared("/feed/")), content_type="text/html")
    assert urls(found(address).candidates) == [main, comments]
    assert sorted(asked(site)) == ["/", "/comments/feed/", "/feed/"]


def test_a_page_that_declares_none_may_link_to_one(found, site):
    feed = site.put("/xml/news", HEADLINES)
    address = site.put("/", page("<a href='/rss-help'>RSS</a><a href='/xml/news'>XML</a>"), content_type="text/html")
    assert urls(found(address).candidates) == [feed]


def test_what_is_declared_but_cannot_be_read_does_not_end_the_search(found, site):
    feed = site.put("/feed.rss", HEADLINES)
    site.put("/broken", "<html></html>")
    tags = declared("/broken"), declared("/missing"), "<a href='/feed.rss'>Feed</a>"
    address = site.put("/", page(*tags), content_type="text/html")
    assert urls(found(address).candidates) == [feed]


@pytest.mark.parametrize("path", ["/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml"])
def test_a_page_that_names_none_has_it_where_feeds_usually_are(found, site, path):
    feed = site.put(path, HEADLINES)
    assert urls(found(site.put("/", page(), content_type="text/html")).candidates) == [feed]


def test_a_blog_within_a_site_has_its_feed_below_it(found, site):
    site.put("/feed/", rss(title="The whole site"))
    feed = site.put("/blog/feed/", HEADLINES)
    assert urls(found(site.put("/blog/?page=2", page(), content_type="text/html")).candidates) == [feed]


def test_the_first_feed_at_a_usual_address_is_enough(found, site, settings):
    settings.FEED_HOST_CONCURRENCY = 1
    site.put("/feed/", HEADLINES)
    site.put("/rss", HEADLINES)
    assert len(found(site.put("/", page(), content_type="text/html")).candidates) == 1


def test_the_newest_date_and_the_first_five_entries_are_shown(found, site):
    items = "".join(
        f"<item><guid>{day}</guid><title>Day {day}</title><pubDate>{day} Feb 2026 08:00:00 GMT</pubDate></item>"
        for day in (10, 14, 12, 11, 9, 8, 7)
    )
    [one] = found(site.put("/rss", f"<rss version='2.0'><channel>{items}</channel></rss>")).candidates
    assert (one.entries, one.newest_at) == (7, datetime(2026, 2, 14, 8, tzinfo=UTC))
    assert [entry.title for entry in one.taste] == ["Day 10", "Day 14", "Day 12", "Day 11", "Day 9"]


def test_a_feed_is_found_where_it_is_for_good(found, site):
    feed = site.put("/new", HEADLINES)
    old = site.put("/old", status=301, headers={"Location": feed})
    elsewhere = site.put("/today", status=302, headers={"Location": feed})
    assert urls(found(old).candidates) == [feed]
    assert urls(found(elsewhere).candidates) == [elsewhere]


def test_one_feed_under_two_spellings_is_found_once(found, site):
    site.put("/feed", HEADLINES)
    site.put("/feed/", HEADLINES)
    address = site.put("/", page(declared("/feed"), declared("/feed/")), content_type="text/html")
    assert urls(found(address).candidates) == [site.url("/feed")]


def test_a_feed_that_is_polled_already_is_known(found, site):
    feed = make.feed(site.url("/feed/"))
    site.put("/feed", HEADLINES)
    other = site.put("/other", HEADLINES)
    address = site.put("/", page(declared("/feed"), declared("/other")), content_type="text/html")
    assert [(one.known, one.url) for one in found(address).candidates] == [(feed, site.url("/feed")), (None, other)]


def test_a_feed_that_now_answers_elsewhere_is_known_by_its_old_address(found, site):
    new = site.put("/new", HEADLINES)
    feed = make.feed(site.put("/old", status=301, headers={"Location": new}))
    [one] = found(feed.url).candidates
    assert (one.url, one.known) == (new, feed)


# What people type


def test_an_address_may_lack_its_beginning_and_have_spaces_around_it(found, site):
    url = site.put("/rss", HEADLINES)
    assert urls(found(f" {url.removeprefix('http://')} ").candidates) == [url]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "only http and https addresses can be polled, not file:"),
        ("http://10.0.0.1/", "this address points into a private network, which is refused"),
        ("http://169.254.169.254/latest/", "this address points into a private network, which is refused"),
        ("http://me:secret@herald.example/", "this address carries a user name or password, which is not allowed"),
        ("herald example", "this address contains a space, a backslash or an invisible character"),
        ("", "this address names no host"),
    ],
)
def test_an_address_that_may_not_be_polled_is_not_looked_at_either(found, address, reason):
    assert refusal(found, address) == reason


def test_a_page_that_is_not_there_is_said_to_be_so_and_nothing_else_is_tried(found, site):
    assert refusal(found, site.url("/none")) == "the server answered 404 (not found)"
    assert asked(site) == ["/none"]


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        ("", "text/plain", "the answer was empty"),
        ("%PDF-1.4", "application/pdf", "this is plain text, not a feed"),
        ("{}", "application/json", "this is JSON, but not a JSON Feed"),
        ("<urlset></urlset>", "application/xml", "this is markup, but not a feed"),
    ],
)
def test_what_is_neither_feed_nor_page_is_named(found, site, body, content_type, reason):
    assert refusal(found, site.put("/it", body, content_type=content_type)) == reason
    assert asked(site) == ["/it"]


# How much is asked for


def test_a_site_without_a_feed_is_left_after_a_few_requests(found, site):
    links = [declared(f"/declared/{number}") for number in range(3)], [f"<a href='/rss/{n}'>RSS</a>" for n in range(9)]
    address = site.put("/", page(*links[0], *links[1]), content_type="text/html")
    assert refusal(found, address) == NOTHING_FOUND
    assert asked(site)[0] == "/"
    assert len(site.asked) == len(set(asked(site))) == MOST_REQUESTS - 1


def test_never_more_is_asked_for_than_is_polite_and_the_rest_is_named(found, site):
    feeds = [site.put(f"/rss/{number}", HEADLINES) for number in range(9)]
    address = site.put("/", page(*[f"<a href='{url}'>Feed {url[-1]}</a>" for url in feeds]), content_type="text/html")
    result = found(address.removeprefix("http://"))
    assert len(site.asked) <= MOST_REQUESTS
    assert urls(result.candidates) == feeds[:6]
    assert [(link.url, link.title) for link in result.others] == list(
        zip(feeds[6:], ["Feed 6", "Feed 7", "Feed 8"], strict=True)
    )


def test_what_was_asked_for_in_vain_is_not_offered_again(found, site):
    site.put("/feed.rss", HEADLINES)
    address = site.put("/", page(declared("/missing"), "<a href='/feed.rss'>RSS</a>"), content_type="text/html")
    assert found(address).others == ()


def test_links_into_private_networks_are_not_followed(found, site, settings):
    address = site.put("/", page(declared("http://10.0.0.1/feed"), declared("file:///feed")), content_type="text/html")
    assert refusal(found, address) == NOTHING_FOUND


def test_a_server_that_keeps_us_waiting_ends_the_search(at, site):
    released = threading.Event()

    def hang(request):
        released.wait(5)
        return 200, HEADLINES.encode(), {}

    site.pages["/slow"] = hang
    feed = site.put("/feed/", HEADLINES)
    address = site.put("/", page(declared("/slow")), content_type="text/html")
    try:
        with pytest.raises(NoFeedFound):
            find_feeds(address, replace(outgoing(), timeout_seconds=0.3), at)
    finally:
        released.set()
    assert feed.endswith("/feed/")
    assert asked(site) == ["/", "/slow"]
