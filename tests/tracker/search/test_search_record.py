"""What the matcher has seen can be searched: from the transaction on that marks it matched."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from indicators.watch.query import Has
from tests import make
from tests.make import NOW
from tracker.evidence import review
from tracker.evidence.record import match_waiting
from tracker.models import Entry, Evidence
from tracker.search.index import candidates_with_stems, newest
from tracker.search.kinds import ENTRY, EVIDENCE

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def match(at=NOW):
    return sum(match_waiting(at))


def edit(entry, **words):
    Entry.objects.filter(pk=entry.pk).update(**words, matched_at=None)
    match(LATER)


def by(word, kind=ENTRY):
    return newest(kind, Has(word), below=2**62, most=100)


def test_entries_can_be_searched_once_they_are_matched_whether_they_say_anything_or_not(titles):
    make.item()
    make.entry("Ministers sign joint police unit agreement", language="en")
    make.entry("Harbour opens a new pier", "Nothing of police.", language="en")
    assert titles("police") == []
    assert match() == 1
    assert titles("police") == ["Harbour opens a new pier", "Ministers sign joint police unit agreement"]


def test_matched_entries_are_found_by_their_stems():
    told = make.entry("Ministers signed the agreements", language="en")
    match()
    assert list(Entry.objects.filter(candidates_with_stems(["minist", "sign"]))) == [told]


def test_an_edited_entry_is_indexed_anew():
    told = make.entry("Harbour opens")
    match()
    edit(told, title="Judges elected")
    assert (by("harbour"), by("judges")) == ([], [told.pk])


def test_evidence_can_be_searched_once_it_is_recorded(evidence_titles):
    make.item("R1")
    make.item("R2")
    make.entry(text="The joint police unit will train in Manta.", language="en")
    match()
    assert len(evidence_titles("manta")) == 2


def test_a_suggestion_is_found_by_the_words_of_its_edited_entry():
    make.item()
    told = make.entry(text="In Manta.", language="en")
    match()
    edit(told, text="In Guayaquil.")
    piece = Evidence.objects.get()
    assert (by("manta", EVIDENCE), by("guayaquil", EVIDENCE)) == ([], [piece.pk])


def test_what_a_person_judged_is_found_by_what_was_judged(analyst, evidence_titles):
    make.item()
    told = make.entry(text="In Manta.", language="en")
    match()
    review.judge(Evidence.objects.all(), "confirmed", by=analyst, at=NOW)
    edit(told, text="In Guayaquil.")
    assert len(evidence_titles("manta")) == 1
    assert evidence_titles("guayaquil") == []


def test_a_withdrawn_suggestion_leaves_the_index():
    make.item()
    told = make.entry(language="en")
    match()
    edit(told, title="Harbour opens")
    assert by("police", EVIDENCE) == []


def test_a_chunk_that_fails_leaves_nothing_in_the_index():
    def failing(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "tracker_evidence"'):
            raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)

    make.item()
    make.entry(language="en")
    with connection.execute_wrapper(failing), pytest.raises(DatabaseError):
        match()
    assert by("police") == []
