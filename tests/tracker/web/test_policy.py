"""What each page lets a browser load and run."""

import pytest

from tests import make
from tests.make import token_of
from tests.tracker.web import board

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_on", [True, False])
def test_every_public_page_runs_nothing_and_is_what_it_says_it_is(client, settings, is_on):
    settings.PUBLIC_BOARD = is_on
    board.fill("Seen", by=board.analyst(), code="MX", published=True)
    token = token_of(make.subscription())
    readers = [f"/unsubscribe/{token}/", *(f"/subscriptions/{token}/{page}" for page in ("", "confirm/", "feed/"))]
    for address in dict.fromkeys([*board.addresses(), *board.asked(), *readers, "/nothing/"]):
        answer = client.get(address)
        policy = answer["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"), address
        assert "base-uri 'none'" in policy
        assert "unsafe" not in policy
        ancestors = "*" if address.endswith("/card/") and answer.status_code == 200 else "'none'"
        assert f"frame-ancestors {ancestors}" in policy, address
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == ("no-referrer" if "subscri" in address else "same-origin"), address


def test_the_admin_may_run_its_own_scripts_and_nobody_elses(client, analyst):
    client.force_login(analyst)
    policy = client.get("/admin/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "http" not in policy
    assert "*" not in policy
