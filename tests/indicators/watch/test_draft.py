"""Drafted terms: an item's own telling words, for an analyst to better."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.watch.draft import MOST_TERMS, draft_terms
from indicators.watch.terms import compile_watch, evaluate, read

RECOMMENDATION = "Set up a joint police unit in the port, and fund the training of its judges."


def test_neighbouring_telling_words_become_phrases():
    assert "joint police" in draft_terms(RECOMMENDATION)["en"]


def test_a_phrase_does_not_reach_over_a_stop_or_a_function_word():
    terms = draft_terms("The prosecutors, judges of the tribunal.")["en"]
    assert not {"prosecutors judges", "judges tribunal"} & set(terms)


def test_function_words_are_no_terms():
    words = {word for term in draft_terms(RECOMMENDATION)["en"] for word in term.split()}
    assert not words & {"a", "in", "the", "and", "of", "its", "up"}


def test_what_an_apostrophe_cuts_off_is_no_term():
    terms = draft_terms("Do not stop the ministry's audit: it isn’t done")["en"]
    words = {word for term in terms for word in term.split()}
    assert words == {"stop", "ministry", "audit", "done"}


def test_a_spanish_item_gets_spanish_terms():
    terms = draft_terms("Crear una unidad policial conjunta en el puerto y capacitar a los jueces")
    assert list(terms) == ["es"]
    assert "policial conjunta" in terms["es"]


def test_the_document_tells_the_language_where_the_words_do_not():
    assert draft_terms("Judicial reform", language="en") == {"en": ["judicial reform"]}
    assert draft_terms("Judicial reform") == {}


def test_a_text_in_a_third_language_gets_no_terms():
    assert draft_terms("Criar uma unidade policial conjunta no porto", language="pt") == {}


@pytest.mark.parametrize("texts", [(), ("",), ("", "\n"), ("...",), ("the of and to in the",)])
def test_a_text_that_says_nothing_gets_no_terms(texts):
    assert not any(draft_terms(*texts).values())


def test_a_long_item_gets_no_more_terms_than_an_analyst_reads():
    text = "; ".join(
        f"the {one} {two}"
        for one in ("naval", "judicial", "fiscal", "rural")
        for two in ("audit", "tax", "port", "jail")
    )
    assert len(draft_terms(text)["en"]) == MOST_TERMS


WORDS = st.sampled_from(["the", "of", "judicial", "reform", "naval", "Judges’", "co-operation", "12", ",", ".", "must"])


@settings(deadline=None, max_examples=40)
@given(st.lists(WORDS, min_size=8, max_size=30).map(lambda words: "The " + " ".join(words) + " of the judiciary"))
def test_a_drafted_watch_finds_the_text_it_was_drafted_from(text):
    assert evaluate(compile_watch(draft_terms(text, language="en")), read("", text, language="en")).value > 0
