"""The mail, over a real SMTP server: what was frozen is sent, once, and what the server says is noted."""

import threading
from datetime import timedelta
from email import message_from_bytes, policy

import css_inline
import pytest
from django.core.mail.backends.base import BaseEmailBackend

from indicators.models import Item
from tests import make
from tests.racing import contending, together
from tests.servers import ON_SQLITE, free_port
from tracker.digests import compose, links, send, subscribe
from tracker.models import DigestIssue
from tracker.models.digests import SEND_LEASE

pytestmark = pytest.mark.django_db

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FROZEN, SENT, FAILED, _ = DigestIssue.State


def freeze(at, **columns):
    """One frozen issue."""
    make.subscription(cadence="daily", created_at=at - DAY, **columns)
    [issue] = compose.freeze_due(at)
    return issue


def send_at(at):
    return list(send.send_due(lambda: at))


def read(envelope):
    return message_from_bytes(envelope.content, policy=policy.default)


def only(mailbox):
    [envelope] = mailbox.messages
    return read(envelope)


# What is sent


def test_an_issue_goes_out_as_text_and_as_html(mailbox, at):
    make.item("R1", title="Políticas & más")
    issue = freeze(at, email="director@example.org")
    send_at(at)
    message = only(mailbox)
    assert message["To"] == "director@example.org"
    assert message["From"] == "Followthrough <digest@localhost>"
    assert message["Subject"].strip() == issue.subject
    assert message.get_content_type() == "multipart/alternative"
    text, html = (message.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert text.replace("\r\n", "\n") == issue.text
    assert "Políticas & más" in text
    assert "Políticas &amp; más" in html


def test_each_message_carries_a_link_that_ends_it_with_one_click(mailbox, at):
    issue = freeze(at)
    send_at(at)
    message = only(mailbox)
    link = message["List-Unsubscribe"].strip(" <>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith("http://127.0.0.1:8000/unsubscribe/")
    assert links.of_token(link.split("/")[-2]) == issue.subscription


def test_each_recipient_gets_a_message_of_their_own(mailbox, at):
    for email in ("director@example.org", "donor@example.org"):
        freeze(at, email=email)
    send_at(at)
    assert sorted(envelope.rcpt_tos for envelope in mailbox.messages) == [
        ["director@example.org"],
        ["donor@example.org"],
    ]


def test_a_sent_issue_says_when_and_is_not_sent_again(mailbox, at):
    freeze(at)
    [issue] = send_at(at)
    assert (issue.state, issue.sent_at, issue.attempts, issue.lease_until) == (SENT, at, 1, None)
    assert send_at(at + DAY) == []
    assert len(mailbox.messages) == 1


def test_what_was_frozen_is_sent_even_if_the_rows_change_meanwhile(mailbox, analyst, at):
    piece = make.confirmed(make.item("R1", title="As it was"), by=analyst, at=at)
    freeze(at)
    Item.objects.update(title="As it became")
    piece.delete()
    send_at(at + DAY)
    message = only(mailbox)
    for kind in ("plain", "html"):
        assert "As it was" in message.get_body([kind]).get_content()
        assert "As it became" not in message.get_body([kind]).get_content()


def test_who_has_unsubscribed_meanwhile_gets_no_late_issue(mailbox, at):
    issue = freeze(at)
    subscribe.end(issue.subscription, at)
    assert send_at(at) == []
    assert mailbox.attempts == []


# Each period once


one_writer = pytest.mark.skipif(ON_SQLITE, reason="SQLite lets nobody write while another one does")


@one_writer
@pytest.mark.django_db(transaction=True)
def test_two_that_freeze_a_period_at_the_same_time_leave_one_issue(monkeypatch, at):
    make.subscription(cadence="daily", created_at=at - DAY)
    inline, both_have_composed = css_inline.inline, threading.Barrier(2, timeout=20)

    def inline_together(html):
        both_have_composed.wait()
        return inline(html)

    monkeypatch.setattr(css_inline, "inline", inline_together)
    [], [issue] = sorted(together(*[lambda: list(compose.freeze_due(at))] * 2), key=len)
    kept = DigestIssue.objects.get()
    assert (kept.pk, kept.message_id) == (issue.pk, issue.message_id)


@one_writer
@pytest.mark.django_db(transaction=True)
def test_two_that_send_at_the_same_time_send_one_message(mailbox, at):
    freeze(at)
    both_have_seen_it = threading.Barrier(2, timeout=20)

    def send_after_both_have_seen_it():
        times = iter([at, None])

        def clock():
            if next(times, at) is None:
                both_have_seen_it.wait()
            return at

        return list(send.send_due(clock))

    together(send_after_both_have_seen_it, send_after_both_have_seen_it)
    assert len(mailbox.messages) == 1
    assert DigestIssue.objects.get().attempts == 1


@one_writer
@pytest.mark.django_db(transaction=True)
def test_of_two_that_claim_an_issue_at_the_same_moment_one_gets_it(at):
    issue = freeze(at)
    assert sorted(contending(issue, *[lambda: DigestIssue.objects.filter(pk=issue.pk).claim(at)] * 2)) == [False, True]
    assert DigestIssue.objects.get().attempts == 1


def test_an_issue_that_another_has_claimed_is_left_to_it(mailbox, at):
    issue = freeze(at)
    assert DigestIssue.objects.filter(pk=issue.pk).claim(at)
    assert not DigestIssue.objects.filter(pk=issue.pk).claim(at)
    assert send_at(at + SEND_LEASE) == []
    assert mailbox.attempts == []


class KilledWhileSending(BaseEmailBackend):
    def send_messages(self, messages):
        raise KeyboardInterrupt


def test_an_attempt_is_counted_before_it_is_made_so_that_a_killed_one_counts(settings, at):
    settings.EMAIL_BACKEND = f"{__name__}.KilledWhileSending"
    freeze(at)
    with pytest.raises(KeyboardInterrupt):
        send_at(at)
    issue = DigestIssue.objects.get()
    assert (issue.state, issue.attempts, issue.attempted_at) == (FROZEN, 1, at)


def test_what_a_killed_worker_had_claimed_is_sent_when_its_lease_is_over(mailbox, at):
    issue = freeze(at)
    DigestIssue.objects.filter(pk=issue.pk).claim(at)
    send_at(at + SEND_LEASE + MINUTE)
    assert only(mailbox)["Message-ID"] == issue.message_id
    assert DigestIssue.objects.get().attempts == 2


# What the server says


def test_a_4xx_is_tried_again_later_with_the_same_message(mailbox, at):
    mailbox.answers = ["451 not now", "452 nor now"]
    freeze(at)
    [issue] = send_at(at)
    assert (issue.state, issue.error, issue.next_attempt_at) == (FROZEN, "the mail server answered 451", at + MINUTE)
    assert send_at(at + MINUTE / 2) == []
    send_at(at + MINUTE)
    [issue] = send_at(at + 6 * MINUTE)
    assert (issue.state, issue.error, issue.attempts) == (SENT, "", 3)
    assert {read(envelope)["Message-ID"] for envelope in mailbox.attempts} == {issue.message_id}
    assert len(mailbox.messages) == 1


def test_it_is_tried_at_growing_distances_and_then_given_up(mailbox, at):
    mailbox.answers = ["451 not now"] * 10
    freeze(at)
    waits = []
    issue = DigestIssue.objects.get()
    while issue.state == FROZEN:
        tried_at = issue.next_attempt_at
        [issue] = send_at(tried_at)
        waits.append((issue.next_attempt_at - tried_at) / MINUTE)
    assert waits == [1, 5, 30, 120, 360, 0]
    assert (issue.state, issue.error, issue.sent_at) == (FAILED, "the mail server answered 451", None)
    assert send_at(at + 30 * DAY) == []


@pytest.mark.parametrize("refuses", ["recipient", "message"])
def test_a_5xx_of_the_recipient_or_the_message_gives_up_at_once_and_says_so(mailbox, at, refuses):
    mailbox.refused = {"director@example.org": "550 nobody here"} if refuses == "recipient" else {}
    mailbox.answers = ["554 no such thing here"] if refuses == "message" else []
    freeze(at)
    [issue] = send_at(at)
    code = 550 if refuses == "recipient" else 554
    assert (issue.state, issue.error, issue.attempts) == (FAILED, f"the mail server answered {code}", 1)


def test_a_recipient_refused_for_now_is_tried_again(mailbox, at):
    mailbox.refused = {"director@example.org": "450 full"}
    freeze(at)
    [issue] = send_at(at)
    assert (issue.state, issue.error) == (FROZEN, "the mail server answered 450")


def test_a_sender_that_is_refused_is_ours_to_mend_and_loses_no_digest(mailbox, at):
    mailbox.refused = {"digest@localhost": "550 not you"}
    freeze(at)
    [issue] = send_at(at)
    assert (issue.state, issue.error) == (FROZEN, "the mail server answered 550")


def test_one_that_is_refused_stops_no_other(mailbox, at):
    mailbox.refused = {"gone@example.org": "550 nobody here"}
    for email in ("gone@example.org", "director@example.org"):
        freeze(at, email=email)
    assert sorted(issue.state for issue in send_at(at)) == [FAILED, SENT]
    assert only(mailbox)["To"] == "director@example.org"


def test_while_the_server_is_down_it_is_tried_again(settings, at):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    freeze(at)
    [issue] = send_at(at)
    assert issue.error == "the mail server could not be reached: ConnectionRefusedError"
    assert (issue.state, issue.next_attempt_at) == (FROZEN, at + MINUTE)


def test_a_line_cut_before_the_answer_is_sent_again_under_the_same_message_id(mailbox, at):
    mailbox.answers = ["cut"]
    freeze(at)
    [issue] = send_at(at)
    assert (issue.state, issue.error) == (
        FROZEN,
        "the line to the mail server broke off after the message: SMTPServerDisconnected",
    )
    send_at(at + MINUTE)
    assert [read(envelope)["Message-ID"] for envelope in mailbox.messages] == [issue.message_id] * 2


# What strangers write


@pytest.mark.parametrize(
    "title",
    [
        "Two\nlines\r\nBcc: everybody@example.org",
        "Controls \x0b\x0c\x1c\x1d\x85\u2028",
        "Turned \u202egnorw\u202c",
        "Long " + "word" * 70,
        "👮🏽‍♀️ قانون جديد",
        "=?utf-8?q?encoded?= {{ braces }} {% tags %} %s",
    ],
    ids=["newlines", "controls", "bidi", "long", "scripts", "codes"],
)
def test_a_hostile_title_stops_no_issue_and_adds_no_header(mailbox, analyst, at, title):
    feed = make.feed(title=title, failures=1, failing_since=at, trouble="dns")
    item = make.item("R1", title=title, document=make.document(title=title))
    make.confirmed(item, by=analyst, at=at, entry=make.entry(title, feed_=feed))
    freeze(at)
    [issue] = send_at(at)
    message = only(mailbox)
    assert issue.state == SENT
    assert set(message.keys()) == {
        *("Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"),
        *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "Content-Language"),
    }
    assert mailbox.messages[0].rcpt_tos == ["director@example.org"]
    assert title.split()[0] in message.get_body(["plain"]).get_content()


def test_a_lone_surrogate_reaches_no_issue_because_no_database_keeps_it():
    with pytest.raises(UnicodeEncodeError):
        make.item("R1", title="Half a sign: \ud83d")


def test_an_issue_that_no_message_can_be_made_of_is_given_up_and_stops_no_other(mailbox, at):
    for email in ("director@example.org\nBcc: everybody@example.org", "donor@example.org"):
        freeze(at, email=email)
    outcomes = {issue.subscription.email[:5]: (issue.state, issue.error) for issue in send_at(at)}
    assert outcomes == {"direc": (FAILED, "no message can be made of it: ValueError"), "donor": (SENT, "")}
    assert [envelope.rcpt_tos for envelope in mailbox.messages] == [["donor@example.org"]]
