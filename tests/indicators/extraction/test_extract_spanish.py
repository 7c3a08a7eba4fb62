"""What a Spanish document is read to recommend and to watch."""

import pytest

from indicators.extraction.extract import extract


def quotes(text, kind=None):
    return [draft.quote for draft in extract(text, language="es") if kind in (None, draft.kind)]


def test_items_under_spanish_headings_are_read_by_what_the_heading_announces():
    text = """Recomendaciones

Al Gobierno de Ecuador
• Publicar la auditoría del puerto antes del 30 de junio de 2027.
• Capacitar a los inspectores de aduanas con apoyo de EE. UU. y de la Unión Europea.

Qué seguir

• Si la auditoría nombra a los contratistas.
• ¿Cumplirá su período la nueva directora de aduanas?
"""
    drafts = extract(text)
    assert [draft.kind for draft in drafts] == ["recommendation"] * 2 + ["indicator"] * 2
    assert (drafts[0].addressee, drafts[0].due_on) == ("Gobierno de Ecuador", "2027-06-30")
    assert drafts[1].countries == ["US", "EU"]


def test_a_list_of_infinitives_needs_no_heading():
    text = """* Establecer un registro de embarcaciones en los tres ríos.
* Reducir a la mitad la espera en las dos esclusas.
* Publicar los nombres de los bancos sancionados este año.
"""
    assert [draft.rule for draft in extract(text)] == ["action_list"] * 3


def test_a_list_after_a_lead_in_is_one_of_recommendations():
    text = (
        "El plan debe incluir los siguientes elementos:\n"
        "- Patrullas mixtas: tripulaciones de ambos países.\n- Cuentas claras: auditoría anual.\n"
    )
    assert [draft.rule for draft in extract(text, language="es")] == ["lead_in"] * 2


@pytest.mark.parametrize(
    "label",
    ["Recomendación 3.", "Recomendación N.º 3:", "Recomendación núm. 3:", "RECOMENDACIÓN 3 –", "**Recomendación 3:**"],
)
def test_a_numbered_recommendation_stands_by_its_label(label):
    assert quotes(f"{label} Cerrar el tercer depósito del puerto.\n") == ["Cerrar el tercer depósito del puerto."]


@pytest.mark.parametrize(
    "sentence",
    [
        "El gobierno debe publicar la auditoría del puerto.",
        "Se debe publicar la auditoría del puerto cada año.",
        "Se requieren inspectores propios en cada uno de los puertos.",
        "Es indispensable publicar la auditoría del puerto este año.",
        "Recomendamos al Ministerio publicar la auditoría del puerto.",
        "Se recomienda publicar la auditoría del puerto cada año.",
        "La comisión exhorta al Congreso a publicar la auditoría.",
        "Las autoridades deberían publicar la auditoría del puerto.",
        "Hay que publicar la auditoría del puerto cada año.",
        "El Estado tiene que publicar la auditoría del puerto.",
    ],
)
def test_what_the_state_should_do_is_a_recommendation(sentence):
    assert quotes(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Debido a la huelga, el gobierno cerró el puerto nueve días.",
        "El gobierno debe de haber publicado la auditoría del puerto.",
        "El ministro dijo que el gobierno debe publicar la auditoría.",
        "«El gobierno debe publicar la auditoría», escribió un vecino.",
        "¿Debe el gobierno publicar la auditoría del puerto?",
        "El cocinero debe salar la sopa antes de que lleguen todos.",
    ],
)
def test_guesses_and_what_others_say_are_left(sentence):
    assert quotes(sentence) == []


def test_what_goes_on_from_a_recommendation_in_the_infinitive_is_one():
    text = (
        "Se debe publicar la auditoría del puerto. Asimismo, cerrar el tercer depósito y vender "
        "los terrenos del puerto."
    )
    assert len(quotes(text)) == 2


def test_coordinated_subjects_of_key_indicators_are_one_indicator_each():
    text = (
        "La apertura de la segunda esclusa, la contratación de cuarenta prácticos, y la publicación de la auditoría "
        "serán indicadores clave de avance."
    )
    assert quotes(text, "indicator") == [
        "La apertura de la segunda esclusa",
        "la contratación de cuarenta prácticos",
        "la publicación de la auditoría",
    ]


def test_what_success_is_not_measured_by_is_no_indicator():
    text = "El éxito se medirá no por el número de lanchas, sino por la caída de los robos en el muelle."
    assert quotes(text, "indicator") == ["la caída de los robos en el muelle"]


@pytest.mark.parametrize(
    ("sentence", "watched"),
    [
        ("Habrá que ver si la auditoría nombra a los contratistas.", "si la auditoría nombra a los contratistas"),
        ("Un indicador clave será el número de prácticos.", "el número de prácticos"),
        ("El avance no dependerá de las lanchas sino de la caída de los robos.", "la caída de los robos"),
    ],
)
def test_what_a_sentence_says_to_watch_is_an_indicator(sentence, watched):
    assert quotes(sentence) == [watched]


def test_a_table_with_an_action_column_is_read():
    text = (
        "| Acción | Responsable | Plazo | Indicador |\n|---|---|---|---|\n"
        "| Cerrar el depósito | Ministerio | diciembre de 2026 | Depósitos en uso |\n"
    )
    action, indicator = extract(text)
    assert (action.kind, action.addressee, action.due_on) == ("recommendation", "Ministerio", "2026-12-31")
    assert (indicator.kind, indicator.quote) == ("indicator", "Depósitos en uso")
