"""How often one may search, open a link from a mail and try a password; and that nobody pays for another."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests import make
from tests.make import token_of
from tracker.models import Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """The time as the limits read it."""

    class Clock:
        now = 1_000_000.0

    monkeypatch.setattr("time.time", lambda: Clock.now)
    return Clock


def statuses(client, address, times, **more):
    return [client.get(address, **more).status_code for _ in range(times)]


# Pages


def test_the_twenty_first_search_of_a_minute_is_asked_to_wait(client, clock):
    assert statuses(client, "/search/", 20) == [200] * 20
    answer = client.get("/search/?q=police")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "Wait 60 seconds, then try again." in answer.content.decode()
    assert "<script" not in answer.content.decode()


def test_it_is_told_how_long_and_after_that_it_goes_on(client, clock):
    statuses(client, "/search/", 19)
    clock.now += 40
    statuses(client, "/search/", 1)
    answer = client.get("/search/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "20")
    clock.now += 21
    assert client.get("/search/").status_code == 200


def test_others_are_not_kept_from_searching(client, clock):
    statuses(client, "/search/", 21, REMOTE_ADDR="198.51.100.9")
    assert client.get("/search/", REMOTE_ADDR="198.51.100.9").status_code == 429
    assert client.get("/search/", REMOTE_ADDR="198.51.100.10").status_code == 200


def test_behind_a_proxy_each_is_counted_for_itself(client, clock, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    statuses(client, "/search/", 21, HTTP_X_FORWARDED_FOR="198.51.100.9")
    assert client.get("/search/", HTTP_X_FORWARDED_FOR="1.1.1.1, 198.51.100.9").status_code == 429
    assert client.get("/search/", HTTP_X_FORWARDED_FOR="198.51.100.10").status_code == 200


def test_both_languages_are_one_search(client, clock):
    statuses(client, "/search/", 10)
    assert statuses(client, "/es/search/", 11) == [200] * 10 + [429]


def test_links_of_mails_have_a_count_of_their_own_by_whatever_method(client, clock):
    statuses(client, "/search/", 21)
    subscription = make.subscription()
    address = f"/unsubscribe/{token_of(subscription)}/"
    assert statuses(client, "/unsubscribe/guessed/", 60) == [404] * 60
    assert client.post(address).status_code == 429
    assert Subscription.objects.get().active
    clock.now += 61
    assert client.post(address).status_code == 200
    assert not Subscription.objects.get().active


@pytest.mark.parametrize("address", ["/about/", "/health/", "/admin/login/"])
def test_other_pages_are_not_counted(client, address):
    assert statuses(client, address, 70) == [200] * 70


# Log-ins

LOGIN = reverse("admin:login")


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana", password="a long enough one", is_staff=True)


def log_in(password="a long enough one", *, name="ana", address="198.51.100.9"):
    return Client().post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address)


def fail(times, **more):
    return [log_in("a wrong one", **more).status_code for _ in range(times)]


def test_the_tenth_wrong_password_locks_that_name_from_there_even_with_the_right_one(ana):
    assert fail(10) == [200] * 9 + [429]
    answer = log_in()
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "this name came with a wrong password too often. Wait 15 minutes" in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session


def test_she_logs_in_from_elsewhere_and_others_from_there(ana):
    User.objects.create_user("ben", password="a long enough one", is_staff=True)
    fail(10)
    assert log_in(address="198.51.100.10").status_code == 302
    assert log_in(name="ben").status_code == 302
    assert log_in().status_code == 429


def test_after_a_quarter_of_an_hour_she_may_try_again_though_somebody_kept_trying(ana):
    fail(10)
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=14))
    fail(3)
    assert log_in().status_code == 429
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=1))
    assert log_in().status_code == 302


def test_a_log_in_forgets_the_failures_before_it(ana):
    fail(9)
    assert log_in().status_code == 302
    assert fail(9) == [200] * 9
    assert log_in().status_code == 302


def test_a_name_that_nobody_has_is_told_the_same():
    assert fail(10, name="nobody") == [200] * 9 + [429]


def test_behind_a_proxy_a_log_in_is_counted_by_who_is_before_it(ana, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    wrong = {"username": "ana", "password": "a wrong one"}
    for _ in range(10):
        Client().post(LOGIN, wrong, HTTP_X_FORWARDED_FOR="1.1.1.1, 198.51.100.9")
    right = {"username": "ana", "password": "a long enough one"}
    assert Client().post(LOGIN, right, HTTP_X_FORWARDED_FOR="2.2.2.2, 198.51.100.9").status_code == 429
    assert Client().post(LOGIN, right, HTTP_X_FORWARDED_FOR="198.51.100.10").status_code == 302


def test_no_password_is_kept_of_a_failure(ana):
    log_in("a wrong one that nearly was right")
    [attempt] = AccessAttempt.objects.values()
    assert "nearly" not in str(attempt)


def test_the_page_of_who_is_locked_out_speaks_their_language(ana):
    fail(9)
    answer = Client().post(
        LOGIN, {"username": "ana", "password": "x"}, REMOTE_ADDR="198.51.100.9", HTTP_ACCEPT_LANGUAGE="es"
    )
    assert answer.status_code == 429
    assert '<html lang="es">' in answer.content.decode()
