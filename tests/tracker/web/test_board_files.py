"""The board in other forms: Atom that validates, a table that no spreadsheet runs, and what robots ask for."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from defusedxml import ElementTree

from indicators.models import Item
from tests import make
from tests.make import NOW
from tests.tracker.web import board
from tracker.feeds.parse import parse_feed
from tracker.models import Evidence
from tracker.web.board import recent

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def public_board(settings):
    settings.PUBLIC_BOARD = True
    settings.SITE_URL = "https://follow.example"


@pytest.fixture
def person():
    return board.analyst()


@pytest.fixture
def full(person):
    return board.fill("Seen", by=person, code="MX", published=True)


@pytest.fixture
def atom(client):
    def opened(address):
        answer = client.get(address)
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        return ElementTree.fromstring(answer.content)

    return opened


@pytest.fixture
def rows(client):
    def opened():
        answer = client.get("/board/board.csv")
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(StringIO(answer.content.decode())))

    return opened


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


# Atom


@pytest.mark.parametrize("path", ["feed/", "items/{item}/feed/", "topics/{topic}/feed/"])
def test_a_feed_has_what_atom_asks_for(atom, full, path):
    address = f"/board/{path.format(item=full.pk, topic=full.topics.get().pk)}"
    feed = atom(address)
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        assert one.findtext(f"{ATOM}id").startswith("tag:follow.example,2026:followthrough/")
        assert one.findtext(f"{ATOM}updated") == "2026-03-02T12:00:00+00:00"
        assert one.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Followthrough"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"https://follow.example{address}"
    assert links["alternate"].startswith("https://follow.example/board/")
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 3


def test_its_entries_are_the_confirmed_evidence_and_the_approved_assessments(atom, full):
    feed = atom(f"/board/items/{full.pk}/feed/")
    assert sorted(titles(feed)) == ["HeadlineSeen", "Not started → In progress, advancing: TitleSeen"]
    told = {one.findtext(f"{ATOM}title")[:4]: one for one in feed.findall(f"{ATOM}entry")}
    summary = told["Head"].findtext(f"{ATOM}summary")
    assert summary == (
        '<p>Advances, action: TitleSeen</p><p>SayingSeen</p><p><a href="https://toldSeen.example/1">PaperSeen</a></p>'
    )
    piece = Evidence.objects.get()
    link = told["Head"].find(f"{ATOM}link").get("href")
    assert link == f"https://follow.example/board/items/{full.pk}-titleseen/#evidence-{piece.pk}"
    assert told["Not "].findtext(f"{ATOM}summary") == "<p>RationaleSeen</p>"


def test_a_feed_reader_and_our_own_read_it(client, full):
    body = client.get("/board/feed/").content
    parsed = parse_feed(body, url="https://follow.example/board/feed/", at=NOW)
    assert {entry.title for entry in parsed.entries} == {
        "HeadlineSeen",
        "Not started → In progress, advancing: TitleSeen",
    }


def test_the_feed_of_all_has_the_latest_of_all(atom, person, monkeypatch):
    monkeypatch.setattr(recent, "MOST", 3)
    for number in range(6):
        item = make.item(title=f"Item {number}", published=number != 5, terms=None)
        for day in (number, number + 10):
            at = NOW + timedelta(days=day)
            make.confirmed(item, by=person, at=at, entry=make.entry(f"Story of {number} on day {day}"))
    assert titles(atom("/board/feed/")) == [f"Story of {number} on day {number + 10}" for number in (4, 3, 2)]


def test_the_latest_may_all_be_of_one_item(atom, person, monkeypatch):
    monkeypatch.setattr(recent, "MOST", 3)
    for number in range(4):
        item = make.item(title=f"Item {number}", published=True, terms=None)
        for day in range(4):
            at = NOW + timedelta(days=day + 10 * number)
            make.confirmed(item, by=person, at=at, entry=make.entry(f"Story of {number} on day {day}"))
    assert titles(atom("/board/feed/")) == [f"Story of 3 on day {day}" for day in (3, 2, 1)]


def test_an_empty_feed_is_a_feed_and_stays_the_same(client, atom):
    item = make.item(published=True)
    feed = atom(f"/board/items/{item.pk}/feed/")
    assert feed.findtext(f"{ATOM}updated")
    assert titles(feed) == []
    address = f"/board/items/{item.pk}/feed/"
    assert client.get(address).content == client.get(address).content


def test_markup_and_controls_in_a_title_are_text(atom, full):
    hostile = "<script>alert(1)</script>\x0b\x01 & ]]>"
    Item.objects.update(title=hostile)
    Evidence.objects.update(title=hostile, quote="<img src=x onerror=alert(1)>", url="javascript:alert(1)")
    for address in (f"/board/items/{full.pk}/feed/", "/board/feed/"):
        feed = atom(address)
        assert "<script>alert(1)</script> & ]]>" in titles(feed)
        for summary in feed.iter(f"{ATOM}summary"):
            assert "<script" not in summary.text
            assert "<img" not in summary.text
            assert "javascript:" not in summary.text


# The table


def test_a_row_has_where_an_item_stands_and_its_address(rows, full, client):
    [row] = rows()
    assert row == {
        "url": f"https://follow.example/board/items/{full.pk}/",
        "document": "DocumentSeen",
        "reference": "RSeen",
        "kind": "indicator",
        "title": "TitleSeen",
        "status": "in_progress",
        "trend": "advancing",
        "schedule": "overdue",
        "due_on": "2026-02-01",
        "assessed_on": "2026-03-02",
        "evidence_on": "2026-03-02",
        "topics": "TopicSeen",
        "countries": "MX",
    }
    assert client.get(f"/board/items/{full.pk}/", follow=True).status_code == 200


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝"])
def test_no_cell_is_taken_for_a_formula(rows, full, start):
    Item.objects.update(title=f"{start}HYPERLINK(1)", reference=f"{start}1")
    full.document.title = f'{start}cmd|" /C calc"!A0'
    full.document.save()
    [row] = rows()
    for name in ("title", "reference", "document"):
        assert row[name].startswith("'"), name


# For robots


def test_robots_may_read_the_board_where_there_is_one_and_nothing_else(client, full):
    told = client.get("/robots.txt").content.decode()
    assert told.splitlines()[0] == "User-agent: *"
    assert "Allow: /board/\n" in told
    assert "Sitemap: https://follow.example/board/sitemap.xml\n" in told
    assert told.endswith("Disallow: /\n")


def test_the_sitemap_lists_what_is_published_in_each_language(client, full):
    make.item(title="Hidden")
    tree = ElementTree.fromstring(client.get("/board/sitemap.xml").content)
    places = [one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    homes = ["https://follow.example/board/", "https://follow.example/es/board/"]
    assert places == [*homes, *(f"{home}items/{full.pk}-titleseen/" for home in homes)]
    others = [one.attrib["href"] for one in tree.iter("{http://www.w3.org/1999/xhtml}link")]
    assert others == [*homes * 2, *places[2:] * 2]
