"""Whose an entry is: the sections of a paper are one publisher, the papers of a search feed are many."""

import pytest

from tests import make
from tracker.models.publisher import named_at_end, site_of


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://herald.example/1", "herald.example"),
        ("https://www.herald.example/1", "herald.example"),
        ("https://crime.herald.example:8443/1", "herald.example"),
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://news.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://www.eluniversal.com.mx/1", "eluniversal.com.mx"),
        ("https://abc.es/1", "abc.es"),
        ("https://herald.com.example/1", "com.example"),
        ("https://sevilla.abc.es/1", "abc.es"),
        ("https://WWW.Herald.Example./1", "herald.example"),
        ("http://127.0.0.1:8000/1", ""),
        ("http://[::1]/1", ""),
        ("http://[::ffff:127.0.0.1]/1", ""),
        ("http://localhost/1", ""),
        ("https://[broken/1", ""),
        ("mailto:desk@herald.example", ""),
        ("", ""),
    ],
)
def test_a_site_is_told_by_its_registered_name(url, site):
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Navy seizes cocaine - The Herald", "The Herald"),
        ("Navy seizes cocaine - now - WRAL-TV", "WRAL-TV"),
        ("Incautan cocaína | El Heraldo", "El Heraldo"),
        ("Navy seizes cocaine", ""),
        ("U.S.-led raid", ""),
        ("", ""),
    ],
)
def test_a_search_feed_names_the_outlet_after_the_headline(title, name):
    assert named_at_end(title) == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "feed", "publisher"),
    [
        ("https://herald.example/1", {"site_url": "https://planet.example"}, "herald.example"),
        ("", {"site_url": "https://www.herald.example/news"}, "herald.example"),
        ("http://127.0.0.1/herald/1", {"title": "The Herald"}, "The Herald"),
        ("https://news.google.com/articles/1", {}, "The Courier"),
        ("https://find.example/1", {"kind": "search"}, "The Courier"),
    ],
)
def test_an_entry_is_the_sites_it_links_to_or_the_outlets_that_is_named(url, feed, publisher):
    assert make.entry("Navy seizes cocaine - The Courier", url=url, feed_=make.feed(**feed)).publisher == publisher


@pytest.mark.django_db
def test_an_entry_of_a_search_feed_that_names_nobody_is_the_feeds():
    found = make.entry("Navy seizes cocaine", feed_=make.feed(kind="search", title="Cocaine, everywhere"))
    assert found.publisher == "Cocaine, everywhere"
