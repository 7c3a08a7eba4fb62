"""Which suggestion a person gets next."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests import make
from tracker.evidence import queue, review
from tracker.evidence.queue import Wanted
from tracker.models import Evidence, Hold

ALL = Wanted()


def take(by, at=make.NOW, **more):
    return queue.take(ALL, by=by, at=at, **more)


@pytest.mark.django_db
class TestTaking:
    def test_the_best_comes_first_and_stays_until_it_is_judged(self, analyst):
        best, other = make.evidence(score=3), make.evidence(score=2)
        assert take(analyst) == best
        assert take(analyst) == best
        review.judge_one(best, "rejected", by=analyst, at=make.NOW, direction="unclear", stage="")
        assert take(analyst) == other

    def test_nobody_gets_an_event_that_somebody_looks_at_for_whatever_item(self, analyst, colleague):
        best = make.evidence(score=3)
        make.evidence(story=best.story, entry=best.entry, score=2)
        other = make.evidence(score=1)
        assert take(analyst) == best
        assert take(colleague) == other

    def test_what_was_left_lying_is_free_again_after_a_while(self, analyst, colleague):
        best = make.evidence()
        take(analyst)
        assert take(colleague, make.NOW + queue.HELD - timedelta(seconds=1)) is None
        assert take(colleague, make.NOW + queue.HELD) == best
        assert take(analyst, make.NOW + queue.HELD) is None

    def test_whoever_goes_on_lets_go(self, analyst, colleague):
        best, other = make.evidence(score=3), make.evidence(score=2)
        take(analyst)
        assert take(analyst, passed=[best.pk]) == other
        assert take(colleague) == best
        assert Hold.objects.count() == 2

    def test_what_is_asked_for_comes_before_the_best(self, analyst, colleague):
        best, other = make.evidence(score=3), make.evidence(score=2)
        assert take(analyst, first=other.pk) == other
        assert take(colleague, first=other.pk) == best

    def test_what_was_put_off_comes_again_when_its_time_has_come(self, analyst):
        piece = make.evidence()
        review.snooze(piece, until=make.NOW + queue.SNOOZED)
        assert take(analyst) is None
        assert queue.left(ALL, make.NOW).count == 0
        assert take(analyst, make.NOW + queue.SNOOZED) == piece
        assert queue.left(ALL, make.NOW + queue.SNOOZED).count == 1

    def test_what_was_put_off_and_then_judged_is_no_longer_counted_as_put_off(self, analyst):
        first, _ = make.evidence(), make.evidence()
        review.snooze(first, until=make.NOW + queue.SNOOZED)
        review.judge_one(first, "rejected", by=analyst, at=make.NOW, direction="unclear", stage="")
        assert queue.left(ALL, make.NOW).count == 1

    def test_what_can_only_be_counted_by_opening_it_is_counted_so_far(self, monkeypatch):
        monkeypatch.setattr(queue, "MOST_COUNTED", 2)
        for _ in range(2):
            make.evidence(language="es")
        assert queue.left(Wanted(language="es"), make.NOW) == queue.Left(2)
        make.evidence(language="es")
        assert queue.left(Wanted(language="es"), make.NOW) == queue.Left(2, is_all=False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets nobody write while another one does")
def test_of_many_who_ask_at_once_no_two_get_the_same(django_user_model):
    people = [django_user_model.objects.create_user(f"person{number}") for number in range(8)]
    for score in range(12):
        make.evidence(score=score)
    start, taken = Barrier(len(people)), []

    def ask(person):
        start.wait()
        taken.append(take(person))
        connection.close()

    threads = [Thread(target=ask, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [piece.pk for piece in taken if piece]
    assert len(found) == len(set(found))
    assert len(found) == len(people)
    assert Hold.objects.count() == len(found)


@pytest.mark.django_db
class TestTogether:
    def test_a_step_is_taken_back_whole_or_not_at_all(self, analyst, colleague):
        pieces = [make.evidence(direction="context") for _ in range(2)]
        judged = [review.Judged(piece.pk, "confirmed", "advances", "action", "Note") for piece in pieces]
        step = review.judge_together(judged, by=analyst, at=make.NOW)
        with pytest.raises(review.ReviewRefused, match="gone on"):
            review.undo(step, by=colleague)
        assert set(Evidence.objects.values_list("verdict", "direction")) == {("confirmed", "advances")}
        review.undo(step, by=analyst)
        assert set(Evidence.objects.values_list("verdict", "direction")) == {("suggested", "context")}

    def test_a_companion_that_was_judged_meanwhile_stays_as_it_is(self, analyst, colleague):
        first, second = make.evidence(), make.confirmed(by=colleague, direction="context")
        judged = [review.Judged(piece.pk, "rejected", "unclear", "") for piece in (first, second)]
        assert [one.pk for one in review.judge_together(judged, by=analyst, at=make.NOW)] == [first.pk]
        second.refresh_from_db()
        assert (second.verdict, second.reviewed_by, second.direction) == ("confirmed", colleague, "context")

    def test_when_the_piece_that_was_read_is_judged_meanwhile_nothing_is(self, analyst, colleague):
        first, second = make.confirmed(by=colleague), make.evidence()
        judged = [review.Judged(piece.pk, "rejected", "unclear", "") for piece in (first, second)]
        with pytest.raises(review.ReviewRefused, match="judged this piece meanwhile"):
            review.judge_together(judged, by=analyst, at=make.NOW)
        second.refresh_from_db()
        assert second.verdict == "suggested"
