"""All watches at once: none is missed that an entry reaches, whatever the watches are made of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.watch.postings import Postings
from indicators.watch.query import QueryError
from indicators.watch.reading import read
from indicators.watch.score import accepts, evaluate
from indicators.watch.terms import compile_watch

WORDS = ["extradition", "treaty", "of", "the", "police", "training", "judges", "tratado", "extradición", "policía"]
PLACES = ["Mexico", "Ecuador", "Poland", "mexicano", "US"]
PIECES = st.sampled_from([*WORDS, *PLACES, "Senate", "Navy", ".", "—"])
TERM = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
FILTERS = [
    "",
    "",
    "",
    "treaty OR tratado",
    "extradit*",
    "NOT football AND (police OR judges)",
    '"the treaty"',
    "lang:es",
]
WATCH = st.builds(
    lambda en, es, **context: compile_watch({"en": en, "es": es}, **context),
    st.lists(TERM, max_size=4),
    st.lists(TERM, max_size=4),
    places=st.sets(st.sampled_from(["MX", "EC", "US"])).map(sorted),
    actors=st.sets(st.sampled_from(["Senate", "the Navy"])).map(sorted),
    exclude=st.lists(TERM, max_size=1),
    filter=st.sampled_from(FILTERS),
    min_score=st.sampled_from([None, 0.0, 0.3, 1.5, 2.5]),
    learned=st.sampled_from([None, None, {"en": {"polic": 0.8, "judg": -0.8}, "es": {"polici": 1.5}}]),
)
READING = st.builds(
    lambda title, text, language, country: read(" ".join(title), " ".join(text), language=language, country=country),
    st.lists(PIECES, max_size=8),
    st.lists(PIECES, max_size=25),
    st.sampled_from(["en", "es", "pt"]),
    st.sampled_from(["", "MX", "PL"]),
)


def scored_one_by_one(watches, reading):
    return [at for at, terms in enumerate(watches) if accepts(terms, evaluate(terms, reading))]


def scored_together(watches, reading):
    reached = Postings(watches).reached_by(reading)
    return [at for at in reached if accepts(watches[at], evaluate(watches[at], reading))]


@settings(deadline=None, max_examples=300)
@given(st.lists(WATCH, max_size=8), READING)
def test_what_is_found_together_is_what_is_found_one_by_one(watches, reading):
    assert scored_together(watches, reading) == scored_one_by_one(watches, reading)


def reached(*watches, title="Ministers sign the extradition treaty with Mexico", language="en", **options):
    return Postings(list(watches)).reached_by(read(title, "", language=language, **options))


def watch(*terms, **options):
    return compile_watch({"en": list(terms)}, **options)


def test_a_watch_whose_words_are_missing_is_not_even_asked():
    assert reached(watch("fishing"), watch("extradition treaty"), watch("harbour", actors=["Mexico"])) == [1]


def test_a_watch_that_would_score_too_little_is_not_even_asked():
    assert reached(watch("extradition", min_score=3.0), watch("extradition", min_score=0.1)) == [1]


def test_a_watch_about_other_countries_is_asked_less():
    strict = {"min_score": 0.6}
    assert reached(watch("treaty", places=["PL"], **strict), watch("treaty", places=["MX"], **strict)) == [1]


def test_what_was_learned_can_bring_a_watch_over_its_minimum_or_under():
    minimum = {"min_score": 1.0}
    assert reached(watch("treaty", **minimum), watch("treaty", learned={"en": {"extradit": 2.0}}, **minimum)) == [1]
    assert reached(watch("extradition"), watch("extradition", learned={"en": {"extradit": -2.0}})) == [0]


@pytest.mark.parametrize("query", ["extradit*", "treaty AND (mexico OR peru)", "lang:en", '"extradition treaty"'])
def test_a_query_is_filed_so_that_what_matches_reaches_it(query):
    assert reached(compile_watch({}, filter=query)) == [0]


@pytest.mark.parametrize("query", ["fish*", "treaty fishing", '"treaty of fishing"', "fishing OR harbour"])
def test_a_query_is_not_asked_of_what_cannot_match(query):
    assert reached(compile_watch({}, filter=query)) == []


def test_of_what_a_query_needs_the_rarer_way_in_is_taken():
    """The longer word, for want of counts: an entry with the short one alone does not reach it."""
    assert reached(compile_watch({}, filter="with AND fishing")) == []


def test_without_watches_nothing_is_reached():
    assert reached() == []


def test_a_pathological_query_is_refused_before_it_is_filed():
    with pytest.raises(QueryError):
        compile_watch({}, filter="(" * 300 + "a" + ")" * 300)
