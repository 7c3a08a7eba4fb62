"""An item's page: its evidence and its history; and the way from confirmed evidence to a status, by two people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators import assessment
from indicators.models import Assessment, Item, Watch
from tests import make
from tracker.evidence import review
from tracker.models import Evidence

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def item():
    return make.item("R1", title="Set up a joint police unit")


def assess(item):
    return reverse(f"admin:indicators_{item.kind}_assess", args=[item.pk])


def page_of(item):
    return reverse(f"admin:indicators_{item.kind}_change", args=[item.pk])


def proposal(*cited, **fields):
    return {
        "to_status": "in_progress",
        "trend": "advancing",
        "effective_on": "2026-03-02",
        "rationale": "The unit works in one port.",
        "coverage": "",
        "cited": [piece.pk for piece in cited],
        **fields,
    }


def decide(desk, proposed, decision, note=""):
    address = reverse("admin:indicators_assessment_decide", args=[proposed.pk])
    return desk.post(address, {"decision": decision, "note": note})


# Proposing


def test_an_assessment_is_proposed_from_confirmed_evidence(desk, analyst, item):
    piece = make.confirmed(item, by=analyst, quote="The unit works.")
    answer = desk.post(assess(item), proposal(piece))
    proposed = Assessment.objects.get()
    assert answer["Location"] == reverse("admin:indicators_assessment_change", args=[proposed.pk])
    assert (proposed.item.pk, proposed.from_status, proposed.to_status) == (item.pk, "not_assessed", "in_progress")
    assert (proposed.trend, proposed.rationale, proposed.state) == (
        "advancing",
        "The unit works in one port.",
        "proposed",
    )
    assert proposed.proposed_by == analyst
    assert [(cited.title, cited.quote) for cited in proposed.citations.all()] == [(piece.title, "The unit works.")]


def test_a_proposal_changes_no_status(desk, analyst, item):
    desk.post(assess(item), proposal(make.confirmed(item, by=analyst)))
    item.refresh_from_db()
    assert (item.status, item.trend) == ("not_assessed", "")


def test_only_confirmed_evidence_of_the_item_can_be_chosen(desk, analyst, item, words):
    make.confirmed(item, by=analyst, entry=make.entry("Confirmed for it"))
    make.evidence(item, entry=make.entry("Only suggested"))
    make.confirmed(by=analyst, entry=make.entry("Confirmed for another"))
    page = words(desk.get(assess(item)))
    assert "Confirmed for it" in page
    assert "Only suggested" not in page
    assert "Confirmed for another" not in page


def test_evidence_that_cannot_be_cited_is_refused_even_when_it_is_sent(desk, analyst, item):
    for piece in (make.evidence(item), make.confirmed(by=analyst)):
        assert desk.post(assess(item), proposal(piece)).status_code == 200
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Cite at least one piece of confirmed evidence."),
        ({"to_status": "no_evidence"}, "Say what was watched: which feeds, healthy, since when."),
        ({"rationale": "  "}, "This field is required."),
        ({"effective_on": "soon"}, "Enter a valid date."),
        ({"to_status": "not_assessed"}, "Select a valid choice. not_assessed is not one of the available choices."),
        ({"trend": "sideways"}, "Select a valid choice. sideways is not one of the available choices."),
    ],
    ids=["no evidence", "no coverage", "no rationale", "no date", "no status", "no trend"],
)
def test_a_refusal_is_shown_in_the_form_with_what_was_typed(desk, item, words, fields, told):
    answer = desk.post(assess(item), proposal(**{"coverage": "", **fields}))
    assert answer.status_code == 200
    assert told in words(answer)
    assert not Assessment.objects.exists()
    if "rationale" not in fields:
        assert "The unit works in one port." in words(answer)


def test_an_announcement_alone_implements_nothing(desk, analyst, item, words):
    announced = make.confirmed(item, by=analyst, stage="announcement")
    answer = desk.post(assess(item), proposal(announced, to_status="implemented"))
    assert "An announcement alone closes nothing: cite an action or an outcome." in words(answer)


def test_the_form_proposes_what_was_watched_since_the_last_assessment(desk, item):
    now = timezone.now()
    Item.objects.filter(pk=item.pk).update(last_assessed_at=now - 3 * DAY)
    make.polled_feed(now - 2 * DAY, now, title="Radio")
    make.polled_feed(now - 9 * DAY, now, title="The Harbour Herald", language="es")
    first = desk.get(assess(item)).context["form"].initial["coverage"]
    assert first.startswith(f"{now - 3 * DAY:%-d %b %Y} to ")
    assert ": 2 feeds in Spanish were watched without a gap, " in first
    assert f"1 of them only since {now - 2 * DAY:%-d %b}" in first
    assert first.endswith(" Feeds: Radio and The Harbour Herald.")


@pytest.mark.parametrize(("days", "is_later"), [(10, True), (8, False)])
def test_the_form_for_a_first_assessment_looks_back_as_far_as_reviews_are_apart(desk, item, days, is_later):
    Item.objects.filter(pk=item.pk).update(review_every_days=days)
    make.polled_feed(timezone.now() - 9 * DAY, timezone.now())
    first = desk.get(assess(item)).context["form"].initial["coverage"]
    assert ("only since" in first) is is_later


def test_where_nothing_watched_the_form_proposes_nothing_and_says_so(desk, item, words):
    answer = desk.get(assess(item))
    assert answer.context["form"].initial["coverage"] == ""
    assert "No feed in English or Spanish was polled." in words(answer)


def test_not_started_is_proposed_from_what_was_watched(desk, item):
    desk.post(assess(item), proposal(to_status="not_started", coverage="3 healthy feeds since January"))
    assert Assessment.objects.get().coverage == "3 healthy feeds since January"


def test_an_item_that_is_not_there_is_not_assessed(desk):
    assert desk.get(reverse("admin:indicators_recommendation_assess", args=[404])).status_code == 404


# Deciding


@pytest.fixture
def proposed(colleague, item, at):
    """Proposed by the colleague."""
    piece = make.confirmed(item, by=colleague)
    change = assessment.Change("in_progress", "advancing", at.date(), "The unit works in one port.")
    return review.propose(item, change, [piece], by=colleague, at=at)


def test_the_page_of_a_proposal_shows_its_grounds_and_the_form_that_decides(desk, proposed, words):
    page = desk.get(reverse("admin:indicators_assessment_change", args=[proposed.pk]))
    assert "Not assessed → In progress" in words(page)
    assert "The unit works in one port." in words(page)
    assert Evidence.objects.get().title in words(page)
    assert page.content.decode().count('name="decision"') == 2


def test_an_approval_writes_the_status_and_the_trend(desk, analyst, item, proposed, said):
    assert said(decide(desk, proposed, "approve")) == ["Decided."]
    proposed.refresh_from_db()
    item.refresh_from_db()
    assert (proposed.state, proposed.decided_by) == ("approved", analyst)
    assert (item.status, item.trend, item.last_assessed_at) == ("in_progress", "advancing", proposed.decided_at)


def test_a_proposal_is_returned_with_a_note_and_changes_nothing(desk, item, proposed):
    decide(desk, proposed, "return", "Which port?")
    proposed.refresh_from_db()
    item.refresh_from_db()
    assert (proposed.state, proposed.decision_note, item.status) == ("returned", "Which port?", "not_assessed")


def test_it_is_not_returned_without_a_note(desk, proposed, said):
    assert said(decide(desk, proposed, "return")) == ["Nothing is decided: say in a note why it is returned."]
    proposed.refresh_from_db()
    assert proposed.state == "proposed"


def test_the_proposer_is_not_the_approver(client, colleague, analyst, proposed, said):
    client.force_login(colleague)
    answer = decide(client, proposed, "approve")
    assert said(answer) == ["Nothing is decided: somebody else than the proposer approves."]


def test_what_is_decided_is_decided(desk, proposed, said):
    decide(desk, proposed, "approve")
    assert said(decide(desk, proposed, "return", "No."))[-1] == (
        "Nothing is decided: this assessment has been decided already."
    )
    page = desk.get(reverse("admin:indicators_assessment_change", args=[proposed.pk]))
    assert 'name="decision"' not in page.content.decode()


def test_a_decision_that_is_neither_is_taken_for_no_approval(desk, item, proposed):
    decide(desk, proposed, "")
    item.refresh_from_db()
    assert item.status == "not_assessed"


@pytest.mark.parametrize("column", ["to_status", "rationale", "state"])
def test_an_assessment_is_not_rewritten_in_its_form(desk, proposed, column):
    before = Assessment.objects.values().get()
    desk.post(reverse("admin:indicators_assessment_change", args=[proposed.pk]), {column: "implemented"})
    assert Assessment.objects.values().get() == before


def test_an_assessment_is_not_deleted(desk, proposed):
    address = reverse("admin:indicators_assessment_delete", args=[proposed.pk])
    assert desk.post(address, {"post": "yes"}).status_code == 403


# The record


def test_the_page_of_an_item_shows_by_what_it_was_watched(desk, item, words):
    now = timezone.now()
    for number in range(6):
        make.polled_feed(now - 40 * DAY, now, title=f"Herald {number}", language="en")
    failing_since = now - 7 * DAY + timedelta(hours=1)
    down = make.polled_feed(now - 40 * DAY, failing_since, title="Radio", language="es")
    make.poll(down, now - DAY, "gone")
    make.entry(feed_=down, first_seen_at=now - 9 * DAY)
    page = words(desk.get(page_of(item)))
    assert "Watched, last 28 days 6 feeds in English were watched without a gap; 1 for part of the time: Radio" in page
    assert "English: 6 feeds, 0 entries · Spanish: 1 feed, 1 entry · last entry" in page
    assert f"Radio 75% gone (410) since {failing_since:%-d %b %H:%M}" in page
    assert "Herald 0 100%" in page
    assert "2 more Herald 4 100% Herald 5 100%" in page


def test_the_page_of_an_item_that_nothing_watches_says_why(desk, words):
    page = words(desk.get(page_of(make.item("R2", terms=None))))
    assert "Watched, last 28 days There is no watch." in page


def test_the_page_of_an_item_shows_its_evidence_and_its_history(desk, analyst, item, proposed, words):
    make.evidence(item, entry=make.entry("Waits for review"))
    make.evidence(item, verdict="rejected", reviewed_by=analyst, reviewed_at=make.NOW, entry=make.entry("Was rejected"))
    decide(desk, proposed, "approve")
    page = words(desk.get(page_of(item)))
    assert "Waits for review" in page
    assert "Was rejected" not in page
    assert "Assessment Approved Not assessed → In progress, advancing The unit works in one port. " in page
    assert "As of 2 Mar 2026. Proposed by ben, 2 Mar 2026; approved by ana" in page
    assert "cites 1" in page


def test_the_page_of_an_item_says_how_many_publishers_tell_a_piece(desk, item, words):
    make.evidence(item)
    assert "independent publishers" not in words(desk.get(page_of(item)))
    piece = make.evidence(item)
    for voice in ("herald.example", "courier.example", "courier.example"):
        make.entry(story=piece.story, voice=voice)
    assert "told by 2 independent publishers" in words(desk.get(page_of(item)))


def test_the_page_of_an_item_without_any_says_how_it_comes_by_some(desk, item, words):
    page = words(desk.get(page_of(item)))
    assert "Nothing yet. The watch is set; news is matched as it comes in." in page
    assert "A status comes only by an assessment with a rationale and cited evidence." in page


@pytest.mark.parametrize("kind", ["recommendation", "indicator"])
def test_an_item_of_either_kind_can_be_assessed_and_its_evidence_reviewed(desk, kind):
    item = make.item("X1", kind=kind)
    page = desk.get(page_of(item)).content.decode()
    assert desk.get(assess(item)).status_code == 200
    for action, leads_to in (("assess", assess(item)), ("review", f"/admin/tracker/evidence/review/?item={item.pk}")):
        link = next(part.split('"')[0] for part in page.split('href="') if f"/{action}-this" in part.split('"')[0])
        assert desk.get(link)["Location"] == leads_to


def test_a_status_is_not_typed(desk, item):
    answer = desk.get(page_of(item))
    assert not {"status", "trend", "last_assessed_at"} & set(answer.context["adminform"].form.fields)


def test_an_item_added_on_the_page_of_a_kind_is_of_that_kind(desk):
    for kind in ("recommendation", "indicator"):
        sent = make.typed(reference=kind, document=make.document().pk)
        answer = desk.post(reverse(f"admin:indicators_{kind}_add"), sent)
        assert answer.status_code == 302, answer.context["errors"]
        assert Item.objects.get(reference=kind).kind == kind


def test_a_watch_changed_on_the_page_is_a_new_version(desk, item):
    watch = item.watch
    address = reverse("admin:indicators_watch_change", args=[watch.pk])
    kept = {"terms_en": "\n".join(watch.terms["en"]), "terms_es": "\n".join(watch.terms["es"]), "active": "on"}
    desk.post(address, kept)
    assert Watch.objects.get().version == 1
    desk.post(address, kept | {"terms_en": "harbour police"})
    assert (Watch.objects.get().version, Watch.objects.get().terms["en"]) == (2, ["harbour police"])
