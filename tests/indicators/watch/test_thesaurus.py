"""The concept thesaurus: what fires a concept, and that the shipped file is whole."""

import pytest

from indicators.watch.thesaurus import BadConcept, check_concepts, concepts, fired, read_concepts
from indicators.watch.words import LANGUAGES, rarity, stem, words_of

BLOCK = """
night courts
fires en: night court, evening bench
fires es: tribunal nocturno
terms en: night judge, late hearing
terms es: juez nocturno
near: prisons
"""


def named(text, language="en"):
    return [firing.concept.name for firing in fired([word.folded for word in words_of(text)], language)]


def test_there_are_concepts_enough_each_with_terms_in_both_languages():
    assert len(concepts()) >= 200
    assert all(len(concept.terms[language]) >= 5 for concept in concepts().values() for language in LANGUAGES)


@pytest.mark.parametrize("name", concepts())
def test_every_concept_is_reached_by_its_own_name(name):
    assert name in named(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_that_fires_a_concept_fires_it(language):
    missed = [
        (concept.name, phrase)
        for concept in concepts().values()
        for phrase in concept.fires[language]
        if concept.name not in named(phrase, language)
    ]
    assert missed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_says_something(language):
    terms = [term for concept in concepts().values() for term in concept.terms[language]]
    telling = [term for term in terms if any(rarity(stem(w.folded, language), language) > 0 for w in words_of(term))]
    assert telling == terms


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("Extradited to the north", "en", "extradition"),
        ("They were EXTRADITING him", "en", "extradition"),
        ("extraditarán a los capos", "es", "extradition"),
        ("la extradicion, sin acento", "es", "extradition"),
        ("the sharing of more timely intelligence", "en", "intelligence sharing"),
        ("intercambio oportuno de inteligencia", "es", "intelligence sharing"),
        ("trafficking in persons", "en", "human trafficking"),
        ("reformas judiciales", "es", "judicial reform"),
        ("compras públicas", "es", "public procurement"),
    ],
)
def test_a_concept_fires_across_inflection_accents_and_small_words(text, language, concept):
    assert concept in named(text, language)


def test_a_part_yields_to_the_whole():
    assert named("police reform") == ["police reform"]
    assert "policing" in named("the police, a dull and rainy day, and then a reform")


def test_words_far_from_each_other_are_no_phrase():
    assert "intelligence sharing" not in named("sharing the costs of the new roads, the port and of all intelligence")


def test_words_that_others_part_yield_to_words_together():
    assert named("artificial intelligence in public services") == ["artificial intelligence"]


def test_words_together_stand_within_words_that_others_part():
    assert named("Protect environmental defenders") == ["environmental defenders"]


def test_an_ambiguous_word_alone_fires_nothing():
    assert named("plan, support, system, program, strategy, order, case, intelligence, trade, general") == []


def test_a_file_is_read_block_by_block():
    (concept,) = read_concepts(f"# A remark.\n{BLOCK}\n\n", "courts")
    assert concept.name == "night courts"
    assert concept.fires["en"] == ["night court", "evening bench"]
    assert concept.terms == {"en": ["night judge", "late hearing"], "es": ["juez nocturno"]}
    assert concept.near == ["prisons"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("terms es: juez nocturno\n", ""),
        ("fires es:", "fire es:"),
        ("terms en: night judge, late hearing", "terms en:"),
        ("night judge, late hearing", "night judge,, late hearing"),
        ("night judge, late hearing", "night judge, late hearing,"),
        ("night judge, late hearing", "night judge, night judge"),
        ("fires en: night court, evening bench\nfires es: tribunal nocturno", "fires es: x\nfires en: y"),
        ("near: prisons", "near: prisons\nfires en: night court"),
    ],
)
def test_a_malformed_concept_is_an_error_that_names_it(old, new):
    assert old in BLOCK
    with pytest.raises(BadConcept, match="courts: night courts"):
        list(read_concepts(BLOCK.replace(old, new), "courts"))


def test_a_concept_that_is_there_twice_is_an_error():
    with pytest.raises(BadConcept, match="night courts is there twice"):
        check_concepts(read_concepts(BLOCK + BLOCK, "courts"))


def test_a_concept_near_to_one_that_is_not_there_is_an_error():
    with pytest.raises(BadConcept, match="night courts is near “prisons”"):
        check_concepts(read_concepts(BLOCK, "courts"))
