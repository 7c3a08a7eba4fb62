"""What the staff does with subscriptions: adds them, asks, lifts, looks at what would come, has one of its own."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from indicators.models import Topic
from tests import make
from tests.tracker.admin.test_subscriptions import ADD, LIST, told
from tests.tracker.digests.issues import frozen, token
from tracker.digests import links, subscribe, webhook
from tracker.models import Delivery, DigestIssue, Subscription

pytestmark = pytest.mark.django_db

MINE = "/admin/tracker/subscription/mine/"
OWN = {"cadence": "daily", "local_hour": "8", "time_zone": "America/Bogota", "language": "es", "at_once": "on"}


def page(subscription, name="change"):
    return reverse(f"admin:tracker_subscription_{name}", args=[subscription.pk])


def changed(desk, subscription, **fields):
    answer = desk.post(page(subscription), told(**fields))
    assert answer.status_code == 302, answer.context["errors"]
    subscription.refresh_from_db()
    return answer


# Typed in by the staff, confirmed by those whose address it is


def test_an_outside_address_that_is_typed_in_waits_for_its_yes(desk, said, words):
    answer = desk.post(ADD, told())
    subscription = Subscription.objects.get()
    assert subscription.confirmed_at is None
    assert subscription.issues.get().kind == "confirmation"
    assert "director@example.org is asked first, and gets nothing before the yes." in said(answer)
    assert "Waiting for confirmation" in words(desk.get(LIST)).split("director@example.org")[-1]


def test_the_address_of_one_of_us_is_confirmed_at_once(desk, colleague):
    User.objects.filter(pk=colleague.pk).update(email="director@example.org")
    desk.post(ADD, told())
    assert Subscription.objects.get().is_standing
    assert not DigestIssue.objects.exists()


def test_one_that_is_added_as_ended_is_asked_nothing(desk):
    fields = told()
    del fields["active"]
    desk.post(ADD, fields)
    assert not Subscription.objects.get().active
    assert not DigestIssue.objects.exists()


def test_another_address_is_asked_anew(desk):
    subscription = make.subscription()
    old = token(subscription)
    changed(desk, subscription, email="another@example.org")
    assert (subscription.confirmed_at, links.of_token(old)) == (None, None)
    assert subscription.issues.get().kind == "confirmation"


def test_what_else_is_changed_leaves_the_yes_as_it_is(desk):
    subscription = make.subscription()
    changed(desk, subscription, cadence="daily", at_once="on")
    assert subscription.is_standing
    assert (subscription.cadence, subscription.at_once) == ("daily", True)


def test_who_stopped_it_is_asked_before_it_begins_again(desk, at):
    subscription = make.subscription()
    subscribe.end(subscription, at)
    changed(desk, subscription)
    assert (subscription.active, subscription.confirmed_at) == (True, None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"channel": "webhook"}, "webhook_url"),
        ({"channel": "webhook", "webhook_url": "ftp://a.example/"}, "webhook_url"),
        ({"channel": "webhook", "webhook_url": "http://10.0.0.1/"}, "webhook_url"),
        ({"mine": "on"}, "mine"),
    ],
)
def test_what_cannot_be_sent_is_refused_where_it_was_typed(desk, fields, field):
    errors = desk.post(ADD, told(**fields)).context["adminform"].form.errors
    assert set(errors) == {field}


# Buttons


def test_one_is_asked_for_now_and_moves_no_period(desk, said):
    subscription = make.subscription()
    answer = desk.post(page(subscription, "send_now"))
    assert subscription.issues.get().kind == "asked"
    assert said(answer) == ["1 issue goes out with the worker's next round."]


@pytest.mark.parametrize("columns", [{"confirmed_at": None}, {"active": False}, {"suspended_at": make.NOW}])
def test_who_may_get_nothing_gets_none_now_either(desk, said, columns):
    subscription = make.subscription(**columns)
    answer = desk.post(page(subscription, "send_now"))
    assert not subscription.issues.exists()
    assert "1 gets nothing now:" in said(answer)[0]


def test_an_address_is_asked_again_once_a_day(desk, said):
    subscription = make.subscription(confirmed_at=None)
    first, second = (desk.post(page(subscription, "ask_again")) for _ in range(2))
    assert subscription.issues.count() == 1
    assert said(first) == ["director@example.org is asked again with the worker's next round."]
    assert said(second)[-1] == "director@example.org was asked within a day, and is left alone."


def test_a_suspension_is_shown_with_its_reason_and_lifted(desk, words, at):
    subscription = make.subscription()
    subscribe.suspend(subscription, "the mail server answered 550", at)
    for shown in (desk.get(LIST), desk.get(page(subscription)), desk.get(f"{LIST}?state=suspended")):
        assert "Suspended" in words(shown)
        assert "the mail server answered 550" in words(shown)
    shown = words(desk.get("/admin/"))
    assert "1 Addresses suspended" in shown or "Addresses suspended 1" in shown
    desk.post(page(subscription, "lift"))
    subscription.refresh_from_db()
    assert subscription.is_standing


def test_the_list_does_it_with_many(desk):
    waiting = [make.subscription(email=f"r{number}@example.org", confirmed_at=None) for number in range(3)]
    sent = {"action": "ask_again", "_selected_action": [one.pk for one in waiting]}
    assert desk.post(LIST, sent).status_code == 302
    assert DigestIssue.objects.filter(kind="confirmation").count() == 3


@pytest.mark.parametrize(
    ("state", "email"), [("active", "a@"), ("waiting", "w@"), ("suspended", "s@"), ("ended", "e@"), ("nonsense", "a@")]
)
def test_the_list_is_narrowed_to_a_state(desk, words, state, email):
    make.subscription(email="a@example.org")
    make.subscription(email="w@example.org", confirmed_at=None)
    make.subscription(email="s@example.org", suspended_at=make.NOW)
    make.subscription(email="e@example.org", active=False)
    listed = re.findall(r"\b[awse]@example\.org", words(desk.get(f"{LIST}?state={state}")))
    assert email in {one[:2] for one in listed}
    assert state == "nonsense" or len(set(listed)) == 1


def test_a_preview_shows_what_would_come_in_a_frame_that_runs_nothing_and_keeps_nothing(desk):
    make.item("R1", title="<script>alert(1)</script>")
    subscription = make.subscription()
    shown = desk.get(page(subscription, "preview")).content.decode()
    frame = shown.split("<iframe")[1].split(">")[0]
    assert " sandbox " in frame
    assert "allow-" not in frame
    assert "<script>alert" not in shown
    assert "R1" in shown
    assert not DigestIssue.objects.exists()
    assert not subscription.links.exists()


def test_a_secret_is_shown_once_and_is_the_one_that_signs(desk):
    subscription = make.subscription(channel="webhook", webhook_url="https://hook.example/")
    before, old = webhook.secret_of(subscription), token(subscription)
    assert before not in desk.get(page(subscription, "secret")).content.decode()
    answer = desk.post(page(subscription, "secret"))
    subscription.refresh_from_db()
    secret = webhook.secret_of(subscription)
    assert secret != before
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert secret not in desk.get(page(subscription, "secret")).content.decode()
    assert links.of_token(old) == subscription


# One of one's own


@pytest.fixture
def viewer(client):
    person = User.objects.create_user("vera", email="vera@example.org", is_staff=True)
    person.groups.set(Group.objects.filter(name="Viewer"))
    client.force_login(person)
    return person


def test_a_viewer_subscribes_themselves(client, viewer):
    ports, item = Topic.objects.create(name="Ports"), make.item("R1")
    assert client.post(MINE, OWN | {"topics": [ports.pk], "items": [item.pk], "mine": "on"}).status_code == 302
    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.user) == ("vera@example.org", viewer)
    assert subscription.is_standing
    assert (list(subscription.topics.all()), list(subscription.items.all()), subscription.mine) == (
        [ports],
        [item],
        True,
    )
    assert (subscription.cadence, subscription.local_hour, subscription.at_once) == ("daily", 8, True)


def test_a_viewer_changes_stops_and_starts_their_own_and_no_other(client, viewer):
    other = make.subscription(email="other@example.org")
    client.post(MINE, OWN)
    client.post(MINE, OWN | {"cadence": "monthly"})
    own = Subscription.objects.get(user=viewer)
    assert own.cadence == "monthly"
    client.post(MINE, {"act": "stop"})
    own.refresh_from_db()
    assert not own.active
    client.post(MINE, {"act": "start"})
    own.refresh_from_db()
    other.refresh_from_db()
    assert own.is_standing
    assert (other.cadence, other.active) == ("weekly", True)


def test_nobody_types_another_address_or_a_webhook_there(client, viewer):
    client.post(MINE, OWN | {"email": "thief@example.org", "channel": "webhook", "webhook_url": "https://x.example/"})
    subscription = Subscription.objects.get()
    assert (subscription.email, subscription.channel, subscription.webhook_url) == ("vera@example.org", "mail", "")


def test_what_cannot_be_is_said_there_too(client, viewer, words):
    shown = words(client.post(MINE, OWN | {"time_zone": "Mexico"}))
    assert "“Mexico” is no time zone" in shown
    assert not Subscription.objects.exists()


def test_who_has_no_address_is_told_whom_to_ask(client, viewer, words):
    User.objects.update(email="")
    assert "Your account has no e-mail address." in words(client.get(MINE))
    client.post(MINE, OWN)
    assert not Subscription.objects.exists()


# An issue's page


def test_an_issue_shows_what_it_said_by_section_and_each_attempt(desk, words, at):
    issue, item = frozen(), make.item("R1", title="Set up a joint police unit")
    issue.entries.create(position=1, section="advanced", item=item, told="Ministers sign")
    issue.entries.create(position=2, section="quiet", told="What is gone")
    for number, outcome in enumerate(("try_again", "sent"), 1):
        note = "" if outcome == "sent" else "the mail server answered 451"
        Delivery.objects.create(
            issue=issue, number=number, started_at=at, ended_at=at + timedelta(seconds=2), outcome=outcome, note=note
        )
    shown = words(desk.get(reverse("admin:tracker_digestissue_change", args=[issue.pk])))
    assert re.search(r"Advanced R1 .*Ministers sign.* Watched, nothing found What is gone", shown)
    assert re.search(r"Refused for now the mail server answered 451 2 .* Taken", shown)


def test_what_was_given_up_is_sent_again_from_the_list(desk, said, at):
    given_up, sent = frozen(state="failed", attempts=6, error="x"), frozen(state="sent", sent_at=at)
    asked = {"action": "send_again", "_selected_action": [given_up.pk, sent.pk]}
    answer = desk.post("/admin/tracker/digestissue/", asked)
    assert said(answer) == ["1 issue goes out with the worker's next round."]
    assert sorted(DigestIssue.objects.values_list("state", flat=True)) == ["frozen", "sent"]
