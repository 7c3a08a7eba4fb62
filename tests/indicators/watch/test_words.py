"""Words as the watch language sees them: folding, places, stems, rarity, and the language of a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.watch.words import fold, in_order, language_of, rarity, stem, words_of

ANY = settings(deadline=None, max_examples=80)  # the word lists are read on first use


@ANY
@given(st.text())
def test_folding_keeps_the_length_of_any_text(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("text", ["İstanbul", "STRAẞE", "ﬁrst", "Å", "각", "e\u0301", "ǆ", "\ud800", "🇲🇽", ""])
def test_folding_keeps_the_length_of_letters_that_grow_in_lower_case(text):
    assert len(fold(text)) == len(text)


@ANY
@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Corrupción", "corrupcion"), ("ÑANDÚ", "nandu"), ("Güiria", "guiria"), ("São Paulo", "sao paulo"), ("ČE", "ce")],
)
def test_neither_case_nor_accents_matter(written, folded):
    assert fold(written) == folded


@ANY
@given(st.text())
def test_a_word_stands_where_it_says(text):
    assert all(word.folded == fold(text[word.start : word.end]) for word in words_of(text))


def test_words_are_letters_and_digits_and_nothing_else():
    words = [word.folded for word in words_of("¿Qué dijo «El País»? 12% of_the—budget.")]
    assert words == ["que", "dijo", "el", "pais", "12", "of", "the", "budget"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "reform", "reforms"),
        ("en", "train", "training"),
        ("en", "agreement", "agreements"),
        ("en", "prosecuted", "prosecutes"),
        ("es", "reforma", "reformas"),
        ("es", "policía", "policías"),
        ("es", "judicial", "judiciales"),
        ("es", "fiscal", "fiscales"),
    ],
)
def test_inflections_share_a_stem(language, one, other):
    assert stem(fold(one), language) == stem(fold(other), language)


def test_each_language_has_its_own_stems():
    assert stem("training", "en") == "train"
    assert stem("training", "es") != "train"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["the", "of", "government", "prosecutor", "extradition"]), ("es", ["de", "la", "gobierno", "fiscalía"])],
)
def test_a_rarer_word_says_more(language, words):
    worths = [rarity(stem(fold(word), language), language) for word in words]
    assert worths == sorted(worths)
    assert worths[0] == 0
    assert worths[-2] < worths[-1]


@ANY
@given(st.text(), st.sampled_from(["en", "es"]))
def test_a_rarity_is_between_nothing_and_one(word, language):
    assert 0 <= rarity(word, language) <= 1


def test_a_word_of_no_list_is_as_rare_as_can_be():
    assert rarity("qxzvw", "en") == rarity("qxzvw", "es") == 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister signed the agreement with the navy", "en"),
        ("Two officers killed in the port", "en"),
        ("La ministra firmó el acuerdo con la marina", "es"),
        ("Dos agentes mueren en el puerto de Manta", "es"),
        ("DOS AGENTES MUEREN EN EL PUERTO", "es"),
        ("", ""),
        ("2026", ""),
        ("Xochimilco", ""),
    ],
)
def test_the_language_of_a_text_is_told_by_its_function_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(("hint", "language"), [("en", "en"), ("es", "es"), ("es-mx", "es"), ("pt", ""), ("pt-br", "")])
def test_where_the_words_do_not_tell_the_feed_is_believed(hint, language):
    assert language_of("Xochimilco", hint) == language


def test_the_words_are_believed_against_the_feed():
    assert language_of("La ministra firmó el acuerdo con la marina", "en") == "es"
    assert language_of("The minister signed the agreement with the navy", "es-ec") == "en"


def test_words_that_are_in_both_languages_weigh_a_little_against_the_feed():
    assert language_of("A man with no home has walked to the port", "es") == "en"
    assert [language_of("No a la guerra", hint) for hint in ("", "en", "es")] == ["es", "en", "es"]


def test_a_feed_in_a_third_language_is_believed_whatever_its_words():
    assert language_of("O ministro assinou de novo a lei para o porto", "pt") == ""


@pytest.mark.parametrize(
    ("words", "slack", "spans"),
    [
        ("joint police unit", 0, [(0, 2)]),
        ("joint naval police unit", 0, []),
        ("joint naval police unit", 1, [(0, 3)]),
        ("joint naval police patrol unit", 1, []),
        ("unit police joint", 5, []),
        ("joint police", 5, []),
        ("joint police unit and joint police unit", 0, [(0, 2), (4, 6)]),
        ("joint joint police unit", 0, [(1, 3)]),
    ],
)
def test_words_are_found_in_their_order_with_so_many_others_between(words, slack, spans):
    tokens = words.split()
    places = [at for at, token in enumerate(tokens) if token == "joint"]
    assert in_order(tokens, places, ["joint", "police", "unit"], slack) == spans
