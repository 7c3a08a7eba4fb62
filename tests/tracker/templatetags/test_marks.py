"""A text with its marks: what matched, what it gives or takes, and explanations of every age."""

from types import SimpleNamespace

import pytest

from tracker.templatetags.marks import Weight, main, marked_lead, marked_title, signed, smaller, together, weights

TITLE, LEAD = "French police train", "Mexican police in Paris"


def part(term, start, end, contribution=1.0, **more):
    return {"term": term, "start": start, "end": end, "contribution": contribution, **more}


def piece(*parts, cues=()):
    return SimpleNamespace(title=TITLE, lead=LEAD, explanation={"terms": list(parts), "cues": list(cues)})


def test_offsets_point_into_title_newline_and_lead():
    both = piece(part("police", 7, 13, kind="word"), part("Mexico", 20, 27, kind="place"))
    assert ">police</mark> train" in marked_title(both)
    assert marked_lead(both).startswith("<mark class=")
    assert ">Mexican</mark> police in Paris" in marked_lead(both)


@pytest.mark.parametrize(
    ("kind", "contribution", "style"),
    [
        ("word", 0.5, "ft-match"),
        ("phrase", 0.5, "ft-match"),
        ("actor", 0.5, "ft-match"),
        ("place", 0.5, "ft-match ft-place"),
        ("place", -0.5, "ft-match ft-place ft-against"),
        ("learned", 0.5, "ft-match ft-learned"),
        ("learned", -0.5, "ft-match ft-learned ft-against"),
        ("of another age", 0.5, "ft-match"),
    ],
)
def test_each_kind_is_marked_in_its_own_way_and_so_is_what_takes_away(kind, contribution, style):
    assert f'<mark class="{style}"' in marked_title(piece(part("French", 0, 6, contribution, kind=kind)))


def test_a_mark_says_what_it_gives_or_takes():
    against = piece(part("France", 0, 6, -0.25, kind="place"))
    assert 'title="France: −0.25 (place)"' in marked_title(against)


def test_what_stands_at_one_place_is_one_mark_that_tells_all_of_it():
    both = piece(part("police", 7, 13, 0.5, kind="word"), part("Police", 7, 13, 0.25, kind="actor"))
    assert 'title="police: +0.50 (word); Police: +0.25 (actor)"' in marked_title(both)
    assert marked_title(both).count("<mark") == 1


def test_what_was_learned_gives_way_to_what_matched_and_to_the_cues():
    learned = [part("police", 7, 13, 0.5, kind="learned"), part("train", 14, 19, 0.5, kind="learned")]
    cue = {"text": "train", "start": 14, "end": 19, "says": "advances"}
    marked = marked_title(piece(*learned, part("police", 7, 13, 0.5, kind="word"), cues=[cue]))
    assert '<mark class="ft-match" title="police: +0.50 (word)">police</mark>' in marked
    assert '<mark class="ft-cue ft-advances" title="advances">train</mark>' in marked


def test_a_learned_word_that_hardly_weighs_is_not_marked_but_counted():
    slight = piece(part("train", 14, 19, -0.01, kind="learned"))
    assert "<mark" not in marked_title(slight)
    assert weights(slight) == [Weight("train", "learned", -0.01)]


def test_weights_are_summed_by_term_and_kind_the_heaviest_first_whichever_way():
    told = weights(
        piece(
            part("police", 7, 13, 0.2, kind="word"),
            part("police", 28, 34, 0.2, kind="word"),
            part("police", 7, 13, 0.1, kind="learned"),
            part("France", 0, 6, -0.3, kind="place"),
        )
    )
    assert [(one.term, one.told, signed(one.share)) for one in told] == [
        ("police", "word", "+0.40"),
        ("France", "place", "−0.30"),
        ("police", "learned", "+0.10"),
    ]
    assert together(told) == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("shares", "listed"),
    [([0.9, -0.3, 0.2, 0.06, 0.04, -0.01], 4), ([0.5] * 20, 8), ([0.02] * 5, 3), ([0.9], 1), ([], 0)],
)
def test_parts_that_are_hardly_felt_or_too_many_are_told_apart_and_none_is_lost(shares, listed):
    parts = [Weight(f"term{place}", "word", share) for place, share in enumerate(shares)]
    assert len(main(parts)) == listed
    assert [*main(parts), *smaller(parts)] == parts


def test_an_explanation_without_kinds_is_shown_still():
    old = piece(part("police", 7, 13, 0.5))
    assert '<mark class="ft-match" title="police: +0.50">police</mark>' in marked_title(old)
    assert [(one.term, one.share) for one in weights(old)] == [("police", 0.5)]
