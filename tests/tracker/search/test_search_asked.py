"""What is wanted, in the language of each database: every word in quotation marks that it cannot leave."""

import pytest

from indicators.watch.query import AllOf, AnyOf, Anything, Has, parse, wanted
from tracker.search.asked import MOST_OF_ALL, for_fts5, for_tsquery
from tracker.search.tokens import LONGEST


@pytest.mark.parametrize(
    ("wanted", "fts5", "tsquery"),
    [
        (Has("reform"), '"reform"', "'reform'"),
        (Has("reform", prefix=True), '"reform" *', "'reform':*"),
        (AllOf((Has("la"), Has("reforma"))), '("reforma" AND "la")', "('reforma' & 'la')"),
        (AnyOf((Has("la"), Has("reforma"))), '("la" OR "reforma")', "('la' | 'reforma')"),
        (Has('x" OR "y'), '"x"" OR ""y"', "'x\" OR \"y'"),
        (Has("x' | 'y"), "\"x' | 'y\"", "'x'' | ''y'"),
        (Has("x\\' | 'y"), "\"x\\' | 'y\"", "'x\\\\'' | ''y'"),
        (Has("a" * LONGEST), f'"{"a" * LONGEST}"', f"'{'a' * LONGEST}'"),
        (Has("a" * (LONGEST + 1)), f'"{"a" * LONGEST}"', f"'{'a' * LONGEST}'"),
        (Has("a" * (LONGEST + 1), prefix=True), f'"{"a" * LONGEST}"', f"'{'a' * LONGEST}'"),
    ],
)
def test_it_is_written_in_the_language_of_each_database(wanted, fts5, tsquery):
    assert for_fts5(wanted) == f'({fts5} OR "=")'
    assert for_tsquery(wanted) == f"({tsquery} | '=')"


def test_of_many_words_the_longest_are_looked_up():
    words = [Has("a" * length, prefix=length == 30) for length in range(1, 31)]
    assert for_fts5(AllOf(tuple(words))).count("AND") == MOST_OF_ALL - 1
    assert "a" * 29 in for_fts5(AllOf(tuple(words)))
    assert "a" * 30 not in for_fts5(AllOf(tuple(words)))  # a beginning, and those are dear


def test_nothing_wanted_is_only_what_is_looked_at_always():
    assert for_fts5(AnyOf(())) == '("==" OR "=")'


def test_there_is_no_word_for_anything():
    with pytest.raises(TypeError):
        for_fts5(Anything())


def test_a_phrase_is_all_its_words():
    assert for_tsquery(wanted(parse('"orden de captura"'))) == "(('captura' & 'orden' & 'de') | '=')"
