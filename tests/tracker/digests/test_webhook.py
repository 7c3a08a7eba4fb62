"""An issue as JSON, posted to a real server on loopback: signed, with an id, and judged by what is answered."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from tests import make
from tests.servers import free_port
from tests.tracker.digests.issues import frozen, outcomes, send_at
from tracker.digests import webhook
from tracker.feeds.post import post_now
from tracker.models import DigestIssue

pytestmark = pytest.mark.django_db

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def hooked(url, **columns):
    return make.subscription(channel="webhook", webhook_url=url, **columns)


def taken(site, **options):
    return site.put("/hook", **options)


def one_posted(site):
    [(_, headers, body)] = site.posted
    return headers, body


def test_an_issue_is_posted_as_json_with_all_that_it_says(site, analyst, at):
    issue = frozen(hooked(taken(site)))
    item = make.item("R1", title="Políticas")
    piece = make.confirmed(item, by=analyst)
    issue.entries.create(position=1, section="advanced", item=item, evidence=piece, told="Ministers sign")
    issue.entries.create(position=2, section="waiting", told="gone since")
    send_at(at, post_now)
    headers, body = one_posted(site)
    assert headers["Content-Type"] == "application/json"
    told = json.loads(body)
    assert (told["id"], told["kind"], told["subject"]) == (issue.message_id, "digest", issue.subject)
    assert (told["text"], told["starts_at"], told["ends_at"]) == (issue.text, at.isoformat(), at.isoformat())
    first = {"section": "advanced", "item": item.pk, "reference": "R1", "title": "Políticas"}
    assert told["entries"][0] == {**first, "told": "Ministers sign", "url": piece.url}
    assert told["entries"][1]["item"] is None
    assert outcomes(issue) == ["sent"]


def test_its_receiver_can_check_the_signature_and_know_a_copy(site, at):
    issue = frozen(hooked(taken(site)))
    send_at(at, post_now)
    headers, body = one_posted(site)
    moment, made = headers["Followthrough-Signature"].split(",")
    signed = moment.removeprefix("t=").encode() + b"." + body
    secret = webhook.secret_of(issue.subscription)
    assert made == "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    assert moment == f"t={int(at.timestamp())}"
    assert headers["Followthrough-Id"] == issue.message_id


def test_each_subscription_has_a_secret_of_its_own_and_a_fresh_nonce_makes_another():
    first, second = hooked("https://a.example/"), hooked("https://a.example/")
    before = webhook.secret_of(first)
    first.nonce = "f" * 32
    assert len({before, webhook.secret_of(first), webhook.secret_of(second)}) == 3


def test_after_a_change_of_the_key_it_is_signed_with_both(settings, at):
    subscription = hooked("https://a.example/")
    before = webhook.signature_of(subscription, b"{}", at).split(",")[1]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    after = webhook.signature_of(subscription, b"{}", at).split(",")[1:]
    assert len(after) == 2
    assert after[1] == before != after[0]


@pytest.mark.parametrize(
    ("status", "outcome", "state", "suspended"),
    [
        (200, "sent", "sent", False),
        (204, "sent", "sent", False),
        (400, "refused", "failed", False),
        (404, "refused", "failed", False),
        (408, "try_again", "frozen", False),
        (410, "refused", "failed", True),
        (425, "try_again", "frozen", False),
        (429, "try_again", "frozen", False),
        (500, "try_again", "frozen", False),
        (503, "try_again", "frozen", False),
    ],
)
def test_what_is_answered_decides(site, at, status, outcome, state, suspended):
    issue = frozen(hooked(taken(site, status=status)))
    [sent] = send_at(at, post_now)
    assert (outcomes(issue), sent.state) == ([outcome], state)
    assert (sent.subscription.suspended_at is not None) is suspended
    assert sent.next_attempt_at == (at + MINUTE if state == "frozen" else at)
    assert sent.error == ("" if state == "sent" else f"the webhook answered {status}")


@pytest.mark.parametrize(("asked", "wait"), [("7200", 2 * HOUR), ("1", MINUTE), ("99999999", 24 * HOUR)])
def test_how_long_it_asks_to_wait_is_obeyed_within_reason(site, at, asked, wait):
    frozen(hooked(taken(site, status=429, headers={"Retry-After": asked})))
    [issue] = send_at(at, post_now)
    assert issue.next_attempt_at == at + wait


def test_no_redirect_is_followed(site, at):
    elsewhere = site.put("/elsewhere")
    issue = frozen(hooked(taken(site, status=307, headers={"Location": elsewhere})))
    send_at(at, post_now)
    assert [path for path, _, _ in site.posted] == ["/hook"]
    assert outcomes(issue) == ["refused"]


def test_while_nobody_answers_it_is_tried_again(at):
    issue = frozen(hooked(f"http://127.0.0.1:{free_port()}/"))
    [sent] = send_at(at, post_now)
    assert (outcomes(issue), sent.state) == (["try_again"], "frozen")


def test_an_answer_that_does_not_come_in_time_leaves_it_unclear(site, settings, at):
    settings.FEED_TIMEOUT_SECONDS = 0.05
    site.pages["/hook"] = lambda handler: handler.connection.recv(1) and None
    issue = frozen(hooked(site.url("/hook")))
    send_at(at, post_now)
    assert outcomes(issue) == ["unclear"]


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]:1/", "ftp://a.example/"])
def test_a_private_address_is_refused_at_the_door(settings, at, url):
    settings.FEED_ALLOWED_PRIVATE_HOSTS = []
    issue = frozen(hooked(url))
    send_at(at, post_now)
    assert outcomes(issue) == ["refused"]


def test_the_third_refusal_in_a_row_suspends_it_and_nothing_else(site, at):
    subscription = hooked(taken(site, status=400))
    other = hooked(site.put("/other"))
    for _ in range(3):
        frozen(subscription)
        send_at(at, post_now)
    subscription.refresh_from_db()
    other.refresh_from_db()
    assert subscription.suspended_because == "the webhook answered 400"
    assert other.suspended_at is None


def test_where_there_is_no_door_for_them_webhooks_wait(mailbox, at):
    issue = frozen(hooked("https://hook.example/"))
    assert send_at(at) == []
    assert DigestIssue.objects.get() == issue
    assert mailbox.attempts == []


def test_mail_and_webhooks_go_in_one_round(site, mailbox, at):
    frozen(hooked(taken(site)))
    frozen()
    assert [issue.state for issue in send_at(at, post_now)] == ["sent", "sent"]
    assert (len(site.posted), len(mailbox.messages)) == (1, 1)
