"""When something needs attention: the rules, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.alerts import rules
from tracker.alerts.rules import Deadline, OpenItem

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ON = AT.date()
DAY = timedelta(days=1)

ITEM = OpenItem(
    7,
    "recommendation",
    review_every_days=90,
    assessed_at=None,
    published_on=None,
    found_at=None,
    due_on=None,
)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"assessed_at": AT - 91 * DAY}, "Last assessed on 1 Dec 2025; due every 90 days"),
        ({"assessed_at": AT - 90 * DAY}, None),
        ({"assessed_at": AT - 8 * DAY, "review_every_days": 7}, "Last assessed on 22 Feb 2026; due every 7 days"),
        ({"assessed_at": AT - DAY, "published_on": date(2020, 1, 1)}, None),
        ({"published_on": date(2020, 1, 1)}, "Never assessed, though its document is of 1 Jan 2020; due every 90 days"),
        ({"published_on": ON - DAY, "found_at": AT - 400 * DAY}, None),
        (
            {"found_at": AT - 91 * DAY},
            "Never assessed, though its first evidence is of 1 Dec 2025; due every 90 days",
        ),
        ({}, None),
    ],
)
def test_an_item_is_stale_when_its_rhythm_has_passed_without_an_assessment(columns, told):
    wanted = rules.stale(replace(ITEM, **columns), AT)
    assert (wanted and wanted.told) == told


@pytest.mark.parametrize(
    ("days", "kind"), [(-1, "overdue"), (0, "due_soon"), (30, "due_soon"), (31, None), (-400, "overdue")]
)
def test_a_recommendation_is_overdue_after_its_day_and_due_soon_a_month_before(days, kind):
    wanted = list(rules.late([replace(ITEM, due_on=ON + days * DAY)], [], ON))
    assert [one.key.kind for one in wanted] == ([kind] if kind else [])


def test_an_indicator_is_late_by_its_milestones_only():
    indicator = replace(ITEM, kind="indicator", due_on=ON - DAY)
    assert list(rules.late([indicator], [], ON)) == []
    assert len(list(rules.late([indicator], [Deadline(7, ON - DAY, "“Pilot”")], ON))) == 1


def test_of_many_dates_the_first_is_named_and_the_rest_counted():
    item = replace(ITEM, due_on=ON - DAY)
    milestones = [Deadline(7, ON - 3 * DAY, "“Pilot”"), Deadline(7, ON + DAY, "“Report”"), Deadline(8, ON, "“Law”")]
    told = {(one.key.kind, one.key.item): one.told for one in rules.late([item], milestones, ON)}
    assert told == {
        ("overdue", 7): "“Pilot”: 27 Feb 2026, and 1 more",
        ("due_soon", 7): "“Report”: 3 Mar 2026",
        ("due_soon", 8): "“Law”: 2 Mar 2026",
    }


@pytest.mark.parametrize(
    ("recent", "before", "is_burst"),
    [(2, 0, False), (3, 0, True), (3, 12, True), (3, 13, False), (30, 120, True), (29, 120, False)],
)
def test_setbacks_are_a_burst_from_three_on_and_from_three_times_the_usual(recent, before, is_burst):
    assert (rules.burst(7, recent, before, 12) is not None) is is_burst


def test_a_burst_says_what_is_usual():
    assert rules.burst(7, 4, 6, 12).told == "4 setbacks within 7 days; usual are 0.5"
    assert rules.burst(7, 4, 0, 12).told == "4 setbacks within 7 days; usual are none"


def test_what_is_told_fits_the_column():
    assert len(rules.quiet(7, 60, "word " * 200, is_watched=True).told) == 300
