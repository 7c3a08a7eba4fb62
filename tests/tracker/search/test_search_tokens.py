"""What a row is found by: words as they are folded, stems told from them, and nothing that a database would change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.watch.words import words_of
from tracker.search.tokens import ALWAYS, LONGEST, LONGEST_TEXT, MOST_WORDS, tokens_of, tokens_of_stem


def tokens(title, text="", stems=()):
    return set(tokens_of(title, text, stems).split(" "))


def test_words_of_headline_and_text_are_tokens_once_without_case_and_accents():
    assert tokens("La Fiscalía pide", "la FISCALIA insiste") == {"la", "fiscalia", "pide", "insiste"}


def test_words_do_not_run_together_from_the_headline_into_the_text():
    assert tokens("Reform", "ed") == {"reform", "ed"}


@pytest.mark.parametrize("word", ["ñandú", "日本", "straße", "عدالة", "x2", "²", "ⅷ"])
def test_a_word_of_any_script_is_one_token(word):
    [token] = tokens(word)
    assert " " not in token


def test_a_stem_is_told_from_a_word():
    assert tokens("Reforms", stems=["reform"]) == {"reforms", "=reform"}


def test_a_stem_that_is_a_word_of_the_text_is_written_once_and_found():
    written = tokens("Police reform", stems=["polic", "reform"])
    assert written == {"police", "reform", "=polic"}
    assert all(written & set(tokens_of_stem(stem)) for stem in ("polic", "reform"))


def test_a_long_word_is_cut_and_so_is_its_stem():
    word = "a" * 500
    assert tokens(word, stems=[word]) == {"a" * LONGEST}
    assert tokens("b", stems=[word]) & set(tokens_of_stem(word))


@pytest.mark.parametrize(
    "text",
    [" ".join(f"w{number}" for number in range(MOST_WORDS + 1)), "the of " * (LONGEST_TEXT // 7 + 1)],
    ids=["too many words", "too long"],
)
def test_what_is_no_article_is_looked_at_whatever_is_asked_but_has_its_stems(text):
    assert tokens("Reforms", text, stems=["reform"]) == {ALWAYS, "=reform"}


def test_a_text_of_exactly_so_many_words_is_indexed():
    assert len(tokens("", " ".join(f"w{number}" for number in range(MOST_WORDS)))) == MOST_WORDS


def test_what_has_no_words_has_no_tokens():
    assert tokens_of("!", "…") == ""


@given(st.text())
def test_whatever_the_text_the_tokens_are_its_words_and_can_be_stored(text):
    written = tokens_of("", text)
    assert set(written.encode().decode().split(" ")) - {""} == {word.folded[:LONGEST] for word in words_of(text)}
    assert written.isprintable()
