"""From where a request comes: what our own proxies saw, never what the caller says of itself."""

import pytest
from django.test import RequestFactory

from tracker.web.caller import address_of


def seen(forwarded, *, connected="10.0.0.2"):
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return address_of(RequestFactory().get("/", REMOTE_ADDR=connected, **headers))


@pytest.mark.parametrize("forwarded", [None, "", "203.0.113.7", "1.1.1.1, 203.0.113.7"])
def test_without_a_proxy_of_ours_only_who_is_connected_counts(forwarded):
    assert seen(forwarded, connected="198.51.100.9") == "198.51.100.9"


@pytest.mark.parametrize(
    ("count", "forwarded", "address"),
    [
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.1.1.1, 203.0.113.7", "203.0.113.7"),
        (2, "1.1.1.1, 203.0.113.7, 10.0.0.3", "203.0.113.7"),
        (2, "203.0.113.7", "203.0.113.7"),
        (1, None, "10.0.0.2"),
        (1, "", "10.0.0.2"),
        (1, "unknown", "10.0.0.2"),
        (1, "203.0.113.7, 203.0.113.8:4711", "10.0.0.2"),
    ],
)
def test_of_what_was_forwarded_only_what_our_proxies_added_counts(settings, count, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = count
    assert seen(forwarded) == address


@pytest.mark.parametrize(
    ("connected", "address"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", None),
    ],
)
def test_a_house_with_many_addresses_is_one(connected, address):
    assert seen(None, connected=connected) == address
