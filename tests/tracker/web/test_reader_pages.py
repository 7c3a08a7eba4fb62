"""A subscription's pages: opening one changes nothing, a button does, and a link that is not ours finds nothing."""

import secrets
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver, reverse

from indicators.models import Topic
from tests import make
from tests.make import token_of
from tests.tracker.admin.test_roles import walked
from tests.tracker.digests.issues import frozen
from tests.tracker.web import board
from tracker.digests import links, subscribe
from tracker.models import Subscription

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
OPTIONS = {"cadence": "daily", "local_hour": "18", "time_zone": "America/Mexico_City", "language": "es"}
READER = ["subscription", "confirm", "unsubscribe", "subscription_feed"]


@pytest.fixture
def subscription():
    return make.subscription(email="director@example.org")


def address(subscription, name="subscription"):
    return reverse(name, args=[token_of(subscription)])


def posted(client, subscription, name="subscription", **fields):
    answer = client.post(address(subscription, name), fields)
    subscription.refresh_from_db()
    return answer


# Opening changes nothing


def everything():
    """All rows of all tables."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {model._meta.label: sorted(map(repr, model._base_manager.values_list())) for model in models}


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_any_page_without_an_account_changes_no_row(client, settings, method, at):
    settings.PUBLIC_BOARD = True
    board.fill("Seen", by=board.analyst(), code="MX", published=True)
    waiting, ended = make.subscription(confirmed_at=None), make.subscription(active=False)
    subscriptions = [make.subscription(), waiting, ended, make.subscription(suspended_at=at)]
    frozen(subscriptions[0], state="sent", sent_at=at)
    readers = [address(one, name) for one in subscriptions for name in READER]
    public = [name for name, keys in walked(get_resolver()) if not name.startswith("admin") and not keys]
    addresses = [*map(reverse, public), *board.addresses(), *board.asked(), *readers]
    before = everything()
    for one in [*addresses, *(f"/es{one}" for one in readers)]:
        assert getattr(client, method)(one).status_code < 500
    assert everything() == before
    assert len(addresses) > 30


def test_the_names_that_take_a_token_are_those_walked():
    assert sorted(name for name, keys in walked(get_resolver()) if "token" in keys) == sorted(READER)


# Who may, and what stays of it


@pytest.mark.parametrize("name", READER)
def test_the_pages_are_kept_by_nobody_found_by_nobody_and_tell_nobody_where_one_came_from(client, subscription, name):
    for one in (address(subscription, name), reverse(name, args=["x" * 43])):
        answer = client.get(one)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.cookies == {}
        assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("name", READER)
def test_a_link_that_is_not_ours_is_not_found_and_says_so_in_words(client, subscription, name):
    answer = client.get(reverse(name, args=["x" * 43]))
    assert answer.status_code == 404
    assert "This link is not one of ours, or its subscription is gone." in answer.content.decode()


def forged(count):
    """Of every kind that somebody might try who knows how a token looks, and has one of their own."""
    subscription = make.subscription()
    own = token_of(subscription)
    hashed = subscription.links.get().sha256
    kinds = [
        lambda: secrets.token_urlsafe(32),
        lambda: own[: (at := secrets.randbelow(43))] + ("A" if own[at] != "A" else "B") + own[at + 1 :],
        lambda: own[:-1],
        lambda: own + "A",
        lambda: own.swapcase(),
        lambda: hashed[:43],
        lambda: links.token_of(Subscription(pk=subscription.pk, nonce=secrets.token_hex(16))),
        lambda: links.token_of(Subscription(pk=subscription.pk + 1, nonce=subscription.nonce)),
    ]
    for number in range(count):
        yield kinds[number % len(kinds)]()


def test_of_two_thousand_forged_tokens_none_leads_anywhere():
    make.subscription()
    assert [token for token in forged(2_000) if links.of_token(token)] == []


def test_of_two_hundred_forged_addresses_none_is_found_and_most_have_to_wait(client):
    answers = {client.post(f"/unsubscribe/{token}/").status_code for token in forged(200)}
    assert answers == {404, 429}
    assert not Subscription.objects.filter(active=False).exists()


def test_the_token_of_one_opens_no_page_of_another(client, subscription):
    other = make.subscription(email="donor@example.org")
    page = client.get(address(subscription)).content.decode()
    assert "director@example.org" in page
    assert "donor@example.org" not in page
    posted(client, subscription, act="stop")
    other.refresh_from_db()
    assert other.active


# Saying yes, stopping, starting again


@pytest.mark.parametrize("name", ["confirm", "unsubscribe", "subscription"])
def test_a_post_needs_no_cookie_and_sets_none(subscription, name):
    answer = Client(enforce_csrf_checks=True).post(address(subscription, name))
    assert (answer.status_code, answer.cookies) == (200, {})


def test_the_yes_is_a_button(client, subscription):
    Subscription.objects.update(confirmed_at=None)
    page = client.get(address(subscription, "confirm")).content.decode()
    assert "Do you want this digest?" in page
    answer = posted(client, subscription, "confirm")
    assert "Confirmed" in answer.content.decode()
    assert subscription.confirmed_at is not None


def test_a_yes_to_what_was_stopped_says_that_it_is_stopped(client, subscription, at):
    Subscription.objects.update(confirmed_at=None, active=False)
    assert "Stopped" in posted(client, subscription, "confirm").content.decode()
    assert subscription.confirmed_at is None


def test_it_is_stopped_and_started_again_on_its_page(client, subscription):
    assert "Stopped. No more digests are sent." in posted(client, subscription, act="stop").content.decode()
    assert not subscription.active
    assert "Started again." in posted(client, subscription, act="start").content.decode()
    assert subscription.is_standing


def test_one_that_was_suspended_says_why_nothing_comes_and_is_not_started_by_its_reader(client, subscription, at):
    subscribe.suspend(subscription, "the mail server answered 550", at)
    page = posted(client, subscription, act="start").content.decode()
    assert "The address refused what was sent to it." in page
    assert not subscription.is_standing


# Changing it


def test_a_reader_changes_when_and_how_it_comes(client, subscription):
    answer = posted(client, subscription, act="change", at_once="on", **OPTIONS)
    assert "Saved." in answer.content.decode()
    kept = {name: str(getattr(subscription, name)) for name in OPTIONS}
    assert kept == OPTIONS
    assert (subscription.at_once, subscription.even_if_nothing) == (True, False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mexico"),
        ("time_zone", "../etc/passwd"),
        ("local_hour", "24"),
        ("cadence", "x"),
        ("language", "fr"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason_and_changes_nothing(client, subscription, field, value):
    answer = posted(client, subscription, act="change", **(OPTIONS | {field: value}))
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {field}
    assert subscription.cadence == "weekly"


def test_a_reader_hears_of_less(client, subscription):
    ports, police = Topic.objects.create(name="Ports"), Topic.objects.create(name="Police")
    subscription.topics.set([ports, police])
    page = client.get(address(subscription)).content.decode()
    assert "Ports" in page
    posted(client, subscription, act="change", keep_topics=[ports.pk], **OPTIONS)
    assert list(subscription.topics.all()) == [ports]


def test_a_reader_cannot_ask_for_more_than_was_given(client, subscription):
    ports, police = Topic.objects.create(name="Ports"), Topic.objects.create(name="Police")
    subscription.topics.set([ports])
    answer = posted(client, subscription, act="change", keep_topics=[ports.pk, police.pk], **OPTIONS)
    assert answer.status_code == 400
    assert list(subscription.topics.all()) == [ports]


def test_taking_away_all_of_it_is_refused_because_that_would_mean_everything(client, subscription):
    subscription.topics.set([Topic.objects.create(name="Ports")])
    answer = posted(client, subscription, act="change", **OPTIONS)
    assert answer.status_code == 400
    assert "Nothing would be left to hear of." in answer.content.decode()
    assert subscription.topics.count() == 1


def test_the_page_speaks_the_language_of_its_address(client, subscription):
    assert '<html lang="es">' in client.get(f"/es{address(subscription)}").content.decode()


# The feed of one's own


def test_the_feed_holds_the_issues_that_were_sent_newest_first(client, subscription, at):
    frozen(subscription, state="sent", sent_at=at, subject="First", text="a < b & \x0b c")
    frozen(subscription, state="sent", sent_at=at.replace(day=3), subject="Second")
    frozen(subscription, subject="Not yet sent")
    frozen(subscription, state="sent", sent_at=at, kind="confirmation", subject="The question")
    frozen(state="sent", sent_at=at, subject="Another's")
    answer = client.get(address(subscription, "subscription_feed"))
    feed = ElementTree.fromstring(answer.content)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["Second", "First"]
    assert "<pre>a &lt; b &amp;" in feed.findall(f"{ATOM}entry")[1].findtext(f"{ATOM}summary")


def test_an_entry_of_the_feed_is_the_same_one_for_ever(client, subscription, at):
    frozen(subscription, state="sent", sent_at=at)
    first, second = (client.get(address(subscription, "subscription_feed")).content for _ in range(2))
    assert first == second


def test_a_feed_without_issues_is_one_too(client, subscription):
    ElementTree.fromstring(client.get(address(subscription, "subscription_feed")).content)


def test_nobody_posts_to_the_feed(client, subscription):
    assert client.post(address(subscription, "subscription_feed")).status_code == 405
