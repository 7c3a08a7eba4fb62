"""Verdicts: given once, with who and when, and standing as long as an assessment rests on them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from indicators.assessment import AssessmentRefused, Change
from indicators.models import Assessment, Citation
from tests import make
from tests.make import NOW
from tracker.evidence.review import ReviewRefused, judge, judge_one, propose, reopen
from tracker.models import Evidence

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
SEEN = {"direction": "sets_back", "stage": "outcome"}
CHANGE = Change("in_progress", "advancing", NOW.date(), "The unit has been trained.")


def verdicts(*pieces):
    return [Evidence.objects.get(pk=piece.pk).verdict for piece in pieces]


# One verdict


@pytest.mark.parametrize("verdict", ["confirmed", "rejected", "duplicate"])
def test_a_verdict_keeps_who_when_and_what_the_reader_saw(analyst, verdict):
    piece = make.evidence()
    judge_one(piece, verdict, by=analyst, at=LATER, **SEEN, note="Of the old unit.")
    piece.refresh_from_db()
    assert (piece.verdict, piece.reviewed_by, piece.reviewed_at) == (verdict, analyst, LATER)
    assert (piece.direction, piece.stage, piece.note) == ("sets_back", "outcome", "Of the old unit.")


def test_a_second_verdict_is_refused_and_the_first_stays(analyst, colleague):
    piece = make.evidence()
    judge_one(piece, "confirmed", by=analyst, at=NOW, direction="advances", stage="action", note="First.")
    with pytest.raises(ReviewRefused, match="somebody has judged this piece meanwhile"):
        judge_one(piece, "rejected", by=colleague, at=LATER, **SEEN, note="Second.")
    piece.refresh_from_db()
    assert (piece.verdict, piece.reviewed_by, piece.reviewed_at) == ("confirmed", analyst, NOW)
    assert (piece.direction, piece.stage, piece.note) == ("advances", "action", "First.")


@pytest.mark.parametrize("verdict", ["suggested", "", "maybe"])
def test_what_is_no_verdict_is_refused(analyst, verdict):
    piece = make.evidence()
    with pytest.raises(ReviewRefused, match="no verdict"):
        judge_one(piece, verdict, by=analyst, at=NOW, **SEEN)
    assert verdicts(piece) == ["suggested"]


def test_a_verdict_touches_no_other_piece(analyst):
    piece, other = make.evidence(), make.evidence()
    judge_one(piece, "confirmed", by=analyst, at=NOW, **SEEN)
    assert verdicts(piece, other) == ["confirmed", "suggested"]


# Many


def test_a_bulk_verdict_skips_what_is_judged_already(analyst, colleague):
    rejected = make.evidence(verdict="rejected", reviewed_by=colleague, reviewed_at=NOW)
    one, two, beside = make.evidence(), make.evidence(), make.evidence()
    chosen = Evidence.objects.exclude(pk=beside.pk)
    assert judge(chosen, "confirmed", by=analyst, at=LATER) == 2
    assert verdicts(one, two, rejected, beside) == ["confirmed", "confirmed", "rejected", "suggested"]
    rejected.refresh_from_db()
    assert (rejected.reviewed_by, rejected.reviewed_at) == (colleague, NOW)
    assert judge(chosen, "rejected", by=analyst, at=LATER) == 0


def test_a_bulk_verdict_keeps_each_direction_and_stage(analyst):
    piece = make.evidence(direction="context", stage="announcement")
    judge(Evidence.objects.all(), "confirmed", by=analyst, at=LATER)
    piece.refresh_from_db()
    assert (piece.direction, piece.stage, piece.reviewed_by, piece.reviewed_at) == (
        "context",
        "announcement",
        analyst,
        LATER,
    )


# What the database keeps


@pytest.mark.parametrize("verdict", ["confirmed", "rejected", "duplicate"])
@pytest.mark.parametrize("missing", ["reviewed_by", "reviewed_at"])
def test_the_database_refuses_a_verdict_without_who_or_when(analyst, verdict, missing):
    columns = {"verdict": verdict, "reviewed_by": analyst, "reviewed_at": NOW}
    make.evidence()
    with pytest.raises(IntegrityError, match="who_and_when"), transaction.atomic():
        Evidence.objects.update(**columns | {missing: None})
    assert Evidence.objects.update(**columns) == 1


@pytest.mark.parametrize("given", ["reviewed_by", "reviewed_at"])
def test_the_database_refuses_a_reviewer_of_what_is_only_suggested(analyst, given):
    make.evidence()
    with pytest.raises(IntegrityError, match="who_and_when"), transaction.atomic():
        Evidence.objects.update(**{given: {"reviewed_by": analyst, "reviewed_at": NOW}[given]})


# Taking a verdict back


def test_a_verdict_can_be_taken_back_and_given_anew(analyst, colleague):
    piece = make.confirmed(by=analyst)
    reopen(piece)
    piece.refresh_from_db()
    assert (piece.verdict, piece.reviewed_by, piece.reviewed_at) == ("suggested", None, None)
    judge_one(piece, "rejected", by=colleague, at=LATER, **SEEN)
    assert verdicts(piece) == ["rejected"]


def test_a_verdict_that_an_assessment_rests_on_stays(analyst):
    cited, beside = make.confirmed(by=analyst), make.confirmed(by=analyst)
    propose(cited.item, CHANGE, [cited], by=analyst, at=NOW)
    with pytest.raises(ReviewRefused, match="an assessment cites this evidence"):
        reopen(cited)
    reopen(beside)
    assert verdicts(cited, beside) == ["confirmed", "suggested"]


# Citing


def test_a_proposal_cites_confirmed_evidence_for_its_item(analyst):
    item = make.item()
    pieces = [make.confirmed(item, by=analyst), make.confirmed(item, by=analyst)]
    proposed = propose(item, CHANGE, pieces, by=analyst, at=LATER)
    assert (proposed.item_id, proposed.proposed_by, proposed.proposed_at) == (item.pk, analyst, LATER)
    assert [piece.citations.get().assessment for piece in pieces] == [proposed, proposed]
    assert proposed.citations.count() == 2


@pytest.mark.parametrize("verdict", ["suggested", "rejected", "duplicate"])
def test_evidence_that_is_not_confirmed_cannot_be_cited(analyst, verdict):
    item = make.item()
    reviewed = {} if verdict == "suggested" else {"reviewed_by": analyst, "reviewed_at": NOW}
    pieces = [make.confirmed(item, by=analyst), make.evidence(item, verdict=verdict, **reviewed)]
    with pytest.raises(AssessmentRefused, match="only confirmed evidence for this item"):
        propose(item, CHANGE, pieces, by=analyst, at=NOW)
    assert not Assessment.objects.exists()


def test_evidence_for_another_item_cannot_be_cited(analyst):
    item = make.item()
    pieces = [make.confirmed(item, by=analyst), make.confirmed(by=analyst)]
    with pytest.raises(AssessmentRefused, match="only confirmed evidence for this item"):
        propose(item, CHANGE, pieces, by=analyst, at=NOW)
    assert not Assessment.objects.exists()


def test_evidence_reopened_since_it_was_shown_cannot_be_cited(analyst):
    shown = make.confirmed(by=analyst)
    reopen(shown)
    with pytest.raises(AssessmentRefused, match="only confirmed evidence"):
        propose(shown.item, CHANGE, [shown], by=analyst, at=NOW)


def test_evidence_is_cited_once_however_often_it_is_named(analyst):
    piece = make.confirmed(by=analyst)
    propose(piece.item, CHANGE, [piece, piece], by=analyst, at=NOW)
    assert Citation.objects.count() == 1


def test_a_proposal_that_is_refused_cites_nothing(analyst):
    piece = make.confirmed(by=analyst, stage="announcement")
    closing = Change("implemented", "", NOW.date(), "It was announced.")
    with pytest.raises(AssessmentRefused, match="announcement alone"):
        propose(piece.item, closing, [piece], by=analyst, at=NOW)
    assert not Citation.objects.exists()
    assert not piece.citations.exists()


def test_a_citation_freezes_what_was_read(analyst):
    piece = make.confirmed(by=analyst, title="Unit trained", quote="It was trained.", published_at=NOW)
    frozen = {"title": "Unit trained", "url": piece.url, "quote": "It was trained.", "direction": "advances"}
    propose(piece.item, CHANGE, [piece], by=analyst, at=LATER)
    Evidence.objects.update(title="Other", url="https://other.example", quote="Other.", direction="context", stage="")
    piece.entry.title = "Other"
    piece.entry.save()
    citation = Citation.objects.get()
    assert {name: getattr(citation, name) for name in frozen} == frozen
    assert (citation.stage, citation.seen_at) == ("action", NOW)


def test_a_citation_of_an_entry_without_a_date_is_of_the_day_it_was_found(analyst):
    piece = make.confirmed(by=analyst, created_at=LATER)
    propose(piece.item, CHANGE, [piece], by=analyst, at=LATER)
    assert Citation.objects.get().seen_at == LATER


def test_each_piece_knows_its_own_citation(analyst):
    item = make.item()
    late = make.confirmed(item, by=analyst, title="Late", published_at=LATER)
    early = make.confirmed(item, by=analyst, title="Early", published_at=NOW)
    propose(item, CHANGE, [late, early], by=analyst, at=LATER)
    assert (late.citations.get().title, early.citations.get().title) == ("Late", "Early")
