"""What verdicts taught a watch, as a person reads it: words as they are written, and terms to take or leave."""

import pytest

from indicators.models import Watch
from tests import make
from tests.make import NOW
from tracker.evidence import taught
from tracker.evidence.taught import LearnedWord

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(analyst):
    def give(item, verdict, *titles, language="en"):
        for title in titles:
            told = make.entry(title, language=language)
            given = {"verdict": verdict, "reviewed_by": analyst, "reviewed_at": NOW}
            make.evidence(item, entry=told, language=language, **given)

    return give


def told(item, **columns):
    Watch.objects.filter(item=item).update(**columns)
    return taught.taught(Watch.objects.get(item=item))


def test_a_watch_that_was_taught_nothing_has_nothing_to_tell():
    assert told(make.item()) == []


def test_learned_words_are_written_as_the_judged_entries_mostly_write_them(judge):
    item = make.item()
    judge(item, "confirmed", "Extradited", "Extraditions and an extradition", "One extradition")
    judge(item, "rejected", "La extradición", language="es")
    learned = {"en": {"extradit": 0.4, "unseen": -0.1}, "es": {"extradicion": -0.2}}
    english, spanish = told(item, learned=learned)
    assert english.words == [LearnedWord("extradit", "extradition", 0.4), LearnedWord("unseen", "unseen", -0.1)]
    assert spanish.words == [LearnedWord("extradicion", "extradición", -0.2)]


def test_the_strongest_words_are_told_whichever_way_they_weigh(monkeypatch):
    monkeypatch.setattr(taught, "SHOWN", 2)
    (english,) = told(make.item(), learned={"en": {"a": 0.1, "b": -0.5, "c": 0.3}})
    assert [word.stem for word in english.words] == ["b", "c"]
    assert ([word.stem for word in english.lifting], [word.stem for word in english.lowering]) == (["c"], ["b"])
    assert english.in_all == 3


def test_what_is_to_be_forgotten_is_told_too(judge):
    item = make.item()
    judge(item, "rejected", "Treaties signed")
    (english,) = told(item, unlearned={"en": ["treati"]})
    assert english.forgotten == [LearnedWord("treati", "treaties")]


def test_terms_are_proposed_from_what_was_right_against_what_was_not(judge):
    item = make.item()
    judge(item, "confirmed", "Police drones", "Drones fly")
    judge(item, "duplicate", "Port drones")
    judge(item, "rejected", "Zeppelins", "Toy drones")
    (english,) = told(item)
    assert [(one.term, one.confirmed, one.rejected) for one in english.proposals] == [("drones", 3, 1)]


def test_terms_that_the_watch_has_are_not_proposed(judge):
    item = make.item()
    judge(item, "confirmed", "Police drones", "Drones fly", "Port drones")
    assert told(item, terms={"en": ["drone"]}) == []


def test_what_is_common_in_the_news_is_not_proposed(judge):
    item = make.item()
    judge(item, "confirmed", "Police drones", "Drones fly", "Port drones")
    for _ in range(60):
        make.entry("Drones again", language="en")
    assert told(item) == []


def test_the_common_words_are_not_asked_for_where_too_little_was_confirmed(judge, django_assert_num_queries):
    item = make.item()
    judge(item, "confirmed", "Police drones", "Drones fly")
    watch = item.watch
    with django_assert_num_queries(1):
        assert taught.taught(watch) == []
