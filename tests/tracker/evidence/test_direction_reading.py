import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.evidence.direction import (
    ADVANCES,
    CONTEXT,
    SETS_BACK,
    UNCLEAR,
    judge,
    judge_read,
    read_cues,
)


def direction(title, text="", **how):
    return judge(title, text, **how).direction


def told(title, text="", **how):
    return [cue for cue in judge(title, text, **how).cues if cue.says in (ADVANCES, SETS_BACK)]


@pytest.mark.parametrize(
    "title",
    [
        "Ministers held talks in Quito",
        "Embassy reopened its doors",
        "Bank disbursed the second loan",
        "Navy took delivery after donors handed over three boats",
        "Kenya normalised ties with its neighbour",
        "Los ministros sostuvieron una reunión en Quito",
        "La embajada reabrió sus puertas",
        "El banco desembolsó el segundo crédito",
        "Los donantes entregaron tres lanchas",
        "Kenia normalizó las relaciones con su vecino",
    ],
)
def test_it_sees_steps_forward(title):
    assert direction(title) == ADVANCES


@pytest.mark.parametrize(
    "title",
    [
        "Talks hit a snag in Quito",
        "Delegation walked out of the summit",
        "Hospital runs out of funds",
        "Funding cuts stall the vaccine programme",
        "Senator shelved the transparency bill",
        "Inspectors were denied access to the mine",
        "Diálogo en punto muerto en Quito",
        "La delegación se levantó de la mesa",
        "El hospital quedó sin recursos",
        "Los recortes paralizan el programa de vacunas",
        "El senador archivó la ley de transparencia",
        "La mina sigue en el abandono",
    ],
)
def test_it_sees_steps_back(title):
    assert direction(title) == SETS_BACK


@pytest.mark.parametrize(
    ("title", "threat"),
    [
        ("Capital threatens to cancel the programme", "threatens to"),
        ("La capital amenaza con cancelar el programa", "amenaza con"),
    ],
)
def test_a_threat_is_a_setback_and_what_it_threatens_is_not_done(title, threat):
    assert direction(title) == SETS_BACK
    assert [cue.text for cue in told(title)] == [threat]


@pytest.mark.parametrize(
    "title", ["Ecuador refuses to lift the sanctions", "Ecuador se niega a levantar las sanciones"]
)
def test_refusing_to_end_a_harm_is_a_setback(title):
    assert direction(title) == SETS_BACK


@pytest.mark.parametrize(
    "title",
    [
        "Mayor accused of cancelling the programme",
        "Fears of a suspended programme",
        "Alcalde acusado de cancelar el programa",
        "Temor a que cancelen el programa",
    ],
)
def test_what_is_only_alleged_or_feared_is_not_done(title):
    assert told(title) == []


@pytest.mark.parametrize(
    ("title", "arrest"),
    [
        ("Smuggler arrested for training guards", "arrested"),
        ("Contrabandista y traficante fue detenido por entrenar guardias", "detenido"),
    ],
)
def test_what_somebody_is_arrested_for_is_no_news(title, arrest):
    assert [cue.text for cue in told(title)] == [arrest]


@pytest.mark.parametrize("title", ["The proposed law was approved", "La propuesta fue aprobada"])
def test_a_proposal_may_be_approved(title):
    assert direction(title) == ADVANCES


@pytest.mark.parametrize("title", ["Senate proposed that the law be approved", "El Senado propone aprobar la ley"])
def test_a_proposal_is_not_yet_approved(title):
    assert direction(title) == CONTEXT


@pytest.mark.parametrize(
    ("noun", "verb"), [("The launch of a school", "They launch a school"), ("La captura del jefe", "Captura al jefe")]
)
def test_after_an_article_a_word_is_a_noun_and_says_less(noun, verb):
    (said,), (done,) = told(noun), told(verb)
    assert said.weight < done.weight


@pytest.mark.parametrize(
    "title", ["The launch failed to please and mayors cancelled it", "La entrega salió mal y cancelaron el programa"]
)
def test_a_verb_made_a_noun_is_silent_beside_a_verb(title):
    assert ADVANCES not in [cue.says for cue in told(title)]


def test_a_verb_with_an_object_pronoun_is_no_noun():
    assert direction("La detuvo la policía por extorsión") == ADVANCES


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "They did not sign the act suspending aid."),
        ("", "No firmaron la ley que suspende la ayuda."),
    ],
)
def test_a_negation_turns_one_verb_and_those_joined_to_it(title, text):
    assert SETS_BACK in [cue.says for cue in told(title, text)]
    assert ADVANCES not in [cue.says for cue in told(title, text)]


@pytest.mark.parametrize("aim", ["Dismantling cartels", "Desmantelando cárteles"])
def test_ending_an_evil_is_rather_an_aim_where_the_verb_is_unfinished(aim):
    (done,) = told("They dismantle cartels") or told("Desmantelan cárteles")
    (meant,) = told(aim)
    assert meant.weight < 0.6 * done.weight


@pytest.mark.parametrize("sentence", ["The mayor cancelled the programme", "La alcaldesa canceló el programa"])
def test_without_a_title_the_first_sentence_is_the_headline(sentence):
    (first,) = told("", f"{sentence}. A quiet day in Loja.")
    (second,) = told("", f"A quiet day in Loja. {sentence}.")
    assert first.weight == told(sentence)[0].weight > second.weight


def test_an_abbreviation_does_not_end_the_first_sentence():
    assert told("", "The U.S. cancelled it.")[0].weight == told("They cancelled it")[0].weight


def test_a_first_sentence_as_long_as_a_paragraph_is_no_headline():
    long = "The mayor of the old town by the sea, " * 8
    assert told("", f"{long}cancelled the programme.")[0].weight < told("They cancelled the programme")[0].weight


def test_a_title_is_about_the_entry_wherever_the_matched_words_stand():
    road = "There is an old road to the sea. " * 20
    far = len(road)
    (near_by,) = told("Mayor cancels the programme", road, near=[(0, 5)])
    (far_off,) = told("Mayor cancels the programme", road, near=[(far, far + 3)])
    assert near_by.weight == far_off.weight


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Mayor cancels the programme", "They had opened and equipped a school. They trained nurses."),
        ("La alcaldesa cancela el programa", "Abrieron y equiparon una escuela. Capacitan enfermeras."),
    ],
)
def test_a_clear_title_decides_and_the_text_explains(title, text):
    assert direction(title, text) == SETS_BACK
    assert direction("A quiet day in Loja", text) == ADVANCES


@pytest.mark.parametrize(
    ("title", "text", "matched"),
    [
        ("Mayor cancels the programme", "The clinic was equipped and reopened.", "clinic"),
        ("La alcaldesa cancela el programa", "La clínica fue equipada y reabierta.", "clínica"),
    ],
)
def test_what_is_said_around_the_matched_words_goes_before_the_title(title, text, matched):
    road = "There is an old road to the sea. " * 5
    start = len(title) + 1 + len(road) + text.index(matched)
    assert direction(title, road + text) == SETS_BACK
    assert direction(title, road + text, near=[(start, start + len(matched))]) == ADVANCES


def test_many_hints_make_no_event():
    hints = "She hired two clerks. She joined a choir. She shared a bench. She visited a fair."
    assert sum(cue.weight for cue in told("A quiet day in Loja", hints)) > 0.7
    assert direction("A quiet day in Loja", hints) == UNCLEAR


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Judges urge Congress to act", "The bench opened in 1999 and trained clerks."),
        ("Jueces urgen al Congreso a actuar", "El tribunal abrió en 1999 y capacitó secretarios."),
    ],
)
def test_under_a_title_that_only_asks_the_text_is_context(title, text):
    assert direction(title, text) == CONTEXT


NEWS = st.lists(
    st.sampled_from(
        [
            "Mexico",
            "signs",
            "canceló",
            "the",
            "la",
            "ayuda",
            "aid",
            ".",
            ",",
            "arrested",
            "detuvo",
            "in",
            "bribes",
            "no",
            "not",
            "will",
            "to",
            "threatens",
            "sanciones",
        ]
    ),
    max_size=20,
).map(" ".join)
PLACES = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=3)


@given(NEWS, NEWS, st.sampled_from(["", "en", "es"]), PLACES, st.sampled_from([ADVANCES, SETS_BACK]))
def test_cues_read_once_serve_every_watch(title, text, language, near, polarity):
    read = read_cues(title, text, language=language)
    judge_read(read, near=[(0, 3)])
    assert judge_read(read, near=near, polarity=polarity) == judge(
        title, text, language=language, near=near, polarity=polarity
    )
