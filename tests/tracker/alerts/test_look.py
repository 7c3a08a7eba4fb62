"""Alerts open once, say why, and close by themselves; a closed item has none, save for a source that has changed."""

from datetime import timedelta

import pytest
from django.db import connection

from indicators.models import Item, Milestone
from tests import make
from tests.racing import together
from tracker import tasks
from tracker.alerts.look import Looked, look
from tracker.models import Alert, Evidence, Feed

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK = timedelta(seconds=300)


@pytest.fixture
def heard(at):
    """An item that has nothing to be alerted of: it was just assessed and just spoken of."""

    def made(**columns):
        item = make.item(**columns)
        Item.objects.filter(pk=item.pk).update(last_assessed_at=columns.get("last_assessed_at", at))
        make.evidence(item, created_at=at - DAY, direction="context", stage="")
        return item

    return made


def opened():
    return sorted(Alert.objects.open().values_list("kind", flat=True))


def close(item):
    Item.objects.filter(pk=item.pk).update(status="implemented")


# Opened once, closed by themselves


def test_nothing_is_opened_where_all_is_well(heard, at):
    heard(due_on=at.date() + 90 * DAY, due_basis="stated")
    make.feed(succeeded_at=at)
    assert look(at) == Looked(opened=0, closed=0)


def test_an_alert_is_opened_once_and_says_since_when(heard, at):
    item = heard(due_on=at.date() - DAY, due_basis="stated")
    assert look(at) == Looked(opened=1, closed=0)
    assert look(at + HOUR) == Looked(opened=0, closed=0)
    alert = Alert.objects.get()
    assert (alert.kind, alert.item, alert.told, alert.opened_at) == (
        "overdue",
        item,
        "To be done: 1 Mar 2026",
        at,
    )


def test_an_alert_closes_when_its_reason_is_gone_and_opens_anew_when_it_returns(heard, at):
    item = heard(due_on=at.date() - DAY, due_basis="stated")
    look(at)
    Item.objects.filter(pk=item.pk).update(due_on=at.date() + 90 * DAY)
    assert look(at + HOUR) == Looked(opened=0, closed=1)
    assert Alert.objects.get().closed_at == at + HOUR
    Item.objects.filter(pk=item.pk).update(due_on=at.date() - DAY)
    assert look(at + 2 * HOUR) == Looked(opened=1, closed=0)
    assert Alert.objects.count() == 2


def test_an_open_alert_tells_its_reason_as_it_is_now(heard, at):
    item = heard(due_on=at.date() - DAY, due_basis="stated")
    look(at)
    Item.objects.filter(pk=item.pk).update(due_on=at.date() - 2 * DAY)
    assert look(at + HOUR) == Looked(opened=0, closed=0)
    assert Alert.objects.get().told == "To be done: 28 Feb 2026"


def test_what_is_due_soon_becomes_overdue(heard, at):
    heard(due_on=at.date(), due_basis="stated")
    look(at)
    assert opened() == ["due_soon"]
    look(at + DAY)
    assert opened() == ["overdue"]


def test_a_closed_item_has_no_alerts_but_of_a_changed_source(heard, at, analyst):
    item = heard(kind="indicator", due_on=at.date() - DAY, due_basis="stated")
    Milestone.objects.create(item=item, title="Pilot", due_on=at.date() - DAY)
    make.confirmed(item, by=analyst, at=at + HOUR, needs_recheck=True, created_at=at)
    for _ in range(3):
        make.evidence(item, direction="sets_back", created_at=at)
    look(at + HOUR)
    assert opened() == ["changed_source", "observed", "overdue", "setbacks"]
    close(item)
    look(at + 2 * HOUR)
    assert opened() == ["changed_source"]


@pytest.mark.django_db(transaction=True)
def test_two_that_look_at_once_open_each_alert_once(at):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one writes after the other")
    for _ in range(30):
        item = make.item(due_on=at.date() - DAY, due_basis="stated")
        make.evidence(item, needs_recheck=True, created_at=at)
    together(*[lambda: look(at)] * 4)
    assert Alert.objects.open().count() == 60


def test_how_many_queries_it_takes_does_not_depend_on_the_items(heard, at, django_assert_num_queries):
    heard()
    with django_assert_num_queries(12) as few:
        look(at)
    for _ in range(20):
        heard()
    with django_assert_num_queries(len(few.captured_queries)):
        look(at)


# Each kind


def test_a_milestone_not_done_in_time_is_overdue_and_none_that_is_done(heard, at):
    item = heard(kind="indicator")
    Milestone.objects.create(item=item, title="Pilot", due_on=at.date() - DAY)
    Milestone.objects.create(item=item, title="Law", due_on=at.date() - DAY, done_on=at.date())
    look(at)
    assert Alert.objects.get().told == "“Pilot”: 1 Mar 2026"


def test_an_item_without_a_date_or_an_assessment_is_stale_by_its_first_evidence(at):
    item = make.item()
    make.evidence(item, created_at=at - 100 * DAY, verdict="suggested")
    make.evidence(item, created_at=at - DAY)
    look(at)
    assert opened() == ["stale"]


def test_a_signpost_is_observed_by_a_confirmed_action_since_its_last_assessment(heard, at, analyst):
    item = heard(kind="indicator")
    make.evidence(item, created_at=at)  # only suggested
    make.confirmed(item, by=analyst, at=at + HOUR, stage="announcement", created_at=at)
    make.confirmed(item, by=analyst, at=at - HOUR, stage="action", created_at=at)  # judged before the assessment
    make.confirmed(item, by=analyst, at=at + HOUR, stage="action", direction="sets_back", created_at=at)
    look(at + HOUR)
    assert opened() == []
    make.confirmed(item, by=analyst, at=at + HOUR, stage="outcome", created_at=at)
    look(at + HOUR)
    assert Alert.objects.get().told == "1 confirmed piece tells that it happened, since it was last assessed"
    Item.objects.filter(pk=item.pk).update(last_assessed_at=at + 2 * HOUR)
    look(at + 2 * HOUR)
    assert opened() == []


def test_a_sign_that_is_bad_news_is_observed_by_what_sets_back(heard, at, analyst):
    item = heard(kind="indicator", polarity="sets_back")
    make.confirmed(item, by=analyst, at=at + HOUR, direction="sets_back", created_at=at)
    look(at + HOUR)
    assert opened() == ["observed"]


@pytest.mark.parametrize("columns", [{"kind": "recommendation"}, {"kind": "indicator", "measure": "unit"}])
def test_what_is_no_signpost_is_never_observed(heard, at, analyst, columns):
    make.confirmed(heard(**columns), by=analyst, at=at + HOUR, stage="action", created_at=at)
    look(at + HOUR)
    assert opened() == []


def test_three_setbacks_in_a_week_are_a_burst_unless_that_is_usual_or_old_news(heard, at):
    struck, used_to_it, backlog = (heard() for _ in range(3))
    for number in range(3):
        for item in (struck, used_to_it):
            make.evidence(item, direction="sets_back", created_at=at - number * DAY)
        make.evidence(backlog, direction="sets_back", created_at=at, published_at=at - 30 * DAY)
        make.evidence(used_to_it, direction="sets_back", created_at=at - (10 + number) * DAY)
    for number in range(10):
        make.evidence(used_to_it, direction="sets_back", created_at=at - (20 + number) * DAY)
    look(at)
    assert list(Alert.objects.values_list("kind", "item")) == [("setbacks", struck.pk)]
    look(at + 8 * DAY)
    assert opened() == []


def test_a_source_that_changed_is_told_of_by_piece(heard, at):
    item = heard()
    pieces = [make.evidence(item, needs_recheck=True, recheck_note="The page is gone", created_at=at) for _ in "ab"]
    look(at)
    assert set(Alert.objects.values_list("kind", "item", "evidence")) == {
        ("changed_source", item.pk, piece.pk) for piece in pieces
    }
    assert Alert.objects.first().told.startswith("The page is gone: “")
    Evidence.objects.filter(pk=pieces[0].pk).update(needs_recheck=False)
    look(at + HOUR)
    assert list(Alert.objects.open().values_list("evidence", flat=True)) == [pieces[1].pk]


def test_a_feed_is_down_after_a_day_of_failures_until_it_answers_or_rests(at):
    failing = {"failures": 3, "trouble": "dns", "polled_at": at}
    down = make.feed(failing_since=at - DAY, **failing)
    make.feed(failing_since=at - DAY + HOUR, **failing)
    make.feed(failing_since=at - DAY, state="paused", **failing)
    look(at)
    alert = Alert.objects.get()
    assert (alert.feed, alert.told) == (down, "Host not found, since 1 Mar 2026 12:00")
    Feed.objects.update(state="paused")
    look(at + HOUR)
    assert opened() == []


# Nothing found


def quiet_item(at, **columns):
    item = make.item(**columns)
    Item.objects.filter(pk=item.pk).update(last_assessed_at=at)
    return item


def test_a_quiet_item_is_silent_where_it_was_watched_and_unwatched_where_not(at):
    make.polled_feed(at - 70 * DAY, at, language="en")
    watched = quiet_item(at)
    in_another_language = quiet_item(at, terms={"es": ["unidad policial"]})
    without = quiet_item(at, terms=None)
    look(at)
    told = {alert.item_id: (alert.kind, alert.told) for alert in Alert.objects.open()}
    assert told[watched.pk][0] == "silent"
    assert told[watched.pk][1].startswith("Nothing in 60 days. 1 feed in English was watched without a gap")
    assert told[in_another_language.pk] == ("unwatched", "Nothing in 60 days. No feed in Spanish was polled.")
    assert told[without.pk] == ("unwatched", "Nothing in 60 days. There is no watch.")


def test_a_feed_that_was_added_yesterday_has_not_watched_for_two_months(at):
    make.polled_feed(at - DAY, at, language="en")
    old = make.polled_feed(at - 70 * DAY, at, language="es")
    quiet_item(at, terms={"en": ["joint police"]})
    look(at)
    assert opened() == ["unwatched"]
    assert old.added_at


def test_while_nothing_has_been_watched_for_so_long_only_what_cannot_be_watched_is_told(at):
    make.polled_feed(at - 10 * DAY, at, language="en")
    quiet_item(at)
    resting = quiet_item(at)
    resting.watch.active = False
    resting.watch.save()
    look(at)
    assert list(Alert.objects.open().values_list("item", flat=True)) == [resting.pk]


def test_an_item_that_is_heard_of_again_is_silent_no_more(at):
    make.polled_feed(at - 70 * DAY, at, language="en")
    item = quiet_item(at)
    look(at)
    make.evidence(item, verdict="suggested", created_at=at, direction="context")
    look(at + TICK)
    assert opened() == []


def test_rejected_evidence_is_nothing_heard(at, analyst):
    make.polled_feed(at - 70 * DAY, at, language="en")
    make.evidence(quiet_item(at), verdict="rejected", reviewed_by=analyst, reviewed_at=at, created_at=at)
    look(at)
    assert opened() == ["silent"]


def test_what_was_watched_is_asked_once_a_day(at, monkeypatch):
    from tracker.alerts import silence

    make.polled_feed(at - 70 * DAY, at + 2 * DAY, language="en")
    quiet_item(at)
    asked, real = [], silence.coverage.of
    monkeypatch.setattr(silence.coverage, "of", lambda *of: asked.append(of) or real(*of))
    for tick in range(2 * 288):
        if tick % 288 in (0, 1, 2, 100, 287):
            look(at + tick * TICK)
    assert len(asked) == 2


def test_a_silent_item_becomes_unwatched_when_its_feeds_fall_away_and_is_never_both(at):
    make.polled_feed(at - 70 * DAY, at, language="en")
    quiet_item(at)
    look(at)
    assert opened() == ["silent"]
    look(at + 20 * DAY)
    assert opened() == ["unwatched"]


def test_a_tick_opens_what_is_missing_and_a_second_one_nothing(clock):
    make.item(due_on=clock().date() - DAY, due_basis="stated", terms=None)
    tasks.look_for_alerts()
    assert opened() == ["overdue", "unwatched"]
    tasks.look_for_alerts()
    assert opened() == ["overdue", "unwatched"]
