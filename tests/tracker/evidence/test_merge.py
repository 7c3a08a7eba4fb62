"""Stories that turn out to be one: all that hangs on them is kept, and no verdict is lost."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests import make
from tests.make import NOW
from tests.racing import contending
from tests.servers import ON_SQLITE
from tracker.evidence.merge import merge
from tracker.evidence.review import ReviewRefused, judge_one
from tracker.models import Evidence, Story

pytestmark = pytest.mark.django_db

EARLIER = NOW - timedelta(hours=1)


def story(title="Ministers sign", at=NOW, **columns):
    made = Story.objects.create(title=title, first_seen_at=at)
    make.entry(title, story=made, **columns)
    return made


def rows(item):
    return list(item.evidence.order_by("pk").values_list("pk", "story", "verdict", "reviewed_by"))


def test_one_story_is_itself():
    one = story()
    assert merge([one, one, Story.objects.get(pk=one.pk)]) == one


def test_the_oldest_takes_in_the_others_with_their_entries():
    one, two, three = story("One"), story("Two", EARLIER), story("Three")
    assert merge([three, one, two]) == one
    assert Story.objects.get() == one
    assert {entry.title for entry in one.sources} == {"One", "Two", "Three"}
    assert (Story.objects.get().title, Story.objects.get().first_seen_at) == ("One", EARLIER)


def test_evidence_for_other_items_moves_with_its_story(analyst):
    one, two = story(), story()
    here, there = make.evidence(story=one), make.confirmed(story=two, by=analyst)
    merge([one, two])
    assert set(one.evidence.all()) == {here, there}
    there.refresh_from_db()
    assert (there.verdict, there.reviewed_by, there.reviewed_at) == ("confirmed", analyst, NOW)


def test_of_two_suggestions_for_an_item_the_first_stays():
    one, two = story(), story()
    item = make.item()
    first, _ = make.evidence(item, story=one), make.evidence(item, story=two, score=9.0)
    merge([two, one])
    assert rows(item) == [(first.pk, one.pk, "suggested", None)]


@pytest.mark.parametrize("verdict", ["confirmed", "rejected", "duplicate"])
@pytest.mark.parametrize("judged", [0, 1])
def test_a_judged_row_stays_and_the_suggestion_goes(analyst, verdict, judged):
    stories, item = [story(), story()], make.item()
    kept = make.confirmed(item, by=analyst, story=stories[judged], note="Seen.")
    Evidence.objects.update(verdict=verdict)
    make.evidence(item, story=stories[1 - judged])
    assert merge(stories) == stories[0]
    assert rows(item) == [(kept.pk, stories[0].pk, verdict, analyst.pk)]
    assert item.evidence.get().note == "Seen."


@pytest.mark.parametrize("verdicts", [("confirmed", "rejected"), ("confirmed", "confirmed"), ("rejected", "duplicate")])
def test_two_stories_that_were_judged_for_one_item_stay_two(analyst, colleague, verdicts):
    stories, item = [story(), story()], make.item()
    for one, verdict, by in zip(stories, verdicts, (analyst, colleague), strict=True):
        make.evidence(item, story=one, verdict=verdict, reviewed_by=by, reviewed_at=NOW)
    before = rows(item)
    assert merge(stories) == stories[0]
    assert merge(stories[::-1]) == stories[1]
    assert rows(item) == before
    assert [one.entries.count() for one in stories] == [1, 1]


def test_what_cannot_be_one_with_the_first_keeps_no_other_from_it(analyst):
    one, two, three = story("One"), story("Two"), story("Three")
    item = make.item()
    for judged in (one, two):
        make.confirmed(item, by=analyst, story=judged)
    assert merge([one, two, three]) == one
    assert set(Story.objects.all()) == {one, two}
    assert one.entries.count() == 2


def test_two_stories_that_one_publisher_tells_stay_two():
    one, two = story(url="https://paper.example/1"), story(url="https://www.paper.example/2")
    assert merge([two, one]) == two
    assert Story.objects.count() == 2


def test_a_verdict_on_a_row_that_went_is_refused_and_says_why(analyst):
    one, two = story(), story()
    item = make.item()
    make.evidence(item, story=one)
    gone = make.evidence(item, story=two)
    merge([one, two])
    with pytest.raises(ReviewRefused, match="gone meanwhile"):
        judge_one(gone, "confirmed", by=analyst, at=NOW, direction="advances", stage="")
    assert item.evidence.get().verdict == "suggested"


@pytest.mark.skipif(ON_SQLITE, reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_a_verdict_that_is_given_meanwhile_stands_or_is_refused(analyst):
    one, two = story(), story()
    item = make.item()
    make.evidence(item, story=one)
    piece = make.evidence(item, story=two)

    def judging():
        try:
            judge_one(piece, "confirmed", by=analyst, at=NOW, direction="advances", stage="")
        except ReviewRefused:
            return "refused"
        return "confirmed"

    def merging():
        with transaction.atomic():
            merge([one, two])
        return ""

    said = "".join(contending(piece, judging, merging))
    assert [verdict for *_, verdict, _ in rows(item)] == [{"refused": "suggested"}.get(said, said)]
