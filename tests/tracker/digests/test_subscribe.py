"""The link that ends a subscription: nobody else can make one, and ending twice is ending once."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.exceptions import ValidationError

from tests import make
from tracker.digests import subscribe
from tracker.models import Subscription

pytestmark = pytest.mark.django_db


def test_a_token_leads_back_to_its_own_subscription():
    first, second = make.subscription(), make.subscription()
    assert subscribe.of_token(subscribe.token_of(first)) == first
    assert subscribe.of_token(subscribe.token_of(second)) == second


def test_a_token_is_the_same_each_time_so_that_old_mails_keep_working():
    subscription = make.subscription()
    assert subscribe.token_of(subscription) == subscribe.token_of(subscription)


def test_a_token_fits_into_an_address_as_it_is():
    assert set(subscribe.token_of(make.subscription())) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:"
    )


@pytest.mark.parametrize("token", ["", "1", "1:x", ":", "MQ:forged", "é:ü", "\0", "a" * 5000, "💥"])
def test_a_token_that_is_not_ours_leads_nowhere(token):
    make.subscription(pk=1)
    assert subscribe.of_token(token) is None


def test_a_token_altered_in_any_place_leads_nowhere():
    token = subscribe.token_of(make.subscription())
    for place, sign in enumerate(token):
        altered = token[:place] + ("A" if sign != "A" else "B") + token[place + 1 :]
        assert subscribe.of_token(altered) is None


@pytest.mark.parametrize(("key", "salt"), [("another key", subscribe.SIGNER.salt), (None, "another purpose")])
def test_a_token_made_with_another_key_or_for_another_purpose_leads_nowhere(key, salt):
    subscription = make.subscription()
    assert subscribe.of_token(signing.Signer(key=key, salt=salt).sign_object(subscription.pk)) is None


def test_the_token_of_a_subscription_that_is_gone_leads_nowhere():
    subscription = make.subscription()
    token = subscribe.token_of(subscription)
    subscription.delete()
    assert subscribe.of_token(token) is None


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
