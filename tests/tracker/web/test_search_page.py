"""The public search: what people confirmed of published items, found by its words, and not one row more."""

import re
from html import unescape

import pytest

from tests import make
from tests.make import NOW
from tracker.models import Entry, Evidence, Verdict
from tracker.search.fill import fill_evidence
from tracker.web import search as public_search
from tracker.web.marking import LONGEST, excerpt, marked

pytestmark = pytest.mark.django_db

READ = {"title": "Police reform begins", "text": "It was signed in Manta."}


@pytest.fixture
def published():
    return make.item("R1", title="Reform the police", published=True)


@pytest.fixture
def confirmed(published, analyst):
    """A piece of evidence that anybody may see."""

    def made(item=None, **columns):
        piece = make.confirmed(item or published, by=analyst, **{**READ, "url": "https://herald.example/1", **columns})
        fill_evidence(Evidence.objects.filter(pk=piece.pk))
        return piece

    return made


@pytest.fixture
def search(client):
    def asked(query, **more):
        answer = client.get("/search/", {"q": query, **more})
        assert answer.status_code == 200
        return answer.content.decode()

    return asked


def found(page):
    """The headlines that a page lists."""
    return [unescape(re.sub("<[^>]+>", "", shown)) for shown in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]


# What it shows


def test_a_piece_is_shown_with_its_source_its_item_its_direction_and_its_day(confirmed, search):
    feed = make.feed(title="The Harbour Herald")
    confirmed(entry=make.entry(feed_=feed), language="en", direction="sets_back", published_at=NOW)
    page = search("manta")
    for told in (
        '<h2 lang="en"><a href="https://herald.example/1" rel="noreferrer noopener nofollow">Police reform begins</a>',
        "The Harbour Herald · ",
        '<time datetime="2026-03-02">2 March 2026</time>',
        "It was signed in <mark>Manta</mark>.",
        '<b class="sets_back">Sets back</b> Reform the police',
    ):
        assert told in page


def test_words_are_marked_where_they_stand_in_the_headline_too(confirmed, search):
    confirmed()
    assert "<mark>Police</mark> reform begins" in search("polic* signed")
    assert "It was <mark>signed</mark> in" in search("polic* signed")
    assert "<mark>Police reform</mark> begins" in search('"police reform"')


def test_what_was_found_without_a_word_shows_its_beginning(confirmed, search):
    confirmed(language="en")
    page = search("lang:en")
    assert found(page) == ["Police reform begins"]
    assert "It was signed in Manta." in page


@pytest.mark.parametrize(
    "query", ["police", '"signed in manta"', "reform* -judge", "title:police", "site:herald.example"]
)
def test_it_speaks_the_language_of_the_watches(confirmed, search, query):
    confirmed()
    confirmed(title="Judge", text="A reform of la Fiscalía", url="https://diario.example/1")
    assert found(search(query)) == ["Police reform begins"]


def test_the_newest_come_first_and_older_ones_are_a_link_away(confirmed, search, client, monkeypatch):
    monkeypatch.setattr(public_search, "LISTED", 2)
    for number in range(5):
        confirmed(title=f"Police reform {number}")
    page, seen = search("police «reform»"), []
    for _ in range(5):
        seen += found(page)
        if not (older := re.search(r'<a href="(\?[^"]*)" rel="next">', page)):
            break
        page = client.get(f"/search/{unescape(older[1])}").content.decode()
    assert seen == [f"Police reform {number}" for number in (4, 3, 2, 1, 0)]


def test_one_page_looks_at_so_many_and_another_looks_further_back(confirmed, search, client, monkeypatch):
    monkeypatch.setattr(public_search, "LOOKED_AT", 2)
    confirmed()
    for _ in range(3):
        confirmed(title="Reform, police")
    page = search('"police reform"')
    assert found(page) == []
    assert "Nothing of the latest matches." in page
    [older] = re.findall(r'<a href="(\?[^"]*)" rel="next">Look further back', page)
    assert found(client.get(f"/search/{unescape(older)}").content.decode()) == ["Police reform begins"]


def test_where_nothing_matches_it_says_so(confirmed, search):
    confirmed()
    page = search("football")
    assert "Nothing matches." in page
    assert 'rel="next"' not in page


# What it does not show


QUERIES = [
    "police",
    "polic*",
    '"signed in manta"',
    "source:herald",
    "lang:en",
    "site:herald.example",
    "police OR judge",
]


@pytest.fixture
def all_but_one(confirmed, published, analyst):
    """One piece that may be seen, among everything that may not."""
    feed = make.feed(title="The Harbour Herald")
    hidden = make.item("R2", title="A hidden item")
    for verdict in set(Verdict.values) - {"confirmed"}:
        judged = {} if verdict == "suggested" else {"reviewed_by": analyst, "reviewed_at": NOW}
        entry = make.entry(feed_=feed)
        make.evidence(published, entry=entry, **{**READ, "title": f"Police, {verdict}"}, verdict=verdict, **judged)
    confirmed(hidden, title="Police, of a hidden item", entry=make.entry(feed_=feed))
    make.entry("Police, an entry", feed_=feed, url="https://herald.example/1")
    seen = confirmed(entry=make.entry(feed_=feed), note="Police: a note of ours", quote="Police: a quote of ours")
    Evidence.objects.update(language="en", url="https://herald.example/1")
    fill_evidence(Evidence.objects.all())
    assert Evidence.objects.count() == 5
    return seen


@pytest.mark.parametrize("query", QUERIES)
def test_only_confirmed_evidence_of_published_items_is_shown(all_but_one, search, query):
    page = search(query)
    assert found(page) == ["Police reform begins"]
    for secret in ("Police,", "hidden", "of ours", "ana", "1.5", "suggested"):
        assert secret not in page.split("</form>")[1]


def test_it_is_hidden_again_when_the_verdict_is_taken_back_or_the_item_unpublished(all_but_one, published, search):
    Evidence.objects.filter(pk=all_but_one.pk).update(verdict="rejected")
    assert found(search("police")) == []
    Evidence.objects.filter(pk=all_but_one.pk).update(verdict="confirmed")
    type(published).objects.filter(pk=published.pk).update(published=False)
    assert found(search("police")) == []


@pytest.mark.parametrize("before", ["1", "999999999999999999", "9" * 40, "-1", "x", "²", "१२", "0"])
def test_whatever_the_address_says_nothing_else_is_shown(all_but_one, search, before):
    assert set(found(search("police", before=before))) <= {"Police reform begins"}


def test_a_feed_without_a_title_is_not_shown_by_its_address(confirmed, search):
    feed = make.feed("https://alerts.example/feeds/secret-token/1")
    confirmed(entry=make.entry(feed_=feed))
    page = search("police")
    assert "secret-token" not in page
    assert "herald.example · " in page


def test_an_entry_edited_after_the_verdict_does_not_change_what_is_shown(confirmed, search):
    confirmed()
    Entry.objects.update(title="Other", text="Words")
    assert found(search("manta")) == ["Police reform begins"]


# Whatever is asked and stored


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ('reform "police', "the quotation opened here is not closed (column 8)."),
        ("-police", "this only excludes, and nearly every entry would match: add what to look for (column 1)."),
        ("police " * 400, "a query has at most 2,000 characters (column 2001)."),
        ("\x00", "there is nothing to look for: type a word (column 1)."),
    ],
)
def test_what_is_no_query_is_refused_politely_with_the_column(client, query, line):
    answer = client.get("/search/", {"q": query})
    page = unescape(answer.content.decode())
    assert answer.status_code == 400
    assert f"Nothing was looked for: {line}" in page
    assert "Words are found whole" in page


@pytest.mark.parametrize(
    "query", ["'; DROP TABLE tracker_evidence; --", "%s OR {0} police", "<b>police</b>", "\ud800 a"]
)
def test_a_strange_query_is_answered(client, confirmed, query):
    confirmed()
    assert client.get("/search/", {"q": query.encode("utf-8", "replace")}).status_code in (200, 400)
    assert Evidence.objects.count() == 1


def test_markup_is_shown_and_not_run_wherever_it_comes_from(client, published, confirmed):
    hostile = '<script>alert("police")</script>'
    type(published).objects.filter(pk=published.pk).update(title=hostile)
    feed = make.feed(title=hostile)
    confirmed(title=hostile, text=f"{hostile} <b>Manta</b>", entry=make.entry(feed_=feed), language='"><script>')
    for query in ("police", 'police OR "<script>"', '"><script>alert(1)</script>: x'):
        page = client.get("/search/", {"q": query}).content.decode()
        assert "<script" not in page
        assert "<b>Manta" not in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//herald.example/", ""])
def test_only_addresses_of_the_web_are_links(confirmed, search, url):
    confirmed(url=url)
    page = search("police")
    assert found(page) == ["Police reform begins"]
    assert "<h2 lang" in page
    assert "<h2><a" not in page
    assert 'rel="noreferrer' not in page


@pytest.mark.parametrize(
    ("path", "explained"), [("/search/", "Words are found whole"), ("/es/search/", "con o sin tildes y mayúsculas")]
)
def test_the_empty_form_explains_itself(client, path, explained):
    page = unescape(client.get(path).content.decode())
    assert '<input type="search" name="q" value=""' in page
    for told in ("corrup*", '"orden de captura"', "extradition OR extradición", explained):
        assert told in page


def test_the_examples_of_the_form_are_queries(client):
    page = client.get("/search/").content.decode()
    for example in re.findall("<dt>(.*?)</dt>", page):
        assert client.get("/search/", {"q": unescape(example)}).status_code == 200


def test_the_page_runs_no_script_and_loads_nothing_from_elsewhere(confirmed, search):
    confirmed()
    page = search("police")
    assert "<script" not in page
    assert "src=" not in page
    assert "style=" not in page


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_is_only_for_reading(client, method):
    assert getattr(client, method)("/search/").status_code == 405


def test_search_engines_keep_none_of_its_pages(client):
    assert client.get("/search/")["X-Robots-Tag"] == "noindex"


def test_few_statements_are_needed(confirmed, client, django_assert_max_num_queries):
    for _ in range(10):
        confirmed()
    with django_assert_max_num_queries(7):
        client.get("/search/", {"q": "police"})


# Marking


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([], "one two &lt;three&gt;"),
        ([(0, 3)], "<mark>one</mark> two &lt;three&gt;"),
        ([(4, 7), (0, 3)], "<mark>one</mark> <mark>two</mark> &lt;three&gt;"),
        ([(0, 7), (4, 14)], "<mark>one two &lt;three</mark>&gt;"),
        ([(9, 99), (50, 60)], "one two &lt;<mark>three&gt;</mark>"),
        ([(-5, 3)], "<mark>one</mark> two &lt;three&gt;"),
    ],
)
def test_what_overlaps_is_marked_together_and_what_is_outside_is_not(spans, shown):
    assert marked("one two <three>", spans) == shown


def test_an_excerpt_is_cut_between_words_around_what_was_found():
    text = " ".join(f"word{number}" for number in range(1_000))
    at = text.index("word500")
    shown = excerpt(text, [(at, at + 7), (at + 2_000, at + 2_003)])
    assert "<mark>word500</mark> word501" in shown
    assert shown.startswith("… word")
    assert shown.endswith(" …")
    assert len(shown) <= LONGEST + len("… <mark></mark> …")
    assert re.sub("</?mark>", "", shown).strip("… ") in text


def test_a_short_text_is_shown_whole():
    assert excerpt("signed in Manta", [(10, 15)]) == "signed in <mark>Manta</mark>"
    assert excerpt("", []) == ""


def test_a_text_without_a_space_is_cut_somewhere():
    shown = excerpt("x" * 5_000, [(4_000, 4_010)])
    assert shown.startswith("… <mark>xxxxxxxxxx</mark>")
    assert len(shown) < LONGEST + 30
