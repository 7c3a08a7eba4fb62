import pytest

from tracker.evidence.direction import ADVANCES, SETS_BACK, UNCLEAR, judge


def direction(title, text="", **how):
    return judge(title, text, **how).direction


def told(title, **how):
    return [cue.text for cue in judge(title, "", **how).cues if cue.says in (ADVANCES, SETS_BACK)]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Court frees two journalists", ADVANCES),
        ("Court frees a trafficker", SETS_BACK),
        ("Ministry releases its logo", UNCLEAR),
        ("Liberan a dos periodistas", ADVANCES),
        ("Liberan a un narcotraficante", SETS_BACK),
        ("Liberan una paloma", UNCLEAR),
    ],
)
def test_a_release_depends_on_who_is_released(title, wanted):
    assert direction(title) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Brussels imposes tariffs on steel", SETS_BACK),
        ("Treasury imposes sanctions on a smuggling ring", ADVANCES),
        ("Bruselas impone aranceles al acero", SETS_BACK),
        ("Hacienda impone sanciones a una red de contrabando", ADVANCES),
    ],
)
def test_what_is_imposed_depends_on_whom_it_falls(title, wanted):
    assert direction(title) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Storm delays the school programme", SETS_BACK),
        ("Guards thwarted a kidnapping", ADVANCES),
        ("La tormenta retrasó el programa escolar", SETS_BACK),
        ("Los guardias frustraron un secuestro", ADVANCES),
    ],
)
def test_hindering_depends_on_what_is_hindered(title, wanted):
    assert direction(title) == wanted


@pytest.mark.parametrize("title", ["The court lifted the export ban", "El tribunal levantó las sanciones"])
def test_what_is_lifted_is_named_after_the_verb_and_who_lifts_it_before(title):
    assert direction(title) == ADVANCES


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Quito and Lima agree to lift tariffs", "Quito and Lima agree"),
        ("Quito y Lima acordaron levantar los aranceles", "Quito y Lima acordaron"),
    ],
)
def test_agreeing_to_end_a_harm_is_progress_twice(title, bare):
    assert direction(title) == ADVANCES
    assert judge(title, "").cues[0] == judge(bare, "").cues[0]


@pytest.mark.parametrize(
    "title",
    [
        "Governor suspends the fight against smuggling",
        "Governor scraps a campaign against smuggling",
        "Governor shuts down anti-corruption office",
        "El gobernador suspende la lucha contra el contrabando",
        "El gobernador cancela la campaña contra el contrabando",
        "El gobernador disuelve la oficina de combate a la corrupción",
    ],
)
def test_a_fight_against_an_evil_is_no_evil(title):
    assert direction(title) == SETS_BACK


@pytest.mark.parametrize("title", ["Mayors want an end to impunity", "Marchan contra la impunidad"])
def test_a_harm_that_something_is_against_is_no_news(title):
    assert told(title) == []


@pytest.mark.parametrize("title", ["Villagers march against the treaty", "Marchan contra el tratado"])
def test_an_agreement_that_something_is_against_is_no_news(title):
    assert told(title) == []


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Patrols stopped a wave of kidnappings", ADVANCES),
        ("Patrols stopped a documentary about kidnappings", UNCLEAR),
        ("Frenaron una ola de secuestros", ADVANCES),
        ("Frenaron el aumento de los secuestros", ADVANCES),
        ("Frenaron un documental sobre los secuestros", UNCLEAR),
    ],
)
def test_what_is_about_an_evil_is_not_the_evil(title, wanted):
    assert direction(title) == wanted


@pytest.mark.parametrize("title", ["Neighbour withdraws troops", "Retiran las tropas", "Recortan los impuestos"])
def test_the_end_of_what_may_be_good_or_bad_tells_nothing(title):
    assert direction(title) == UNCLEAR


@pytest.mark.parametrize("title", ["The mayor received threats", "La alcaldesa recibió amenazas"])
def test_getting_a_harm_is_no_progress(title):
    assert direction(title) == UNCLEAR


@pytest.mark.parametrize(
    ("title", "watched"),
    [
        ("Police arrested a deputy minister", "arrested"),
        ("Auditors launched an investigation of the port", "investigation"),
        ("La policía detuvo a un viceministro", "detuvo"),
        ("La contraloría inició una investigación del puerto", "investigación"),
    ],
)
def test_an_arrest_or_an_investigation_is_progress_to_a_watch_that_asks_for_it(title, watched):
    start = title.index(watched)
    assert direction(title) == UNCLEAR
    assert direction(title, near=[(start, start + len(watched))]) == ADVANCES


@pytest.mark.parametrize(
    "title",
    [
        "Police arrested a deputy minister on charges of taking bribes",
        "La policía detuvo a un viceministro por presuntos sobornos",
    ],
)
def test_an_arrest_for_a_crime_is_progress(title):
    assert direction(title) == ADVANCES


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Marines recovered 40 rifles", ADVANCES),
        ("Marines recovered a piano", UNCLEAR),
        ("Aseguran 40 fusiles", ADVANCES),
        ("Aseguran un piano", UNCLEAR),
    ],
)
def test_what_is_found_counts_where_it_is_good_to_have_it_seized(title, wanted):
    assert direction(title) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Navy launches offensive on the coast", SETS_BACK),
        ("Navy launches offensive against smugglers", ADVANCES),
        ("La marina lanza una ofensiva en la costa", SETS_BACK),
        ("La marina lanza una ofensiva contra traficantes", ADVANCES),
    ],
)
def test_an_offensive_depends_on_whom_it_falls(title, wanted):
    assert direction(title) == wanted


def test_a_worth_belongs_to_its_language():
    """`red` is a network in Spanish, and those that are dismantled are criminal ones."""
    assert direction("Desmantelan una red en el puerto", language="es") == ADVANCES
    assert direction("City dismantled red benches", language="en") == SETS_BACK
