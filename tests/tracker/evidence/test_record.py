"""Matches become evidence: all of it or none, once, in step with the entry while nobody has judged it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from indicators.models import Item, Watch
from tests import make
from tests.make import NOW
from tests.racing import contending
from tests.servers import ON_SQLITE
from tracker.evidence.record import CHUNK, LOOK_BACK, match_waiting, rematch_changed
from tracker.evidence.review import ReviewRefused, judge, judge_one
from tracker.models import Entry, Evidence, Story

pytestmark = pytest.mark.django_db

TITLE = "The ministers have signed the joint police unit agreement"
LATER = NOW + timedelta(hours=1)


def entry(title=TITLE, text="", **columns):
    return make.entry(title, text, **{"language": "en", **columns})


def match(at=NOW):
    return sum(match_waiting(at))


def rematch(at=NOW):
    return sum(rematch_changed(at))


def edit(entry, at=LATER, **words):
    """As a poll that finds the entry changed: it waits to be matched again."""
    Entry.objects.filter(pk=entry.pk).update(**words, matched_at=None)
    match(at)


def rewatch(item, *terms, version=2):
    Watch.objects.filter(item=item).update(terms={"en": list(terms)}, version=version)
    return rematch()


class failing:  # noqa: N801 (read as a statement)
    """The database fails at the statement that begins so, once `after` of them have passed."""

    def __init__(self, statement, after=0):
        self.statement, self.left = statement, after

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith(self.statement):
            self.left -= 1
            if self.left < 0:
                raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)


# Recording


def test_a_matching_entry_becomes_a_suggestion_that_says_what_was_read():
    item = make.item()
    told = entry(text="It was in the news. The joint police unit will train in Manta.", published_at=NOW)
    assert match(LATER) == 1
    found = Evidence.objects.get()
    assert (found.item, found.entry, found.story, found.verdict) == (item, told, Story.objects.get(), "suggested")
    assert (found.title, found.lead, found.text, found.url) == (told.title, told.text, told.text, told.url)
    assert found.seen_at == told.first_seen_at
    assert (found.language, found.published_at, found.created_at, found.watch_version) == ("en", NOW, LATER, 1)
    assert (found.direction, found.stage) == ("advances", "formal_commitment")
    assert found.quote == "The joint police unit will train in Manta."


def test_the_quote_is_the_headline_where_the_text_says_nothing():
    make.item()
    entry(text="It was in the news.")
    match()
    assert Evidence.objects.get().quote == TITLE


def test_the_explanation_sums_to_the_score_and_points_at_the_words():
    make.item()
    entry(text="Its police training has begun.")
    match()
    found = Evidence.objects.get()
    shown = f"{found.title}\n{found.lead}"
    terms, cues = found.explanation["terms"], found.explanation["cues"]
    assert sum(part["contribution"] for part in terms) == pytest.approx(found.score)
    assert {(part["kind"], shown[part["start"] : part["end"]]) for part in terms} == {
        ("phrase", "joint police unit"),
        ("phrase", "police training"),
        ("word", "joint"),
        ("word", "police"),
        ("word", "unit"),
        ("word", "training"),
    }
    assert cues
    assert all(shown[cue["start"] : cue["end"]] == cue["text"] for cue in cues)


def test_an_entry_that_matches_nothing_is_marked_and_leaves_no_evidence_and_no_story():
    make.item()
    entry("Harbour opens a new pier")
    assert match() == 0
    assert Entry.objects.get().matched_at == NOW
    assert not Evidence.objects.exists()
    assert not Story.objects.exists()


def test_an_entry_may_say_something_of_several_items():
    make.item("R1")
    make.item("R2", terms={"en": ["police agreement"]})
    make.item("R3", terms={"en": ["extradition"]})
    entry()
    assert match() == 2
    assert set(Evidence.objects.values_list("item__reference", flat=True)) == {"R1", "R2"}


def test_all_that_waits_is_matched_chunk_by_chunk():
    make.item()
    feed = make.feed()
    for number in range(CHUNK + 1):
        entry(f"Nothing of interest, part {number}", feed_=feed)
    entry(feed_=feed)
    assert list(match_waiting(NOW)) == [0, 1]
    assert not Entry.objects.unmatched().exists()


@pytest.mark.parametrize(
    ("statement", "after"),
    [
        ('UPDATE "tracker_entry" SET "matched_at"', 0),
        ('INSERT INTO "tracker_evidence"', 0),
        ('INSERT INTO "tracker_evidence"', 1),
        ('INSERT INTO "tracker_story"', 0),
        ('UPDATE "tracker_entry" SET "story_id"', 0),
    ],
)
def test_a_failure_leaves_neither_the_evidence_nor_the_mark(statement, after):
    make.item("R1")
    make.item("R2")
    entry()
    with connection.execute_wrapper(failing(statement, after)), pytest.raises(DatabaseError, match="disk is full"):
        match()
    assert not Evidence.objects.exists()
    assert not Story.objects.exists()
    assert Entry.objects.get().matched_at is None
    assert match() == 2
    assert Entry.objects.get().matched_at == NOW


def test_matching_again_adds_nothing():
    make.item()
    told = entry()
    assert (match(), match()) == (1, 0)
    edit(told)
    assert rematch() == 0
    assert Evidence.objects.count() == 1


def test_the_database_keeps_one_row_for_an_item_and_a_story():
    first = make.evidence()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.evidence(first.item, story=first.story)


def test_four_outlets_that_tell_one_story_are_one_piece_of_evidence():
    make.item()
    for _ in range(4):
        entry()
    assert match() == 1
    assert Story.objects.get().entries.count() == 4


def test_an_outlet_that_tells_it_later_adds_nothing_to_what_was_judged(analyst):
    make.item()
    entry()
    match()
    Evidence.objects.update(verdict="rejected", reviewed_by=analyst, reviewed_at=NOW)
    entry()
    assert match(LATER) == 0
    assert Evidence.objects.get().verdict == "rejected"


# Edited entries


def test_an_edited_entry_updates_its_suggestion_and_adds_none():
    make.item()
    told = entry()
    match()
    before = Evidence.objects.get()
    edit(told, title="The joint police unit has been cancelled", text="The police training was suspended.")
    after = Evidence.objects.get()
    assert (after.pk, after.created_at) == (before.pk, before.created_at)
    assert (after.title, after.direction) == ("The joint police unit has been cancelled", "sets_back")
    assert after.score != before.score
    assert sum(part["contribution"] for part in after.explanation["terms"]) == pytest.approx(after.score)


def test_a_suggestion_keeps_all_of_the_text_and_when_it_was_read():
    make.item()
    told = entry()
    match()
    whole = f"The police training has begun. {'And so on. ' * 200}"
    edit(told, text=whole, revised_at=LATER)
    found = Evidence.objects.get()
    assert (found.text, found.seen_at) == (whole, LATER)
    assert found.lead == whole[: len(found.lead)]
    assert len(found.lead) < len(whole)


def test_an_entry_that_evidence_hangs_on_cannot_be_deleted():
    make.item()
    told = entry()
    match()
    with pytest.raises(ProtectedError):
        told.delete()


def test_an_edited_entry_withdraws_what_its_words_no_longer_support():
    make.item("R1")
    make.item("R2", terms={"en": ["ministers", "signed", "agreement"]})
    told = entry()
    match()
    edit(told, title="The ministers have signed an agreement")
    assert Evidence.objects.get().item.reference == "R2"


@pytest.mark.parametrize("verdict", ["confirmed", "rejected", "duplicate"])
@pytest.mark.parametrize("title", ["The joint police unit has been cancelled", "Nothing of interest"])
def test_an_edit_leaves_what_a_person_has_judged(analyst, verdict, title):
    make.item()
    told = entry()
    match()
    Evidence.objects.update(verdict=verdict, reviewed_by=analyst, reviewed_at=NOW)
    before = Evidence.objects.values().get()
    edit(told, title=title)
    assert Evidence.objects.values().get() == before


def test_another_outlets_copy_does_not_change_the_suggestion():
    make.item()
    entry()
    match()
    copy = entry(f"{TITLE} | Herald")
    match(LATER)
    edit(copy, title=f"{TITLE} | The Herald")
    assert Evidence.objects.get().title == TITLE


@pytest.mark.parametrize("edited", [0, 1])
def test_what_one_outlet_takes_back_stays_as_long_as_another_tells_it(edited):
    make.item()
    outlets = [entry(), entry()]
    match()
    Evidence.objects.update(entry=outlets[edited])
    edit(outlets[edited], title="Correction: there is no such thing")
    assert Evidence.objects.get().entry == outlets[1 - edited]
    edit(outlets[1 - edited], title="We have been misled")
    assert not Evidence.objects.exists()
    assert not Entry.objects.unmatched().exists()


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("title", ["Nothing of interest", "The joint police unit has been cancelled"])
def test_a_verdict_that_is_given_while_the_entry_is_matched_again_stands_or_is_refused(analyst, title):
    make.item()
    told = entry()
    match()
    piece = Evidence.objects.get()
    Entry.objects.filter(pk=told.pk).update(title=title, matched_at=None)

    def judging():
        try:
            judge_one(piece, "confirmed", by=analyst, at=NOW, direction="advances", stage="")
        except ReviewRefused:
            return "refused"
        return "confirmed"

    said = contending(piece, judging, lambda: match() and "")
    kept = Evidence.objects.filter(verdict="confirmed", reviewed_by=analyst).first()
    assert ("confirmed" in said) == bool(kept)
    if kept:
        assert Evidence.objects.get() == kept


# What came of it

SIGNED = (
    "Forty officers of the joint police unit are to be trained in Manta from the autumn on: the ministers of both "
    "countries have signed an agreement that pays for the barracks, the teachers and the boats at the naval base."
)
RETOLD = (
    "The ministers of both countries signed an agreement on the joint police unit. It pays for boats, teachers and "
    "barracks at the naval base, and from the autumn on forty officers are to be trained there in Manta."
)
BEGUN = (
    "Forty officers of the joint police unit are being trained in Manta: the training began at the naval base with the "
    "boats, teachers and barracks that the agreement of both countries pays for."
)


@pytest.mark.parametrize(
    ("title", "text", "pieces"),
    [
        ("Agreement on joint police unit is signed", RETOLD, 1),
        ("Training of joint police unit has begun in Manta", BEGUN, 2),
        ("Agreement on joint police unit is cancelled", RETOLD.replace("signed", "cancelled"), 2),
    ],
)
def test_what_came_of_a_thing_is_another_piece_however_like_it_sounds(title, text, pieces):
    item = make.item()
    entry("Ministers sign agreement for training of joint police unit", SIGNED)
    assert match() == 1
    entry(title, text)
    assert match() == pieces - 1
    assert item.evidence.count() == pieces


def test_what_other_stories_and_other_items_hear_does_not_part_a_story():
    item, other = make.item(), make.item(terms={"en": ["boats"]})
    first = entry("Ministers sign agreement for training of joint police unit", SIGNED)
    match()
    Evidence.objects.filter(item=other).update(direction="sets_back", stage="outcome")
    make.evidence(item, direction="sets_back", stage="outcome")
    retold = entry("Agreement on joint police unit is signed", RETOLD.replace("boats", "ships"))
    match()
    assert Entry.objects.get(pk=retold.pk).story_id == Entry.objects.get(pk=first.pk).story_id


# Stories that become one


REPORT = (
    "In the province forty officers sleep at the barracks, where they are to live for a year before they go on to the "
    "border; their families see them on Sundays, and the governor has his office in the building on the other side."
)
BRIEFS = (
    "On the coast the ferries go from the container dock until the autumn, and those who hold a season ticket are "
    "taken there by a bus that leaves every twenty minutes from the square in front of the old theatre and the market."
)


@pytest.fixture
def whole():
    """An entry that tells what two stories tell, and was stored before them."""
    told = entry("News of the day", f"{REPORT} {BRIEFS}", matched_at=NOW)
    entry("Forty of the joint police unit at the barracks", REPORT)
    entry("Ferries and the joint police unit", BRIEFS)
    return told


def test_stories_that_become_one_are_one_piece_of_evidence(whole):
    item = make.item()
    assert match() == 2
    edit(whole, title="News of the day on the joint police unit")
    assert item.evidence.get().title == "Forty of the joint police unit at the barracks"
    assert Story.objects.get().entries.count() == 3


def test_an_entry_read_before_its_story_was_taken_into_another_is_matched_all_the_same(whole):
    item = make.item()
    match()
    Entry.objects.filter(pk=whole.pk).update(title="News of the day on the joint police unit")
    Entry.objects.update(matched_at=None)
    assert match(LATER) == 0
    assert item.evidence.count() == 1
    assert not Entry.objects.unmatched().exists()


@pytest.mark.parametrize("says", [{"direction": "sets_back"}, {"stage": "outcome"}])
def test_two_stories_that_say_different_things_of_an_item_stay_two(whole, says):
    item = make.item()
    match()
    Evidence.objects.update(direction="advances", stage="formal_commitment")
    Evidence.objects.filter(pk=item.evidence.last().pk).update(**says)
    edit(whole, title="News of the day on the joint police unit")
    assert item.evidence.count() == Story.objects.count() == 2


@pytest.mark.parametrize("verdicts", [("confirmed", "suggested"), ("suggested", "rejected")])
def test_a_verdict_stays_when_its_story_becomes_one_with_another(whole, analyst, verdicts):
    item = make.item()
    match()
    for piece, verdict in zip(Evidence.objects.order_by("pk"), verdicts, strict=True):
        if verdict != "suggested":
            judge_one(piece, verdict, by=analyst, at=NOW, direction="advances", stage="")
    edit(whole, title="News of the day on the joint police unit")
    assert item.evidence.get().verdict in verdicts
    assert item.evidence.get().reviewed_by == analyst


def test_two_verdicts_for_an_item_stay_two(whole, analyst):
    item = make.item()
    match()
    judge(Evidence.objects.all(), "confirmed", by=analyst, at=NOW)
    before = list(Evidence.objects.order_by("pk").values())
    edit(whole, title="News of the day on the joint police unit")
    assert list(Evidence.objects.order_by("pk").values()) == before
    assert item.evidence.count() == Story.objects.count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE "tracker_entry" SET "story_id"',
        'UPDATE "tracker_evidence" SET "story_id"',
        'DELETE FROM "tracker_evidence"',
        'DELETE FROM "tracker_story"',
        'INSERT INTO "tracker_entryword"',
    ],
)
def test_a_failure_while_stories_become_one_leaves_them_as_they_were(whole, statement):
    item = make.item()
    match()
    with connection.execute_wrapper(failing(statement)), pytest.raises(DatabaseError, match="disk is full"):
        edit(whole, title="News of the day on the joint police unit")
    assert item.evidence.count() == Story.objects.count() == 2
    assert list(Story.objects.values_list("entries__title", flat=True).order_by("pk")) == [
        "Forty of the joint police unit at the barracks",
        "Ferries and the joint police unit",
    ]
    assert Entry.objects.unmatched().get() == whole
    match()
    assert item.evidence.count() == Story.objects.count() == 1


# New and changed watches


@pytest.fixture
def stored():
    """Three matched entries: of today, of the last day that counts, and of the day before it."""
    entry("Extradition of the smuggler", entry_id="today")
    entry("Extradition of the forger", entry_id="oldest", first_seen_at=NOW - LOOK_BACK)
    entry("Extradition of the poacher", entry_id="older", first_seen_at=NOW - LOOK_BACK - timedelta(minutes=1))
    match()


def test_a_new_watch_is_matched_against_the_entries_of_ninety_days(stored):
    make.item(terms={"en": ["extradition"]})
    assert timedelta(days=90) == LOOK_BACK
    assert rematch() == 2
    assert set(Evidence.objects.values_list("entry__entry_id", flat=True)) == {"today", "oldest"}


def test_a_changed_watch_is_matched_again_and_only_then(stored):
    item = make.item()
    assert rematch() == 0
    assert rewatch(item, "extradition", version=1) == 0
    assert rewatch(item, "extradition", version=2) == 2
    assert list(rematch_changed(NOW)) == []
    assert set(Evidence.objects.values_list("watch_version", flat=True)) == {2}


def test_a_changed_watch_updates_its_suggestions_and_withdraws_those_it_would_not_make(stored):
    item = make.item(terms={"en": ["extradition"]})
    other = make.item(terms={"en": ["extradition"]})
    rematch()
    scores = dict(item.evidence.values_list("entry__entry_id", "score"))
    assert rewatch(item, "smuggler") == 0
    (kept,) = item.evidence.all()
    assert (kept.entry.entry_id, kept.watch_version) == ("today", 2)
    assert kept.score != scores["today"]
    assert other.evidence.count() == 2


def test_a_changed_watch_leaves_what_was_judged(stored, analyst):
    item = make.item(terms={"en": ["extradition"]})
    rematch()
    Evidence.objects.update(verdict="confirmed", reviewed_by=analyst, reviewed_at=NOW)
    rewatch(item, "ferry")
    assert list(item.evidence.values_list("verdict", "watch_version")) == [("confirmed", 1)] * 2


def test_a_changed_watch_does_not_touch_entries_that_wait():
    make.item()
    entry()
    assert rematch() == 0
    assert match() == 1


def test_a_rematch_that_fails_is_done_again(stored):
    make.item(terms={"en": ["extradition"]})
    broken = connection.execute_wrapper(failing('INSERT INTO "tracker_evidence"', after=1))
    with broken, pytest.raises(DatabaseError, match="disk is full"):
        rematch()
    assert not Evidence.objects.exists()
    assert rematch() == 2


CLOSED = ["implemented", "not_implemented", "no_longer_applicable", "superseded"]


@pytest.mark.parametrize("status", CLOSED)
def test_a_closed_item_rests(stored, status):
    item = make.item(terms={"en": ["extradition"]})
    Item.objects.filter(pk=item.pk).update(status=status)
    entry("Extradition of the counterfeiter")
    assert (match(), rematch()) == (0, 0)


def test_a_reopened_item_is_watched_again(stored):
    item = make.item(terms={"en": ["extradition"]})
    Item.objects.filter(pk=item.pk).update(status="implemented")
    rematch()
    Item.objects.filter(pk=item.pk).update(status="in_progress")
    entry("Extradition of the counterfeiter")
    assert (match(), rematch()) == (1, 2)


def test_an_inactive_watch_rests(stored):
    make.item(terms={"en": ["extradition"]})
    Watch.objects.update(active=False)
    entry("Extradition of the counterfeiter")
    assert (match(), rematch()) == (0, 0)


def test_a_watch_without_a_minimum_suggests_nothing_that_has_none_of_its_words(stored):
    make.item()
    Watch.objects.update(min_score=0)
    entry("Harbour opens a new pier")
    assert (match(), rematch()) == (0, 0)
