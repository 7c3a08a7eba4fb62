"""The public pages in each language: one address for each, told of the others, and nothing of one in the other."""

import re

import pytest
from defusedxml import ElementTree

from tests import make
from tests.make import token_of
from tests.tracker.web import board

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def public_board(settings):
    settings.PUBLIC_BOARD = True
    settings.SITE_URL = "https://follow.example"


@pytest.fixture
def item():
    return board.fill("Seen", by=board.analyst(), code="MX", published=True)


def pages(item):
    parts = ("", f"items/{item.pk}-titleseen/", f"topics/{item.topics.get().pk}-topicseen/", "countries/MX/")
    return [*(f"/board/{part}" for part in parts), "/search/", "/about/"]


def test_a_page_says_in_which_language_it_is_and_where_the_others_are(client, item):
    for path in pages(item):
        for language, address in (("en", path), ("es", f"/es{path}")):
            answer = client.get(address)
            page = answer.content.decode()
            assert (answer.status_code, answer["Content-Language"]) == (200, language), address
            assert f'<html lang="{language}">' in page, address
            for other, at in (("en", path), ("es", f"/es{path}")):
                assert f'<link rel="alternate" hreflang="{other}" href="https://follow.example{at}">' in page, address


def test_a_page_leads_to_itself_in_the_other_language_and_keeps_what_was_chosen(client, item):
    page = client.get("/board/?status=in_progress").content.decode()
    assert '<a href="/es/board/?status=in_progress" lang="es" hreflang="es">Español</a>' in page
    page = client.get("/es/search/?q=headline%2A").content.decode()
    assert '<a href="/search/?q=headline%2A" lang="en" hreflang="en">English</a>' in page


def test_what_stands_in_an_address_is_no_markup(client, item):
    page = client.get('/es/board/?x="><script>alert(1)</script>').content.decode()
    assert "<script" not in page


def test_a_spanish_page_speaks_spanish_throughout(client, item):
    listed = client.get("/es/board/").content.decode()
    for told in ("En qué quedó", "En curso", "1 punto</h2>", "Última evidencia", ">Tablero</a>", "/es/board/items/"):
        assert told in listed, told
    assert 'href="/board/' not in re.sub("<a [^>]*hreflang[^>]*>", "", listed)
    told = client.get(f"/es/board/items/{item.pk}-titleseen/").content.decode()
    for words in ("Cómo se evaluó", "1 de febrero de 2026", "Evidencia confirmada: 1", "Aceptada", "Avanza"):
        assert words in told, words


def test_a_short_address_leads_on_in_its_own_language(client, item):
    assert client.get(f"/es/board/items/{item.pk}/")["Location"] == f"/es/board/items/{item.pk}-titleseen/"


def test_a_cache_may_keep_both_for_neither_asks_the_browser(client, item):
    one = client.get("/board/", headers={"accept-language": "es"})
    other = client.get("/es/board/", headers={"accept-language": "en"})
    assert one["ETag"] != other["ETag"]
    assert (one["Content-Language"], other["Content-Language"]) == ("en", "es")
    assert [answer.headers.get("Vary") for answer in (one, other)] == [None, None]
    assert client.get("/es/board/", headers={"if-none-match": other["ETag"]}).status_code == 304


def test_the_feed_speaks_its_language_and_is_another_one_of_the_same_entries(client, item):
    english, spanish = (ElementTree.fromstring(client.get(f"{at}/board/feed/").content) for at in ("", "/es"))
    assert spanish.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "es"
    assert spanish.find(f"{ATOM}title").text == "Followthrough: en qué quedó"
    assert spanish.find(f"{ATOM}id").text != english.find(f"{ATOM}id").text
    entries = [[one.text for one in feed.iterfind(f"{ATOM}entry/{ATOM}id")] for feed in (english, spanish)]
    assert entries[0] == entries[1] != []
    assert all("/es/board/" in one.attrib["href"] for one in spanish.iterfind(f"{ATOM}entry/{ATOM}link"))


def test_the_card_speaks_the_language_of_the_page_that_gave_it(client, item):
    page = client.get(f"/es/board/items/{item.pk}-titleseen/").content.decode()
    assert f"https://follow.example/es/board/items/{item.pk}/card/" in page
    assert '<html lang="es">' in client.get(f"/es/board/items/{item.pk}/card/").content.decode()


def test_a_digest_is_ended_in_either_language(client):
    page = client.get(f"/es/unsubscribe/{token_of(make.subscription())}/").content.decode()
    assert "¿Dejar de recibir este boletín?" in page
    assert "hreflang" in page


def test_what_is_not_found_is_said_in_the_language_asked_for(client):
    assert "No hay nada en esta dirección." in client.get("/es/board/items/999999/").content.decode()
    assert "There is nothing at this address." in client.get("/board/items/999999/").content.decode()
