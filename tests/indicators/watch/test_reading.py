"""An entry as the matcher reads it: words with their places, stems, and the countries it names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.watch.reading import LEAD_WORDS, TITLE_WEIGHT, read
from indicators.watch.words import fold, split_words, words_of


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_words_split_fast_are_the_words(text):
    folded, starts, ends = split_words(text)
    assert [(word.folded, word.start, word.end) for word in words_of(text)] == list(
        zip(folded, starts, ends, strict=True)
    )


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.text(max_size=200))
def test_each_word_stands_where_the_reading_says(title, text):
    reading = read(title, text, language="en")
    for word, start, end in zip(reading.folded, reading.starts, reading.ends, strict=True):
        assert fold(reading.text[start:end]) == word


def test_the_title_and_the_first_words_of_the_lead_are_read():
    reading = read("Two words", "and " * 200, language="en")
    assert (reading.title_words, len(reading.folded)) == (2, 2 + LEAD_WORDS)


def test_a_word_of_the_headline_counts_more():
    frequencies = read("Treaty signed", "The treaty of peace", language="en").frequencies
    assert frequencies["treati"] == TITLE_WEIGHT + 1
    assert frequencies["peac"] == 1


def test_shares_make_a_whole_of_length_one_by_rarity():
    shares = read("Extradition treaty signed by the ministers", "", language="en").shares
    assert shares["extradit"] == shares["treati"] > 0


@pytest.mark.parametrize(
    ("title", "language", "countries"),
    [
        ("Mexico and the US sign a treaty, says Mexico", "en", {"MX": 2, "US": 1}),
        ("They asked us to sign", "en", {}),
        ("La EU y México firman el tratado", "es", {"US": 1, "MX": 1}),
        ("The EU signs the treaty", "en", {"EU": 1}),
    ],
)
def test_the_countries_a_reading_names_are_counted(title, language, countries):
    assert read(title, "", language=language).countries == countries


def test_a_reading_that_names_no_country_is_about_its_feeds():
    assert read("Treaty signed", "", language="en", country="EC").countries == {"EC": 1}
    assert read("Treaty signed", "", language="en").countries == {}
