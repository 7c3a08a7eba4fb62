"""What a watch would find before it is saved: its hits, how many a day, and what an edit gains and loses."""

from datetime import timedelta

import pytest

from indicators.models import Watch
from indicators.watch.terms import compile_watch
from tests import make
from tests.make import NOW
from tracker.evidence import preview
from tracker.evidence.match import Watched
from tracker.models import Entry
from tracker.search.fill import fill_entries

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def entry(title, text="", **columns):
    made = make.entry(title, text, **{"language": "en", **columns})
    fill_entries(Entry.objects.filter(pk=made.pk))
    return made


def watched(*terms, polarity="advances", **parts):
    content = Watch(terms={"en": list(terms), "es": parts.pop("es", [])}, **parts).content
    return Watched(1, 1, polarity, 1, content, compile_watch(**content))


def asked(draft, saved=None, at=NOW):
    return preview.preview(draft, saved, at)


def titles(hits):
    return [hit.entry.title for hit in hits]


def test_the_best_hit_comes_first_with_its_parts_and_its_direction():
    entry("Weather report")
    entry("Scanners and more scanners")
    entry("Ministers sign contract for customs scanners")
    found = asked(watched("customs scanners"))
    assert titles(found.hits) == ["Ministers sign contract for customs scanners", "Scanners and more scanners"]
    best = found.hits[0].match
    assert ("phrase", "customs scanners") in [(part.kind, part.term) for part in best.parts]
    assert (best.direction, best.stage) == ("advances", "formal_commitment")


def test_what_an_entry_says_is_judged_by_the_polarity_of_the_item():
    entry("Ministers sign contract for customs scanners")
    by_polarity = {
        polarity: asked(watched("customs scanners", polarity=polarity)).hits[0].match.direction
        for polarity in ("advances", "sets_back")
    }
    assert by_polarity["advances"] == "advances" != by_polarity["sets_back"]


def test_all_are_counted_and_the_best_are_shown():
    for number in range(preview.SHOWN + 3):
        entry(f"Customs scanners, part {number}")
    found = asked(watched("customs scanners"))
    assert (found.found, len(found.hits)) == (preview.SHOWN + 3, preview.SHOWN)


def test_entries_of_the_last_30_days_are_asked_and_older_ones_are_not():
    entry("Customs scanners of old", first_seen_at=NOW - 31 * DAY)
    entry("Customs scanners of late", first_seen_at=NOW - 29 * DAY)
    entry("Weather report", first_seen_at=NOW - 29 * DAY)
    found = asked(watched("customs scanners"))
    assert titles(found.hits) == ["Customs scanners of late"]
    assert (found.recent, found.is_all) == (2, True)


@pytest.mark.parametrize(("oldest", "a_day"), [(10, 0.2), (0, 2.0), (40, 2 / 30)])
def test_the_rate_is_over_the_days_there_is_news_of(oldest, a_day):
    entry("Weather report", first_seen_at=NOW - oldest * DAY)
    entry("Weather report", first_seen_at=NOW - min(oldest, 30) * DAY)
    for _ in range(2):
        entry("Customs scanners")
    assert asked(watched("customs scanners")).a_day == pytest.approx(a_day)


def test_an_edit_is_told_by_what_it_gains_and_loses():
    for title in ("Customs scanners", "Extradition agreed", "Naval base"):
        entry(title)
    found = asked(watched("customs scanners", "extradition"), watched("extradition", "naval base"))
    assert titles(found.gained) == ["Customs scanners"]
    assert titles(found.lost) == ["Naval base"]
    assert (found.found, found.gains, found.losses) == (2, 1, 1)


def test_what_is_lost_is_shown_by_what_the_saved_watch_found_in_it():
    entry("Naval base closed")
    (lost,) = asked(watched("treaty"), watched("naval base")).lost
    assert "naval base" in [part.term for part in lost.match.parts]


def test_an_edit_of_nothing_gains_and_loses_nothing():
    entry("Customs scanners")
    found = asked(watched("customs scanners"), watched("customs scanners"))
    assert (found.found, found.gained, found.lost) == (1, [], [])


def test_a_new_watch_gains_nothing_for_there_is_none_to_compare_it_with():
    entry("Customs scanners")
    found = asked(watched("customs scanners"))
    assert (found.gained, found.gains) == ([], 0)


def test_exclusions_the_query_and_the_minimum_count():
    for title in ("Customs scanners film", "Customs scanners in port", "Customs scanners", "Customs"):
        entry(title)
    found = asked(watched("customs scanners", exclude=["film"], filter="port*", min_score=0.9))
    assert titles(found.hits) == ["Customs scanners in port"]


def test_a_watch_may_be_a_query_alone():
    entry("Customs scanners")
    entry("Weather report")
    assert titles(asked(watched(filter="scann*")).hits) == ["Customs scanners"]


def test_only_the_newest_are_read_where_there_are_too_many(monkeypatch):
    monkeypatch.setattr(preview, "MOST_READ", 3)
    monkeypatch.setattr(preview, "CHUNK", 2)
    for days in range(8):
        entry(f"Customs scanners of {days} days ago", first_seen_at=NOW - days * DAY)
    found = asked(watched("customs scanners"))
    assert (found.found, found.read, found.recent, found.is_all) == (3, 3, 8, False)
    assert found.a_day == pytest.approx(3 / 2)


def warnings(*watches):
    return list(asked(*watches).warnings)


NO_SPANISH = "It has no Spanish terms: Spanish news will not be found."


def test_it_warns_of_a_watch_that_asks_for_nothing():
    told = ["It has no term and no filter that asks for a word: it finds nothing."]
    assert warnings(watched()) == told
    assert warnings(watched("the")) == told


def test_it_warns_where_nothing_matches_and_of_a_language_without_terms():
    entry("Weather report")
    assert warnings(watched("customs scanners")) == ["Nothing of the last 30 days matches.", NO_SPANISH]


def test_it_warns_of_a_language_of_which_nothing_matches_if_there_is_news_in_it():
    entry("Customs scanners")
    both = watched("customs scanners", es=["escáneres de aduana"])
    assert warnings(both) == []
    entry("Informe del tiempo", language="es-MX")
    assert warnings(both) == ["Its Spanish terms found nothing."]
    entry("Los escáneres de aduana", language="es")
    assert warnings(both) == []


def test_it_warns_of_a_watch_that_would_bring_too_many(monkeypatch):
    monkeypatch.setattr(preview, "MANY_A_DAY", 1.5)
    for _ in range(2):
        entry("Customs scanners")
    assert warnings(watched("customs scanners")) == [
        "This is broad: about 2 entries a day would wait to be judged.",
        NO_SPANISH,
    ]


def test_it_asks_the_database_a_bounded_number_of_times(django_assert_max_num_queries):
    for number in range(30):
        entry(f"Customs scanners {number}", feed_=make.feed(title=f"Herald {number}"))
    with django_assert_max_num_queries(14):
        asked(watched("customs scanners", es=["aduana"]), watched("treaty", es=["aduana"]))


def test_nothing_is_written(django_assert_max_num_queries):
    one = entry("Customs scanners")
    asked(watched("customs scanners"))
    assert Entry.objects.get(pk=one.pk).matched_at is None
