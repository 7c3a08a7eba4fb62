"""Nobody gets a digest that they did not ask for: outside addresses are asked first, and their yes is their own."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from tests import make
from tests.tracker.digests.issues import frozen, read, send_at, token
from tracker.digests import compose, confirmation, links, subscribe
from tracker.models import DigestIssue, Subscription

pytestmark = pytest.mark.django_db

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def begun(at, **columns):
    subscription = make.subscription(cadence="daily", created_at=at, confirmed_at=None, **columns)
    subscribe.begin(subscription, at)
    return subscription


def test_an_outside_address_is_asked_and_gets_nothing_else(mailbox, at):
    subscription = begun(at)
    frozen(subscription)
    list(compose.freeze_due(at + 3 * DAY))
    send_at(at + 3 * DAY)
    [message] = [read(one) for one in mailbox.messages]
    assert message["Subject"].strip() == "Please confirm: digests from Followthrough"
    assert f"/subscriptions/{token(subscription)}/confirm/" in message.get_body(["plain"]).get_content()
    assert f"/subscriptions/{token(subscription)}/confirm/" in message.get_body(["html"]).get_content()


def test_it_is_asked_in_its_language(mailbox, at):
    subscription = begun(at, language="es")
    issue = subscription.issues.get()
    assert f"/es/subscriptions/{token(subscription)}/confirm/" in issue.text
    assert '<html lang="es">' in issue.html


@pytest.mark.parametrize("email", ["ana@example.org", "ANA@Example.org"])
def test_the_address_of_a_person_of_the_staff_is_known(at, email):
    User.objects.create_user("ana", email="ana@example.org", is_staff=True)
    subscription = begun(at, email=email)
    assert subscription.confirmed_at == at
    assert not subscription.issues.exists()


@pytest.mark.parametrize("columns", [{"is_staff": False}, {"is_staff": True, "is_active": False}])
def test_who_is_no_longer_of_the_staff_is_asked_as_anybody(at, columns):
    User.objects.create_user("ana", email="ana@example.org", **columns)
    assert begun(at, email="ana@example.org").confirmed_at is None


def test_with_the_yes_the_digests_begin(mailbox, at):
    subscription = begun(at)
    assert subscribe.confirm(subscription, at + MINUTE)
    assert subscription.is_standing
    assert not subscribe.confirm(subscription, at + DAY)
    assert subscription.confirmed_at == at + MINUTE
    assert [issue.kind for issue in compose.freeze_due(at + 2 * DAY)] == ["digest"]


def test_a_yes_after_it_was_stopped_starts_nothing(at):
    subscription = begun(at)
    subscribe.end(subscription, at)
    assert not subscribe.confirm(subscription, at)
    assert (subscription.active, subscription.confirmed_at) == (False, None)


def test_it_is_asked_again_at_most_once_a_day(at):
    subscription = begun(at)
    assert confirmation.ask(subscription, at + DAY - MINUTE) is None
    assert confirmation.ask(subscription, at + DAY).period == "confirmation:2"
    assert confirmation.ask(subscription, at + DAY) is None
    assert subscription.issues.count() == 2


def test_who_has_said_yes_or_stopped_it_is_not_asked_again(at):
    confirmed, ended = begun(at), begun(at)
    subscribe.confirm(confirmed, at)
    subscribe.end(ended, at)
    assert confirmation.ask(confirmed, at + 2 * DAY) is None
    assert confirmation.ask(ended, at + 2 * DAY) is None


def test_another_address_is_asked_anew_and_the_old_links_lead_nowhere(mailbox, at):
    subscription = begun(at)
    subscribe.confirm(subscription, at)
    old, waiting = token(subscription), frozen(subscription)
    Subscription.objects.update(email="another@example.org")
    subscribe.begin_anew(subscription, at + MINUTE)
    assert links.of_token(old) is None
    assert (subscription.confirmed_at, subscription.email) == (None, "another@example.org")
    send_at(at + MINUTE)
    assert [one.rcpt_tos for one in mailbox.messages] == [["another@example.org"]]
    waiting.refresh_from_db()
    assert waiting.state == DigestIssue.State.FAILED


def test_started_again_by_its_reader_it_stands_and_tells_nothing_of_what_was_meanwhile(at):
    subscription = make.subscription(cadence="daily", created_at=at)
    subscribe.end(subscription, at + DAY)
    assert subscribe.start_again(subscription, at + 9 * DAY)
    assert subscription.is_standing
    assert (subscription.unsubscribed_at, subscription.confirmed_at) == (None, at + 9 * DAY)
    assert list(compose.freeze_due(at + 9 * DAY)) == []
    assert not subscribe.start_again(subscription, at + 10 * DAY)


# What a reader may change


@pytest.fixture
def scoped(at):
    subscription = make.subscription()
    subscription.items.set([make.item("R1"), make.item("R2")])
    return subscription


def references(subscription):
    return sorted(subscription.items.values_list("reference", flat=True))


def keep(subscription, *items):
    return subscribe.Wanted(kept={"items": frozenset(item.pk for item in items)})


def test_a_scope_becomes_narrower(scoped):
    first = scoped.items.get(reference="R1")
    subscribe.change(scoped, keep(scoped, first))
    assert references(scoped) == ["R1"]


def test_a_scope_never_becomes_wider(scoped):
    other, first = make.item("R9"), scoped.items.get(reference="R1")
    subscribe.change(scoped, keep(scoped, first, other))
    assert references(scoped) == ["R1"]


def test_what_is_about_everything_takes_no_scope_from_a_reader():
    everything, item = make.subscription(), make.item("R1")
    subscribe.change(everything, keep(everything, item))
    assert references(everything) == []


def test_a_scope_of_which_nothing_is_left_is_refused_because_none_means_everything(scoped):
    with pytest.raises(subscribe.NothingLeft):
        subscribe.change(scoped, keep(scoped))
    assert references(scoped) == ["R1", "R2"]


def test_only_the_options_of_a_reader_are_changed(scoped):
    subscribe.change(scoped, subscribe.Wanted({"cadence": "daily", "email": "thief@example.org", "active": False}))
    assert (scoped.cadence, scoped.email, scoped.active) == ("daily", "director@example.org", True)
