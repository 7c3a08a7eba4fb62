"""The long scripts of this folder, run small; at full size by `make faults`."""

import broker_gone
import disk_full
import kills
import mail_faults
import pytest
import three_schedulers

from tests.servers import ON_SQLITE

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(ON_SQLITE, reason="a second process cannot see SQLite's test database, which is in memory"),
]


@pytest.fixture
def dead_at_once(monkeypatch):
    """The leases of the last of the dead end at once: the suite does not wait three minutes for them."""
    is_done = kills._is_done

    def hurry(wanted):
        kills.pass_time()
        return is_done(wanted)

    monkeypatch.setattr(kills, "_is_done", hurry)


def test_workers_killed_over_and_over_lose_no_entry_and_double_no_evidence(dead_at_once):
    assert kills.run(feeds=20, entries=10, kills=4, workers=2, restart="no", patience=60).broken == []


def test_senders_killed_and_refused_lose_no_digest_and_copy_only_what_is_unclear():
    assert mail_faults.run(digests=40, kills=2, workers=2, patience=60).broken == []


def test_three_schedulers_do_no_more_than_one():
    assert three_schedulers.run(feeds=8, subscriptions=4, minutes=4, seconds=0).broken == []


@pytest.mark.skipif(not disk_full.can_mount(), reason="only root may mount a small disk")
def test_a_full_disk_is_said_in_a_line_and_loses_nothing():
    assert disk_full.run(feeds=8, entries=50).broken == []


def test_pages_answer_without_redis():
    assert broker_gone.run(rounds=1, every=30).broken == []
