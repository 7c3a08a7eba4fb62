"""Handing in a document, and following what becomes of it."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from indicators.intake.take import read_waiting
from indicators.models import Document, Intake

pytestmark = pytest.mark.django_db

REPORT = "Recommendations\n\n- The ministry should open a joint police unit.\n- Congress must fund the scanners.\n"
HAND_IN = "/admin/indicators/document/add/"


@pytest.fixture
def page(client, analyst):
    client.force_login(analyst)
    return client


def read():
    return list(read_waiting(timezone.now))


def test_a_document_of_which_only_the_name_is_known_is_written_down_by_hand(page):
    assert "Write down its name only" in page.get(HAND_IN).content.decode()
    by_hand = f"{HAND_IN}?by_hand"
    assert page.get(by_hand).status_code == 200
    page.post(by_hand, {"title": "Only its name", "language": "en"})
    assert Document.objects.get().title == "Only its name"


def test_a_pasted_text_is_read_and_leads_to_its_workbench(page, analyst):
    sent = {"text": REPORT, "title": "Harbour review", "publisher": "The Institute", "published_on": "2026-03-01"}
    answer = page.post(HAND_IN, sent, follow=True)
    assert "Waiting to be read" in answer.content.decode()
    intake = Intake.objects.get()
    assert (intake.kind, intake.submitted_by) == ("paste", analyst)
    read()
    answer = page.get(reverse("admin:indicators_intake_change", args=[intake.pk]), follow=True)
    document = Document.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("admin:indicators_document_workbench", args=[document.pk])
    assert "2 drafts to look at" in answer.content.decode()
    assert (document.publisher, str(document.published_on), document.language) == ("The Institute", "2026-03-01", "en")


def test_an_uploaded_file_is_kept_as_it_came(page):
    page.post(HAND_IN, {"file": SimpleUploadedFile("review.md", REPORT.encode())})
    intake = Intake.objects.get()
    assert (intake.kind, intake.name, bytes(intake.content)) == ("file", "review.md", REPORT.encode())


def test_an_address_waits_to_be_fetched(page):
    answer = page.post(HAND_IN, {"url": "institute.example/review"}, follow=True)
    assert "Waiting to be fetched" in answer.content.decode()
    assert Intake.objects.get().url == "https://institute.example/review"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "Give one of the three"),
        ({"text": REPORT, "url": "https://a.example/", "title": "T"}, "Give one of the three"),
        ({"text": REPORT}, "A pasted text needs a title"),
        ({"text": " \n ", "title": "T"}, "Give one of the three"),
        ({"url": "ftp://a.example/"}, "address"),
        ({"file": SimpleUploadedFile("empty.pdf", b"")}, "empty"),
        ({"text": REPORT, "title": "T", "published_on": "yesterday"}, "valid date"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_form_and_nothing_is_kept(page, sent, why):
    answer = page.post(HAND_IN, sent)
    assert answer.status_code == 200
    assert "ft-errors" in answer.content.decode()
    assert why in answer.content.decode()
    assert not Intake.objects.exists()


def test_the_same_document_is_recognised_and_shown(page):
    page.post(HAND_IN, {"text": REPORT, "title": "Harbour review"})
    read()
    answer = page.post(HAND_IN, {"text": REPORT.replace("\n", "\r\n  "), "title": "Another name"})
    assert "This is already here" in answer.content.decode()
    assert reverse("admin:indicators_document_workbench", args=[Document.objects.get().pk]) in answer.content.decode()
    assert Intake.objects.count() == 1


def test_what_was_not_read_says_why_in_a_plain_sentence(page):
    page.post(HAND_IN, {"file": SimpleUploadedFile("broken.pdf", b"%PDF-1.7 nothing of the kind")})
    read()
    intake = Intake.objects.get()
    shown = page.get(reverse("admin:indicators_intake_change", args=[intake.pk])).content.decode()
    assert intake.note in shown
    assert "No document was made of it" in shown
    assert not Document.objects.exists()


def test_the_script_is_told_the_pages_and_when_it_is_over(page, analyst):
    about = {
        "kind": "file",
        "name": "long.pdf",
        "content": b"x",
        "submitted_by": analyst,
        "submitted_at": timezone.now(),
    }
    intake = Intake.objects.create(**about, state="reading", pages=300, pages_read=120)
    address = reverse("admin:indicators_intake_change", args=[intake.pk])
    shown = page.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).content.decode()
    assert "Reading page 120 of 300" in shown
    assert 'data-finished="no"' in shown
    Intake.objects.update(state="refused", note="It is empty.", finished_at=timezone.now())
    shown = page.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).content.decode()
    assert 'data-finished="yes"' in shown
    assert "<html" not in shown


def test_the_list_of_what_was_handed_in_loads_no_files(page, django_assert_max_num_queries):
    for number in range(5):
        page.post(HAND_IN, {"text": f"{REPORT} {number}", "title": f"Review {number}"})
    with django_assert_max_num_queries(12) as asked:
        shown = page.get(reverse("admin:indicators_intake_changelist")).content.decode()
    assert "Review 3" in shown
    assert not any('"content"' in each["sql"] for each in asked.captured_queries)


def test_whoever_may_not_add_documents_hands_nothing_in(client):
    client.force_login(User.objects.create_user("nick", password="a long enough one", is_staff=True))
    assert client.get(HAND_IN).status_code == 403
    assert client.post(HAND_IN, {"text": REPORT, "title": "T"}).status_code == 403
    assert not Intake.objects.exists()


# A text that is pasted into the page of a document of which only the name was known


@pytest.fixture
def named(page):
    return Document.objects.create(title="Only its name")


def paste(page, document, text):
    sent = {"title": document.title, "language": "en", "text": text}
    return page.post(reverse("admin:indicators_document_change", args=[document.pk]), sent, follow=True)


def test_it_is_kept_clean_and_drafted_from(page, named):
    answer = paste(page, named, f"\u200b{REPORT}".replace("\n", "\r\n"))
    assert "2 drafts found in its text" in answer.content.decode()
    named.refresh_from_db()
    assert named.text == REPORT.strip()
    assert named.sha256
    assert [named.text[each["start"] : each["end"]] for each in named.outline["headings"]] == ["Recommendations"]


def test_it_changes_no_more_once_it_is_drafted_from(page, named):
    paste(page, named, REPORT)
    paste(page, named, "Something else.")
    named.refresh_from_db()
    assert named.text == REPORT.strip()


def test_the_text_of_another_document_is_refused(page, named):
    page.post(HAND_IN, {"text": REPORT, "title": "Harbour review"})
    read()
    assert "already here, as “Harbour review”" in paste(page, named, REPORT).content.decode()
    named.refresh_from_db()
    assert not named.text


def test_the_list_of_documents_tells_how_many_drafts_are_to_be_looked_at(page, named, analyst):
    paste(page, named, REPORT)
    shown = page.get(reverse("admin:indicators_document_changelist")).content.decode()
    assert f'/document/{named.pk}/workbench/">2</a>' in shown
    named.drafts.update(state="rejected", decided_by=analyst, decided_at=timezone.now())
    assert "all decided" in page.get(reverse("admin:indicators_document_changelist")).content.decode()
