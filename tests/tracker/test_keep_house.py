"""What is old goes, a little each time; what anybody judged or refers to stays, and coverage says what it said."""

import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import DateTimeField, F
from django.utils import timezone

from indicators import assessment
from tests import make
from tracker import coverage, tasks
from tracker.alerts import forget
from tracker.evidence import review
from tracker.feeds import purge
from tracker.models import (
    Alert,
    Delivery,
    DigestEntry,
    DigestIssue,
    Entry,
    EntryWord,
    Evidence,
    Feed,
    FeedNotice,
    Hold,
    Outage,
    Poll,
    PurgedEntry,
    Snapshot,
    SubscriptionLink,
    Tick,
)

pytestmark = pytest.mark.django_db

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def one_of_everything(at, by):
    """With five polls more than are needed, and an entry that nobody refers to."""
    item, feed = make.item("R1"), make.feed()
    told = {"feed_": feed, "matched_at": at, "first_seen_at": at}
    plain = make.entry("Nothing of note", **told)
    EntryWord.objects.create(entry=plain, word="note", told_at=at)
    cited = make.confirmed(item, by=by, entry=make.entry("Confirmed", **told))
    make.entry("Told by another", story=cited.story, **told)
    for verdict in ("rejected", "duplicate"):
        piece = make.entry(verdict, **told)
        make.evidence(item, verdict=verdict, reviewed_by=by, reviewed_at=at, entry=piece)
    waiting = make.evidence(item, entry=make.entry("Suggested", **told))
    Hold.objects.create(story=waiting.story, analyst=by, until=at)
    Snapshot.objects.create(evidence=cited, url="https://x.example/", state="kept", sha256="a", fetched_at=at)
    change = assessment.Change("in_progress", "advancing", at.date(), "It has begun.")
    review.propose(item, change, [cited], by=by, at=at)
    period = dict.fromkeys(["starts_at", "ends_at", "next_attempt_at"], at)
    reader = make.subscription()
    SubscriptionLink.objects.create(subscription=reader, sha256="a", made_at=at)
    issue = DigestIssue.objects.create(subscription=reader, message_id="<1@x>", **period)
    DigestEntry.objects.create(issue=issue, position=1, section="advanced", item=item, evidence=cited)
    Delivery.objects.create(issue=issue, number=1, started_at=at)
    FeedNotice.objects.create(feed=feed, kind="broken", given_at=at)
    Outage.objects.create(started_at=at - HOUR, ended_at=at)
    Alert.objects.create(kind="stale", item=item, told="Open", opened_at=at)
    Alert.objects.create(kind="overdue", item=item, told="Closed", opened_at=at, closed_at=at)
    Session.objects.create(session_key="old", expire_date=at)
    for number, columns in enumerate([{}, {}, {}, {}, {"possible_gap": True}, {"outcome": "dns"}, {}]):
        make.poll(feed, at + number * HOUR, **columns)
    make.poll(feed, at + 3 * DAY)


def rows():
    """Every row of every model, by its key; but for when the tasks last began."""
    models = (model for model in apps.get_models() if model is not Tick)
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in models}


def age(by):
    """Everything that has a time is so much older."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, DateTimeField) and not model._meta.proxy:
                old = model._base_manager.filter(**{f"{field.name}__isnull": False})
                old.update(**{field.name: F(field.name) - by})


def test_of_all_that_is_old_only_what_nobody_judged_and_nobody_needs_goes(analyst, settings):
    settings.ENTRY_RETENTION_DAYS = 90
    one_of_everything(timezone.now(), analyst)
    age(4000 * DAY)
    before = rows()
    assert all(before[model] for model in apps.get_app_config("tracker").get_models() if model not in UNTOUCHED)
    tasks.keep_house()
    gone = {model: len(before[model] - left) for model, left in rows().items() if left != before[model]}
    assert gone.pop(PurgedEntry) == 0
    assert gone == {Poll: 5, Entry: 1, EntryWord: 1, Alert: 1, Session: 1}
    assert PurgedEntry.objects.get().entry_id
    assert not Entry.objects.filter(title="Nothing of note").exists()
    assert Alert.objects.get().told == "Open"
    assert sorted(Evidence.objects.values_list("verdict", flat=True)) == [
        *("confirmed", "duplicate", "rejected", "suggested")
    ]


UNTOUCHED = {apps.get_model("tracker", name) for name in ("Rematch", "Lesson", "Host", "PurgedEntry", "Tick")}


def test_twice_lets_go_no_more_than_once(analyst, settings):
    settings.ENTRY_RETENTION_DAYS = 90
    one_of_everything(timezone.now(), analyst)
    age(4000 * DAY)
    tasks.keep_house()
    before = rows()
    tasks.keep_house()
    assert rows() == before


def test_what_is_young_stays(analyst, settings):
    settings.ENTRY_RETENTION_DAYS = 90
    one_of_everything(timezone.now() - 80 * DAY, analyst)
    Session.objects.update(expire_date=timezone.now() + DAY)
    before = rows()
    tasks.keep_house()
    assert rows() == before


def test_entries_are_kept_for_ever_unless_told_otherwise_and_polls_for_half_a_year(analyst):
    one_of_everything(timezone.now(), analyst)
    age(179 * DAY)
    before = rows()
    tasks.keep_house()
    assert rows()[Entry] == before[Entry]
    assert rows()[Poll] == before[Poll]
    age(10 * DAY)
    tasks.keep_house()
    assert rows()[Entry] == before[Entry]
    assert len(rows()[Poll]) == len(before[Poll]) - 5


def test_polls_stay_for_ever_where_that_is_asked_for(analyst, settings):
    settings.POLL_RETENTION_DAYS = 0
    one_of_everything(timezone.now(), analyst)
    age(4000 * DAY)
    tasks.keep_house()
    assert Poll.objects.count() == 8


@pytest.mark.parametrize("chunk", [1, 3, 500])
def test_polls_go_in_chunks_and_no_more_than_asked_for_at_once(at, monkeypatch, chunk):
    monkeypatch.setattr(purge, "CHUNK", chunk)
    make.polled_feed(at - 20 * DAY, at, every=HOUR)
    old = Poll.objects.filter(started_at__lt=at).count()
    assert purge.purge_polls(at, most=2 * chunk) == min(2 * chunk, old - 2)
    while purge.purge_polls(at, most=100):
        pass
    assert Poll.objects.filter(started_at__lt=at).count() == 2


def test_closed_alerts_are_kept_for_a_year_and_some(at):
    item = make.item("R1")
    for days in (399, 401):
        Alert.objects.create(
            kind="stale", item=item, told=str(days), opened_at=at - 500 * DAY, closed_at=at - days * DAY
        )
    assert forget.forget_closed(at) == 1
    assert Alert.objects.get().told == "399"


# What coverage says


def made_up_history(feed, at, chance):
    """Four hundred days of polls, with failures, silences and gaps."""
    moment, polls = at - 400 * DAY, []
    while moment < at:
        moment += chance.choices([6 * HOUR, 30 * HOUR, 12 * DAY, 100 * DAY], [300, 8, 3, 1])[0]
        outcome = chance.choices(["unchanged", "updated", "dns", "timeout"], [6, 3, 1, 1])[0]
        gap = outcome == "updated" and chance.random() < 0.1
        polls.append(Poll(feed=feed, started_at=moment, outcome=outcome, seconds=0.1, possible_gap=gap))
    Poll.objects.bulk_create(one for one in polls if one.started_at <= at)
    make.note_silence(feed)


@pytest.mark.parametrize("seed", range(4))
def test_coverage_says_the_same_before_and_after(at, seed):
    item, chance = make.item("R1"), random.Random(seed)
    for number in range(12):
        feed = make.feed(polled_at=at, succeeded_at=at, gap_at=at, state="paused" if number % 5 == 4 else "active")
        Feed.objects.filter(pk=feed.pk).update(added_at=at - chance.choice([500, 400, 120]) * DAY)
        made_up_history(feed, at, chance)

    def said(days):
        return coverage.of([item], at - days * DAY, at)[item.pk].watchers

    periods = (1, 7, 28, 60, 90, 150, 180)
    before, shares = [said(days) for days in periods], [one.share for one in said(350)]
    assert purge.purge_polls(at - 180 * DAY, most=100_000) > 1000
    assert [said(days) for days in periods] == before
    assert [one.share for one in said(350)] == shares


# The settings


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("POLL_RETENTION_DAYS", "30", "is 30: it is a number of days from 90 on, or 0 to keep everything"),
        ("ENTRY_RETENTION_DAYS", "-1", "is -1: it is a number of days from 90 on, or 0 to keep everything"),
    ],
)
def test_a_wrong_setting_is_said_in_one_line(name, value, told):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, f"{name} {told}\n")
