"""The page of an assessment: the four axes apart, what the item's rules ask for, and what points to a new one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from indicators.models import Actor, Assessment, Citation, Item, Response
from tests import make
from tests.make import NOW
from tracker.admin.assess import pointed
from tracker.models import Entry

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def item():
    return make.item("R1")


def page_of(item):
    return reverse("admin:indicators_recommendation_assess", args=[item.pk])


def proposal(*cited, to_status="implemented"):
    return {
        "to_status": to_status,
        "effective_on": "2026-03-02",
        "rationale": "The unit works.",
        "cited": [piece.pk for piece in cited],
    }


def told_by(piece, *sites, kind="press"):
    """The story of a piece, told by these sites."""
    Entry.objects.filter(pk=piece.entry_id).update(story=piece.story, voice="")
    for site in sites:
        make.entry(feed_=make.feed(kind=kind), url=f"https://{site}/1", story=piece.story, voice=site)
    return piece


def test_the_four_axes_are_shown_apart(desk, item):
    Item.objects.filter(pk=item.pk).update(
        status="in_progress", trend="stalled", due_on="2020-01-01", due_basis="stated"
    )
    ministry = Actor.objects.create(name="Ministry")
    Response.objects.create(item=item, actor=ministry, position="rejected", received_on="2025-01-01")
    Response.objects.create(item=item, actor=ministry, position="accepted", received_on="2026-01-01")
    assert desk.get(page_of(item)).context["axes"] == [
        ("Response", "Accepted"),
        ("Status", "In progress"),
        ("Trend", "Stalled"),
        ("Schedule", "Overdue"),
    ]


def test_an_axis_of_which_nothing_is_known_says_so(desk, item):
    said = dict(desk.get(page_of(item)).context["axes"])
    assert said == {
        "Response": "None is recorded",
        "Status": "Not assessed",
        "Trend": "Not judged",
        "Schedule": "No date",
    }


# What an item asks for


def test_what_is_cited_is_told_by_its_independent_publishers_and_whether_one_is_official(desk, analyst, item):
    piece = told_by(make.confirmed(item, by=analyst), "herald.example", "radio.example", "herald.example")
    official = told_by(make.confirmed(item, by=analyst), "ministry.example", kind="government")
    desk.post(page_of(item), proposal(piece, official))
    first, second = Citation.objects.order_by("pk")
    assert {"herald.example", "radio.example"} <= set(first.publishers)
    assert (first.official, second.official) == (False, True)


def test_the_page_of_an_official_feeds_site_is_official_whoever_brings_it(desk, analyst, item):
    make.feed("https://feeds.ministry.example/rss", kind="government", site_url="https://www.ministry.example/")
    piece = told_by(make.confirmed(item, by=analyst), "ministry.example", kind="other")
    desk.post(page_of(item), proposal(piece))
    assert Citation.objects.get().official


def test_an_item_that_asks_for_two_sources_is_not_closed_by_one(desk, analyst, item, words):
    Item.objects.filter(pk=item.pk).update(closing_sources=2)
    piece = make.confirmed(item, by=analyst)
    Entry.objects.filter(pk=piece.entry_id).update(story=piece.story)
    answer = desk.post(page_of(item), proposal(piece))
    assert "Needs 2 independent sources; cited are told by 1." in words(answer)
    assert not Assessment.objects.exists()
    told_by(piece, "radio.example")
    desk.post(page_of(item), proposal(piece))
    assert Assessment.objects.get().to_status == "implemented"


def test_a_rule_that_was_made_stricter_holds_when_it_is_approved(desk, analyst, colleague, item, client, said):
    desk.post(page_of(item), proposal(make.confirmed(item, by=analyst)))
    Item.objects.filter(pk=item.pk).update(closing_official=True)
    client.force_login(colleague)
    address = reverse("admin:indicators_assessment_decide", args=[Assessment.objects.get().pk])
    answer = client.post(address, {"decision": "approve"})
    assert said(answer)[-1] == "Nothing is decided: needs an official source; none is cited."
    item.refresh_from_db()
    assert item.status == "not_assessed"


def test_the_page_says_what_the_item_asks_for(desk, item, words):
    assert "An announcement alone closes nothing." in words(desk.get(page_of(item)))
    Item.objects.filter(pk=item.pk).update(closing_stage="outcome", closing_sources=2, closing_official=True)
    told = "To call it implemented, cite an outcome at least, 2 independent sources, an official source."
    assert told in words(desk.get(page_of(item)))


def test_a_closed_item_can_only_be_reopened_and_its_page_says_so(desk, item, words):
    Item.objects.filter(pk=item.pk).update(status="implemented")
    assert "only “in progress” reopens it" in words(desk.get(page_of(item)))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"closing_stage": "outcome", "closing_sources": "3", "closing_official": "on"}, ("outcome", 3, True)),
        ({"closing_stage": "", "closing_sources": ""}, ("", 1, False)),
        ({}, ("", 1, False)),
    ],
)
def test_the_rules_are_set_on_the_items_page(desk, typed, kept):
    address = reverse("admin:indicators_recommendation_add")
    desk.post(address, make.typed(document=make.document().pk, **typed))
    item = Item.objects.get()
    assert (item.closing_stage, item.closing_sources, item.closing_official) == kept


@pytest.mark.parametrize("typed", [{"closing_stage": "announcement"}, {"closing_sources": "0"}])
def test_a_rule_that_cannot_be_is_refused(desk, typed):
    address = reverse("admin:indicators_recommendation_add")
    desk.post(address, make.typed(document=make.document().pk, **typed))
    assert not Item.objects.exists()


# What points to an assessment


def test_what_was_confirmed_since_the_last_assessment_is_counted_by_stage(analyst, item):
    for stage, at in (("action", NOW), ("action", NOW + DAY), ("action", NOW + DAY), ("outcome", NOW + DAY)):
        make.confirmed(item, by=analyst, at=at, stage=stage)
    make.evidence(item)
    make.confirmed(by=analyst, at=NOW + DAY)
    assert pointed(item) == "1 confirmed outcome, 3 confirmed actions; no assessment yet"
    Item.objects.filter(pk=item.pk).update(last_assessed_at=NOW)
    item.refresh_from_db()
    assert pointed(item) == "1 confirmed outcome, 2 confirmed actions since the last assessment"


def test_where_nothing_was_confirmed_nothing_is_said(item):
    make.evidence(item)
    assert pointed(item) == ""


def test_what_has_no_clear_stage_is_counted_apart(analyst, item):
    make.confirmed(item, by=analyst, stage="")
    assert pointed(item) == "1 confirmed piece of no clear stage; no assessment yet"


def test_it_is_shown_on_the_items_page_and_on_the_assessments_and_writes_nothing(desk, analyst, item, words):
    make.confirmed(item, by=analyst)
    change = reverse("admin:indicators_recommendation_change", args=[item.pk])
    for address in (change, page_of(item)):
        assert "1 confirmed action; no assessment yet." in words(desk.get(address))
    item.refresh_from_db()
    assert (item.status, Assessment.objects.count()) == ("not_assessed", 0)


def test_the_assessments_before_are_shown_with_who_and_why(desk, analyst, item, words):
    desk.post(page_of(item), proposal(make.confirmed(item, by=analyst), to_status="in_progress"))
    page = words(desk.get(page_of(item)))
    assert "Not assessed → In progress" in page
    assert "Proposed by ana" in page
    assert "The unit works." in page
