"""Verdicts teach a watch at most once a day: a new version of it, unless an analyst was quicker."""

from datetime import timedelta

import pytest

from indicators.models import Watch
from tests import make
from tests.make import NOW
from tests.racing import contending
from tests.servers import ON_SQLITE
from tracker.evidence import learn
from tracker.evidence.learn import LEAST_VERDICTS, commonness_now, due_watches, learn_due, teach
from tracker.evidence.record import match_waiting, rematch_changed
from tracker.models import Evidence, Lesson

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def judge(analyst):
    """Gives verdicts on pieces about police, with a word that tells the right ones from the others."""

    def give(item, right=3, wrong=3, at=NOW):
        for word, verdict, number in (("navy", "confirmed", right), ("film", "rejected", wrong)):
            for _ in range(number):
                told = make.entry(f"The joint police unit and the {word}", language="en")
                verdict_given = {"verdict": verdict, "reviewed_by": analyst, "reviewed_at": at}
                make.evidence(item, entry=told, language="en", **verdict_given)

    return give


def lesson(at=NOW):
    return list(learn_due(at))


def watch():
    return Watch.objects.get()


def test_verdicts_teach_and_what_was_learned_is_a_new_version(judge):
    judge(make.item())
    assert lesson() == [True]
    assert watch().learned["en"]["navi"] > 0 > watch().learned["en"]["film"]
    assert (watch().version, watch().changed_at) == (2, NOW)


def test_a_watch_that_learned_is_matched_again_and_tells_what_it_learned(judge):
    item = make.item()
    judge(item)
    make.entry("The navy and the joint police unit", language="en")
    list(match_waiting(NOW))
    lesson()
    list(rematch_changed(NOW))
    piece = Evidence.objects.get(verdict="suggested", title="The navy and the joint police unit")
    assert piece.watch_version == 2
    assert ("learned", "navy") in [(part["kind"], part["term"]) for part in piece.explanation["terms"]]


def test_fewer_verdicts_than_enough_teach_nothing(judge):
    judge(make.item(), right=2, wrong=LEAST_VERDICTS - 3)
    assert lesson() == []


def test_a_duplicate_counts_for_what_was_right(judge):
    judge(make.item())
    Evidence.objects.filter(verdict="confirmed").update(verdict="duplicate")
    lesson()
    assert watch().learned["en"]["navi"] > 0


def test_the_same_verdicts_teach_once(judge):
    judge(make.item())
    lesson()
    assert lesson(NOW + 2 * DAY) == []


def test_new_verdicts_teach_again_a_day_later_and_not_before(judge):
    item = make.item()
    judge(item)
    lesson()
    judge(item, at=NOW + HOUR)
    assert lesson(NOW + 23 * HOUR) == []
    assert lesson(NOW + 24 * HOUR) == [True]
    assert watch().version == 3


def test_a_verdict_taken_back_teaches_again(judge):
    judge(make.item())
    lesson()
    taken = Evidence.objects.filter(verdict="confirmed").first()
    Evidence.objects.filter(pk=taken.pk).update(verdict="suggested", reviewed_by=None, reviewed_at=None)
    assert list(due_watches(NOW + 2 * DAY)) == [watch()]


def test_a_lesson_in_which_nothing_is_new_makes_no_new_version(judge):
    item = make.item()
    judge(item, right=6, wrong=0)
    lesson()
    judge(item, right=1, wrong=0, at=NOW + HOUR)
    assert lesson(NOW + 2 * DAY) == [False]
    assert (watch().version, Lesson.objects.get().verdicts) == (1, 7)


@pytest.mark.parametrize(("right", "wrong"), [(6, 0), (0, 6)])
def test_verdicts_of_one_kind_teach_nothing_and_are_not_asked_again(judge, right, wrong):
    judge(make.item(), right=right, wrong=wrong)
    assert lesson() == [False]
    assert (watch().learned, watch().version) == ({}, 1)
    assert lesson(NOW + 2 * DAY) == []


def test_each_watch_learns_from_the_verdicts_on_its_item_alone(judge):
    taught, other = make.item(), make.item()
    judge(taught)
    judge(other, right=3, wrong=0)
    lesson()
    assert Watch.objects.get(item=other).learned == {}


def test_a_watch_that_is_not_active_learns_nothing(judge):
    judge(make.item())
    Watch.objects.update(active=False)
    assert lesson() == []


def test_what_an_analyst_had_it_forget_is_not_learned(judge):
    judge(make.item())
    Watch.objects.update(unlearned={"en": ["navi"]})
    lesson()
    assert "navi" not in watch().learned["en"]
    assert watch().learned["en"]["film"] < 0


def test_each_language_is_taught_by_itself(judge, analyst):
    item = make.item()
    judge(item)
    for word, verdict in (("armada", "confirmed"), ("película", "rejected")):
        for _ in range(2):
            told = make.entry(f"La unidad policial conjunta y la {word}", language="es")
            given = {"verdict": verdict, "reviewed_by": analyst, "reviewed_at": NOW}
            make.evidence(item, entry=told, language="es", **given)
    lesson()
    learned = watch().learned
    assert learned["es"]["armad"] > 0 > learned["es"]["pelicul"]
    assert not {"armad", "pelicul"} & learned["en"].keys()


def test_what_an_analyst_changed_meanwhile_stays_and_the_lesson_is_given_another_time(judge):
    judge(make.item())
    stale = watch()
    Watch.objects.update(terms={"en": ["harbour"]}, version=2)
    assert teach(stale, commonness_now(), NOW) is False
    assert (watch().terms, watch().learned, watch().version) == ({"en": ["harbour"]}, {}, 2)
    assert lesson() == [True]


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer: nobody waits for a row")
@pytest.mark.django_db(transaction=True)
def test_two_lessons_at_the_same_time_are_one(judge):
    judge(make.item())
    one, other = watch(), watch()
    common = commonness_now()
    changed = contending(one, lambda: teach(one, common, NOW), lambda: teach(other, common, NOW))
    assert sorted(changed) == [False, True]
    assert (watch().version, Lesson.objects.count()) == (2, 1)


def test_the_newest_verdicts_teach_where_there_are_many(judge, monkeypatch):
    monkeypatch.setattr(learn, "MOST_VERDICTS", 6)
    item = make.item()
    judge(item)
    Evidence.objects.update(title="The joint police unit and the zeppelin", reviewed_at=NOW - DAY)
    judge(item)
    lesson()
    assert "zeppelin" not in watch().learned["en"]
    assert "navi" in watch().learned["en"]


def test_what_is_common_among_the_newest_entries_is_told_by_language(monkeypatch):
    monkeypatch.setattr(learn, "BACKGROUND", 3)
    make.entry("Old", language="en")
    for title, language in (("The navy", "en"), ("A film", "en"), ("La armada", "es")):
        make.entry(title, language=language)
    common = commonness_now()
    assert (common["en"]["navi"], common["es"]["armad"]) == (0.5, 1.0)
    assert "old" not in common["en"]
