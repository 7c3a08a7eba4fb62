"""An address that was handed in: fetched through the one door, then read as what it is."""

import brotli
import pytest

from indicators.intake import limits, take
from indicators.intake.submit import submit_address, submit_text
from indicators.models import Document, Intake
from tests.indicators.intake import samples
from tracker import tasks
from tracker.feeds import page

pytestmark = pytest.mark.django_db

BOMB = brotli.compress(bytes(40 << 20))
PAGE = f"<!doctype html><title>Harbour review</title><h2>Recommendations</h2><ul><li>{samples.ADVICE}</li></ul>"


@pytest.fixture
def hand_in(analyst, at):
    return lambda url, **about: submit_address(url, by=analyst, at=at, **about)


def read_everything():
    tasks.read_documents()
    return Intake.objects.get()


def test_a_page_becomes_a_document_with_its_address_and_drafts(site, hand_in):
    url = site.put("/review", PAGE, content_type="text/html; charset=utf-8")
    hand_in(url)
    intake = read_everything()
    assert (intake.state, intake.name) == ("done", "review.html")
    assert (intake.document.title, intake.document.url) == ("Harbour review", url)
    assert [draft.quote for draft in intake.document.drafts.all()] == [samples.ADVICE]


def test_a_pdf_is_known_by_its_bytes_whatever_the_server_calls_it(site, hand_in):
    hand_in(site.put("/download", samples.pdf(samples.ADVICE), content_type="application/octet-stream"))
    intake = read_everything()
    assert (intake.state, intake.name, intake.pages) == ("done", "download.pdf", 1)


def test_a_redirect_is_followed_and_the_address_is_the_one_that_was_given(site, hand_in):
    there = site.put("/files/review.docx", samples.word())
    hand_in(site.put("/r", status=302, headers={"Location": there}))
    intake = read_everything()
    assert (intake.state, intake.name) == ("done", "review.docx")
    assert intake.document.url.endswith("/r")


def test_the_encoding_that_only_the_server_tells_is_kept(site, hand_in):
    body = "<html><body><p>El puerto costó 5 € — ¿o más?</p></body></html>".encode("iso8859-15", "replace")
    hand_in(site.put("/p", body, content_type="text/html; charset=ISO-8859-15"))
    assert read_everything().document.text.startswith("El puerto costó 5 €")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 404}, "It could not be fetched: the server answered 404 (not found)."),
        ({"status": 500}, "It could not be fetched: the server answered 500 (internal server error)."),
        ({"body": b""}, "It is empty."),
        ({"body": b"\x89PNG" + bytes(99)}, "It is a picture"),
        ({"body": b"x" * (limits.MAX_BYTES + 1)}, "It could not be fetched: "),
        (
            {"body": brotli.compress(bytes(40 << 20)), "headers": {"Content-Encoding": "br"}},
            "It could not be fetched: ",
        ),
    ],
)
def test_what_does_not_come_says_why(site, hand_in, answer, said):
    hand_in(site.put("/page", **{"body": b"", **answer}))
    intake = read_everything()
    assert (intake.state, intake.document, intake.content) == ("refused", None, None)
    assert intake.note.startswith(said)
    assert intake.note.endswith(".")


def test_a_page_for_logging_in_is_not_taken_for_the_report(site, hand_in):
    hand_in(site.put("/files/report.pdf", "<!doctype html><p>Please log in.", content_type="text/html"))
    assert "web page" in read_everything().note


def test_an_address_within_our_own_network_is_refused(site, hand_in, settings):
    settings.FEED_ALLOWED_PRIVATE_HOSTS = []
    url = site.put("/admin", PAGE)
    hand_in(url)
    intake = read_everything()
    assert intake.state == "refused"
    assert site.asked == []


def test_a_document_may_be_larger_than_a_feed(site, hand_in, settings):
    settings.FEED_MAX_BYTES = 1_000
    hand_in(site.put("/page", PAGE + "<!--" + " " * 5_000 + "-->", content_type="text/html"))
    assert read_everything().state == "done"


def test_the_same_page_at_another_address_names_the_document(site, hand_in):
    for path in ("/one", "/two"):
        hand_in(site.put(path, PAGE, content_type="text/html"), title="Review")
    tasks.read_documents()
    assert sorted(Intake.objects.values_list("state", flat=True)) == ["done", "refused"]
    assert Document.objects.count() == 1


def test_an_address_is_fetched_once_though_the_tick_comes_twice(site, hand_in):
    hand_in(site.put("/review", PAGE, content_type="text/html"))
    tasks.read_documents()
    tasks.read_documents()
    assert len(site.asked) == 1


def test_an_address_that_kills_its_worker_is_given_up_after_three_times(site, hand_in, clock):
    intake = hand_in(site.put("/review", PAGE))
    Intake.objects.update(state="reading", attempts=3)
    [given_up] = page.fetch_waiting(clock)
    assert (given_up.pk, given_up.state, given_up.note) == (intake.pk, "refused", take.GAVE_UP)
    assert site.asked == []


def test_texts_and_files_are_not_fetched(analyst, at, clock):
    submit_text("Words.", title="A", by=analyst, at=at)
    assert list(page.fetch_waiting(clock)) == []
