"""Adding evidence by hand, from an address, a file or a note; and looking again at what changed since."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators import assessment
from tests import make
from tests.indicators.intake import samples
from tests.make import NOW
from tracker.evidence import review
from tracker.models import Evidence, Snapshot

pytestmark = pytest.mark.django_db

QUOTE = "The ministry has trained forty officers of the joint unit."
BODY = " ".join(f"Paragraph {number} tells what customs officers at harbour {number} did." for number in range(40))
PAGE = f"""<!doctype html><html><head><title>Unit trained</title>
<meta property="og:site_name" content="The Harbour Herald"><meta name="date" content="2026-02-27"></head>
<body><article><p>{QUOTE}</p><p>{BODY}</p></article></body></html>"""


@pytest.fixture
def item():
    return make.item("R1")


@pytest.fixture
def address():
    return reverse("admin:tracker_evidence_by_hand")


@pytest.fixture
def shown(desk, address):
    """What the second page begins with, as its form would send it."""

    def fetch(**asked):
        answer = desk.post(address, asked)
        assert "form" in answer.context, answer.context["address"].errors or answer.context["file"].errors
        return {name: "" if value is None else value for name, value in answer.context["form"].initial.items()}

    return fetch


def concerns(*rows):
    sent = {"concerns-TOTAL_FORMS": len(rows) + 1, "concerns-INITIAL_FORMS": 1}
    for number, (item, direction, stage) in enumerate([*rows, ("", "", "")]):
        pk = item.pk if item else ""
        sent |= {f"concerns-{number}-{name}": said for name, said in _row(pk, direction, stage).items()}
    return sent


def _row(item, direction, stage):
    return {"item": item, "direction": direction, "stage": stage}


NOTE = {"way": "save", "title": "Told at the hearing", "text": QUOTE, "publisher": "The Senate"}


# By its address


def test_an_address_is_fetched_and_shown_to_be_corrected(desk, site, shown):
    url = site.put("/unit", PAGE, content_type="text/html")
    first = shown(way="address", address=url)
    assert (first["title"], first["url"], first["publisher"]) == ("Unit trained", url, "The Harbour Herald")
    assert str(first["published_on"]) == "2026-02-27"
    assert QUOTE in first["text"]
    assert not Evidence.objects.exists()


def test_what_was_corrected_is_added_with_what_was_read_as_its_snapshot(desk, analyst, site, shown, address, item):
    url = site.put("/unit", PAGE, content_type="text/html")
    first = {**shown(way="address", address=url), "way": "save", "title": "Forty trained", "quote": QUOTE}
    answer = desk.post(address, {**first, "text": f"{QUOTE} Corrected.", **concerns((item, "advances", "action"))})
    piece = Evidence.objects.get()
    assert answer["Location"] == reverse("admin:tracker_evidence_change", args=[piece.pk])
    assert (piece.title, piece.text, piece.quote, piece.url) == ("Forty trained", f"{QUOTE} Corrected.", QUOTE, url)
    assert (piece.verdict, piece.added_by, piece.direction, piece.stage) == (
        "confirmed",
        analyst,
        "advances",
        "action",
    )
    kept = Snapshot.objects.get()
    assert (kept.state, kept.url) == ("kept", url)
    assert BODY in kept.text
    assert len(site.asked) == 1


def test_a_snapshot_is_what_the_page_said_and_not_what_a_form_says(desk, site, shown, address, item):
    url = site.put("/unit", PAGE, content_type="text/html")
    first = {**shown(way="address", address=url), "way": "save", **concerns((item, "advances", "action"))}
    desk.post(address, {**first, "read": f"x{first['read']}"})
    assert Evidence.objects.count() == 1
    assert not Snapshot.objects.exists()


def test_what_was_read_elsewhere_is_no_snapshot_of_this_address(desk, site, shown, address, item):
    url = site.put("/unit", PAGE, content_type="text/html")
    first = {**shown(way="address", address=url), "way": "save", **concerns((item, "advances", "action"))}
    desk.post(address, {**first, "url": "https://elsewhere.example/unit"})
    assert Evidence.objects.get().url == "https://elsewhere.example/unit"
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"status": 404}, "It could not be fetched: the server answered 404 (not found)."),
        ({"body": b"\x89PNG" + bytes(99)}, "It is a picture"),
        ({"body": "<html><body></body></html>", "content_type": "text/html"}, "There are no words in it."),
    ],
)
def test_a_page_that_cannot_be_read_says_why_in_one_sentence(desk, site, address, words, answer, told):
    url = site.put("/unit", **{"body": b"", **answer})
    assert told in words(desk.post(address, {"way": "address", "address": url}))


@pytest.mark.parametrize("typed", ["", "no address", "ftp://herald.example/1", "http://127.0.0.1:1/x"])
def test_what_is_no_address_is_not_fetched(desk, address, typed, settings):
    settings.FEED_ALLOWED_PRIVATE_HOSTS = []
    answer = desk.post(address, {"way": "address", "address": typed})
    assert answer.context["address"].errors["address"]


def test_a_page_that_a_feed_brought_is_told_and_its_suggestion_is_confirmed(desk, site, address, item, words):
    url = site.put("/unit", PAGE, content_type="text/html")
    canonical = url.replace("http:", "https:")
    waiting = make.evidence(item, entry=make.entry("Unit trained", url=url, canonical_url=canonical))
    waiting.entry.story = waiting.story
    waiting.entry.save()
    answer = desk.post(address, {"way": "address", "address": url})
    assert "This page was read already" in words(answer)
    first = {name: value or "" for name, value in answer.context["form"].initial.items()}
    desk.post(address, {**first, "way": "save", **concerns((item, "advances", "action"))})
    waiting.refresh_from_db()
    assert (waiting.verdict, waiting.origin) == ("confirmed", "matched")


# By a file, as a note


def test_a_file_is_read_and_its_text_kept(desk, address, shown, item):
    file = SimpleUploadedFile("gazette.pdf", samples.pdf(QUOTE))
    first = shown(way="file", file=file)
    assert first["title"] == "gazette"
    desk.post(address, {**first, "way": "save", "quote": QUOTE, **concerns((item, "advances", "outcome"))})
    assert Evidence.objects.get().quote == QUOTE
    kept = Snapshot.objects.get()
    assert (kept.url, kept.next_check_at) == ("", None)
    assert QUOTE in " ".join(kept.text.split())


def test_a_file_that_cannot_be_read_says_why(desk, address, words):
    file = SimpleUploadedFile("gazette.pdf", b"%PDF-1.4 and no more")
    assert "This PDF is damaged" in words(desk.post(address, {"way": "file", "file": file}))


def test_a_note_is_evidence_for_several_items_each_in_its_own_direction(desk, address, item):
    other = make.item("R2")
    rows = concerns((item, "advances", "action"), (other, "sets_back", ""))
    answer = desk.post(address, {**NOTE, **rows})
    assert answer["Location"] == reverse("admin:tracker_evidence_changelist")
    pieces = Evidence.objects.order_by("pk")
    assert [(piece.item.pk, piece.direction, piece.stage) for piece in pieces] == [
        (item.pk, "advances", "action"),
        (other.pk, "sets_back", ""),
    ]
    assert len({piece.story_id for piece in pieces}) == 1


def test_what_is_refused_for_one_item_is_added_for_none(desk, address, item, words):
    desk.post(address, {**NOTE, **concerns((item, "advances", "action"))})
    rows = concerns((make.item("R2"), "advances", "action"), (item, "advances", "action"))
    answer = desk.post(address, {**NOTE, **rows})
    assert "For R1 this is evidence already: confirmed by ana." in words(answer)
    assert NOTE["title"] in answer.content.decode()
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"title": ""}, "This field is required."),
        ({"text": ""}, "This field is required."),
        ({"url": "http://user:word@herald.example/"}, "password"),
        ({"quote": "What nobody said"}, "The quote is not in the text."),
        ({"concerns-0-item": ""}, "This field is required."),
        ({"concerns-0-direction": ""}, "This field is required."),
        ({"concerns-0-item": "999999999"}, "Select a valid choice."),
    ],
)
def test_a_refusal_is_shown_with_what_was_typed(desk, address, item, words, sent, told):
    answer = desk.post(address, {**NOTE, **concerns((item, "advances", "action")), **sent})
    assert told in words(answer)
    assert not Evidence.objects.exists()


def test_the_item_one_comes_from_is_chosen_already(desk, address, item, words):
    answer = desk.post(f"{address}?item={item.pk}", {"way": "note"})
    assert answer.context["concerns"][0].initial == {"item": item}
    assert "Set up a joint police unit" in words(answer)


def test_a_piece_in_the_queue_is_added_for_an_item_that_nobody_suggested(desk, address, item):
    url = "https://herald.example/unit"
    waiting = make.evidence(item, entry=make.entry("Unit trained", url=url, canonical_url=url), text=QUOTE)
    waiting.entry.story = waiting.story
    waiting.entry.save()
    assert f"{address}?like={waiting.pk}" in desk.get(reverse("admin:tracker_evidence_review")).text
    page = desk.get(f"{address}?like={waiting.pk}")
    first = {name: value or "" for name, value in page.context["form"].initial.items()}
    other = make.item("R2")
    desk.post(address, {**first, "way": "save", **concerns((other, "sets_back", "action"))})
    added = Evidence.objects.get(item=other)
    assert (added.story, added.direction, added.verdict) == (waiting.story, "sets_back", "confirmed")
    waiting.refresh_from_db()
    assert waiting.verdict == "suggested"


def test_a_piece_that_is_not_there_is_like_none(desk, address):
    assert "form" not in desk.get(f"{address}?like=999").context
    assert "form" not in desk.get(f"{address}?like=x").context


def test_who_may_not_add_evidence_does_not(client, django_user_model, address):
    client.force_login(django_user_model.objects.create_user("eva", is_staff=True))
    for answer in (client.get(address), client.post(address, NOTE)):
        assert answer.status_code == 403


@pytest.mark.parametrize("page", ["indicators_recommendation_change", "tracker_evidence_changelist"])
def test_there_is_a_way_to_it(desk, item, page):
    args = [item.pk] if page.endswith("_change") else []
    assert "Add evidence" in desk.get(reverse(f"admin:{page}", args=args)).content.decode()


# Looked at again


@pytest.fixture
def flagged(analyst):
    columns = {"needs_recheck": True, "recheck_note": "Its page is gone."}
    return make.confirmed(by=analyst, **columns)


def look_again(desk, piece, **sent):
    return desk.post(reverse("admin:tracker_evidence_look_again", args=[piece.pk]), sent)


def test_what_changed_is_told_on_its_page_until_somebody_looked(desk, flagged, words):
    page = reverse("admin:tracker_evidence_change", args=[flagged.pk])
    assert "Its page is gone." in words(desk.get(page))
    look_again(desk, flagged)
    flagged.refresh_from_db()
    assert (flagged.needs_recheck, flagged.verdict) == (False, "confirmed")
    assert "To be looked at again" not in words(desk.get(page))


def test_what_does_not_stand_is_rejected(desk, flagged):
    look_again(desk, flagged, verdict="rejected")
    flagged.refresh_from_db()
    assert (flagged.needs_recheck, flagged.verdict) == (False, "rejected")


def test_what_an_assessment_cites_is_not_rejected(desk, analyst, flagged, said):
    change = assessment.Change("in_progress", "", NOW.date(), "Trained.")
    review.propose(flagged.item, change, [flagged], by=analyst, at=NOW)
    assert "reject it" not in desk.get(reverse("admin:tracker_evidence_change", args=[flagged.pk])).content.decode()
    assert said(look_again(desk, flagged, verdict="rejected")) == [
        "An assessment cites this evidence; its verdict stays."
    ]
    flagged.refresh_from_db()
    assert (flagged.needs_recheck, flagged.verdict) == (True, "confirmed")


def test_looking_again_changes_something_and_so_is_posted(desk, flagged):
    assert desk.get(reverse("admin:tracker_evidence_look_again", args=[flagged.pk])).status_code == 405
