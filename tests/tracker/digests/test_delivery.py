"""Every attempt leaves a row before it is made, and what is said to it decides what becomes of the address."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.tracker.digests.issues import frozen, outcomes, read, send_at, until_settled
from tracker.digests import links, send, subscribe
from tracker.models import Delivery, DigestIssue, Subscription
from tracker.models.digests import SEND_LEASE

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FROZEN, SENT, FAILED, _ = DigestIssue.State


def suspended(email="director@example.org"):
    found = Subscription.objects.filter(email__iexact=email, suspended_at__isnull=False)
    return sorted(found.values_list("suspended_because", flat=True))


# Every attempt


def test_each_attempt_is_a_row_with_its_number_and_what_came_of_it(mailbox, at):
    mailbox.answers = ["451 not now"]
    issue = frozen()
    send_at(at)
    send_at(at + MINUTE)
    rows = list(issue.deliveries.values_list("number", "started_at", "ended_at", "outcome", "note"))
    assert rows == [
        (1, at, at, "try_again", "the mail server answered 451"),
        (2, at + MINUTE, at + MINUTE, "sent", ""),
    ]


class KilledWhileSending(BaseEmailBackend):
    def send_messages(self, messages):
        raise KeyboardInterrupt


def test_an_attempt_that_kills_its_worker_stays_as_one_that_never_ended_and_goes_again(mailbox, settings, at):
    issue = frozen()
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.KilledWhileSending"
    with pytest.raises(KeyboardInterrupt):
        send_at(at)
    settings.EMAIL_BACKEND = backend
    assert outcomes(issue) == ["under_way"]
    assert send_at(at + SEND_LEASE) == []
    send_at(at + SEND_LEASE + MINUTE)
    assert outcomes(issue) == ["under_way", "sent"]
    assert [read(one)["Message-ID"] for one in mailbox.messages] == [issue.message_id]


def test_what_kills_its_worker_each_time_is_given_up_in_the_end(mailbox, at):
    issue = frozen(attempts=send.MOST_ATTEMPTS)
    send_at(at)
    issue.refresh_from_db()
    assert (issue.state, issue.error) == (FAILED, "no attempt came to an end, of 12")
    assert mailbox.attempts == []


def test_a_worker_that_comes_back_late_notes_no_failure_over_anothers_work(mailbox, at):
    issue = frozen()
    ours = send._claim(issue.pk, at)
    send_at(at + SEND_LEASE + MINUTE)
    send._settle(ours, send.Attempt(Delivery.Outcome.REFUSED, "late", is_for_good=True), at + DAY)
    issue.refresh_from_db()
    assert (issue.state, issue.error) == (SENT, "")
    assert suspended() == []


def test_what_was_taken_is_sent_even_where_another_has_claimed_it_since(at):
    issue = frozen()
    ours = send._claim(issue.pk, at)
    send._claim(issue.pk, at + SEND_LEASE + MINUTE)
    send._settle(ours, send.Attempt(Delivery.Outcome.SENT), at + DAY)
    issue.refresh_from_db()
    assert (issue.state, issue.sent_at) == (SENT, at + DAY)


# What is said, and where


def test_an_address_refused_for_good_is_suspended_with_all_that_goes_there(mailbox, at):
    mailbox.refused = {"director@example.org": "550 5.1.1 nobody here"}
    issue = frozen()
    make.subscription(email="Director@example.org")
    make.subscription(email="director@example.org", active=False)
    make.subscription(email="director@example.org", channel="webhook", webhook_url="https://hook.example/")
    send_at(at)
    assert outcomes(issue) == ["refused"]
    assert suspended() == ["the mail server answered 550"] * 2
    assert suspended("donor@example.org") == []


def test_what_else_waits_for_a_suspended_address_is_not_even_tried(mailbox, at):
    mailbox.refused = {"director@example.org": "550 nobody here"}
    frozen()
    other = frozen()
    send_at(at)
    assert outcomes(other) == []


@pytest.mark.parametrize("code", [503, 530, 535])
def test_what_is_wrong_with_us_is_tried_again_and_suspends_nobody(mailbox, at, code):
    mailbox.refused = {"director@example.org": f"{code} not like this"}
    issue = frozen()
    send_at(at)
    assert (outcomes(issue), suspended()) == (["try_again"], [])


def test_a_refusal_by_policy_is_no_word_about_the_address(mailbox, at):
    mailbox.refused = {"director@example.org": "550 5.7.1 relaying denied"}
    issue = frozen()
    send_at(at)
    assert (outcomes(issue), suspended()) == (["refused"], [])


def test_a_message_refused_loses_this_message_and_the_third_in_a_row_the_address(mailbox, at):
    mailbox.answers = ["554 no", "554 no", "250 taken", "554 no", "554 no", "554 no"]
    states = []
    for day in range(6):
        issue = frozen(make.subscription(), at=at + day * DAY)
        send_at(at + day * DAY)
        issue.refresh_from_db()
        states.append((issue.state, bool(suspended())))
    assert states == [*[(FAILED, False)] * 2, (SENT, False), *[(FAILED, False)] * 2, (FAILED, True)]


@pytest.mark.parametrize("refuses", ["log-in", "sender"])
def test_what_is_ours_to_mend_is_sent_once_it_is_mended(mailbox, settings, at, refuses):
    issue = frozen()
    if refuses == "log-in":
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "us", "wrong"
    else:
        mailbox.refused = {"digest@localhost": "550 not you"}
    send_at(at)
    assert (outcomes(issue), suspended()) == (["try_again"], [])
    settings.EMAIL_HOST_USER, mailbox.refused = "", {}
    send_at(at + MINUTE)
    assert outcomes(issue) == ["try_again", "sent"]


def test_a_line_cut_before_the_message_is_no_doubt_and_cut_after_it_is_one(mailbox, at):
    mailbox.refused = {"director@example.org": ["cut"]}
    mailbox.answers = ["cut"]
    issue = frozen()
    until_settled(issue)
    assert outcomes(issue) == ["try_again", "unclear", "sent"]
    assert {read(one)["Message-ID"] for one in mailbox.messages} == {issue.message_id}


def test_a_server_that_says_nothing_after_the_message_leaves_it_unclear(mailbox, settings, at, monkeypatch):
    issue = frozen()
    monkeypatch.setattr(smtplib.SMTP, "data", lambda *_: (_ for _ in ()).throw(TimeoutError()))
    send_at(at)
    assert list(issue.deliveries.values_list("outcome", "note")) == [
        ("unclear", "the line to the mail server broke off after the message: TimeoutError")
    ]


# One line for many


def test_many_go_over_one_line(mailbox, at):
    for number in range(20):
        frozen(make.subscription(email=f"r{number}@example.org"))
    assert [issue.state for issue in send_at(at)] == [SENT] * 20
    assert mailbox.lines == 1


def test_a_line_that_went_wrong_is_left_and_the_next_takes_another(mailbox, at):
    for number in range(4):
        frozen(make.subscription(email=f"r{number}@example.org"))
    mailbox.refused = {"r1@example.org": ["cut"] * 2}
    assert [issue.state for issue in send_at(at)] == [SENT, FROZEN, SENT, SENT]
    assert mailbox.lines == 3


def test_a_server_that_hangs_up_after_some_messages_costs_no_attempt(mailbox, at):
    for number in range(3):
        frozen(make.subscription(email=f"r{number}@example.org"))
    mailbox.refused = {"digest@localhost": ["250 OK", "421 enough of you"]}
    assert [(issue.state, issue.attempts) for issue in send_at(at)] == [(SENT, 1)] * 3
    assert mailbox.lines == 2


@pytest.mark.parametrize("subject", ["Two\nBcc: x@example.org", "\x0b\x0c", "a\rb", "x" * 300])
def test_a_header_that_cannot_be_stops_no_other(mailbox, at, subject):
    frozen(make.subscription(email="a@example.org"), subject=subject[:300])
    good = frozen(make.subscription(email="b@example.org"))
    send_at(at)
    good.refresh_from_db()
    assert good.state == SENT
    assert all(one.rcpt_tos != ["x@example.org"] for one in mailbox.messages)


@pytest.mark.parametrize(
    "email", ["a@", "@", "a b@c", "<>", "a@b\r\nRCPT TO:<x@example.org>", "é@exämple.org", "a" * 254]
)
def test_an_address_that_is_none_stops_no_other(mailbox, at, email):
    frozen(make.subscription(email=email))
    good = frozen(make.subscription(email="b@example.org"))
    send_at(at)
    good.refresh_from_db()
    assert good.state == SENT
    assert "x@example.org" not in [address for one in mailbox.messages for address in one.rcpt_tos]


# How much at once


def test_it_stops_after_three_minutes_and_the_next_tick_goes_on(mailbox, at):
    for number in range(10):
        frozen(make.subscription(email=f"r{number}@example.org"))
    ticks = iter(range(1000))
    slow = lambda: at + next(ticks) * timedelta(seconds=20)  # noqa: E731
    first = list(send.send_due(slow))
    assert 0 < len(first) < 10
    send_at(at + DAY)
    assert DigestIssue.objects.filter(state=SENT).count() == len(mailbox.messages) == 10


def test_the_words_of_an_issue_are_read_one_at_a_time(mailbox, at):
    for number in range(8):
        frozen(make.subscription(email=f"r{number}@example.org"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        send_at(at)
    of_words = [one["sql"] for one in asked if '"html"' in one["sql"] and one["sql"].startswith("SELECT")]
    assert len(of_words) == 8


# What the headers say


def test_the_headers_say_what_a_program_needs_to_know_of_it(mailbox, settings, at):
    settings.SITE_URL = "https://follow.example"
    issue = frozen(make.subscription(language="es"))
    send_at(at)
    message = read(mailbox.messages[0])
    token = links.token_of(issue.subscription)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "Followthrough <digests.follow.example>"
    assert message["List-Unsubscribe"].strip() == f"<https://follow.example/es/unsubscribe/{token}/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Content-Language"] == "es"
    assert message["Date"]


def test_the_link_of_a_message_leads_back_even_if_the_key_has_changed_since_it_was_frozen(mailbox, settings, at):
    issue = frozen()
    links.hand_out(issue.subscription, at)
    settings.SECRET_KEY = "another key"
    send_at(at)
    token = read(mailbox.messages[0])["List-Unsubscribe"].strip(" <>").split("/")[-2]
    assert links.of_token(token) == issue.subscription


# A suspension is lifted by a person


def test_lifting_a_suspension_sends_what_was_refused_and_what_waited(mailbox, at):
    mailbox.refused = {"director@example.org": ["550 nobody here"]}
    refused, waiting = frozen(), None
    subscription = refused.subscription
    send_at(at)
    waiting = frozen(subscription)
    subscription.refresh_from_db()
    assert subscribe.lift(subscription, at + DAY)
    send_at(at + DAY)
    assert outcomes(refused) == ["refused", "sent"]
    assert outcomes(waiting) == ["sent"]
    assert not subscribe.lift(subscription, at + DAY)


def test_lifting_it_sends_nothing_that_was_given_up_before(mailbox, at):
    old = frozen(state=FAILED, error="the mail server answered 451", attempts=6, attempted_at=at - DAY)
    old.deliveries.create(number=6, started_at=at - DAY, ended_at=at - DAY, outcome="try_again")
    subscribe.suspend(old.subscription, "the mail server answered 550", at)
    subscribe.lift(old.subscription, at + DAY)
    assert send_at(at + DAY) == []


def test_what_was_given_up_goes_again_when_a_person_says_so(mailbox, at):
    mailbox.answers = ["451 not now"] * 6
    issue = until_settled(frozen())
    assert issue.state == FAILED
    assert subscribe.send_again(DigestIssue.objects.all(), at + DAY) == 1
    send_at(at + DAY)
    assert outcomes(issue) == [*["try_again"] * 6, "sent"]
