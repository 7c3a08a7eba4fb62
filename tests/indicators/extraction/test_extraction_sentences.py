"""Where sentences end, and where they only seem to."""

import pytest

from indicators.extraction.sentences import sentences_of


def sentences(text):
    return [text[start:end] for start, end in sentences_of(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. Congress met Mr. Vega at No. 10 on Friday.",
        "El gobierno de EE. UU. Norte llegó tarde.",
        "See fig. 3 and art. 12 of the law.",
        "It weighs 3.5 tons... or more.",
        "El Sr. Vega y la Dra. Ríos firmaron.",
        "J. Vega signed it.",
    ],
)
def test_an_abbreviation_ends_no_sentence(sentence):
    assert sentences(sentence) == [sentence]


def test_sentences_end_at_their_marks():
    assert sentences("It closed. “Why?” they asked. ¿Cuándo abrirá? Nadie sabe!") == [
        "It closed.",
        "“Why?” they asked.",
        "¿Cuándo abrirá?",
        "Nadie sabe!",
    ]


def test_initials_end_a_sentence_before_a_word_that_begins_one():
    assert sentences("He left the U.S. The port stayed.") == ["He left the U.S.", "The port stayed."]


def test_wrapped_lines_are_within_a_sentence():
    assert sentences("It closed\nlate. Then\nit rained.") == ["It closed\nlate.", "Then\nit rained."]
