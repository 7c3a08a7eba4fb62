"""The pages that need no account: ending a digest, the health check, and who it is that polls."""

import pytest
from django.test import Client

from tests import make
from tests.make import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription():
    return make.subscription(email="director@example.org")


def link(subscription):
    return f"/unsubscribe/{token_of(subscription)}/"


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_only_asks_because_scanners_open_links(client, subscription, method):
    answer = getattr(client, method)(link(subscription))
    subscription.refresh_from_db()
    assert answer.status_code == 200
    assert subscription.active


def test_the_page_says_which_digest_it_would_stop(client, subscription):
    page = client.get(link(subscription)).content.decode()
    assert "Stop this digest?" in page
    assert "director@example.org" in page
    assert '<form method="post">' in page


def test_a_post_without_any_cookie_ends_it_and_answers_200(subscription):
    mail_program = Client(enforce_csrf_checks=True)
    answer = mail_program.post(link(subscription), {"List-Unsubscribe": "One-Click"})
    subscription.refresh_from_db()
    assert (answer.status_code, answer.cookies) == (200, {})
    assert not subscription.active
    assert subscription.unsubscribed_at is not None


def test_ending_it_again_is_harmless(client, subscription):
    client.post(link(subscription))
    subscription.refresh_from_db()
    ended_at = subscription.unsubscribed_at
    assert client.post(link(subscription)).status_code == 200
    subscription.refresh_from_db()
    assert subscription.unsubscribed_at == ended_at


def test_a_link_that_was_used_says_that_it_is_stopped(client, subscription):
    client.post(link(subscription))
    assert "No more digests go to director@example.org" in client.get(link(subscription)).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["MQ:forged", "1", "%00", "é", "x" * 3000])
def test_a_forged_token_is_not_found_and_ends_nothing(client, subscription, method, token):
    assert getattr(client, method)(f"/unsubscribe/{token}/").status_code == 404
    subscription.refresh_from_db()
    assert subscription.active


def test_the_link_of_a_subscription_that_is_gone_is_not_found(client, subscription):
    address = link(subscription)
    subscription.delete()
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(client, subscription, method):
    assert getattr(client, method)(link(subscription)).status_code == 405


def test_one_link_ends_one_subscription(client, subscription):
    other = make.subscription(email="director@example.org")
    client.post(link(subscription))
    other.refresh_from_db()
    assert other.active


def test_the_address_is_shown_escaped(client):
    subscription = make.subscription(email='"<b>x</b>"@example.org')
    assert "<b>x" not in client.get(link(subscription)).content.decode()


def test_the_health_page_answers_while_the_database_does(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_the_front_page_leads_to_the_admin(client):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_the_about_page_says_who_polls_and_how_to_make_it_stop(client, settings):
    assert settings.FEED_USER_AGENT.endswith("/about/)")
    page = client.get("/about/").content.decode()
    assert "Retry-After" in page
    assert "answer 410" in page


@pytest.mark.parametrize("address", ["/", "/about/", "/health/"])
def test_the_public_pages_are_only_for_reading(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/about/", "/unsubscribe/{token}/"])
def test_the_public_pages_run_no_scripts_and_load_nothing_from_elsewhere(client, subscription, address):
    page = client.get(address.format(token=token_of(subscription))).content.decode()
    assert "<script" not in page
    assert "src=" not in page
    assert "http" not in page.split("<body>")[0].replace("http-equiv", "")


def test_an_unknown_address_is_not_found(client):
    assert client.get("/nothing/here/").status_code == 404
