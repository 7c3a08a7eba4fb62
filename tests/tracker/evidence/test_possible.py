"""Which entries a watch may take, told by the index: none that it takes is left out, and few that it does not."""

import random

import pytest

from indicators.watch.score import accepts, evaluate
from indicators.watch.terms import compile_watch
from tests import make
from tracker.evidence.explanation import reading_of
from tracker.evidence.possible import possible
from tracker.models import Entry
from tracker.search.fill import fill_entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed():
    """Entries with these titles, as the index knows them."""

    def made(*titles, **columns):
        for title in titles:
            make.entry(title, **{"language": "en", **columns})
        fill_entries(Entry.objects.all())

    return made


def titles(*watches):
    return {entry.title for entry in possible(Entry.objects.all(), watches)}


POLICE = {"en": ["joint police unit", "extradition"]}


def test_a_telling_word_is_enough(indexed):
    indexed("Extradition of three", "Weather report")
    assert titles(compile_watch(POLICE)) == {"Extradition of three"}


def test_a_common_word_is_not_enough_but_two_are(indexed):
    indexed("Police say no", "A unit is sold", "A police unit is sold")
    assert titles(compile_watch(POLICE)) == {"A police unit is sold"}


def test_a_common_word_is_enough_beside_an_actor(indexed):
    indexed("Police say no", "Police and the Coast Guard say no", "Guard of the coast")
    assert titles(compile_watch(POLICE, actors=["Coast Guard"])) == {"Police and the Coast Guard say no"}


def test_a_common_word_is_enough_where_verdicts_taught_others_or_the_minimum_is_low(indexed):
    indexed("Police say no", "Weather report")
    assert titles(compile_watch(POLICE, learned={"en": {"say": 0.3}})) == {"Police say no"}
    assert titles(compile_watch(POLICE, min_score=0.1)) == {"Police say no"}


def test_a_common_word_is_not_enough_where_what_was_learned_adds_too_little(indexed):
    indexed("Police say no", "A police unit is sold")
    assert titles(compile_watch(POLICE, learned={"en": {"zeppelin": 0.01, "say": -2.0}})) == {"A police unit is sold"}


def test_words_are_found_whatever_their_inflection_and_language(indexed):
    indexed("Los tratados de extradición")
    assert titles(compile_watch({"es": ["tratado de extradicion"]})) == {"Los tratados de extradición"}


def test_either_of_two_watches_is_enough(indexed):
    indexed("Extradition of three", "A zeppelin is signed", "Weather report")
    assert titles(compile_watch(POLICE), compile_watch({"en": ["zeppelin"]})) == {
        "Extradition of three",
        "A zeppelin is signed",
    }


def test_the_lower_minimum_of_two_watches_counts(indexed):
    indexed("A unit is sold", "Weather report")
    assert titles(compile_watch(POLICE), compile_watch(POLICE, min_score=0.1)) == {"A unit is sold"}


def test_a_watch_that_is_a_query_asks_for_its_words(indexed):
    indexed("Extradition of three", "Weather report")
    assert titles(compile_watch({}, filter="extrad*")) == {"Extradition of three"}


@pytest.mark.parametrize("query", ["", "extradition", "source:herald OR extradition"])
def test_no_key_is_asked_for_that_is_not_above_the_one_given(indexed, query):
    indexed("Extradition of one", "Extradition of two")
    first = Entry.objects.order_by("pk").first()
    watch = compile_watch({} if query else POLICE, filter=query)
    likely = possible(Entry.objects.all(), [watch], above=first.pk)
    assert [entry.title for entry in likely] == ["Extradition of two"]


def test_a_query_without_an_index_asks_for_all_beside_another_too(indexed):
    indexed("Extradition of three", "Weather report")
    anything = compile_watch({}, filter="source:herald OR extradition")
    assert len(titles(anything)) == len(titles(anything, compile_watch(POLICE))) == 2


@pytest.mark.parametrize("terms", [{}, {"en": ["the"]}, {"en": ["police"]}])
def test_a_watch_that_can_find_nothing_asks_for_nothing(indexed, terms):
    indexed("Police say no", "The police")
    assert titles(compile_watch(terms, min_score=3.0)) == set()


WORDS = [
    "police",
    "unit",
    "joint",
    "customs",
    "treaty",
    "port",
    "ships",
    "navy",
    "border",
    "new",
    "trade",
    "says",
    "court",
]
WORDS += ["deal", "reform", "the", "of", "Mexico"]


@pytest.mark.parametrize("seed", range(4))
def test_no_entry_that_a_watch_takes_is_left_out(seed):
    made = random.Random(seed)
    feeds = [make.feed(country=country) for country in ("", "MX", "PL")]
    for _ in range(120):
        title, text = (" ".join(made.choices(WORDS, k=made.randint(1, 9))) for _ in range(2))
        make.entry(title, text, feed_=made.choice(feeds), language="en")
    fill_entries(Entry.objects.all())
    for _ in range(12):
        phrases = [" ".join(made.choices(WORDS, k=made.randint(1, 3))) for _ in range(made.randint(1, 5))]
        watch = compile_watch(
            {"en": phrases},
            places=made.choice([(), ("MX",)]),
            actors=made.sample(["Navy", "court reform"], made.randint(0, 2)),
            min_score=made.choice([None, 0.2, 1.2]),
            learned=made.choice([{}, {"en": {"say": 0.4}}, {"en": {"ship": 0.1, "navi": -0.3}}]),
        )
        taken = {entry.pk for entry in Entry.objects.all() if accepts(watch, evaluate(watch, reading_of(entry)))}
        assert taken <= {entry.pk for entry in possible(Entry.objects.all(), [watch])}
