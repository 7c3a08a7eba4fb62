"""The doctor's line on the feeds: how many watch, how many do not and why, and when none can."""

from datetime import timedelta

import pytest

from tests import make
from tests.make import NOW
from tracker.health.examine import examine
from tracker.models import Outage

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANSWERS = {"polled_at": NOW, "succeeded_at": NOW, "last_new_at": NOW, "newest_at": NOW}
FAILS = {"polled_at": NOW, "failures": 9, "failing_since": NOW - 20 * DAY, "trouble": "dns"}


def told(at):
    [finding] = examine(at, ["feeds"])
    return finding.good, finding.told


def test_it_says_how_many_are_gone_and_broken_among_those_in_trouble(at):
    make.feed(**ANSWERS)
    make.feed(**FAILS)
    make.feed(**FAILS, broken_at=at - DAY)
    make.feed(**FAILS, broken_at=at - DAY, gone_at=at - DAY)
    assert told(at) == (True, "1 healthy, 3 in trouble (1 gone, 1 broken), none late")


def test_it_says_no_more_than_there_is(at):
    assert told(at) == (True, "0 healthy, 0 in trouble, none late")


def test_it_counts_those_that_are_quiet_for_too_long(at):
    make.silent_feed(12 * DAY)
    assert told(at) == (True, "1 healthy, 0 in trouble, 1 quiet too long, none late")


def test_an_outage_of_our_own_network_is_not_well(at):
    make.feed(**ANSWERS)
    Outage.objects.create(started_at=at - DAY, ended_at=at - HOUR)
    assert told(at)[0] is True
    Outage.objects.create(started_at=at - HOUR)
    assert told(at) == (False, "our own network is down since 2026-03-02 11:00: nothing is being watched")
