"""The pages of the board: what they list, how they are narrowed, and that they can be kept by any cache."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from indicators.models import Item, Measurement, Target
from tests import make
from tests.make import NOW
from tests.tracker.web import board
from tracker.models import Entry, Evidence
from tracker.web.board import listing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public_board(settings):
    settings.PUBLIC_BOARD = True


@pytest.fixture
def person():
    return board.analyst()


@pytest.fixture
def full(person):
    return board.fill("Seen", by=person, code="MX", published=True)


@pytest.fixture
def read(client):
    def opened(address):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        return unescape(answer.content.decode())

    return opened


def items(page):
    return re.findall(r'<th scope="row" role="rowheader"><a [^>]*>(.*?)</a>', page)


# The list


def test_a_row_says_where_an_item_stands(read, full):
    page = read("/board/")
    for told in (
        f'<a href="/board/items/{full.pk}-titleseen/">TitleSeen</a>',
        "Indicator RSeen · DocumentSeen",
        '<span class="chip s-in_progress">In progress</span>',
        '<span class="chip t-advancing">Advancing</span>',
        '<span class="chip d-overdue">Overdue</span> <time datetime="2026-02-01">1 Feb 2026</time>',
        '<time datetime="2026-03-02">2 Mar 2026</time>',
    ):
        assert told in page


def test_what_was_assessed_last_comes_first_and_what_never_was_last(read):
    for title, days in (("Old", 9), ("New", 1), ("Never", None)):
        at = days and NOW - timedelta(days=days)
        make.item(title=title, published=True, terms=None, last_assessed_at=at)
    assert items(read("/board/")) == ["New", "Old", "Never"]


def test_the_statuses_are_counted_and_each_number_leads_to_its_items(read):
    for status, count in (("in_progress", 3), ("implemented", 1)):
        for _ in range(count):
            make.item(status=status, published=True, terms=None, title=status)
    page = read("/board/")
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a> <svg.*?<b>(\d+)<', page) == [
        ("?status=in_progress", "In progress", "3"),
        ("?status=implemented", "Implemented", "1"),
    ]
    assert '<rect width="75" height="10"/>' in page
    assert items(read("/board/?status=implemented")) == ["implemented"]


@pytest.mark.parametrize("axis", ["topic", "country", "document", "kind", "status"])
def test_it_is_narrowed_by_plain_links_that_are_taken_back_by_plain_links(read, full, person, axis):
    board.fill("Other", by=person, code="EC", published=True)
    Item.objects.filter(title="TitleOther").update(kind="recommendation", status="implemented")
    links = re.findall(rf'<li><a href="(\?{axis}=[^"]*)"', read("/board/"))
    assert len(links) == 2
    narrowed = {link: items(read(f"/board/{link}")) for link in links}
    assert sorted(narrowed.values()) == [["TitleOther"], ["TitleSeen"]]
    for link in links:
        page = read(f"/board/{link}")
        assert 'aria-current="true"' in page
        assert re.search(r'<ul class="taken".*?<a href="./">remove', page, re.DOTALL)


def test_two_choices_hold_together_and_the_counts_are_of_what_is_left(read, full):
    other = make.item(title="Other", published=True, terms=None, status="implemented")
    other.topics.add(full.topics.get())
    topic = full.topics.get().pk
    assert items(read(f"/board/?topic={topic}&status=in_progress")) == ["TitleSeen"]
    assert f'<a href="?topic={topic}&status=implemented">Implemented</a>' in read(f"/board/?topic={topic}")


@pytest.mark.parametrize(
    "query", ["status=x", "kind=", "topic=x", "topic=²", "country=%00", "country=mx", "document=" + "9" * 30, "page=x"]
)
def test_whatever_the_address_says_it_is_answered(client, full, query):
    assert client.get(f"/board/?{query}").status_code == (200 if query in ("kind=", "page=x") else 404)


def test_the_list_goes_on_page_by_page_and_keeps_what_was_chosen(read, monkeypatch):
    monkeypatch.setattr(listing, "LISTED", 2)
    for number in range(5):
        make.item(f"R{number}", title=f"Item {number}", published=True, terms=None)
    make.item(title="Another", published=True, terms=None, status="implemented")
    page, seen = read("/board/?status=not_assessed"), []
    for _ in range(5):
        seen += items(page)
        if not (older := re.search(r'<a href="(\?[^"]*)" rel="next">', page)):
            break
        page = read(f"/board/{older[1]}")
    assert seen == [f"Item {number}" for number in range(5)]
    assert 'rel="prev"' in page


@pytest.mark.parametrize("part", ["topics", "documents", "countries"])
def test_a_topic_a_country_and_a_document_have_pages_of_their_own(read, full, part):
    make.item(title="Elsewhere", published=True, terms=None)
    keys = {"topics": full.topics.get().pk, "documents": full.document_id, "countries": "MX"}
    page = read(f"/board/{part}/{keys[part]}/")
    assert items(page) == ["TitleSeen"]
    assert re.search(rf"<h1[^>]*>{part[:5].title()}", page)


def test_an_empty_board_says_so(read):
    assert "Nothing is published." in read("/board/")


def test_the_front_page_leads_to_the_board(client):
    assert client.get("/")["Location"] == "/board/"


# One item


@pytest.mark.parametrize("address", ["/board/items/{pk}/", "/board/items/{pk}-another-title/"])
def test_the_address_without_the_title_leads_to_the_one_with_it(client, full, address):
    answer = client.get(address.format(pk=full.pk))
    assert (answer.status_code, answer["Location"]) == (301, f"/board/items/{full.pk}-titleseen/")


@pytest.mark.parametrize(("title", "slug"), [("Ácceso a la justicia", "acceso-a-la-justicia"), ("—", "-"), ("_", "-")])
def test_every_title_makes_an_address_that_is_found(client, title, slug):
    item = make.item(title=title, published=True)
    answer = client.get(f"/board/items/{item.pk}/", follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, f"/board/items/{item.pk}-{slug}/")


def test_the_four_axes_stand_apart(read, full):
    page = read(f"/board/items/{full.pk}/")
    axes = re.search('<dl class="axes">(.*?)</dl>', page, re.DOTALL)[1]
    assert re.findall("<dt>(.*?)</dt>", axes) == ["Status", "Trend", "Schedule", "Response"]
    assert re.findall('<span class="chip[^>]*>(.*?)</span>', axes) == [
        "In progress",
        "Advancing",
        "Overdue",
        "Accepted",
    ]


def test_an_assessment_is_told_with_its_reasons_and_what_it_cites(read, full):
    page = read(f"/board/items/{full.pk}/").split('id="judged"')[1].split("</section>")[0]
    for told in (
        "Not started → ",
        "As of 2 March 2026, approved on 2 March 2026",
        "RationaleSeen",
        "Watched: CoverageSeen",
        '<a href="https://citedSeen.example/" rel="noreferrer noopener nofollow">CitedSeen</a>',
        "CitingSeen",
        "VoiceSeen",
    ):
        assert told in page


def test_a_piece_of_evidence_is_told_in_its_language_with_who_told_it(read, full):
    piece = Evidence.objects.get()
    Entry.objects.filter(pk=piece.entry_id).update(story=piece.story, voice="herald.example")
    other = make.feed(title="The Observer")
    make.entry("Again", feed_=other, story=piece.story, voice="observer.example", url="https://observer.example/1")
    page = read(f"/board/items/{full.pk}/").split('id="evidence"')[1]
    for told in (
        '<h3 lang="es"><a href="https://toldSeen.example/1" rel="noreferrer noopener nofollow">HeadlineSeen</a></h3>',
        "PaperSeen, The Observer · told by 2 independent publishers",
        '<span class="chip e-advances">Advances</span> <span class="chip">Action</span>',
        '<blockquote lang="es"><p>SayingSeen</p></blockquote>',
    ):
        assert told in page


def test_the_evidence_goes_on_page_by_page(read, person):
    item = make.item(published=True)
    for number in range(25):
        make.confirmed(item, by=person, at=NOW + timedelta(days=number), entry=make.entry(f"Story {number}"))
    address = f"/board/items/{item.pk}/"
    first = re.findall(r"<h3[^>]*><a [^>]*>(Story \d+)", read(address))
    assert first == [f"Story {number}" for number in range(24, 4, -1)]
    [older] = re.findall('<a href="([^"]*)" rel="next">', read(address))
    page = read(f"/board/items/{item.pk}-set-up-a-joint-police-unit/{older}")
    assert re.findall(r"<h3[^>]*><a [^>]*>(Story \d+)", page) == [f"Story {number}" for number in range(4, -1, -1)]


def test_a_measure_is_drawn_and_told_in_a_table(read, full):
    page = read(f"/board/items/{full.pk}/").split('id="measured"')[1].split("</section>")[0]
    assert "5 unitSeen on 1 June 2025; to be 9 unitSeen by 31 December 2027: 50 % of the way." in page
    assert len(re.findall('<circle class="seen"', page)) == 2
    assert len(re.findall('<circle class="aimed"', page)) == 1
    assert re.search('<polyline points="[0-9.]+,[0-9.]+ [0-9.]+,[0-9.]+"/>', page)
    assert len(re.findall('<th scope="row">', page)) == 4


def test_what_cannot_be_drawn_is_in_the_table(read, full):
    Measurement.objects.all().delete()
    page = read(f"/board/items/{full.pk}/")
    assert "Nothing was measured yet" in page
    assert "<polyline" not in page
    Target.objects.all().delete()
    Item.objects.update(measure="qualitative", baseline_value=None)
    Measurement.objects.create(item=full, measured_on="2026-01-01", narrative="Half done")
    assert "Half done on 1 January 2026" in read(f"/board/items/{full.pk}/")


def test_an_item_of_which_nothing_is_known_yet_says_so(read):
    page = read(f"/board/items/{make.item(published=True).pk}/")
    for told in ("Nobody has assessed it yet.", "It was not assessed yet.", "None yet.", "not judged", "no date"):
        assert told in page


def test_the_day_decides_what_is_overdue(read):
    due = timezone.localdate() + timedelta(days=5)
    make.item(title="Soon", published=True, due_on=due, due_basis="stated")
    assert '<span class="chip d-due_soon">Due soon</span>' in read("/board/")
