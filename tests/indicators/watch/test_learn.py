"""What verdicts teach: weights that part the confirmed from the rejected, held back while there are few."""

import pytest

from indicators.watch.learn import MOST_WORDS, Judged, commonness_of, learn
from indicators.watch.reading import read
from indicators.watch.score import LEARNED, evaluate
from indicators.watch.terms import compile_watch

TERMS = {"en": ["border patrol"]}
GOOD = ["Navy joins border patrol", "Border patrol and navy train", "Navy ships on border patrol"]
BAD = ["Border patrol film opens", "Film on the border patrol", "A film about border patrol"]


def judged(title, *, confirmed, score=1.0):
    return Judged(read(title, "", language="en"), score, confirmed)


def verdicts(good=GOOD, bad=BAD, times=1):
    return [
        *(judged(title, confirmed=True) for title in good * times),
        *(judged(title, confirmed=False) for title in bad * times),
    ]


def scored(title, learned):
    return evaluate(compile_watch(TERMS, learned={"en": learned}), read(title, "", language="en"))


def test_words_of_confirmed_entries_weigh_up_and_words_of_rejected_ones_down():
    learned = learn(verdicts(), {})
    assert learned["navi"] > 0 > learned["film"]


def test_a_word_that_is_in_both_weighs_less_than_one_that_tells_them_apart():
    learned = learn(verdicts(), {})
    assert abs(learned.get("border", 0.0)) < min(learned["navi"], -learned["film"])


def test_entries_like_the_confirmed_come_to_score_more_and_those_like_the_rejected_less():
    learned = learn(verdicts(), {})
    good, bad = "Navy and border patrol", "Film of the border patrol"
    assert scored(good, learned).value > scored(good, {}).value
    assert scored(bad, learned).value < scored(bad, {}).value


def test_what_was_learned_is_a_part_of_the_score_with_its_place():
    learned = learn(verdicts(), {})
    parts = [part for part in scored("Navy and border patrol", learned).parts if part.kind == LEARNED]
    assert ("navy", 0, 4) in [(part.term, part.start, part.end) for part in parts]


@pytest.mark.parametrize("one_sided", [GOOD, []])
def test_nothing_is_learned_before_there_is_one_of_either_kind(one_sided):
    assert learn(verdicts(good=GOOD, bad=[]), {}) == {}
    assert learn(verdicts(good=[], bad=BAD), {}) == {}
    assert learn([], {}) == {}


def test_a_word_that_came_once_teaches_nothing():
    assert "zeppelin" not in learn(verdicts(good=[*GOOD, "Zeppelin joins border patrol"]), {})


def test_a_word_that_is_everywhere_teaches_nothing_and_a_common_one_little():
    rare = learn(verdicts(), {})["navi"]
    assert "navi" not in learn(verdicts(), {"navi": 1.0})
    assert 0 < learn(verdicts(), {"navi": 0.2})["navi"] < rare


def test_more_verdicts_weigh_more():
    assert learn(verdicts(times=10), {})["navi"] > 1.2 * learn(verdicts(), {})["navi"]


def test_what_the_watch_says_already_is_not_learned_once_more():
    surprised = learn(verdicts(), {})["navi"]
    foreseen = [judged(title, confirmed=True, score=4.0) for title in GOOD]
    foreseen += [judged(title, confirmed=False, score=-4.0) for title in BAD]
    assert abs(learn(foreseen, {})["navi"]) < surprised


def test_a_word_that_is_not_wanted_is_not_learned_and_others_still_are():
    learned = learn(verdicts(), {}, unlearned=["navi"])
    assert "navi" not in learned
    assert learned["film"] < 0


def test_the_heaviest_words_are_kept_when_there_are_many():
    many = [" ".join(f"w{number}x{place}" for place in range(60)) for number in range(10)]
    bad = [judged(title, confirmed=False) for title in many * 2]
    learned = learn([*verdicts(times=20), *bad], {})
    assert len(learned) == MOST_WORDS
    assert "navi" in learned


def test_the_same_verdicts_teach_the_same_in_any_order():
    there = verdicts()
    assert learn(there, {}) == learn(there[::-1], {})


def test_commonness_is_the_share_of_entries_that_have_a_word():
    readings = [read(title, "", language="en") for title in ("Navy, navy", "Navy and film", "Harbour", "Film")]
    assert commonness_of(readings)["navi"] == 0.5
    assert commonness_of([]) == {}
