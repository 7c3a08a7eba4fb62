"""Reading what waits: a document with its drafts, or a plain word why not; never half of one."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from indicators.extraction.extract import extract
from indicators.intake import reading, take
from indicators.intake.submit import submit_file, submit_text
from indicators.models import Document, Intake, ItemDraft
from tests.indicators.intake import samples

pytestmark = pytest.mark.django_db

REPORT = f"# Harbour review\n\n## Recommendations\n\n- {samples.ADVICE}\n- Congress must fund the customs scanners.\n"


@pytest.fixture
def by(analyst, at):
    return {"by": analyst, "at": at}


@pytest.fixture
def read_all(clock):
    return lambda: list(take.read_waiting(clock))


def test_a_text_becomes_a_document_with_its_places_and_drafts(by, read_all):
    submit_text(REPORT, title="Review", publisher="Institute", published_on=date(2026, 1, 2), **by)
    [intake] = read_all()
    document = Document.objects.get()
    assert (intake.state, intake.document, intake.finished_at is not None) == ("done", document, True)
    assert (document.title, document.publisher, document.published_on) == ("Review", "Institute", date(2026, 1, 2))
    assert (document.language, document.text) == ("en", REPORT.strip())
    assert [heading["level"] for heading in document.outline["headings"]] == [1, 2]
    first, second = document.drafts.all()
    assert document.text[first.start : first.end] == first.quote == samples.ADVICE
    assert (first.kind, first.heading, first.rule) == ("recommendation", "Recommendations", "headed_list")
    assert (first.due_on, first.countries, first.state) == (date(2027, 12, 31), ["EC"], "open")
    assert second.addressee == extract(document.text)[1].addressee


def test_a_pdf_tells_its_pages_while_it_is_read_and_afterwards(by, clock, monkeypatch):
    submit_file(samples.pdf("One.", "Two.", f"Recommendations\n\n- {samples.ADVICE}"), "a.pdf", **by)
    seen = []

    def watched(*args, progress, **options):
        def told(*pages):
            progress(*pages)
            seen.append(Intake.objects.values_list("state", "pages", "pages_read").get())

        return read(*args, progress=told, **options)

    read = reading.read
    monkeypatch.setattr(reading, "read", watched)
    [intake] = take.read_waiting(clock)
    assert seen[0] == ("reading", 3, 1)
    assert (intake.pages, intake.pages_read) == (3, 3)
    assert [draft.page for draft in ItemDraft.objects.all()] == [3]


def test_progress_is_written_once_a_second_at_most(by, at, monkeypatch, django_assert_num_queries):
    submit_text("Words.", title="A", **by)
    intake = Intake.objects.get()
    moments = iter(at + timedelta(milliseconds=100 * number) for number in range(100))
    progress = take._progress(intake, lambda: next(moments))
    with django_assert_num_queries(4):  # at 0, 1 and 2 s, and the last
        for page in range(1, 26):
            progress(page, 25)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (samples.scanned_pdf(), "a.pdf", "pictures of pages"),
        (samples.locked_pdf(to_open="secret"), "a.pdf", "password"),
        (samples.bomb_pdf(200), "a.pdf", "unpacks"),
        (samples.pdf(samples.ADVICE)[:400], "a.pdf", "damaged"),
        (b"- - -", "a.txt", "no words"),
    ],
)
def test_what_cannot_be_read_says_why_and_leaves_no_document(by, read_all, content, name, said):
    submit_file(content, name, **by)
    [intake] = read_all()
    assert (intake.state, intake.document, intake.lease_until) == ("refused", None, None)
    assert said in intake.note
    assert not Document.objects.exists()


def test_a_document_without_advice_is_a_document(by, read_all):
    submit_text("The sky is blue.", title="Sky", **by)
    [intake] = read_all()
    assert (intake.state, intake.document.drafts.count()) == ("done", 0)


def test_the_same_text_in_another_file_names_the_document_that_is_here(by, read_all):
    submit_file(samples.pdf(samples.ADVICE), "a.pdf", title="Review", **by)
    submit_file(samples.word(), "a.docx", title="The review again", **by)
    first, second = read_all()
    assert (first.state, second.state) == ("done", "refused")
    assert second.note == "The same text is already here, as “Review”."
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "title", "called"),
    [
        (samples.pdf("Words.", title="Of the file"), "name.pdf", "Given", "Given"),
        (samples.pdf("Words.", title="Of the file"), "name.pdf", "", "Of the file"),
        (REPORT.encode(), "name.md", "", "Harbour review"),
        (b"words in lower case, that head nothing.", "The name.txt", "", "The name"),
    ],
)
def test_a_document_is_called_by_the_first_name_there_is(by, read_all, content, name, title, called):
    submit_file(content, name, title=title, **by)
    [intake] = read_all()
    assert intake.document.title == called


def test_another_document_of_the_same_name_has_a_number(by, read_all):
    for text in ("First text.", "Second text.", "Third text."):
        submit_text(text, title="Annual report", **by)
    read_all()
    titles = list(Document.objects.values_list("title", flat=True))
    assert titles == ["Annual report", "Annual report (2)", "Annual report (3)"]


def test_long_names_are_cut_and_still_told_apart(by, read_all):
    for text in ("First text.", "Second text."):
        submit_text(text, title="x" * 300, **by)
    assert [intake.state for intake in read_all()] == ["done", "done"]
    assert max(map(len, Document.objects.values_list("title", flat=True))) <= 300


def test_those_that_came_first_are_read_first(by, at, analyst, read_all):
    submit_text("Later.", title="Later", by=analyst, at=at + timedelta(minutes=1))
    submit_text("Earlier.", title="Earlier", by=analyst, at=at)
    assert [intake.title for intake in read_all()] == ["Earlier", "Later"]


def test_nobody_begins_while_another_is_reading(by, clock, read_all):
    submit_text("First.", title="First", **by)
    submit_text("Second.", title="Second", **by)
    taken = take._claim(clock())
    assert taken.title == "First"
    assert read_all() == []
    Intake.objects.filter(pk=taken.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert [intake.state for intake in read_all()] == ["done", "done"]


def test_who_lost_the_lease_makes_no_document(by, clock, monkeypatch, read_all):
    submit_text("Words.", title="A", **by)
    read = reading.read

    def while_another_takes_over(*args, **options):
        Intake.objects.update(lease_until=timezone.now() + timedelta(minutes=3))
        return read(*args, **options)

    monkeypatch.setattr(reading, "read", while_another_takes_over)
    [intake] = read_all()
    assert intake.state == "reading"
    assert not Document.objects.exists()


def test_a_fault_of_ours_is_loud_and_tried_again_three_times(by, clock, monkeypatch, read_all):
    submit_text("Words.", title="Unlucky", **by)

    def fail(*args, **options):
        raise RuntimeError("a fault")

    with monkeypatch.context() as faulty:
        faulty.setattr(take, "extract", fail)
        for attempt in (1, 2, 3):
            with pytest.raises(RuntimeError):
                read_all()
            intake = Intake.objects.get()
            assert (intake.state, intake.attempts) == ("waiting", attempt)
            assert not Document.objects.exists()
            Intake.objects.update(lease_until=None)
    [intake] = read_all()
    assert (intake.state, intake.note) == ("refused", take.GAVE_UP)


def test_what_failed_lets_others_go_first(by, monkeypatch, read_all):
    submit_text("Words.", title="Unlucky", **by)
    with monkeypatch.context() as faulty:
        faulty.setattr(take, "_make", lambda *args: None)  # a document that is none
        with pytest.raises(IntegrityError):
            read_all()
    submit_text("Other words.", title="Other", **by)
    assert [intake.title for intake in read_all()] == ["Other"]


def test_nothing_is_begun_late_in_a_shift(by, at):
    for number in range(3):
        submit_text(f"Text {number}.", title="A", **by)
    moments = iter(at + timedelta(seconds=50 * number) for number in range(100))
    assert 0 < len(list(take.read_waiting(lambda: next(moments)))) < 3
