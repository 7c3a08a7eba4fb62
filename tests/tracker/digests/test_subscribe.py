"""The link that ends a subscription: nobody else can make one, and ending twice is ending once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from tests import make
from tests.make import token_of
from tracker.digests import links, subscribe
from tracker.models import Subscription, SubscriptionLink

pytestmark = pytest.mark.django_db


def test_a_token_leads_back_to_its_own_subscription():
    first, second = make.subscription(), make.subscription()
    assert links.of_token(token_of(first)) == first
    assert links.of_token(token_of(second)) == second


def test_a_token_is_the_same_each_time_so_that_old_mails_keep_working():
    subscription = make.subscription()
    assert token_of(subscription) == token_of(subscription)


def test_a_token_fits_into_an_address_as_it_is():
    assert set(token_of(make.subscription())) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:"
    )


@pytest.mark.parametrize("token", ["", "1", "1:x", ":", "MQ:forged", "é:ü", "\0", "a" * 5000, "💥"])
def test_a_token_that_is_not_ours_leads_nowhere(token):
    make.subscription(pk=1)
    assert links.of_token(token) is None


def test_a_token_altered_in_any_place_leads_nowhere():
    token = token_of(make.subscription())
    for place, sign in enumerate(token):
        altered = token[:place] + ("A" if sign != "A" else "B") + token[place + 1 :]
        assert links.of_token(altered) is None


def test_a_token_made_with_another_key_or_for_another_subscription_leads_nowhere(settings):
    subscription = make.subscription()
    settings.SECRET_KEY = "another key"
    assert links.of_token(links.token_of(subscription)) is None


def test_a_token_keeps_leading_back_when_the_key_is_changed_and_so_does_the_next(settings):
    subscription = make.subscription()
    old = token_of(subscription)
    settings.SECRET_KEY = "a new key"
    new = token_of(subscription)
    assert old != new
    assert links.of_token(old) == links.of_token(new) == subscription


def test_what_is_kept_of_a_token_leads_nowhere():
    token_of(make.subscription())
    assert links.of_token(SubscriptionLink.objects.get().sha256) is None


def test_the_token_of_a_subscription_that_is_gone_leads_nowhere():
    subscription = make.subscription()
    token = token_of(subscription)
    subscription.delete()
    assert links.of_token(token) is None


def test_a_subscription_ends_with_the_time_noted(at):
    subscription = make.subscription()
    subscribe.end(subscription, at)
    assert (subscription.active, subscription.unsubscribed_at) == (False, at)


def test_ending_again_changes_nothing(at):
    subscription = make.subscription()
    subscribe.end(subscription, at)
    subscribe.end(subscription, at + timedelta(days=1))
    assert subscription.unsubscribed_at == at


def test_ending_one_leaves_the_others(at):
    ended, other = make.subscription(), make.subscription()
    subscribe.end(ended, at)
    other.refresh_from_db()
    assert other.active


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"time_zone": "Mexico"}, "time_zone"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"local_hour": 24}, "local_hour"),
    ],
)
def test_a_time_zone_that_is_none_and_an_hour_past_the_day_are_refused(columns, field):
    with pytest.raises(ValidationError) as refused:
        Subscription(email="director@example.org", created_at=make.NOW, **columns).full_clean()
    assert set(refused.value.error_dict) == {field}
