"""One entry against all watches: what it says about which item, from which score on, and which way."""

import pytest

from indicators.watch.reading import read
from indicators.watch.score import evaluate
from indicators.watch.terms import compile_watch
from tracker.evidence.match import Watched, Watches, match_entry, score_entry

TITLE = "The ministers have signed the extradition treaty"


def watched(item=1, *, terms=("extradition treaty",), es=(), polarity="advances", **context):
    content = {"terms": {"en": terms, "es": es}, **context}
    return Watched(100 + item, item, polarity, 1, content, compile_watch(**content))


def matches(title, *watches, text="", language="en"):
    return match_entry(read(title, text, language=language), Watches(watches))


def items(*args, **options):
    return [match.watched.item for match in matches(*args, **options)]


def test_an_entry_is_evidence_for_each_item_whose_words_it_has():
    ships, treaty, signing = (watched(1, terms=["ships"]), watched(2), watched(3, terms=["extradition"]))
    assert items(TITLE, ships, treaty, signing) == [2, 3]


def test_a_match_has_the_score_and_the_parts_of_its_watch():
    one = watched()
    found = matches(TITLE, one)[0]
    score = evaluate(one.terms, read(TITLE, "", language="en"))
    assert (found.score, found.parts) == (score.value, score.parts)


def test_a_match_begins_at_the_minimum_of_its_watch():
    score = matches(TITLE, watched())[0].score
    assert items(TITLE, watched(1, min_score=score), watched(2, min_score=score + 0.01)) == [1]


def test_without_words_there_is_no_match_however_low_the_minimum():
    lowest = watched(min_score=0.0, exclude=["fishing"], actors=["Senate"])
    assert items("Senate debates the budget of the navy", lowest) == []
    assert items(f"{TITLE} and a fishing deal", lowest) == []
    assert items("Extradition", lowest) == [1]


def test_an_entry_is_heard_only_by_the_watches_in_its_language():
    spanish = watched(2, terms=[], es=["tratado de extradición"])
    assert items(TITLE, watched(1), spanish) == [1]
    assert items("Firman el tratado de extradición", watched(1), spanish, language="es") == [2]


@pytest.mark.parametrize("title", ["", "?", "Harbour opens", "O tratado foi assinado"])
def test_an_entry_that_says_nothing_of_the_items_matches_none(title):
    assert items(title, watched(), watched(2, terms=[])) == []


def test_without_watches_nothing_matches():
    assert items(TITLE) == []


def test_a_match_has_its_direction_and_stage_and_the_words_that_tell_them():
    found = matches(TITLE, watched())[0]
    assert (found.direction, found.stage) == ("advances", "formal_commitment")
    assert {cue.text for cue in found.cues} == {"signed"}


def test_what_a_deed_tells_depends_on_whether_the_item_watches_for_good_or_bad():
    for_good, for_bad = matches(TITLE, watched(1), watched(2, polarity="sets_back"))
    assert (for_good.direction, for_bad.direction) == ("advances", "unclear")


def test_the_direction_is_told_near_the_words_that_matched():
    far = "The road from the old harbour to the hills is long and narrow, and it leads along the river. " * 3
    text = f"{far}A clinic has cancelled and suspended its vaccination programme."
    treaty, clinic = matches(TITLE, watched(1), watched(2, terms=["vaccination programme"]), text=text)
    assert (treaty.direction, clinic.direction) == ("advances", "sets_back")


def test_an_entry_is_scored_whatever_the_minimum():
    reading = read("Extradition", "", language="en")
    assert score_entry(reading, watched(min_score=99.0)).score > 0
    assert score_entry(read("Ships", "", language="en"), watched()) is None
