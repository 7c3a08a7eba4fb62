"""The invented newspapers: their feeds read as the news file has them, and their server behaves as a good one does."""

from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.tracker.demo.conftest import OPENED
from tracker.demo.newsroom import find_outlet, outlets
from tracker.demo.serve import by_the_clock
from tracker.feeds.identity import IdPolicy
from tracker.feeds.parse import parse_feed

ALIVE = [outlet.slug for outlet in outlets() if outlet.form != "gone"]
ACTS = (0, 1, 2)


def get(url, **headers):
    with urlopen(Request(url, headers=headers), timeout=5) as answer:
        return answer.read(), answer.headers


def status_of(url, **headers):
    with pytest.raises(HTTPError) as refused:
        get(url, **headers)
    refused.value.close()
    return refused.value.code


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("slug", ALIVE)
def test_a_feed_reads_as_the_news_file_has_it(press, slug, act):
    press.act, outlet = act, find_outlet(slug)
    body, headers = get(press.url(f"{slug}/feed"))
    parsed = parse_feed(body, url=press.url(f"{slug}/feed"), content_type=headers["Content-Type"], at=OPENED)
    assert (parsed.title, parsed.language, parsed.id_policy) == (outlet.title, outlet.language, IdPolicy.GUID)
    assert [(entry.entry_id, entry.title, entry.text) for entry in parsed.entries] == [
        (article.entry_id, words.title, words.text) for article, words in outlet.published(act)
    ]


@pytest.mark.parametrize("slug", ALIVE)
def test_every_entry_says_when_and_links_to_a_page_that_opens(press, slug):
    press.act = 2
    body, _ = get(press.url(f"{slug}/feed"))
    for entry in parse_feed(body, url=press.url(f"{slug}/feed"), at=OPENED + timedelta(minutes=2)).entries:
        assert OPENED - timedelta(days=2) < entry.published_at < OPENED + timedelta(minutes=2)
        assert entry.title in get(entry.url)[0].decode().replace("&#x27;", "'")


def test_no_two_articles_share_an_id():
    ids = [article.guid for outlet in outlets() for article in outlet.articles]
    assert len(ids) == len(set(ids)) > 40


def test_each_act_only_adds_to_the_one_before():
    for outlet in outlets():
        told = [{article.guid for article, _ in outlet.published(act)} for act in ACTS]
        assert told[0] <= told[1] <= told[2]


def test_what_is_known_is_not_sent_again(press):
    etag = get(press.url("meridian-wire/feed"))[1]["ETag"]
    assert status_of(press.url("meridian-wire/feed"), **{"If-None-Match": etag}) == 304


def test_a_new_act_is_sent_where_it_has_news(press):
    wire, notes = (get(press.url(f"{slug}/feed"))[1]["ETag"] for slug in ("meridian-wire", "tidewater-notes"))
    press.act = 1
    assert get(press.url("meridian-wire/feed"), **{"If-None-Match": wire})[0]
    assert status_of(press.url("tidewater-notes/feed"), **{"If-None-Match": notes}) == 304


def test_a_closed_newspaper_is_gone(press):
    assert status_of(press.url("radio-marea/feed")) == 410


@pytest.mark.parametrize("path", ["nobody/feed", "meridian-wire/nothing", "meridian-wire/mw-scanners-cancelled"])
def test_what_is_not_there_yet_is_not_found(press, path):
    assert status_of(press.url(path)) == 404


def test_an_edited_article_is_read_in_its_new_words(press):
    assert "every week" in get(press.url("baja-tribune/bt-beach-tests"))[0].decode()
    press.act = 1
    assert "Correction" in get(press.url("baja-tribune/bt-beach-tests"))[0].decode()


@pytest.mark.parametrize("path", ["", "meridian-wire/"])
def test_the_list_of_what_there_is_opens(press, path):
    assert b"<li>" in get(press.url(path))[0]


@pytest.mark.parametrize(("seconds", "act"), [(-1, 0), (0, 0), (0.4, 0), (0.5, 1), (1.0, 2), (99, 2)])
def test_the_acts_go_by_the_clock(seconds, act):
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert by_the_clock(lambda: now + timedelta(seconds=seconds), now, 0.5)(1234).act == act
