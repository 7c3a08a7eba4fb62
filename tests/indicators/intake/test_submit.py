"""Handing in: what is taken waits for the worker, what can be refused at once is."""

from datetime import date

import pytest

from indicators.intake import limits, take
from indicators.intake.submit import AlreadyHere, IntakeRefused, submit_address, submit_file, submit_text
from indicators.models import Document, Intake
from tests.indicators.intake import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(analyst, at):
    return {"by": analyst, "at": at}


def test_a_text_waits_with_what_is_known_of_it(by, at, analyst):
    intake = submit_text("Words.", title="Review", publisher="Institute", published_on=date(2026, 1, 2), **by)
    intake.refresh_from_db()
    assert (intake.kind, intake.state, bytes(intake.content)) == ("paste", "waiting", b"Words.")
    assert (intake.title, intake.publisher, intake.published_on) == ("Review", "Institute", date(2026, 1, 2))
    assert (intake.submitted_by, intake.submitted_at) == (analyst, at)


def test_a_file_keeps_its_name(by):
    assert submit_file(samples.pdf("Words."), "review.pdf", **by).name == "review.pdf"


def test_an_address_waits_without_content(by):
    intake = submit_address(" https://institute.example/review#summary ", **by)
    assert (intake.url, intake.content, intake.sha256) == ("https://institute.example/review", None, "")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.pdf", "empty"),
        (b"x" * (limits.MAX_BYTES + 1), "a.txt", "20 MB"),
        (b"\x89PNG" + bytes(99), "a.png", "picture"),
        (b"<html>", "a.pdf", "web page"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(by, content, name, said):
    with pytest.raises(IntakeRefused, match=said):
        submit_file(content, name, **by)
    assert not Intake.objects.exists()


@pytest.mark.parametrize("text", ["", " \n", "x" * (limits.MAX_TEXT + 1)])
def test_a_text_of_nothing_or_too_much_is_refused_at_once(by, text):
    with pytest.raises(IntakeRefused):
        submit_text(text, title="Review", **by)


@pytest.mark.parametrize("url", ["", "institute.example", "ftp://institute.example/a", "https://x/" + "a" * 2_000])
def test_what_is_no_address_is_refused_at_once(by, url):
    with pytest.raises(IntakeRefused, match="address"):
        submit_address(url, **by)


def test_a_button_pressed_twice_hands_in_once(by):
    assert submit_text("Words.", title="A", **by) == submit_text("Words.", title="A", **by)
    assert submit_address("https://a.example/", **by) == submit_address("https://a.example/", **by)
    assert Intake.objects.count() == 2


def test_the_same_file_after_it_was_read_is_already_here(by, clock):
    content = samples.pdf(samples.ADVICE)
    submit_file(content, "a.pdf", title="Review", **by)
    [read] = take.read_waiting(clock)
    with pytest.raises(AlreadyHere, match="“Review”") as refused:
        submit_file(content, "another name.pdf", **by)
    assert refused.value.document == read.document


def test_the_text_of_a_document_that_is_here_is_known_however_it_is_pasted(by, clock):
    submit_file(samples.pdf(samples.ADVICE), "a.pdf", title="Review", **by)
    list(take.read_waiting(clock))
    with pytest.raises(AlreadyHere):
        submit_text(samples.ADVICE.replace(" ", "\n").upper(), title="Another", **by)


def test_the_address_of_a_document_is_known(by):
    document = Document.objects.create(title="Review", url="https://institute.example/review")
    with pytest.raises(AlreadyHere) as refused:
        submit_address("https://institute.example/review", **by)
    assert refused.value.document == document


def test_a_file_that_was_refused_may_be_handed_in_again(by, clock):
    content = samples.scanned_pdf()
    submit_file(content, "a.pdf", **by)
    assert [read.state for read in take.read_waiting(clock)] == ["refused"]
    assert submit_file(content, "a.pdf", **by).state == "waiting"
