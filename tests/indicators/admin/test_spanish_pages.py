"""Somebody whose language is Spanish reads the catalogue's pages in Spanish; what is stored stays as it is."""

import re
from datetime import date

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext, override

from indicators.intake.readers.xlsx import TOO_MANY
from indicators.intake.refusals import NotRead, already_here
from indicators.models import Intake
from indicators.watch.query import QueryError, parse
from tests import make

pytestmark = pytest.mark.django_db
admin.autodiscover()

SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}
RECOMMENDATIONS = "/admin/indicators/recommendation/"
HAND_IN = "/admin/indicators/document/add/"


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


def read(answer):
    return answer.content.decode()


def test_a_browser_that_asks_for_spanish_is_answered_in_spanish(desk):
    make.item("R1", status="in_progress", trend="stalled")
    page = read(desk.get(RECOMMENDATIONS, **SPANISH))
    assert all(words in page for words in ("Tendencia", "Estancado", "En curso", "Plazo"))
    assert "In progress" not in page
    assert "In progress" in read(desk.get(RECOMMENDATIONS))


def test_a_date_is_written_as_its_reader_writes_it(desk):
    make.item("R1", due_on=date(2026, 3, 2), due_basis="stated")
    assert "2 de marzo de 2026" in read(desk.get(RECOMMENDATIONS, **SPANISH))
    assert "March 2, 2026" in read(desk.get(RECOMMENDATIONS))


@pytest.mark.parametrize(("given", "code"), [({}, "en"), (SPANISH, "es")])
def test_a_status_has_its_colour_in_every_language(desk, given, code):
    make.item("R1", status="implemented")
    with override(code):
        shown = gettext("Implemented")
    found = re.search(rf'<[^>]*class="([^"]*)"[^>]*>\s*{shown}\s*<', read(desk.get(RECOMMENDATIONS, **given)))
    assert "green" in found[1]


def test_the_language_is_chosen_in_the_menu_and_kept(desk):
    page = read(desk.get(RECOMMENDATIONS))
    forms = re.findall(r'<form action="([^"]+)" method="post".*?</form>', page, re.S)
    assert reverse("set_language") in forms
    assert re.search(r'name="language"[^>]*value="es"', page)
    desk.post(reverse("set_language"), {"language": "es", "next": RECOMMENDATIONS})
    assert "Importar registro" in read(desk.get(RECOMMENDATIONS))
    desk.post(reverse("set_language"), {"language": "en", "next": RECOMMENDATIONS})
    assert "Importar registro" not in read(desk.get(RECOMMENDATIONS, **SPANISH))


def test_a_form_says_in_spanish_what_is_wrong_and_what_its_fields_are(desk):
    page = read(desk.post(HAND_IN, {}, **SPANISH))
    assert "Indicar una de las tres cosas: un archivo, una dirección o un texto." in page
    assert "O una dirección web" in page


def test_an_item_s_page_names_its_fields_in_spanish(desk):
    page = read(desk.get(reverse("admin:indicators_recommendation_change", args=[make.item("R1").pk]), **SPANISH))
    assert all(words in page for words in ("Resultado esperado", "Términos en inglés", "Lo mínimo que debe haber"))


def test_a_refused_row_says_so_in_spanish(desk):
    table = SimpleUploadedFile("r.csv", b"document,reference,kind,title\nReview,R1,wish,Scan\n")
    address = reverse("admin:indicators_recommendation_import_register")
    page = read(desk.post(address, {"file": table, "try": "1"}, **SPANISH))
    assert "kind es «wish»; debe ser uno de recommendation, indicator" in page
    assert "rechazada" in page


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("It is empty.", "Está vacío."),
        (str(already_here("Review")), "El mismo texto ya está aquí, como «Review»."),
        ("It could not be fetched: gone.", "It could not be fetched: gone."),
    ],
)
def test_what_the_worker_noted_is_told_in_the_reader_s_language(desk, analyst, at, note, told):
    told_by = {"submitted_by": analyst, "submitted_at": at, "finished_at": at}
    intake = Intake.objects.create(kind="file", name="a.pdf", state="refused", note=note, **told_by)
    assert told in read(desk.get(reverse("admin:indicators_intake_change", args=[intake.pk]), **SPANISH))
    assert told in read(desk.get(reverse("admin:indicators_intake_changelist"), **SPANISH))


def test_a_query_is_refused_in_the_reader_s_language():
    with pytest.raises(QueryError) as refused:
        parse("police NEAR/99 customs")
    with override("es"):
        told = refused.value.told(gettext)
    assert told == "“NEAR/99” es demasiado lejos: NEAR/50 es lo máximo (columna 8)"
    assert str(refused.value) == "“NEAR/99” is too far: NEAR/50 is the most (column 8)"


def test_what_a_refusal_speaks_of_is_put_into_either_language():
    refused = NotRead(TOO_MANY, most="50,000")
    with override("es"):
        assert "más de 50,000 filas" in refused.told(gettext)
    assert "more than 50,000 rows" in str(refused)
