"""The review queue: the best suggestion first, with the words that matched; a verdict with who, when and which way."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators import assessment
from indicators.models import Topic
from tests import make
from tracker.evidence import record, review
from tracker.models import Entry, Evidence

pytestmark = pytest.mark.django_db

QUEUE = "/admin/tracker/evidence/review/"
LIST = "/admin/tracker/evidence/"


def verdict(piece, verdict="confirmed", **fields):
    return {"piece": piece.pk, "verdict": verdict, "direction": "advances", "stage": "action", "note": "", **fields}


def suggested(item, title, text="", **columns):
    """Evidence as the matcher makes it."""
    make.entry(title, text, language="en", **columns)
    sum(record.match_waiting(make.NOW))
    return Evidence.objects.get(item=item, title=title)


# What is shown


def test_the_best_suggestion_comes_first(desk, words):
    for score, title in ((1.0, "Weak"), (3.0, "Strong"), (2.0, "Middling")):
        make.evidence(score=score, entry=make.entry(title))
    page = words(desk.get(QUEUE))
    assert "3 waiting" in page
    assert "Strong" in page
    assert "Weak" not in page


def test_what_was_judged_waits_no_longer(desk, analyst, words):
    make.confirmed(by=analyst)
    assert "Nothing waits here." in words(desk.get(QUEUE))


def test_the_words_that_matched_are_marked_in_title_and_lead(desk):
    suggested(make.item(), "Ministers sign joint police unit pact", "The joint police unit starts in March.")
    page = desk.get(QUEUE).content.decode()
    mark = '<mark class="ft-match" title="[^"]+">joint police unit</mark>'
    assert re.search(f"<h3>Ministers .*{mark} pact</h3>", page)
    assert re.search(f"<p>The {mark} .*starts.* in March.</p>", page)


def test_the_terms_that_matched_are_listed_with_their_weight_the_heaviest_first(desk, words):
    piece = suggested(make.item(), "Ministers sign joint police unit pact", "Police training begins.")
    page = words(desk.get(QUEUE))
    why = page.split("Why it was suggested")[1]
    assert why.index("joint police unit +") < why.index("police training +")
    assert f"score {piece.score:.2f}" in page


@pytest.mark.parametrize("kind", ["recommendation", "indicator"])
def test_hostile_text_is_shown_and_not_run(desk, kind):
    hostile = "<script>alert(1)</script> joint police unit <img src=x onerror=alert(2)>"
    suggested(
        make.item(kind=kind, title=hostile),
        hostile,
        f"{hostile}\"'><svg onload=alert(3)>",
        feed_=make.feed(title=hostile),
    )
    page = desk.get(QUEUE).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<svg onload" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "joint police unit</mark>" in page


def test_hostile_terms_and_cues_are_shown_and_not_run(desk):
    part = {"term": '"><script>alert(1)</script>', "kind": "word", "start": 0, "end": 5, "contribution": 1.0}
    cue = {"text": "signs", "start": 6, "end": 11, "says": '"><script>alert(2)</script>'}
    make.evidence(entry=make.entry("Joint signs"), explanation={"terms": [part], "cues": [cue]})
    page = desk.get(QUEUE).content.decode()
    assert "<script>alert" not in page
    assert ">Joint</mark>" in page
    assert ">signs</mark>" in page


def test_marks_that_overlap_leave_the_text_whole(desk):
    parts = [
        {"term": term, "kind": "word", "start": start, "end": end, "contribution": 1.0}
        for term, start, end in (("phrase", 0, 11), ("inner", 6, 11), ("across", 8, 20), ("beyond", 0, 999))
    ]
    make.evidence(entry=make.entry("Joint units open"), explanation={"terms": parts, "cues": []})
    page = desk.get(QUEUE).content.decode()
    assert ">Joint units</mark> open</h3>" in page


@pytest.fixture
def retold():
    """A piece whose story three feeds tell: two publishers, of which one is copied by the third."""
    piece = make.evidence(entry=make.entry(feed_=make.feed("https://herald.example/rss", title="The Herald")))
    copied = make.entry("Copied", url="https://post.example/7", feed_=make.feed(title="The Post"))
    retold = make.entry("Retold", url="https://courier.example/1", feed_=make.feed(title="The Courier"))
    for entry, voice in ((piece.entry, "herald.example"), (copied, "herald.example"), (retold, "courier.example")):
        Entry.objects.filter(pk=entry.pk).update(story=piece.story, voice=voice)
    return piece


@pytest.mark.parametrize("where", ["queue", "page"])
def test_a_story_of_several_outlets_lists_them_and_counts_the_independent(desk, words, retold, where):
    page = desk.get(QUEUE if where == "queue" else reverse("admin:tracker_evidence_change", args=[retold.pk]))
    read = words(page)
    assert "Told by 2 independent publishers, 3 times" in read
    assert "The Courier: Retold courier.example, 02 Mar 2026 12:00" in read
    assert "The Post: Copied post.example, 02 Mar 2026 12:00, in the words of herald.example" in read
    assert 'href="https://courier.example/1"' in page.content.decode()


def test_a_story_that_one_outlet_tells_lists_nobody_in_the_queue(desk, words):
    make.evidence()
    assert "Told by" not in words(desk.get(QUEUE))


def test_the_list_says_how_many_tell_it(desk, retold):
    make.evidence()
    shown = re.findall(r'class="field-told_by[^>]*>\s*(?:<[^>]+>\s*)*(\d+)', desk.get(LIST).content.decode())
    assert sorted(shown) == ["1", "2"]


def test_the_matchers_own_judgement_is_what_is_chosen_at_first(desk):
    make.evidence(direction="sets_back", stage="outcome")
    page = desk.get(QUEUE).content.decode()
    assert re.findall(r'value="(\w*)"[^>]* checked', page) == ["sets_back", "outcome"]


def test_what_was_confirmed_before_for_the_item_is_shown_beside_it(desk, analyst, words):
    item = make.item()
    make.confirmed(item, by=analyst, entry=make.entry("Confirmed last week"))
    make.evidence(item)
    assert "Confirmed last week" in words(desk.get(QUEUE)).split("Confirmed before")[1]


# A verdict


def test_a_verdict_is_saved_with_who_when_direction_and_stage(desk, analyst, said):
    piece, before = make.evidence(direction="advances", stage="action"), timezone.now()
    answer = desk.post(QUEUE, verdict(piece, direction="sets_back", stage="announcement", note="Only announced."))
    piece.refresh_from_db()
    assert (answer.status_code, answer["Location"], said(answer)) == (302, QUEUE, [f"Confirmed: {piece}"])
    assert (piece.verdict, piece.direction, piece.stage, piece.note) == (
        "confirmed",
        "sets_back",
        "announcement",
        "Only announced.",
    )
    assert piece.reviewed_by == analyst
    assert before <= piece.reviewed_at <= timezone.now()


@pytest.mark.parametrize("given", ["rejected", "duplicate"])
def test_other_verdicts_are_saved_too(desk, given):
    piece = make.evidence()
    desk.post(QUEUE, verdict(piece, given, stage=""))
    piece.refresh_from_db()
    assert (piece.verdict, piece.stage) == (given, "")


def test_after_a_verdict_the_next_best_is_shown(desk, words):
    best, next_best = make.evidence(score=3), make.evidence(score=2, entry=make.entry("The next best"))
    assert "The next best" in words(desk.post(QUEUE, verdict(best), follow=True))
    assert "Nothing waits here." in words(desk.post(QUEUE, verdict(next_best), follow=True))


def test_when_somebody_else_was_faster_their_verdict_stays(desk, colleague, said):
    piece = make.evidence(direction="context")
    review.judge_one(piece, "rejected", by=colleague, at=make.NOW, direction="unclear", stage="")
    answer = desk.post(QUEUE, verdict(piece))
    piece.refresh_from_db()
    assert said(answer) == ["Nothing is changed: somebody has judged this piece meanwhile."]
    assert (piece.verdict, piece.reviewed_by, piece.direction) == ("rejected", colleague, "unclear")


@pytest.mark.parametrize(
    "fields",
    [{"verdict": "perhaps"}, {"verdict": ""}, {"verdict": "suggested"}, {"direction": "sideways"}, {"stage": "dream"}],
    ids=str,
)
def test_a_verdict_that_is_not_understood_changes_nothing(desk, said, fields):
    piece = make.evidence()
    answer = desk.post(QUEUE, verdict(piece) | fields)
    piece.refresh_from_db()
    assert answer.status_code == 302
    assert len(said(answer)) == 1
    assert (piece.verdict, piece.reviewed_by) == ("suggested", None)


def test_a_verdict_on_what_went_meanwhile_is_not_given_and_the_queue_goes_on(desk, said):
    piece = make.evidence()
    post = verdict(piece)
    piece.delete()
    answer = desk.post(QUEUE, post)
    assert answer.status_code == 302
    assert said(answer) == [f"Nothing is changed: {review.GONE}."]


@pytest.mark.parametrize("pk", ["", "0", "x", "²", "-1", "9" * 40])
def test_a_verdict_on_nothing_is_not_found(desk, pk):
    assert desk.post(QUEUE, {"piece": pk, "verdict": "confirmed", "direction": "advances"}).status_code == 404


# Finding the way


def test_a_piece_can_be_left_for_later_and_taken_up_again(desk, words):
    best = make.evidence(score=3, entry=make.entry("The best"))
    next_best = make.evidence(score=2, entry=make.entry("The next best"))
    later = words(desk.post(QUEUE, {"piece": best.pk, "act": "pass"}, follow=True))
    assert "The next best" in later
    assert "1 left for later" in later
    assert "1 left for later" in words(desk.post(QUEUE, verdict(next_best), follow=True))
    assert "The best" in words(desk.post(QUEUE, {"act": "again"}, follow=True))


def test_a_piece_can_be_put_off_until_tomorrow(desk, words):
    best = make.evidence(score=3, entry=make.entry("The best"))
    make.evidence(score=2, entry=make.entry("The next best"))
    page = words(desk.post(QUEUE, {"piece": best.pk, "act": "snooze"}, follow=True))
    assert "1 waiting" in page
    assert "The next best" in page
    best.refresh_from_db()
    assert timedelta(hours=23) < best.snoozed_until - timezone.now() <= timedelta(days=1)


def test_a_verdict_is_taken_back_step_by_step_and_the_piece_comes_again(desk, words):
    pieces = [make.evidence(score=score, direction="context", stage="") for score in (3, 2, 1)]
    for piece in pieces[:2]:
        desk.post(QUEUE, verdict(piece, "rejected", note="No."))
    page = desk.post(QUEUE, {"act": "undo"}, follow=True)
    assert f'name="piece" value="{pieces[1].pk}"' in page.content.decode()
    desk.post(QUEUE, {"act": "undo"})
    for piece in pieces:
        piece.refresh_from_db()
        assert (piece.verdict, piece.reviewed_by, piece.direction, piece.stage, piece.note) == (
            "suggested", None, "context", "", "",
        )  # fmt: skip
    assert "There is nothing to take back." in words(desk.post(QUEUE, {"act": "undo"}, follow=True))


def test_what_was_put_off_is_taken_back_as_well(desk):
    piece = make.evidence()
    desk.post(QUEUE, {"piece": piece.pk, "act": "snooze"})
    page = desk.post(QUEUE, {"act": "undo"}, follow=True)
    assert f'name="piece" value="{piece.pk}"' in page.content.decode()


def test_what_is_cited_meanwhile_is_not_taken_back(desk, analyst, said, at):
    piece = make.evidence()
    desk.post(QUEUE, verdict(piece))
    piece.refresh_from_db()
    review.propose(piece.item, assessment.Change("in_progress", "", at.date(), "Begun."), [piece], by=analyst, at=at)
    assert "an assessment cites this" in said(desk.post(QUEUE, {"act": "undo"}))[-1]
    piece.refresh_from_db()
    assert piece.verdict == "confirmed"


# What is judged together


@pytest.fixture
def for_three_items():
    """One event, suggested for three items."""
    first = make.evidence(make.item("R1"), score=3, direction="advances")
    others = [
        make.evidence(make.item(reference), story=first.story, entry=first.entry, score=1, direction="context")
        for reference in ("R2", "R3")
    ]
    return first, *others


def test_one_event_is_judged_for_several_items_each_with_its_own_direction(desk, for_three_items, words):
    first, second, third = for_three_items
    assert "R2" in words(desk.get(QUEUE)).split("same event for other items")[1]
    desk.post(QUEUE, verdict(first, also=[second.pk], **{f"direction-{second.pk}": "sets_back"}))
    assert {
        (piece.item.reference, piece.verdict, piece.direction) for piece in Evidence.objects.select_related("item")
    } == {("R1", "confirmed", "advances"), ("R2", "confirmed", "sets_back"), ("R3", "suggested", "context")}
    desk.post(QUEUE, {"act": "undo"})
    assert set(Evidence.objects.values_list("pk", "verdict", "direction")) == {
        (first.pk, "suggested", "advances"), (second.pk, "suggested", "context"), (third.pk, "suggested", "context"),
    }  # fmt: skip


def test_a_piece_of_another_event_is_not_judged_along(desk, for_three_items):
    first, *_ = for_three_items
    other = make.evidence()
    desk.post(QUEUE, verdict(first, also=[other.pk]))
    other.refresh_from_db()
    assert other.verdict == "suggested"


def test_the_copies_of_an_event_become_duplicates_with_it(desk, words):
    item = make.item()
    headlines = "Minister opens the harbour scanner", "Harbour scanner opened by minister", "Judges strike in Quito"
    first, copy, other = [
        make.evidence(item, entry=make.entry(title), title=title, score=score, language="en")
        for score, title in zip((3, 2, 1), headlines, strict=True)
    ]
    page = words(desk.get(QUEUE)).split("Much the same headline")[1]
    assert copy.title in page
    assert other.title not in page
    desk.post(QUEUE, verdict(first, copy=[copy.pk]))
    assert dict(Evidence.objects.values_list("title", "verdict")) == {
        first.title: "confirmed", copy.title: "duplicate", other.title: "suggested",
    }  # fmt: skip


def test_two_analysts_get_two_pieces(desk, colleague, words):
    make.evidence(score=3, entry=make.entry("The best"))
    make.evidence(score=2, entry=make.entry("The next best"))
    other = Client()
    other.force_login(colleague)
    assert "The best" in words(desk.get(QUEUE))
    assert "The next best" in words(other.get(QUEUE))
    assert "The best" in words(desk.get(QUEUE))


def test_the_script_gets_the_next_piece_with_the_answer(desk):
    best, next_best = make.evidence(score=3), make.evidence(score=2)
    answer = desk.post(QUEUE, verdict(best), headers={"X-Requested-With": "XMLHttpRequest"})
    page = answer.content.decode()
    assert f'name="piece" value="{next_best.pk}"' in page
    assert "Confirmed: " in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("topic={topic}", "Of the topic"),
        ("owner=me", "Of mine"),
        ("language=es", "En español"),
        ("feed=tribune", "In the Tribune"),
        ("score=4.5", "The surest"),
    ],
)
def test_the_queue_is_narrowed(desk, analyst, words, query, shown):
    topic = Topic.objects.create(name="Ports")
    of_topic, mine = make.item(), make.item(owner=analyst)
    of_topic.topics.add(topic)
    make.evidence(of_topic, score=1, entry=make.entry("Of the topic"))
    make.evidence(mine, score=1, entry=make.entry("Of mine"))
    make.evidence(score=1, language="es", entry=make.entry("En español"))
    make.evidence(score=1, entry=make.entry("In the Tribune", feed_=make.feed(title="The Tribune")))
    make.evidence(score=5, entry=make.entry("The surest"))
    page = words(desk.get(f"{QUEUE}?{query.format(topic=topic.pk)}"))
    assert shown in page
    assert "1 waiting" in page


def test_the_queue_of_one_item_shows_no_other(desk, words):
    item = make.item("R1")
    make.evidence(item, score=1, entry=make.entry("For this item"))
    make.evidence(score=3, entry=make.entry("For another"))
    page = words(desk.get(f"{QUEUE}?item={item.pk}"))
    assert f"1 waiting for {item}" in page
    assert "For this item" in page
    assert "For another" not in page


@pytest.mark.parametrize(
    "query", ["item=x", "item=", "item=²", f"item={'9' * 40}", "topic=x", "language=tlh", "score=much", "piece=²"]
)
def test_an_address_that_makes_no_sense_shows_the_whole_queue(desk, words, query):
    make.evidence()
    assert "1 waiting" in words(desk.get(f"{QUEUE}?{query}"))


# Many at once


def act(desk, action, *pieces):
    return desk.post(LIST, {"action": action, "_selected_action": [piece.pk for piece in pieces]})


@pytest.mark.parametrize(
    ("action", "given"), [("confirm", "confirmed"), ("reject", "rejected"), ("duplicate", "duplicate")]
)
def test_many_are_judged_at_once(desk, analyst, said, action, given):
    chosen, other = [make.evidence(), make.evidence()], make.evidence()
    answer = act(desk, action, *chosen)
    assert said(answer) == [f"2 pieces {given}."]
    assert set(Evidence.objects.filter(verdict=given).values_list("pk", "reviewed_by")) == {
        (piece.pk, analyst.pk) for piece in chosen
    }
    other.refresh_from_db()
    assert other.verdict == "suggested"


def test_what_is_judged_already_stays_as_it_is(desk, colleague, said):
    judged, waiting = make.confirmed(by=colleague), make.evidence()
    answer = act(desk, "reject", judged, waiting)
    judged.refresh_from_db()
    assert said(answer) == ["1 pieces rejected.", "1 were judged already and stay as they are."]
    assert (judged.verdict, judged.reviewed_by) == ("confirmed", colleague)


def test_a_verdict_can_be_taken_back(desk, analyst):
    piece = make.confirmed(by=analyst)
    act(desk, "reopen", piece)
    piece.refresh_from_db()
    assert (piece.verdict, piece.reviewed_by, piece.reviewed_at) == ("suggested", None, None)


def test_the_verdict_on_cited_evidence_stays(desk, analyst, said, at):
    item = make.item()
    cited, free = make.confirmed(item, by=analyst), make.confirmed(item, by=analyst)
    review.propose(item, assessment.Change("in_progress", "", at.date(), "Begun."), [cited], by=analyst, at=at)
    answer = act(desk, "reopen", cited, free)
    assert f"{cited}: an assessment cites this evidence; its verdict stays" in said(answer)
    assert set(Evidence.objects.values_list("pk", "verdict")) == {(cited.pk, "confirmed"), (free.pk, "suggested")}


# The page of one piece


def test_the_page_of_a_piece_shows_what_was_read_and_why(desk, words):
    piece = suggested(make.item(), "Ministers sign joint police unit pact", "In the port.")
    page = desk.get(reverse("admin:tracker_evidence_change", args=[piece.pk]))
    assert "joint police unit</mark>" in page.content.decode()
    assert "joint police unit " in words(page).split("Why")[1]


def test_the_page_of_a_piece_shows_all_that_was_read_and_when_whatever_became_of_the_entry(desk, words):
    whole = f"In the port. {'And so on. ' * 200}The end of it."
    piece = suggested(make.item(), "Ministers sign joint police unit pact", whole)
    Entry.objects.update(title="Gone", text="Gone", url="https://gone.example")
    read = words(desk.get(reverse("admin:tracker_evidence_change", args=[piece.pk])))
    assert "The rest of it" in read
    assert "The end of it." in read
    assert piece.url in read
    assert "Seen at March 2, 2026, noon" in read


def test_evidence_is_never_deleted_by_hand(desk):
    piece = make.evidence()
    assert desk.post(reverse("admin:tracker_evidence_delete", args=[piece.pk]), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in desk.get(LIST).content.decode()
    assert Evidence.objects.exists()


def test_evidence_can_be_found_by_its_headline_and_its_item(desk, words):
    make.evidence(make.item("R77"), entry=make.entry("Needle"))
    make.evidence(make.item("R78"), entry=make.entry("Haystack"), created_at=make.NOW - timedelta(days=1))
    for query in ("q=needle", "q=R77", "verdict__exact=suggested&q=Needle"):
        page = words(desk.get(f"{LIST}?{query}"))
        assert "Needle" in page
        assert "Haystack" not in page
