"""What the watching says to a person is said in Spanish, too: sentences, mails, lists with their colours."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from tests import make
from tests.make import NOW
from tracker import coverage
from tracker.coverage.values import Brought, Coverage, Gap, Period, Watcher
from tracker.digests import compose
from tracker.feeds.address import AddressRefused, check_url
from tracker.models import Feed, Poll

DAY = timedelta(days=1)
WEEK = Period(NOW - 7 * DAY, NOW)


@pytest.fixture
def spanish():
    with translation.override("es"):
        yield translation.gettext


def watcher(title, *gaps, language="es", entries=0):
    feed = Feed(title=title, language=language)
    return Watcher(feed, WEEK.starts_at, WEEK.ends_at, gaps, 0, Brought(entries))


def test_coverage_is_one_sentence_in_spanish(spanish):
    feeds = [
        watcher("Faro", entries=1),
        watcher("Herald", language="en"),
        watcher("Puerto", Gap(NOW - 6 * DAY, None, "dns")),
    ]
    said = coverage.sentence(Coverage(WEEK, ("en", "es"), None, tuple(feeds)))
    assert said.startswith(
        "Se vigilaron 2 canales en inglés y español sin huecos; 1 durante parte del tiempo: Puerto ("
    )
    assert "servidor no encontrado desde" in said
    assert said.endswith("; se leyó 1 noticia.")


def test_a_refused_address_says_why_in_spanish_and_its_parts_with_it(spanish):
    with pytest.raises(AddressRefused) as refused:
        check_url("gopher://herald.example/")
    assert refused.value.told(spanish) == "solo se pueden consultar direcciones http y https, no gopher:"
    assert str(refused.value) == "only http and https addresses can be polled, not gopher:"


@pytest.mark.django_db
def test_a_digest_is_composed_in_the_language_of_its_reader(analyst, at):
    make.confirmed(make.item("R1"), by=analyst, at=at)
    subscription = make.subscription(created_at=at - DAY, language="es")
    said = compose.render(subscription, compose.compose(subscription, at - DAY, at))
    assert said["subject"].startswith("1 avanzó: R1 Set up")
    assert " · acción · " in said["text"]
    assert '<html lang="es">' in said["html"]
    assert translation.get_language() == "en"


@pytest.mark.django_db
def test_an_outcome_keeps_its_colour_and_a_stored_note_is_told_in_spanish(admin_client, at):
    note = "the address's host could not be found"
    Poll.objects.create(feed=make.feed(), started_at=at, seconds=1, outcome="dns", note=note)
    address = reverse("admin:tracker_poll_changelist")
    pages = {
        code: admin_client.get(address, headers={"Accept-Language": code}).content.decode() for code in ("en", "es")
    }
    assert "No se encontró el servidor de la dirección".lower() in pages["es"].lower()
    assert colour_of("Host not found", pages["en"]) == colour_of("Servidor no encontrado", pages["es"])
    assert "red" in colour_of("Servidor no encontrado", pages["es"])


def colour_of(label, page):
    """The classes of the tag that says it."""
    tag = page[: page.rindex(label)].rpartition("<span")[2]
    return tag.partition('class="')[2].partition('"')[0]
