"""The workbench's page, by its forms alone and as its script asks for it."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from indicators.intake.places import outline
from indicators.models import Document, Item
from indicators.workbench.drafts import add_drafts

pytestmark = pytest.mark.django_db

TEXT = """Harbour review

Recommendations

- The ministry should open a joint police unit.
- Congress must fund <script>alert(1)</script> the customs scanners.
\fWhat to watch

- Whether extradition requests are answered.
"""
SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def report():
    document = Document.objects.create(title="Harbour review", text=TEXT, outline=outline(TEXT))
    add_drafts(document)
    return document


@pytest.fixture
def page(client, analyst):
    client.force_login(analyst)
    return client


def address(document):
    return reverse("admin:indicators_document_workbench", args=[document.pk])


def drafts(document):
    return list(document.drafts.all())


def test_the_page_has_the_text_with_its_drafts_marked_and_the_drafts(page, report):
    shown = page.get(address(report)).content.decode()
    for draft in drafts(report):
        assert f'data-d="{draft.pk}"' in shown
        assert f'id="d{draft.pk}"' in shown
    assert 'data-page="2"' in shown
    assert '<span data-start="16" class="wb-heading">Recommendations</span>' in shown


def test_a_hostile_text_is_shown_and_not_run(page, report):
    shown = page.get(address(report)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert(1)" not in shown


def test_a_form_accepts_a_draft_and_leads_to_the_next(page, report):
    first, second, _ = drafts(report)
    answer = page.post(address(report), {"act": "accept", "draft": first.pk}, follow=True)
    assert "R1 is in the register" in answer.content.decode()
    assert answer.context["current"] == second.pk


def test_the_work_is_taken_up_where_it_was_left(page, report):
    first, second, third = drafts(report)
    page.post(address(report), {"act": "accept", "draft": first.pk})
    page.post(address(report), {"act": "reject", "draft": second.pk})
    shown = page.get(address(report))
    assert shown.context["current"] == third.pk
    assert shown.context["progress"] == {"open": 1, "accepted": 1, "rejected": 1, "all": 3}


def test_the_script_gets_what_changed_and_the_order(page, report):
    first, *others = drafts(report)
    told = page.post(address(report), {"act": "reject", "draft": first.pk}, **SCRIPT).json()
    assert list(told["cards"]) == [str(first.pk)]
    assert "Take up again" in told["cards"][str(first.pk)]
    assert told["order"] == [first.pk, *(each.pk for each in others)]
    assert told["text"] is None


def test_the_script_gets_the_text_again_when_other_words_are_marked(page, report):
    start = TEXT.index("customs scanners")
    sent = {"act": "add-indicator", "start": start, "end": start + 16}
    told = page.post(address(report), sent, **SCRIPT).json()
    added = report.drafts.get(quote="customs scanners")
    assert told["current"] == added.pk
    assert f'{added.pk}"' in told["text"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "dance"},
        {"act": "accept", "draft": "9" * 30},
        {"act": "accept", "draft": "x"},
        {"act": "accept"},
        {"act": "add-indicator", "start": "", "end": ""},
        {"act": "add-indicator", "words": "the moon"},
        {"act": "add-indicator", "start": "-5", "end": "99999999999999999999"},
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(page, report, sent):
    answer = page.post(address(report), sent, **SCRIPT)
    assert answer.status_code == 409
    assert answer.json()["refused"].endswith(".")
    assert "\n" not in answer.json()["refused"]
    assert not Item.objects.exists()
    assert page.post(address(report), sent, follow=True).status_code == 200


def test_a_draft_of_another_document_is_not_touched(page, report):
    other = Document.objects.create(title="Other", text=TEXT + "more")
    add_drafts(other)
    answer = page.post(address(report), {"act": "reject", "draft": other.drafts.first().pk}, **SCRIPT)
    assert answer.status_code == 409
    assert other.drafts.filter(state="open").count() == 3


def test_a_form_with_an_error_is_shown_again_with_what_was_typed(page, report):
    first = drafts(report)[0]
    sent = {"act": "edit", "draft": first.pk, "kind": "indicator", "title": "T", "countries": "Atlantis", "due_on": ""}
    told = page.post(address(report), sent, **SCRIPT).json()
    assert "is no country known here" in told["cards"][str(first.pk)]
    assert "Atlantis" in told["cards"][str(first.pk)]
    first.refresh_from_db()
    assert first.kind == "recommendation"


@pytest.mark.parametrize(("mode", "field"), [("edit", 'name="expected_outcome"'), ("split", 'name="pieces"')])
def test_a_card_becomes_a_form_with_a_script_and_without(page, report, mode, field):
    asked = {"draft": drafts(report)[1].pk, "mode": mode}
    assert field in page.get(address(report), asked, **SCRIPT).content.decode()
    assert page.get(address(report), asked).content.decode().count(field) == 1


def test_a_card_that_is_not_there_is_not_found(page, report):
    assert page.get(address(report), {"draft": "77777"}, **SCRIPT).status_code == 404


def test_whoever_may_not_add_items_reads_and_does_nothing(client, report):
    reader = User.objects.create_user("rita", password="a long enough one", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_document"))
    client.force_login(reader)
    shown = client.get(address(report))
    assert shown.status_code == 200
    assert b'value="accept"' not in shown.content
    answer = client.post(address(report), {"act": "accept", "draft": drafts(report)[0].pk})
    assert answer.status_code == 403
    assert not Item.objects.exists()


def test_who_sees_no_documents_sees_no_workbench(client, report):
    client.force_login(User.objects.create_user("nick", password="a long enough one", is_staff=True))
    assert client.get(address(report)).status_code == 403


def test_a_document_without_a_text_says_so(page):
    document = Document.objects.create(title="Only its name")
    assert "is not kept here" in page.get(address(document)).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_drafts(page, report, django_assert_max_num_queries):
    for words in ("ministry", "joint", "police", "customs", "scanners"):
        start = TEXT.index(words)
        page.post(address(report), {"act": "add-indicator", "start": start, "end": start + len(words)}, **SCRIPT)
    for draft in drafts(report):
        page.post(address(report), {"act": "accept", "draft": draft.pk}, **SCRIPT)
    with django_assert_max_num_queries(12):
        page.get(address(report))
