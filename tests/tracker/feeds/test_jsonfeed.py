"""JSON Feed, read as the specification says and as feeds do it."""

import json

import pytest

from tracker.feeds.jsonfeed import read_json_feed


def json_feed(*items, **feed):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": items, **feed})


def read_one(**item):
    (entry,) = read_json_feed(json_feed(item), limit=10).entries
    return entry


def test_a_feed_says_its_title_site_and_language():
    feed = read_json_feed(json_feed(home_page_url="https://example.org/", language="es-MX"), limit=10)
    assert (feed.title, feed.link, feed.language) == ("Notes", "https://example.org/", "es-MX")


def test_an_item_is_read():
    entry = read_one(
        id="1",
        url="https://example.org/1",
        title="First & last",
        content_html="<p>One</p>",
        date_published="2026-05-01T10:00:00Z",
        date_modified="2026-05-02T10:00:00Z",
        authors=[{"name": "Ana"}, {"url": "https://example.org/"}, {"name": "Luz"}],
    )
    assert (entry.guid, entry.link, entry.title, entry.author) == (
        "1",
        "https://example.org/1",
        "First & last",
        "Ana, Luz",
    )
    assert (entry.body, entry.body_is_html, entry.title_is_html) == ("<p>One</p>", True, False)
    assert entry.dates == ("2026-05-01T10:00:00Z", "2026-05-02T10:00:00Z")


def test_an_author_of_version_1_0_is_read():
    assert read_one(id="1", author={"name": "Ana"}).author == "Ana"


def test_an_id_may_be_a_number():
    assert read_one(id=17).guid == "17"


def test_text_stands_in_for_html_and_a_summary_for_both():
    assert read_one(content_text="3 < 5", summary="s").body == "3 < 5"
    assert not read_one(content_text="3 < 5").body_is_html
    assert read_one(summary="s").body == "s"


def test_a_link_log_gives_the_page_it_points_to():
    assert read_one(id="1", external_url="https://example.net/").link == "https://example.net/"


def test_values_of_the_wrong_kind_are_as_if_unsaid():
    entry = read_one(id=True, url=["x"], title={"a": 1}, content_html=None, authors="Ana", date_published=[1])
    assert (entry.guid, entry.link, entry.title, entry.body, entry.author, entry.dates) == ("", "", "", "", "", ())


def test_an_item_that_is_no_object_is_counted_and_the_others_are_read():
    feed = read_json_feed(json_feed("x", {"id": "1"}, None), limit=10)
    assert (len(feed.entries), feed.unread) == (1, 2)


def test_no_more_than_the_limit_is_read_and_that_is_said():
    feed = read_json_feed(json_feed(*({"id": str(number)} for number in range(12))), limit=10)
    assert (len(feed.entries), feed.unread, feed.note) == (10, 2, "only the first 10 entries were read")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", "the JSON is broken"),
        ('{"a":' * 100_000, "the JSON is broken"),
        ("[]", "this is JSON, but not a JSON Feed"),
        ('{"items": []}', "this is JSON, but not a JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1"}', "this is JSON, but not a JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "this is JSON, but not a JSON Feed"),
    ],
    ids=["cut", "deep", "a list", "no version", "no items", "items of another kind"],
)
def test_anything_else_is_refused_with_a_plain_line(text, line):
    with pytest.raises(ValueError, match=line):
        read_json_feed(text, limit=10)
