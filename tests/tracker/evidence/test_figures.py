"""What a watch is worth to those who judge: how much was right, what was read for nothing, what it finds again."""

import pytest

from indicators.models import Watch
from tests import make
from tests.make import NOW
from tracker.evidence import figures
from tracker.evidence.figures import figures_of, with_figures

pytestmark = pytest.mark.django_db

TITLE = "Ministers sign joint police unit agreement"


@pytest.fixture
def judged(analyst):
    """Pieces of an item with these verdicts."""

    def made(item, *verdicts, title=TITLE):
        for verdict in verdicts:
            who = {} if verdict == "suggested" else {"reviewed_by": analyst, "reviewed_at": NOW}
            make.evidence(item, verdict=verdict, entry=make.entry(title), language="en", **who)

    return made


def test_pieces_are_counted_by_verdict_and_a_duplicate_was_right(judged):
    item = make.item()
    judged(item, "suggested", "confirmed", "confirmed", "duplicate", "rejected")
    judged(make.item(), "rejected", "suggested")
    told = figures_of(item.watch)
    assert (told.waiting, told.right, told.rejected, told.precision) == (1, 3, 1, 0.75)


def test_before_any_verdict_there_is_no_precision(judged):
    item = make.item()
    judged(item, "suggested")
    told = figures_of(item.watch)
    assert (told.precision, told.tried, told.waiting) == (None, 0, 1)


def test_all_rejected_is_a_precision_of_nothing(judged):
    item = make.item()
    judged(item, "rejected")
    assert figures_of(item.watch).precision == 0.0


def test_what_was_confirmed_is_found_again_or_not_by_the_watch_as_it_is_now(judged):
    item = make.item()
    judged(item, "confirmed", "confirmed", "duplicate", "rejected")
    judged(item, "confirmed", title="Harbour bridge reopens")
    told = figures_of(item.watch)
    assert (told.found_again, told.tried) == (3, 4)
    item.watch.terms = {"en": ["harbour bridge"]}
    assert figures_of(item.watch).found_again == 1


def test_the_newest_confirmed_are_tried_where_there_are_many(judged, monkeypatch):
    monkeypatch.setattr(figures, "MOST_FOUND_AGAIN", 2)
    item = make.item()
    judged(item, "confirmed", "confirmed", "confirmed")
    told = figures_of(item.watch)
    assert (told.found_again, told.tried, told.right) == (2, 2, 3)


def test_many_watches_are_counted_at_once(judged, django_assert_num_queries):
    wasteful, good, new = make.item(), make.item(), make.item()
    judged(wasteful, "rejected", "rejected", "confirmed")
    judged(good, "confirmed", "duplicate", "suggested")
    with django_assert_num_queries(1):
        counted = {
            watch.item_id: (watch.waiting, watch.right, watch.waste) for watch in with_figures(Watch.objects.all())
        }
    assert counted == {wasteful.pk: (0, 1, 2), good.pk: (1, 2, 0), new.pk: (0, 0, 0)}
