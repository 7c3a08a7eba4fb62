"""How the board answers: for any cache and any frame, in few statements, and never with markup that is not ours."""

import re
from html import unescape

import pytest
from django.db.models import CharField, TextField, URLField

from indicators.models import Assessment, Citation, Country, Document, Item, Response, Topic
from tests import make
from tests.tracker.web import board
from tracker.models import Entry, Evidence, Feed, Story

pytestmark = pytest.mark.django_db

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{ 7 }}&amp;"


@pytest.fixture(autouse=True)
def public_board(settings):
    settings.PUBLIC_BOARD = True


@pytest.fixture
def person():
    return board.analyst()


@pytest.fixture
def full(person):
    return board.fill("Seen", by=person, code="MX", published=True)


# The card


def test_the_card_may_stand_in_any_page_and_nothing_else_may(client, full):
    card = client.get(f"/board/items/{full.pk}/card/")
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    assert '<a href="http://127.0.0.1:8000/board/items/' in card.content.decode()
    assert "frame-ancestors 'none'" in client.get("/board/")["Content-Security-Policy"]
    assert client.get("/board/")["X-Frame-Options"] == "SAMEORIGIN"


def test_the_page_gives_the_words_that_embed_the_card(client, full):
    page = unescape(client.get(f"/board/items/{full.pk}/", follow=True).content.decode())
    address = f"http://127.0.0.1:8000/board/items/{full.pk}/card/"
    assert f'<iframe src="{address}" title="TitleSeen" width="100%" height="230" loading="lazy"></iframe>' in page


# For caches


@pytest.mark.parametrize("path", ["", "items/{pk}-titleseen/", "items/{pk}/card/", "items/{pk}/feed/", "board.csv"])
def test_a_page_may_be_kept_and_is_known_again(client, full, path):
    address = f"/board/{path.format(pk=full.pk)}"
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=300"
    assert "Vary" not in first
    assert not first.cookies
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    Item.objects.update(title="Another title")
    changed = client.get(address, headers={"if-none-match": first["ETag"]}, follow=True)
    assert changed.status_code == 200


def test_who_is_logged_in_gets_the_same_page_and_no_cookie(client, full, person):
    page = client.get("/board/")
    client.force_login(person)
    same = client.get("/board/")
    assert (same.content, same["ETag"], dict(same.cookies)) == (page.content, page["ETag"], {})
    assert "Vary" not in same


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_board_is_only_for_reading(client, full, method):
    for address in ("/board/", f"/board/items/{full.pk}/", "/board/feed/", "/board/board.csv"):
        assert getattr(client, method)(address).status_code == 405


# Whatever is stored


@pytest.fixture
def hostile(person):
    """An item all of whose texts try to be something else."""
    item = board.fill("Bad", by=person, code="MX", published=True)
    for model in (Item, Topic, Country, Document, Response, Assessment, Citation, Evidence, Entry, Story, Feed):
        for row in model.objects.all():
            for field in row._meta.concrete_fields:
                if isinstance(field, URLField) or field.name == "url":
                    setattr(row, field.attname, f"javascript:alert({row.pk})")
                elif isinstance(field, CharField | TextField) and not field.choices and not field.primary_key:
                    setattr(row, field.attname, f"{row.pk} {HOSTILE}"[: field.max_length])
            row.save()
    Item.objects.update(title=f"{HOSTILE}\x0b{item.pk}", measure="unit")
    Citation.objects.update(url="javascript:alert(1)", publishers=[HOSTILE])
    Evidence.objects.update(url="javascript:alert(1)", origin="matched")
    return item


def test_markup_is_shown_and_not_run_wherever_it_stands(hostile, client):
    for address, (status, text) in board.everything_shown(client).items():
        assert status < 500, address
        if not address.endswith("/board/board.csv"):  # plain text, and no browser may take it for anything else
            assert not re.search("<script|<img|onerror=alert.1.>|href=.?javascript", text), address
    assert client.get("/board/board.csv")["Content-Type"] == "text/csv; charset=utf-8"


def test_the_statements_are_few_however_much_there_is(person, client, django_assert_max_num_queries):
    for number in range(3):
        item = board.fill(f"Seen{number}", by=person, code=f"A{'BCD'[number]}", published=True)
        for more in range(6):
            board.prove(item, f"More{number}{more}", by=person)
            board.judge(item, f"More{number}{more}", by=person)
            make.item(f"R{more}{number}", published=True, terms=None)
    for address in dict.fromkeys([*board.addresses(), *board.asked()]):
        with django_assert_max_num_queries(25):
            client.get(address)


def test_no_page_loads_or_runs_anything_from_elsewhere(full, client):
    for address, (_, text) in board.everything_shown(client).items():
        assert "<script" not in text, address
        assert not re.search(r"<[^>]*\s(src|style|on[a-z]+)=|@import", text), address
