"""Why a piece is evidence: kept with it, and worked out again whatever became of the watch."""

import pytest

from indicators.models import Watch, WatchVersion
from tests import make
from tests.make import NOW
from tracker.evidence.explanation import NotReplayable, replay
from tracker.evidence.record import match_waiting, rematch_changed
from tracker.models import Entry, Evidence, Feed

pytestmark = pytest.mark.django_db

TITLE = "Mexican ministers sign the joint police unit agreement"


def suggested(title=TITLE, text="", **columns):
    make.entry(title, text, language="en", **columns)
    list(match_waiting(NOW))
    return Evidence.objects.get()


def parts(piece):
    return {(part["kind"], piece.title[part["start"] : part["end"]]) for part in piece.explanation["terms"]}


def test_the_parts_name_words_phrases_places_actors_and_what_was_learned():
    item = make.item(places=["MX"])
    Watch.objects.filter(item=item).update(actors=["ministers"], learned={"en": {"agreement": 0.5}}, version=2)
    piece = suggested()
    assert parts(piece) >= {
        ("word", "police"),
        ("phrase", "joint police unit"),
        ("place", "Mexican"),
        ("actor", "ministers"),
        ("learned", "agreement"),
    }
    assert sum(part["contribution"] for part in piece.explanation["terms"]) == pytest.approx(piece.score, abs=1e-6)


def test_a_piece_scores_the_same_again_after_its_watch_has_changed():
    item = make.item(places=["MX"], exclude=["harbour"])
    piece = suggested()
    Watch.objects.filter(item=item).update(terms={"en": ["harbour"]}, places=[], version=5)
    again = replay(piece)
    assert again.value == piece.score
    assert [part.contribution for part in again.parts] == [part["contribution"] for part in piece.explanation["terms"]]


def test_a_piece_is_read_again_with_the_country_and_the_name_of_its_feed():
    item = make.item(places=["EC"])
    Watch.objects.filter(item=item).update(filter="source:herald")
    feed = make.feed(country="EC", title="The Harbour Herald")
    piece = suggested("Ministers sign the joint police unit agreement", feed_=feed)
    Entry.objects.update(language="es")
    Feed.objects.filter(pk=feed.pk).update(country="PL", title="Another")
    assert replay(Evidence.objects.get()).value == piece.score


def test_each_version_that_found_something_is_kept_once():
    item = make.item()
    suggested()
    Watch.objects.filter(item=item).update(terms={"en": ["police unit"]}, version=2)
    list(rematch_changed(NOW))
    Watch.objects.filter(item=item).update(terms={"en": ["harbour"]}, version=3)
    list(rematch_changed(NOW))
    assert [(kept.version, kept.content["terms"]) for kept in WatchVersion.objects.all()] == [
        (2, {"en": ["police unit"]}),
        (1, make.JOINT_POLICE),
    ]


@pytest.mark.parametrize("arithmetic", [None, 2])
def test_what_an_older_arithmetic_scored_is_not_worked_out_by_this_one(arithmetic):
    make.item()
    piece = suggested()
    piece.explanation["arithmetic"] = arithmetic
    with pytest.raises(NotReplayable, match="older arithmetic"):
        replay(piece)


def test_a_version_that_was_not_kept_is_said_to_be_missing():
    make.item()
    piece = suggested()
    WatchVersion.objects.all().delete()
    with pytest.raises(NotReplayable, match="version 1 of its watch was not kept"):
        replay(piece)
