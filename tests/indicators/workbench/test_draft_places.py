"""Places in a text: found again, cut, and marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.workbench.places import cut, locate, number_before, segments

TEXT = "First, ministers should\nmeet. Later 🛃 they should  meet AGAIN, and report."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ministers should meet", "ministers should\nmeet"),
        ("  they   SHOULD meet again ", "they should  meet AGAIN"),
        ("ministers … again", "ministers should\nmeet. Later 🛃 they should  meet AGAIN"),
        ("they ... report.", "they should  meet AGAIN, and report."),
    ],
)
def test_words_are_found_whatever_their_case_and_the_space_between_them(words, found):
    start, end = locate(TEXT, words)
    assert TEXT[start:end] == found


@pytest.mark.parametrize("words", ["", "   ", "…", "the moon", "report … ministers", "ministers … the moon"])
def test_words_that_do_not_stand_there_are_not_found(words):
    assert locate(TEXT, words) is None


def test_the_last_words_are_looked_for_near_the_first():
    assert locate("Open " + "x " * 4_000 + "close", "Open … close") is None


def test_words_with_signs_are_taken_as_they_are():
    assert locate("cost (in US$) a.b", "(in us$) a.b") == (5, 17)


@given(
    st.lists(st.text(st.characters(categories=["L", "N", "P", "So"]), min_size=1, max_size=8), min_size=1, max_size=12)
)
def test_a_quote_is_cut_where_lines_were_broken_and_nowhere_else(words):
    quote = "  ".join(words)
    assert [quote[start:end] for start, end in cut(quote, "\n".join(words))] == words


@pytest.mark.parametrize("pieces", ["one\ntwo", "one\ntwo three four", "One two three", "two three", ""])
def test_a_quote_is_not_cut_into_other_words(pieces):
    with pytest.raises(ValueError, match="only line breaks"):
        cut("one two three", pieces)


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("118.45. ", "118.45"),
        ("text.\n 6.3 ", "6.3"),
        ("Recommendation 3: ", "3"),
        ("Recomendación 12. ", "12"),
        ("Recommendation 4.2\n", "4.2"),
        ("7. ", ""),
        ("- ", ""),
        ("spent 3.5 ", ""),
        ("", ""),
    ],
)
def test_a_document_s_own_number_is_the_one_that_stands_alone_before_the_words(before, number):
    assert number_before(f"{before}Ratify it", len(before)) == number


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.text(max_size=60), st.lists(spans, max_size=6), st.lists(st.integers(0, 60), max_size=4))
def test_the_segments_are_the_text_and_each_knows_what_covers_it(text, marked, cuts):
    held = [(number, span) for number, span in enumerate(marked) if span[1] <= len(text)]
    pieces = segments(text, held, cuts)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        end = piece.start + len(piece.text)
        covering = [number for number, (start, stop) in held if start <= piece.start and end <= stop]
        assert sorted(piece.covered_by) == covering
        assert all(stop <= piece.start or start >= end for n, (start, stop) in held if n not in covering)
    assert {cut for cut in cuts if cut < len(text)} <= {piece.start for piece in pieces} | {0}
