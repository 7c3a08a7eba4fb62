"""The demonstration otherwise than rehearsed: in another order, with nothing to judge, with a quicker person."""

import pytest
from django.utils import timezone

from tests.tracker.demo.conftest import pieces
from tracker.demo import analyst as script_analyst
from tracker.demo import script
from tracker.evidence import review
from tracker.models import Feed, Story

pytestmark = pytest.mark.django_db


def test_four_outlets_tell_one_story_whoever_comes_first(demonstration):
    for feed in Feed.objects.order_by("-title"):
        demonstration.poll(Feed.objects.filter(pk=feed.pk))
    assert Story.objects.get(entries__entry_id="demo:pp-plant-money").entries.count() == 4


def test_it_goes_on_without_what_does_not_come_and_says_so(demonstration, monkeypatch):
    monkeypatch.setattr(script_analyst, "PATIENCE", script_analyst.PATIENCE * 0)
    lines = list(script_analyst.play(timezone.now, wait=lambda: None))
    assert lines[0].startswith("first news: went on without mw-plant-money for CW-1")
    assert "left CW-1 as it is: cite at least one piece of confirmed evidence" in lines
    assert "assessed OH-3: no evidence" in lines


def test_it_leaves_what_the_person_at_the_screen_has_judged(demonstration, analyst):
    demonstration.poll()
    piece = pieces("OH-1", "de-scanners").get()
    review.judge_one(piece, "rejected", by=analyst, at=timezone.now(), direction="context", stage="")
    lines = list(script_analyst.perform(script.scenes()[0], timezone.now))
    assert pieces("OH-1", "de-scanners").get().verdict == "rejected"
    assert "left OH-1 as it is: cite at least one piece of confirmed evidence" in lines
