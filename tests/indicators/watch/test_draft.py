"""Drafted watches: an item's own telling words, and those by which the news tells of its concepts."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.watch.actors import BODIES, find_actors
from indicators.watch.draft import GENERAL, MOST_OWN, MOST_TERMS, draft
from indicators.watch.polarity import ADVANCES, SETS_BACK, polarity_of
from indicators.watch.reading import read
from indicators.watch.score import evaluate
from indicators.watch.terms import check_terms, compile_watch
from indicators.watch.thesaurus import concepts
from indicators.watch.words import LANGUAGES, rarity, stem, words_of

RECOMMENDATION = "Set up a joint police unit in the port, and fund the training of its judges."
RECOMENDACIÓN = "Crear una unidad policial conjunta en el puerto y financiar la capacitación de sus jueces."


def stems(term, language):
    return [stem(word.folded, language) for word in words_of(term)]


def test_neighbouring_telling_words_become_phrases():
    assert "joint police" in draft(RECOMMENDATION).terms["en"]


def test_the_items_own_words_come_first_and_are_few():
    balloons = [
        "quilted dirigibles",
        "marbled zeppelins",
        "velvet gliders",
        "tartan kites",
        "denim sails",
        "oak propellers",
    ]
    terms = draft(f"The {', '.join(balloons)}, linen parachutes and extradition").terms["en"]
    assert terms[:MOST_OWN] == balloons
    assert "linen parachutes" not in terms
    assert "extradition request" in terms


def test_a_phrase_does_not_reach_over_a_stop_or_a_function_word():
    terms = draft("The prosecutors, judges for the tribunal.").terms["en"]
    assert not {"prosecutors judges", "judges tribunal", "judges for the tribunal"} & set(terms)


def test_a_phrase_may_reach_over_of():
    assert "flujo de armas" in draft("Frenar el flujo de armas desde el norte").terms["es"]


def test_what_an_apostrophe_cuts_off_is_no_term():
    terms = draft("Do not stop the ministry's audit: it isn’t done").terms["en"]
    assert {"stop", "ministry", "audit"} <= set(terms)
    assert not {"isn", "s", "t"} & {word for term in terms for word in term.split()}


@pytest.mark.parametrize("text", [RECOMMENDATION, RECOMENDACIÓN])
def test_both_languages_are_drafted_from_either(text):
    drafted = draft(text)
    assert {"judges", "supreme court"} <= set(drafted.terms["en"])
    assert {"jueces", "suprema corte"} <= set(drafted.terms["es"])


def test_the_same_concepts_are_drafted_from_a_text_and_its_translation():
    english = draft("Strengthen judicial reform and the fight against money laundering")
    spanish = draft("Fortalecer la reforma judicial y la lucha contra el lavado de dinero")
    assert english.concepts == spanish.concepts == ("judicial reform", "money laundering")


def test_concepts_near_those_named_lend_their_most_telling_terms():
    drafted = draft("Extradition", language="en")
    near = concepts()["extradition"].near[0]
    assert near not in drafted.concepts
    assert concepts()[near].terms["es"][0] in drafted.terms["es"]


def test_the_title_counts_more_than_what_follows():
    one, other = "Rules on migration", "Rules on fisheries"
    assert draft(one, other, language="en").concepts[0] == "migration"
    assert draft(other, one, language="en").concepts[0] == "oceans and fisheries"


def test_a_title_that_says_nothing_leaves_it_to_what_follows():
    assert "dredged harbours" in draft("The following", "Dredged harbours for the ferries", language="en").terms["en"]


def test_the_document_tells_the_language_where_the_words_do_not():
    assert "real estate" in draft("Real estate", language="en").terms["en"]
    assert draft("Real estate").terms == {"en": [], "es": []}


@pytest.mark.parametrize(("text", "own"), [("Judicial reform", "en"), ("Reforma judicial", "es")])
def test_where_nothing_tells_the_language_the_concepts_do(text, own):
    assert draft(text).terms[own][0] == text.lower()


def test_a_text_in_a_third_language_gets_no_terms_but_its_places():
    drafted = draft("Criar uma unidade policial conjunta no porto do Brasil", language="pt")
    assert drafted.terms == {"en": [], "es": []}
    assert drafted.places == ["BR"]


@pytest.mark.parametrize("texts", [("",), ("", "\n"), ("...",), ("the of and to in the",), ("Strengthen and ensure",)])
def test_a_text_that_says_nothing_gets_no_terms(texts):
    assert not any(draft(*texts).terms.values())


def test_function_words_and_countries_are_no_terms():
    drafted = draft("Set up a joint police unit in Ecuador and in the United States")
    words = {word for term in drafted.terms["en"][:MOST_OWN] for word in term.split()}
    assert not words & {"a", "in", "the", "and", "set", "up", "ecuador", "united", "states"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_recommending_is_a_term(language):
    general = {tuple(stems(word, language)) for word in GENERAL[language].split()}
    shipped = [term for concept in concepts().values() for term in concept.terms[language]]
    assert [term for term in shipped if tuple(stems(term, language)) in general] == []
    title = {
        "en": "Establish, strengthen, ensure, promote; implement: develop",
        "es": "Establecer, fortalecer, promover",
    }
    assert draft(title[language], language=language).terms[language] == []


def test_a_verb_that_a_title_begins_with_is_no_term_but_the_noun_is():
    assert "reform" not in draft("Reform the pensions").terms["en"]
    assert draft("A new reform of pensions").terms["en"][0] == "reform of pensions"


def test_a_long_item_gets_no_more_terms_than_an_analyst_reads_and_none_twice():
    text = "; ".join(f"the {concept.fires['en'][0]}" for concept in concepts().values())
    drafted = draft(text, language="en")
    for language in LANGUAGES:
        telling = [
            tuple(stem for stem in stems(term, language) if rarity(stem, language)) for term in drafted.terms[language]
        ]
        assert len(telling) == len(set(telling)) == MOST_TERMS


def test_a_term_is_there_once_whatever_its_inflection():
    terms = draft("Dredged harbour, dredging harbours", language="en").terms["en"]
    assert terms == ["dredged harbour"]


def test_a_word_as_long_as_a_page_is_no_term():
    assert draft("x" * 300, language="en").terms["en"] == []


def test_places_are_recognised_in_order_and_once():
    drafted = draft("Mexico and the US should train the Ecuadorian navy", "Help us in Mexico")
    assert drafted.places == ["MX", "US", "EC"]


def test_an_accent_typed_as_a_mark_of_its_own_makes_no_difference():
    assert draft(unicodedata.normalize("NFD", "Reforma de la extradición en México")) == draft(
        "Reforma de la extradición en México"
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Work with the DEA on it", ["DEA"]),
        ("Trabajar con la Administración de Control de Drogas", ["DEA"]),
        ("Trabajar con la OEA y el BID", ["OAS", "Banco Interamericano de Desarrollo"]),
        ("The State Department should", ["State Department", "Departamento de Estado"]),
        ("la fiscalía general de la república", ["FGR"]),
        ("Under ICE custody", ["Immigration and Customs Enforcement"]),
        ("Every year the Border Transparency Observatory should report on it", ["Border Transparency Observatory"]),
        (
            "Cada año debe informar sobre esto el Observatorio Ciudadano de la Frontera",
            ["Observatorio Ciudadano de la Frontera"],
        ),
        ("National Port Council should report", ["National Port Council"]),
    ],
)
def test_bodies_are_recognised_by_name_initials_and_capitals(text, names):
    assert set(names) <= set(draft(text, language="en").actors)


@pytest.mark.parametrize(
    "text",
    [
        "Put it on ice, un, who, bid and sat",
        "UN PLAN PARA LA FRONTERA",
        "They all agree that Latin America should do it",
        "They all agree that New Mexico should do it",
        "Extradite Ovidio to the court where he was charged",
        "It was done. Then Ovidio was free",
        "Strengthen The Rules Of Every Single Harbour",
    ],
)
def test_what_only_looks_like_a_body_is_none(text):
    assert find_actors(text) == []


def test_no_body_is_listed_twice():
    names = [name.strip() for line in BODIES.strip().splitlines() for name in line.replace(";", ",").split(",")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("title", "language", "polarity"),
    [
        ("Rise in homicides on the coast", "en", SETS_BACK),
        ("Increase in violence", "en", SETS_BACK),
        ("Aumento de los homicidios en la costa", "es", SETS_BACK),
        ("Continued attacks on journalists", "en", SETS_BACK),
        ("Ataques contra líderes indígenas", "es", SETS_BACK),
        ("Threats to prosecutors", "en", SETS_BACK),
        ("Corruption in the ports", "en", SETS_BACK),
        ("Withdrawal of cooperation", "en", SETS_BACK),
        ("Suspensión de la cooperación antidrogas", "es", SETS_BACK),
        ("Decline in funding", "en", SETS_BACK),
        ("Reduction in homicides", "en", ADVANCES),
        ("Reducir la violencia", "es", ADVANCES),
        ("Increase in seizures of drugs", "en", ADVANCES),
        ("Aumento de la inversión", "es", ADVANCES),
        ("Violence prevention", "en", ADVANCES),
        ("Task force against extortion", "en", ADVANCES),
        ("Combatir la corrupción", "es", ADVANCES),
        ("Corruption convictions", "en", ADVANCES),
        ("Strengthen the response to rising violence", "en", ADVANCES),
        ("Judicial reform", "en", ADVANCES),
        ("", "en", ADVANCES),
        ("Violence", "", ADVANCES),
    ],
)
def test_the_title_tells_good_news_from_bad(title, language, polarity):
    assert polarity_of(title, language) == polarity
    assert language == "" or draft(title, "Violence.", language=language).polarity == polarity


def test_a_draft_is_the_same_every_time():
    assert draft(RECOMMENDATION, "With the DEA in Mexico.") == draft(RECOMMENDATION, "With the DEA in Mexico.")


WORDS = st.sampled_from(["the", "of", "judicial", "reform", "naval", "Judges’", "co-operation", "12", ",", ".", "must"])


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, min_size=8, max_size=30).map(lambda words: "The " + " ".join(words) + " of the judiciary"))
def test_a_drafted_watch_finds_the_text_it_was_drafted_from(text):
    watch = compile_watch(draft(text, language="en").terms)
    assert evaluate(watch, read("", text, language="en")).value > 0


ANY = st.text(st.characters(codec=None), max_size=120) | st.text("aA ñ’'-.:;\n\u0301İß1", max_size=120)


@settings(deadline=None, max_examples=150)
@given(ANY, ANY, st.sampled_from(["", "en", "es", "pt", "xx-YY"]))
def test_any_text_is_drafted_into_what_a_watch_can_have(title, text, language):
    drafted = draft(title, text, language=language)
    assert set(drafted.terms) == set(LANGUAGES)
    for terms in drafted.terms.values():
        check_terms(terms)
        assert all(term == term.strip() and "\n" not in term for term in terms)
    assert all(name.strip() and len(name) <= 200 for name in drafted.actors)
    assert drafted.polarity in (ADVANCES, SETS_BACK)
